"""Colours: from what a picture is stored in to sRGB on white, and which colour prevails."""

from __future__ import annotations

import io
from itertools import product
from typing import Final

from PIL import Image, ImageCms

_SPACES: Final = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
"""The colour space of a profile that fits a mode; another profile is wrong and not used."""
_STEPS: Final = (0, 51, 102, 153, 204, 255)
_UNSEEN: Final = 2
"""A profile that moves no colour by more than this, of 255, is sRGB under another name."""
_STRIP: Final = 512
_GREY_MODES: Final = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16L", "I;16B", "I;16N"})


def base_mode(picture: Image.Image) -> str:
    """What is left of a picture's mode without transparency: L, RGB or CMYK."""
    if picture.mode in _GREY_MODES:
        return "L"
    return "CMYK" if picture.mode == "CMYK" else "RGB"


def find_transform(mode: str, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
    """The way from a profile's colours to sRGB; None if there is none, or nothing to change.

    Args:
        mode: L, RGB or CMYK.
        profile: ICC profile as it stands in the file.
    """
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _SPACES[mode]:
            return None
        transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
        return None if mode == "RGB" and _changes_nothing(transform) else transform
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    colours = [*product(_STEPS, repeat=3)]
    probe = Image.frombytes(
        "RGB", (len(colours), 1), bytes(value for one in colours for value in one)
    )
    before, after = probe.tobytes(), transform.apply(probe).tobytes()
    return all(abs(one - other) <= _UNSEEN for one, other in zip(before, after, strict=True))


def to_srgb(picture: Image.Image, transform: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """The picture in sRGB: L, RGB or YCbCr.

    Args:
        picture: of the mode that `transform` was made for, or RGBA without any transparency.
        transform: from `find_transform`.
    """
    if picture.mode == "RGBA":
        picture = picture.convert("RGB")
    if transform is not None:
        picture = transform.apply(picture)
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def lay_on_white(picture: Image.Image) -> Image.Image:
    """A loaded picture in L, RGB, YCbCr or CMYK, or in RGBA without any transparency.

    An RGBA picture is changed in place, strip by strip: a second one of 60 megapixels would not fit
    into the memory that one picture may have.
    """
    if picture.has_transparency_data:
        clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        for top in range(0, clear.height, _STRIP):
            box = (0, top, clear.width, min(top + _STRIP, clear.height))
            white = Image.new("RGBA", (box[2], box[3] - top), "white")
            white.alpha_composite(clear.crop(box))
            clear.paste(white, box)
        return clear
    if picture.mode.startswith("I"):
        return _from_16_bits(picture)
    wanted = "YCbCr" if picture.mode == "YCbCr" else base_mode(picture)
    return picture if picture.mode in {wanted, "RGBA"} else picture.convert(wanted)


def _from_16_bits(picture: Image.Image) -> Image.Image:
    if picture.mode == "I":
        picture = picture.convert("I;16")
    # Pillow itself takes what is above 255 for white.
    return picture.point(lambda value: value * (1 / 256)).convert("L")


def find_colour(picture: Image.Image) -> str:
    """The colour of the largest part of a small RGB picture, as ``#rrggbb``."""
    few = picture.resize((48, 48), Image.Resampling.BOX).quantize(6, Image.Quantize.MEDIANCUT)
    palette, counts = few.getpalette() or [], few.getcolors() or []
    _, index = max((number, place) for number, place in counts if isinstance(place, int))
    red, green, blue = palette[3 * index : 3 * index + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
