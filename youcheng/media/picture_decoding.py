"""Reading a picture from outside, with limits. Runs in a child of the worker process."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

import pillow_heif
from PIL import (
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from youcheng.domain.pictures import MOST_PIXELS, MOST_SIDE, Edit, PictureRefused
from youcheng.media.picture_colour import base_mode, find_transform, lay_on_white
from youcheng.media.picture_kinds import HEAD, is_heic_sequence
from youcheng.media.picture_position import Box, Position, find_position
from youcheng.media.picture_scans import check_scans

_FORMATS: Final = {
    "jpg": JpegImagePlugin.JpegImageFile.format,
    "png": PngImagePlugin.PngImageFile.format,
    "webp": WebPImagePlugin.WebPImageFile.format,
    "heic": pillow_heif.HeifImageFile.format,
}
_UNREADABLE: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
"""What Pillow raises for content that it cannot read; others are faults or limits, and end the job
as a failed one."""
_YCBCR_LAYERS: Final = (1, 2, 3)
"""Ids of the components of a JPEG in YCbCr (JFIF 1.02); Adobe's own mark may say otherwise."""
_STRIP: Final = 128
"""Rows of the smaller picture that are made at once."""

pillow_heif.options.DECODE_THREADS = 1
pillow_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An open picture of which only the header was read.

    Attributes:
        picture: as Pillow opened it.
        position: how it is turned to stand as it is shown.
        box: what is shown of it, in the stored picture.
        size: width and height of what is shown, in pixels.
        transform: from its colours to sRGB, if they differ.
    """

    picture: ImageFile.ImageFile
    position: Position
    box: Box
    size: tuple[int, int]
    transform: ImageCms.ImageCmsTransform | None


def answer(read: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `read` returns, or ``{"refused": code}`` if the picture cannot be taken."""
    warnings.simplefilter("ignore")  # a remark about a picture that can be read
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        return read()
    except PictureRefused as refused:
        return {"refused": refused.code}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "file_too_many_pixels"}
    except _UNREADABLE:
        return {"refused": "file_broken"}


@contextmanager
def open_picture(file: BinaryIO, kind: str) -> Iterator[ImageFile.ImageFile]:
    """Open a picture as its kind and as nothing else, without decoding it.

    Args:
        file: at any position.
        kind: jpg, png, webp or heic.

    Raises:
        PictureRefused: it has too many pixels, moves, or is made to exhaust.
    """
    file.seek(0)
    if kind == "heic" and is_heic_sequence(file.read(HEAD)):
        raise PictureRefused("file_animated")
    file.seek(0)
    with Image.open(file, formats=[_FORMATS[kind]]) as picture:
        width, height = picture.size
        if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
            raise PictureRefused("file_too_many_pixels")
        # Two pictures in one JPEG or HEIC are a photograph and something that belongs to it.
        if kind in {"png", "webp"} and getattr(picture, "is_animated", False):
            raise PictureRefused("file_animated")
        if kind == "jpg":
            place = file.tell()
            file.seek(0)
            check_scans(file.read(), width * height)
            file.seek(place)
        yield picture


def find_source(picture: ImageFile.ImageFile, edit: Edit) -> Source:
    """What an open picture shows after `edit`."""
    position = find_position(picture).turned(edit.turn)
    width, height = position.size(*picture.size)
    left, top, right, bottom = box = edit.box(width, height)
    return Source(
        picture,
        position,
        position.stored_box(box, width, height),
        (right - left, bottom - top),
        find_transform(base_mode(picture), picture.info.get("icc_profile")),
    )


def load(source: Source, edge: int | None = None) -> Image.Image:
    """Decode a picture, on white, in the mode that its transform takes.

    Args:
        source: an open picture.
        edge: the longer edge that the part which stays has to have at least. A JPEG is then read at
            a half, a quarter or an eighth of its size where that leaves enough, and a picture with
            transparency is made smaller by a whole factor.
    """
    picture = source.picture
    if edge is not None and isinstance(picture, JpegImagePlugin.JpegImageFile):
        _reduce(source, picture, edge)
    try:
        picture.load()
    except RuntimeError as error:  # libheif's, of every kind
        raise (MemoryError if "allocat" in str(error) else OSError) from None
    if edge is not None and picture.has_transparency_data:
        return lay_on_white(_reduce_clear(picture, max(source.size) // edge))
    return lay_on_white(picture)


def _reduce(source: Source, picture: JpegImagePlugin.JpegImageFile, edge: int) -> None:
    factor = max(1, max(source.size) // edge)
    layers = tuple(one[0] for one in cast(Any, picture).layer)
    # What is only made smaller and written as a JPEG again need not become RGB in between.
    plain = layers == _YCBCR_LAYERS and picture.info.get("adobe_transform", 1) == 1
    mode = "YCbCr" if picture.mode == "RGB" and source.transform is None and plain else None
    picture.draft(mode, (max(1, picture.width // factor), max(1, picture.height // factor)))
    if max(source.size) > edge and picture.decoderconfig:
        # The second value asks libjpeg for its quicker way to enlarge the chroma and to transform;
        # what it loses is gone in the shrinking.
        picture.decoderconfig = (picture.decoderconfig[0], 1)


def _reduce_clear(picture: Image.Image, factor: int) -> Image.Image:
    """A picture with transparency made smaller by a whole factor, of 0 or 1 for not at all.

    It is done strip by strip: Pillow would first make a second picture of the same size.
    """
    if factor < 2:
        return picture
    width, height = picture.size
    smaller = Image.new("RGBA", (-(-width // factor), -(-height // factor)))
    for top in range(0, height, _STRIP * factor):
        strip = picture.crop((0, top, width, min(top + _STRIP * factor, height)))
        smaller.paste(strip.convert("RGBA").reduce(factor), (0, top // factor))
    return smaller
