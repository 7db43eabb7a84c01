"""What is blurred cannot be recognised in any file, and nothing else of the picture changes."""

from __future__ import annotations

import random
from pathlib import Path
from statistics import median

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.media import nasty_pictures as nasty
from youcheng.domain.pictures import MOST_BLURS, Edit
from youcheng.domain.tiles import plan_tiles
from youcheng.media.pictures import make_tiles, take_in

PART = (0.25, 0.5, 0.5, 0.75)
CROPPED = (0.1, 0.0, 1.0, 0.9)


def _shown(folder: Path, edit: Edit) -> list[Image.Image]:
    """The largest copy of a picture, and its tiles put together."""
    blocks = Image.frombytes("RGB", (150, 112), random.Random(7).randbytes(150 * 112 * 3))
    shown = blocks.resize((2_400, 1_792), Image.Resampling.NEAREST)
    stored = shown.transpose(Image.Transpose.TRANSVERSE)
    exif = Image.Exif()
    exif[0x0112] = 7
    folder.mkdir()
    (folder / "photo").write_bytes(nasty.saved(stored, "JPEG", exif=exif))
    take_in(folder / "photo", folder, edit=edit)
    with Image.open(folder / "2560.jpg") as copy:
        found = [copy.convert("RGB")]
    tiles = make_tiles(folder / "photo", folder, edit=edit)
    whole = Image.new("RGB", (tiles.width, tiles.height))
    for tile in plan_tiles(tiles.width, tiles.height):
        if tile.factor == 1:
            with Image.open(folder / tile.name) as part:
                whole.paste(part, (tile.left, tile.top))
    return [*found, whole]


def _differ(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def _unevenness(picture: Image.Image) -> float:
    """How far colours lie apart within most places of the size of half a square."""
    places = [
        picture.crop((x, y, x + 24, y + 24)).getextrema()
        for x in range(0, picture.width - 24, 24)
        for y in range(0, picture.height - 24, 24)
    ]
    return median(max(high - low for low, high in place) for place in places)  # type: ignore[misc,operator]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_part_becomes_even_squares_in_every_file_and_the_rest_stays(
    tmp_path: Path, turn: int
) -> None:
    plain = _shown(tmp_path / "plain", Edit(turn, CROPPED))
    blurred = _shown(tmp_path / "blurred", Edit(turn, CROPPED, (PART,)))
    for before, after in zip(plain, blurred, strict=True):
        width, height = after.size
        box = (width // 4, height // 2, width // 2, height * 3 // 4)
        inside = after.crop(box)
        assert _unevenness(inside) <= 30 < 100 < _unevenness(before.crop(box))
        assert _differ(inside, before.crop(box)) > 30
        for rest in ((0, 0, width, height // 2 - 32), (width // 2 + 32, 0, width, height)):
            assert _differ(after.crop(rest), before.crop(rest)) < 1


@pytest.mark.parametrize(
    "blurs",
    [
        ((0.5, 0.5, 0.5, 0.6),),
        ((0.0, 0.0, 1.1, 0.5),),
        ((-0.1, 0.0, 0.5, 0.5),),
        ((float("nan"), 0.0, 0.5, 0.5),),
        ((0.0, 0.0, 0.1, 0.1),) * (MOST_BLURS + 1),
    ],
)
def test_what_is_no_part_of_a_picture_cannot_be_blurred(
    blurs: tuple[tuple[float, float, float, float], ...],
) -> None:
    with pytest.raises(ValueError, match="blurred"):
        Edit(blurs=blurs)
