"""Files made to do harm or to be in the way, each a few lines, and plain ones beside them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Final

import pikepdf
from PIL import Image

MINIMAL: Final[Mapping[int, bytes]] = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
}


def pdf(objects: Mapping[int, bytes] = MINIMAL, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, with a right table of contents."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n" % size)
    for number in range(size):
        place = places.get(number, 0)
        out.write(b"%010d %05d %s \n" % (place, 0 if place else 65535, b"n" if place else b"f"))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def pdf_with(**objects: bytes) -> bytes:
    """The minimal PDF with objects replaced or added: ``_1`` is the catalogue, ``_3`` the page."""
    return pdf({**MINIMAL, **{int(name[1:]): content for name, content in objects.items()}})


def catalogue(entries: bytes) -> bytes:
    """The catalogue of the minimal PDF with more entries."""
    return b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object that holds the content deflated."""
    return _stream(zlib.compress(content, 9), entries)


def _stream(packed: bytes, entries: bytes) -> bytes:
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), entries)
    return head + b"\nstream\n" + packed + b"\nendstream"


def pdf_stream_bomb() -> bytes:
    """A page whose content is 50 MB of nothing in 50 KB."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return pdf_with(_3=page, _4=stream(bytes(50_000_000)))


def pdf_object_bomb() -> bytes:
    """Objects in a stream that unpacks to 600 MB, which the parser must unpack to see them."""
    page = b"5 0 << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> "
    holder = _stream(_repeated(page, b" " * 1_000_000, 600), b"/Type /ObjStm /N 1 /First 4")
    objects = {1: MINIMAL[1], 2: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>", 4: holder}
    return _pdf_with_xref_stream(objects, {5: (4, 0)})


def _repeated(first: bytes, block: bytes, times: int) -> bytes:
    """`first` and `block` so many times, deflated; the block is packed once."""
    packer = zlib.compressobj(9)
    packed = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    packed_block = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    check = zlib.adler32(first)
    for _ in range(times):
        check = zlib.adler32(block, check)
    return packed + packed_block * times + end + struct.pack(">I", check)


def pdf_with_packed_script() -> bytes:
    """A script that stands in the clear nowhere: its object is packed into a stream."""
    script = b"5 0 << /S /JavaScript /JS (app.alert(1)) >> "
    holder = stream(script, b"/Type /ObjStm /N 1 /First 4")
    objects = {**MINIMAL, 1: catalogue(b"/OpenAction 5 0 R"), 4: holder}
    return _pdf_with_xref_stream(objects, {5: (4, 0)})


def _pdf_with_xref_stream(
    objects: Mapping[int, bytes], packed: Mapping[int, tuple[int, int]]
) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    rows = {0: (0, 0, 255)}
    for number, content in objects.items():
        rows[number] = (1, out.tell(), 0)
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    for number, (holder, index) in packed.items():
        rows[number] = (2, holder, index)
    own = max(rows) + 1
    start = out.tell()
    rows[own] = (1, start, 0)
    table = b"".join(struct.pack(">BIB", *rows.get(number, (0, 0, 0))) for number in range(own + 1))
    entries = b"/Type /XRef /Size %d /W [1 4 1] /Root 1 0 R" % (own + 1)
    out.write(b"%d 0 obj\n%s\nendobj\n" % (own, stream(table, entries)))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def pdf_deeply_nested() -> bytes:
    """An object of 400,000 arrays in each other."""
    return pdf_with(_1=catalogue(b"/Odd " + b"[" * 400_000 + b"]" * 400_000))


def pdf_objects_in_a_circle() -> bytes:
    """Objects that are references to each other, one the length of its own stream."""
    return pdf_with(
        _4=b"5 0 R", _5=b"4 0 R", _6=b"<< /Length 6 0 R >>\nstream\nx\nendstream", _7=b"7 0 R"
    )


def pdf_pages_in_a_circle() -> bytes:
    """A tree of pages that holds itself."""
    return pdf_with(
        _2=b"<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 2 >>",
        _4=b"<< /Type /Pages /Kids [2 0 R 4 0 R] /Parent 4 0 R /Count 2 >>",
    )


def pdf_tables_in_a_circle() -> bytes:
    """A table of contents that comes before itself."""
    content = pdf()
    start = content.rindex(b"xref\n0 ")
    return content.replace(b"/Root", b"/Prev %d /Root" % start)


def pdf_that_announces_too_much() -> bytes:
    """A table of contents for two thousand million objects."""
    content = pdf().replace(b"xref\n0 4", b"xref\n0 2147483646")
    return content.replace(b"/Size 4", b"/Size 2147483646")


def pdf_of_many_objects() -> bytes:
    """A hundred thousand and more small objects in 5 MB."""
    return pdf({**MINIMAL, **dict.fromkeys(range(4, 100_004), b"<< /A 1 >>")})


def encrypted_pdf(user: str) -> bytes:
    """A PDF that asks for the password `user`, or restricts its reader if that is empty."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """A plain picture in the form JPEG or PNG."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **options)
    return out.getvalue()


def flat_png(width: int, height: int) -> bytes:
    """A white PNG of one bit a pixel, valid however large it is."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return _png(struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), packed)


def png_that_announces(width: int, height: int) -> bytes:
    """A PNG whose header tells of a size that its few bytes do not hold."""
    return _png(struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0), zlib.compress(bytes(100)))


def png_text_bomb() -> bytes:
    """A PNG with a compressed text of 20 MB."""
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000), 9))
    content = picture("PNG")
    after_header = 8 + 25
    return content[:after_header] + text + content[after_header:]


def animated_png() -> bytes:
    """A PNG of three pictures."""
    first, *others = (Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue"))
    out = io.BytesIO()
    first.save(out, "PNG", save_all=True, append_images=others)
    return out.getvalue()


def _png(header: bytes, packed: bytes) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def jpeg_scan_bomb() -> bytes:
    """A JPEG of 54 megapixels whose last scan comes 2,000 times: minutes of work in 3 MB."""
    content = picture("JPEG", (9_000, 6_000), progressive=True, quality=5)
    last = content.rindex(b"\xff\xda")
    end = content.rindex(b"\xff\xd9")
    tables = content.rindex(b"\xff\xc4", 0, last)
    return content[:end] + content[tables:end] * 2_000 + b"\xff\xd9"


def photograph_with_preview() -> bytes:
    """A JPEG with a second picture in it, as telephones write them (MPO)."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 6), "red")]
    )
    return out.getvalue()
