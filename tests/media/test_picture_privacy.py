"""Nothing that a camera, a program or a person wrote into a photo goes out with its copies."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.media import nasty_pictures as nasty
from youcheng.media.pictures import make_card, make_tiles, take_in

CANARY: Final = "Zhang-Xiaomei-58.9876"
SCRIPT: Final = "<script>alert('Zhang-Xiaomei-58.9876')</script>"
_GPS: Final = 0x8825
_THUMBNAIL: Final = b"\xff\xd8Zhang-Xiaomei-58.9876\xff\xd9"


def exif() -> Image.Exif:
    """Name, description, copyright, software, comment and position."""
    found = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        found[tag] = f"{SCRIPT} {CANARY}"
    found[0x9286] = b"ASCII\0\0\0" + CANARY.encode()
    found[_GPS] = {1: "N", 2: (58.0, 59.0, 15.36), 29: CANARY}
    return found


def xmp() -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{SCRIPT}</a></x:xmpmeta>'.encode()


def profile() -> bytes:
    """A profile whose description is the canary, moved so that it is not sRGB."""
    found = nasty.display_p3()
    return found.replace("sRGB built-in".encode("utf-16-be"), CANARY[:13].encode("utf-16-be"))


def jpeg() -> bytes:
    content = nasty.saved(
        nasty.scene(), "JPEG", exif=exif(), xmp=xmp(), comment=SCRIPT.encode(),
        icc_profile=profile(),
    )  # fmt: skip
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + CANARY.encode()
    return nasty.with_segment(content, 0xED, photoshop) + _THUMBNAIL


def png() -> bytes:
    texts = PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Comment", SCRIPT, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    content = nasty.saved(nasty.scene(), "PNG", pnginfo=texts, exif=exif(), icc_profile=profile())
    packed = b"Zhang-Xiaomei-58.9876\0\0" + zlib.compress(CANARY.encode())
    return nasty.with_chunk(content, b"zTXt", packed) + CANARY.encode()


def webp() -> bytes:
    return nasty.saved(nasty.scene(), "WEBP", exif=exif(), xmp=xmp(), icc_profile=profile())


def heic() -> bytes:
    return nasty.heic(nasty.scene(), exif=exif().tobytes(), xmp=xmp())


MAKERS: Final = [jpeg, png, webp, heic]


@pytest.mark.parametrize("make", MAKERS)
def test_no_remark_of_a_photo_is_in_any_file_made_of_it(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path, copies, tiles, card = (tmp_path / name for name in ("upload", "copies", "tiles", "card"))
    content = make()
    # Otherwise there would be nothing to find.
    assert CANARY.encode() in content
    path.write_bytes(content)
    for folder in (copies, tiles, card):
        folder.mkdir()
    intake = take_in(path, copies)
    make_tiles(path, tiles)
    make_card(path, card)
    files = [
        *copies.iterdir(),
        *card.iterdir(),
        *(one for one in tiles.rglob("*") if one.is_file()),
    ]
    assert len(files) > len(intake.derivatives)
    for one in files:
        _assert_bare(one)
    assert b"Zhang" not in intake.placeholder
    assert b"VP8 " in intake.placeholder[:16]


def _assert_bare(path: Path) -> None:
    """Assert that a file holds pixels and nothing else."""
    content = path.read_bytes()
    for text in (CANARY, "Zhang", "script", "Exif", "http", "Adobe", "ICC", CANARY[:13]):
        assert text.encode() not in content
        assert text.encode("utf-16-be") not in content
    with Image.open(path) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background",
            "timestamp", "duration",
        }  # fmt: skip


def test_a_profile_with_a_name_in_it_is_used_and_left_behind() -> None:
    # It has to be one that changes colours: otherwise no copy would have a reason to keep it.
    assert CANARY[:13].encode("utf-16-be") in profile()
    assert ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() != profile()
