"""What a JPEG or PNG is, found by decoding all of it. Runs in a child of the worker process.

Whoever reads a picture from outside sets the same limits: at most 60 megapixels and 12,000 pixels a
side, and a warning of a decompression bomb is an error.
"""

from __future__ import annotations

import warnings
from typing import Any, Final

from PIL import Image, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

MAX_PIXELS: Final = 60_000_000
MAX_SIDE: Final = 12_000

_FORMATS: Final = {
    "jpg": JpegImagePlugin.JpegImageFile.format,
    "png": PngImagePlugin.PngImageFile.format,
}
_UNREADABLE: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
"""What Pillow raises for content that it cannot read; others are faults or limits, and end the job
as a failed one."""


def inspect_picture(descriptor: int, *, kind: str) -> dict[str, Any]:
    """Read the whole picture.

    Args:
        descriptor: open file, at any position.
        kind: ``jpg`` or ``png``; it is read as nothing else.

    Returns:
        ``{"pixels": [width, height]}``, or ``{"refused": code}`` with ``file_broken``,
        ``file_too_many_pixels`` or ``file_animated``.
    """
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        return _read(descriptor, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "file_too_many_pixels"}
    except _UNREADABLE:
        return {"refused": "file_broken"}


def _read(descriptor: int, kind: str) -> dict[str, Any]:
    with open(descriptor, "rb", closefd=False) as file:
        with Image.open(file, formats=[_FORMATS[kind]]) as picture:
            width, height = picture.size
            if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
                return {"refused": "file_too_many_pixels"}
            # Two pictures in one JPEG are a photograph with its preview, as telephones make them.
            if kind == "png" and getattr(picture, "is_animated", False):
                return {"refused": "file_animated"}
            if kind == "png":
                picture.verify()
        with Image.open(file, formats=[_FORMATS[kind]]) as picture:
            # A JPEG's every byte is read for an eighth of the size too, at a quarter of the cost.
            picture.draft("L", (max(1, width // 8), max(1, height // 8)))
            picture.load()
    return {"pixels": [width, height]}
