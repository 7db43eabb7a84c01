"""A picture of even blocks as its files show it after an edit."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageStat

from tests.media import nasty_pictures as nasty
from youcheng.domain.pictures import Edit
from youcheng.domain.tiles import plan_tiles
from youcheng.media.pictures import make_tiles, take_in

SIZE: Final = (2_400, 1_792)
"""Width and height as it stands upright; it is stored mirrored and turned."""


def show(folder: Path, edit: Edit) -> list[Image.Image]:
    """The largest copy, and the tiles put together."""
    blocks = Image.frombytes("RGB", (150, 112), random.Random(7).randbytes(150 * 112 * 3))
    shown = blocks.resize(SIZE, Image.Resampling.NEAREST)
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


def differ(one: Image.Image, other: Image.Image) -> float:
    """How far apart the colours of two pictures of one size are in the mean, of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)
