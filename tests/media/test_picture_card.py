"""The card of a picture: one size, light, the whole picture in its mat on a dark wall."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from PIL import Image

from tests.media import nasty_files
from tests.media import nasty_pictures as nasty
from youcheng.domain.pictures import MOST_CARD_BYTES, PictureRefused
from youcheng.media.pictures import make_card

WHOLE = (1200, 630)
RED, GREEN, BLUE, GOLD = (200, 30, 30), (30, 160, 60), (40, 60, 200), (230, 180, 40)
MAT = (248, 243, 232)


def _draw(content: bytes, folder: Path) -> Image.Image:
    """The card of a picture, after what is true of every card."""
    path, place = folder / "upload", folder / "card"
    path.write_bytes(content)
    place.mkdir()
    made = make_card(path, place)
    (file,) = place.iterdir()
    found = file.read_bytes()
    assert (made.name, file.name) == ("card.jpg", "card.jpg")
    assert (made.bytes, made.sha256) == (len(found), hashlib.sha256(found).hexdigest())
    assert len(found) <= MOST_CARD_BYTES
    with Image.open(file) as card:
        assert (card.format, card.mode, card.size) == ("JPEG", "RGB", WHOLE)
        assert (made.width, made.height) == WHOLE
        card.load()
        return card


def _corners(size: tuple[int, int]) -> Image.Image:
    """A picture whose four quarters have a colour each."""
    picture = Image.new("RGB", size, RED)
    across, down = size[0] // 2, size[1] // 2
    picture.paste(GREEN, (across, 0, size[0], down))
    picture.paste(BLUE, (0, down, across, size[1]))
    picture.paste(GOLD, (across, down, *size))
    return picture


def _near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 14 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("size", "hung"),
    [
        ((1280, 960), (664, 498)),
        ((960, 1280), (374, 498)),
        ((1280, 256), (992, 198)),
        ((160, 1280), (62, 498)),
        ((300, 200), (300, 200)),
    ],
)
def test_a_card_shows_the_whole_picture_in_its_mat(
    tmp_path: Path, size: tuple[int, int], hung: tuple[int, int]
) -> None:
    card = _draw(nasty.saved(_corners(size), "JPEG", quality=95), tmp_path)
    left, top = (WHOLE[0] - hung[0]) // 2, (WHOLE[1] - hung[1]) // 2
    right, bottom = left + hung[0] - 1, top + hung[1] - 1
    inside = 6
    seen = [
        card.getpixel((x, y))
        for y in (top + inside, bottom - inside)
        for x in (left + inside, right - inside)
    ]
    assert all(map(_near, seen, (RED, GREEN, BLUE, GOLD))), seen
    for x, y in ((left - 10, 315), (right + 10, 315), (600, top - 10), (600, bottom + 10)):
        assert _near(card.getpixel((x, y)), MAT), (x, y)
    for x, y in ((5, 5), (1195, 5), (5, 625), (left - 40, 315), (right + 40, 315)):
        wall = card.getpixel((x, y))
        assert isinstance(wall, tuple)
        assert max(wall) < 70, (x, y)


def test_a_picture_that_cannot_be_made_small_still_gives_a_light_card(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (1280, 640), random.Random(7).randbytes(1280 * 640 * 3))
    _draw(nasty.saved(noise, "JPEG", quality=95), tmp_path)


def test_two_cards_of_one_picture_are_the_same_file(tmp_path: Path) -> None:
    cards = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        cards.append(_draw(nasty.saved(_corners((800, 600)), "PNG"), folder).tobytes())
    assert cards[0] == cards[1]


def test_a_broken_picture_gives_no_card(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="file_broken"):
        _draw(nasty_files.picture("JPEG", (1_800, 1_300))[:-100], tmp_path)
