"""The tiles of a picture: put together again they are the picture, and nothing is missing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.media import nasty_files
from tests.media import nasty_pictures as nasty
from youcheng.domain.pictures import Edit, PictureRefused
from youcheng.domain.tiles import list_factors, plan_tiles
from youcheng.media.pictures import make_tiles


def _cut(content: bytes, folder: Path, edit: Edit | None = None) -> tuple[int, int]:
    path = folder.parent / "upload"
    path.write_bytes(content)
    folder.mkdir()
    made = make_tiles(path, folder, edit=edit)
    assert {one.name for one in made.tiles} == {
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()
    }
    for one in made.tiles:
        file = (folder / one.name).read_bytes()
        assert (one.bytes, one.sha256) == (len(file), hashlib.sha256(file).hexdigest())
    return made.width, made.height


def _together(folder: Path, size: tuple[int, int], factor: int) -> Image.Image:
    """All tiles of a scale, put in their places."""
    whole = Image.new("RGB", (-(-size[0] // factor), -(-size[1] // factor)))
    for tile in plan_tiles(*size):
        if tile.factor == factor:
            with Image.open(folder / tile.name) as part:
                assert part.size == tile.size
                whole.paste(part, (tile.left // factor, tile.top // factor))
    return whole


def _apart(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "edit", [Edit(), Edit(90), Edit(180, (0.2, 0.1, 0.9, 0.7)), Edit(270, (0, 0.3, 1, 1))]
)
def test_the_tiles_of_every_scale_make_the_picture(tmp_path: Path, form: str, edit: Edit) -> None:
    exif = Image.Exif()
    exif[0x0112] = 7
    stored = nasty.scene((1_641, 1_253)).transpose(Image.Transpose.TRANSVERSE)
    size = _cut(nasty.saved(stored, form, exif=exif), tmp_path / "tiles", edit)
    turned = nasty.scene((1_641, 1_253)).rotate(-edit.turn, expand=True)
    shown = turned.crop(edit.box(*turned.size))
    assert size == shown.size
    for factor in list_factors(*size):
        whole = _together(tmp_path / "tiles", size, factor)
        assert _apart(whole, shown.resize(whole.size, Image.Resampling.LANCZOS)) < 4


def test_tiles_are_in_srgb_and_on_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (700, 600), (0, 0, 0, 0))
    size = _cut(nasty.saved(picture, "PNG"), tmp_path / "tiles")
    assert _apart(_together(tmp_path / "tiles", size, 1), Image.new("RGB", size, "white")) < 1


def test_the_largest_picture_is_cut(tmp_path: Path) -> None:
    content = nasty.saved(Image.new("RGB", (12_000, 5_000), (90, 120, 200)), "JPEG")
    assert _cut(content, tmp_path / "tiles") == (12_000, 5_000)


def test_a_broken_picture_is_not_cut(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="file_broken"):
        _cut(nasty_files.picture("JPEG", (1_800, 1_300))[:-100], tmp_path / "tiles")
