"""Photographs of paintings as telephones take them, the same ones in every run.

A painting of the sample edition is enlarged, gets the grain of paper and the noise of a sensor, and
is written as a JPEG.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from tests.media.nasty_pictures import display_p3
from youcheng.paths import ROOT

PAINTINGS: Final = ROOT / "assets" / "sample"
TWELVE: Final = (4032, 3024)
FORTY_EIGHT: Final = (8064, 6048)
"""Width and height of the photographs of telephones with 12 and 48 megapixels."""
_QUALITY: Final = 92
_GRAIN: Final = 4.0
_NOISE: Final = 5.0
"""Standard deviations, of 255."""
_TURNED: Final = 6
"""EXIF's orientation of a telephone held upright."""


def write_photograph(path: Path, number: int, size: tuple[int, int], *, telephone: bool) -> None:
    """Make a photograph of a painting.

    Args:
        path: where it is written.
        number: which painting, and the seed.
        size: width and height as they are stored.
        telephone: with a Display P3 profile and stored lying on its side, as iPhones do; otherwise
            with neither.
    """
    paintings = sorted(PAINTINGS.glob("*.webp"))
    with Image.open(paintings[number % len(paintings)]) as painting:
        large = painting.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    photo = _with_grain(large, np.random.default_rng(number))
    if not telephone:
        photo.save(path, "JPEG", quality=_QUALITY)
        return
    exif = Image.Exif()
    exif[0x0112] = _TURNED
    photo.save(path, "JPEG", quality=_QUALITY, exif=exif, icc_profile=display_p3())


def _with_grain(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    width, height = picture.size
    coarse = chance.normal(128, 10 * _GRAIN, (height // 3, width // 3)).clip(0, 255)
    paper = Image.fromarray(coarse.astype(np.uint8)).resize(picture.size, Image.Resampling.BICUBIC)
    grain = (np.asarray(paper).astype(np.float32) - 128) / 10
    bands = []
    for band in picture.split():
        noisy = np.asarray(band) + grain
        noisy += chance.standard_normal((height, width), np.float32) * _NOISE
        bands.append(Image.fromarray(noisy.clip(0, 255).astype(np.uint8)))
    return Image.merge("RGB", bands)
