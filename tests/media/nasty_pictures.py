"""Pictures made to do harm or to be in the way, each a few lines, and odd ones that are good."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Final

import pillow_heif
from PIL import Image, ImageCms

from tests.media import nasty_files as nasty

ENOUGH: Final = (1640, 1250)
"""Width and height of a picture that is large enough to be taken."""

_DISPLAY_P3: Final = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}
"""Its primaries as its published ICC profiles have them."""


def scene(size: tuple[int, int] = ENOUGH, mode: str = "RGB") -> Image.Image:
    """A sharp picture that looks different in each of its eight positions."""
    width, height = size
    picture = Image.new("RGB", size, (240, 232, 210))
    picture.paste((200, 30, 40), (0, 0, width // 2, height // 4))
    picture.paste((20, 90, 180), (0, height // 4, width // 4, height // 2))
    for number in range(12):
        left, top = width * number // 12, height // 2 + height * number // 30
        picture.paste((250 - 20 * number, 20 * number, 60), (left, top, left + width // 14, height))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The file of a picture."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def heic(picture: Image.Image, **options: object) -> bytes:
    """A HEIC file."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, format="HEIF", **options)
    return out.getvalue()


def with_segment(content: bytes, marker: int, body: bytes) -> bytes:
    """A JPEG with one more segment at its beginning."""
    return content[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + content[2:]


def with_chunk(content: bytes, name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return content[:33] + chunk + content[33:]


def jpeg_that_announces(width: int, height: int) -> bytes:
    """A small JPEG whose header tells of another size."""
    content = nasty.picture("JPEG")
    frame = content.index(b"\xff\xc0")
    return content[: frame + 5] + struct.pack(">HH", height, width) + content[frame + 9 :]


def jpeg_of_repeated_scans() -> bytes:
    """A progressive JPEG of 12 megapixels whose first scan comes 400 times."""
    content = nasty.picture("JPEG", (4_000, 3_000), progressive=True, quality=5)
    scan = content.index(b"\xff\xda")
    after = content.index(b"\xff", scan + 20)
    while content[after + 1] == 0:
        after = content.index(b"\xff", after + 1)
    body = content[scan:after]
    return content[:scan] + body * 400 + content[scan:]


def png_profile_bomb() -> bytes:
    """A PNG with a compressed profile of 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    return with_chunk(nasty.picture("PNG"), b"iCCP", b"profile\0\0" + packed)


def png_of_texts() -> bytes:
    """A PNG with 3,000 texts of 60 KB, packed."""
    packed = b"Comment\0\0" + zlib.compress(bytes(60_000), 9)
    content = nasty.picture("PNG")
    chunk = with_chunk(content, b"zTXt", packed)[33 : 33 + len(packed) + 12]
    return content[:33] + chunk * 3_000 + content[33:]


def animated(form: str) -> bytes:
    """Three pictures in one PNG or WEBP."""
    first, *others = (Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue"))
    return saved(first, form, save_all=True, append_images=others, duration=80)


def webp_that_announces(width: int, height: int) -> bytes:
    """A WebP whose header tells of a canvas that nothing fills."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def moving_heic() -> bytes:
    """A HEIC whose first brand is that of a sequence."""
    return heic(scene((64, 64))).replace(b"ftypheic", b"ftyphevc", 1)


def display_p3() -> bytes:
    """An ICC profile of Display P3: that of sRGB with other primaries, under D50."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (number,) = struct.unpack_from(">I", profile, 128)
    for entry in range(number):
        name, start, _ = struct.unpack_from(">4sII", profile, 132 + 12 * entry)
        if primary := _DISPLAY_P3.get(name):
            struct.pack_into(">3i", profile, start + 8, *(round(one * 65_536) for one in primary))
    return bytes(profile)


def bombs() -> Mapping[str, bytes]:
    """Files that none may be taken of, by what they are."""
    return {
        "scan bomb": nasty.jpeg_scan_bomb(),
        "repeated scans": jpeg_of_repeated_scans(),
        "flat of 100 megapixels": nasty.flat_png(10_000, 10_000),
        "long": nasty.flat_png(12_001, 100),
        "announced PNG": nasty.png_that_announces(65_000, 65_000),
        "announced JPEG": jpeg_that_announces(65_500, 65_500),
        "announced WebP": webp_that_announces(16_000, 16_000),
        "text bomb": nasty.png_text_bomb(),
        "profile bomb": png_profile_bomb(),
        "truncated JPEG": nasty.picture("JPEG", (800, 600))[:-400],
        "truncated PNG": nasty.picture("PNG", (800, 600))[:-400],
        "truncated HEIC": heic(scene((800, 600)))[:-400],
        "truncated WebP": saved(scene((800, 600)), "WEBP")[:-400],
        "moving PNG": animated("PNG"),
        "moving WebP": animated("WEBP"),
        "moving HEIC": moving_heic(),
        "GIF": saved(scene((64, 48)), "GIF"),
        "TIFF": saved(scene((64, 48)), "TIFF"),
        "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        "page behind a JPEG's first bytes": b"\xff\xd8\xff<html><script>alert(1)</script></html>",
        "nothing behind them": b"\xff\xd8\xff",
        "zeros": bytes(5_000),
    }
