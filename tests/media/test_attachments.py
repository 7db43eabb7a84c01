"""Attachments as they arrive: what is taken, what is refused, and what staff are told."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SEED
from tests.media import nasty_files as nasty
from tests.media.mutants import mutate
from youcheng.domain.attachments import AttachmentRefused
from youcheng.media.attachments import REFUSALS, Inspected, inspect_attachment

KINDS = frozenset({"pdf", "jpg", "png"})
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

Inspect = Callable[..., Inspected]


@pytest.fixture
def inspect(tmp_path: Path) -> Inspect:
    """Inspects bytes under a name that tells nothing."""

    def inspect_bytes(
        content: bytes, name: str = "upload", allowed: frozenset[str] = KINDS
    ) -> Inspected:
        path = tmp_path / name
        path.write_bytes(content)
        return inspect_attachment(path, allowed)

    return inspect_bytes


@pytest.fixture
def refusal(inspect: Inspect) -> Callable[..., str]:
    """The code with which bytes are refused."""

    def refuse(content: bytes, name: str = "upload", allowed: frozenset[str] = KINDS) -> str:
        with pytest.raises(AttachmentRefused) as caught:
            inspect(content, name, allowed)
        assert caught.value.code in REFUSALS
        return caught.value.code

    return refuse


def _outcome(inspect: Inspect, content: bytes) -> str:
    try:
        return inspect(content).kind
    except AttachmentRefused as refused:
        return refused.code


# --- what is taken ---


def test_a_plain_pdf_is_taken_without_a_remark(inspect: Inspect) -> None:
    content = nasty.pdf()
    assert inspect(content) == Inspected(
        kind="pdf",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        flags=frozenset(),
        pages=1,
        pixels=None,
    )


@pytest.mark.parametrize(
    ("form", "kind", "options"),
    [
        ("JPEG", "jpg", {}),
        ("JPEG", "jpg", {"progressive": True}),
        ("PNG", "png", {}),
    ],
)
def test_a_plain_picture_is_taken_with_its_size(
    inspect: Inspect, form: str, kind: str, options: dict[str, bool]
) -> None:
    content = nasty.picture(form, (640, 480), **options)
    assert inspect(content) == Inspected(
        kind=kind,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        flags=frozenset(),
        pages=None,
        pixels=(640, 480),
    )


def test_a_photograph_with_a_preview_in_it_is_taken(inspect: Inspect) -> None:
    assert inspect(nasty.photograph_with_preview()).kind == "jpg"


def test_the_largest_picture_is_taken(inspect: Inspect) -> None:
    assert inspect(nasty.flat_png(12_000, 5_000)).pixels == (12_000, 5_000)


def test_a_pdf_may_begin_with_something_else(inspect: Inspect) -> None:
    found = inspect(b"\xef\xbb\xbf\r\n" + nasty.pdf())
    assert (found.kind, found.pages) == ("pdf", 1)


@pytest.mark.parametrize("name", ["photo.png", "cv.pdf", "x.html", "\u202egnp.exe", "no ending"])
def test_the_bytes_decide_and_not_the_name(inspect: Inspect, name: str) -> None:
    assert inspect(nasty.picture("JPEG"), name).kind == "jpg"


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "cv.pdf", "file_empty"),
        (HTML, "cv.pdf", "file_kind"),
        (SVG, "photo.jpg", "file_kind"),
        (b"MZ\x90\0", "cv.pdf", "file_kind"),
        (b"PK\x03\x04", "cv.pdf", "file_kind"),
        (b"GIF89a", "photo.png", "file_kind"),
        (HTML + b"%PDF-1.7", "cv.pdf", "file_kind"),
        (b"\xff\xd8\xff", "photo.jpg", "file_broken"),
        (b"\xff\xd8\xff" + HTML, "photo.jpg", "file_broken"),
        (b"\x89PNG\r\n\x1a\n", "photo.png", "file_broken"),
        (nasty.picture("JPEG")[:-100], "photo.jpg", "file_broken"),
        (nasty.picture("PNG")[:-30], "photo.png", "file_broken"),
        (nasty.animated_png(), "photo.png", "file_animated"),
        (nasty.flat_png(12_001, 1), "photo.png", "file_too_many_pixels"),
        (nasty.flat_png(1, 12_001), "photo.png", "file_too_many_pixels"),
        (nasty.flat_png(12_000, 5_001), "photo.png", "file_too_many_pixels"),
        (nasty.png_that_announces(100_000, 100_000), "photo.png", "file_too_many_pixels"),
        (nasty.png_that_announces(2**31 - 1, 2**31 - 1), "photo.png", "file_too_many_pixels"),
        (nasty.png_that_announces(11_000, 5_000), "photo.png", "file_broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_refused(
    refusal: Callable[..., str], content: bytes, name: str, code: str
) -> None:
    assert refusal(content, name) == code


@pytest.mark.parametrize(
    ("make", "code"),
    [(nasty.jpeg_scan_bomb, "file_too_costly"), (nasty.png_text_bomb, "file_broken")],
)
def test_a_picture_made_to_exhaust_is_refused(
    refusal: Callable[..., str], make: Callable[[], bytes], code: str
) -> None:
    assert refusal(make()) == code


def test_a_kind_that_the_field_does_not_take_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal(nasty.picture("PNG"), allowed=frozenset({"pdf", "jpg"})) == "file_kind"
    assert refusal(nasty.pdf(), allowed=frozenset({"png"})) == "file_kind"


def test_a_byte_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(nasty.pdf())
    size = path.stat().st_size
    assert inspect_attachment(path, KINDS, max_bytes=size).bytes == size
    with pytest.raises(AttachmentRefused, match="file_too_big"):
        inspect_attachment(path, KINDS, max_bytes=size - 1)


def test_eleven_megabytes_are_refused_unless_more_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(nasty.pdf() + bytes(11 * 1024 * 1024))
    with pytest.raises(AttachmentRefused, match="file_too_big"):
        inspect_attachment(path, KINDS)


# --- what staff are told ---


@pytest.mark.parametrize(
    "objects",
    [
        {"_1": nasty.catalogue(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")},
        {"_1": nasty.catalogue(b"/OpenAction 4 0 R"), "_4": b"<< /S /JavaScript /JS 5 0 R >>"},
        {"_1": nasty.catalogue(b"/OpenAction << /S /J#61vaScript /#4AS (app.alert(1)) >>")},
        {"_1": nasty.catalogue(b"/OpenAction << /S /URI /URI (https://example.org) >>")},
        {"_1": nasty.catalogue(b"/Names << /JavaScript << /Names [] >> >>")},
        {"_1": nasty.catalogue(b"/Names << /EmbeddedFiles << /Names [] >> >>")},
        {"_1": nasty.catalogue(b"/AcroForm << /XFA [] /Fields [] >>")},
        {"_1": nasty.catalogue(b"/AA << /WC << /S /GoTo /D [3 0 R /Fit] >> >>")},
        {"_4": b"<< /Type /Annot /Subtype /RichMedia >>"},
        {"_4": b"<< /Type /Annot /Subtype /FileAttachment >>"},
        {"_4": b"<< /S /Launch /F (calc.exe) >>"},
        {"_4": b"<< /S /SubmitForm /F (https://example.org) >>"},
        {"_4": b"<< /S /ImportData /F (x) >>"},
        {"_4": b"[ [ << /A << /Next << /S /Launch /F (x) >> >> >> ] ]"},
        {"_4": nasty.stream(b"MZ", b"/Type /EmbeddedFile")},
        {"_4": b"<< /Type /Filespec /EF << /F 5 0 R >> >>"},
    ],
    ids=str,
)
def test_a_pdf_that_acts_is_flagged(inspect: Inspect, objects: dict[str, bytes]) -> None:
    found = inspect(nasty.pdf_with(**objects))
    assert (found.flags, found.pages) == ({"active"}, 1)


def test_what_acts_is_found_in_packed_objects(inspect: Inspect) -> None:
    found = inspect(nasty.pdf_with_packed_script())
    assert (found.flags, found.pages) == ({"active"}, 1)


@pytest.mark.parametrize(
    "objects",
    [
        {"_1": nasty.catalogue(b"/OpenAction [3 0 R /Fit]")},
        {"_1": nasty.catalogue(b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>")},
        {"_4": b"<< /S /URI /URI (https://example.org) >>"},
        {"_4": b"<< /Differences [65 /AA /JSomething /Launchpad] >>"},
        {"_4": nasty.stream(b"/JavaScript /Launch in a text")},
    ],
    ids=str,
)
def test_an_ordinary_pdf_is_not_called_active(inspect: Inspect, objects: dict[str, bytes]) -> None:
    assert inspect(nasty.pdf_with(**objects)).flags == frozenset()


@pytest.mark.parametrize(("password", "pages"), [("secret", None), ("", 1)])
def test_an_encrypted_pdf_is_flagged(inspect: Inspect, password: str, pages: int | None) -> None:
    found = inspect(nasty.encrypted_pdf(password))
    assert (found.flags, found.pages) == ({"encrypted"}, pages)


@pytest.mark.parametrize(
    ("make", "pages"),
    [
        (lambda: nasty.pdf()[:-60], 1),
        (lambda: nasty.pdf().replace(b"startxref\n", b"startxref\n9"), 1),
        (nasty.pdf_tables_in_a_circle, 1),
        (nasty.pdf_that_announces_too_much, 1),
        (nasty.pdf_pages_in_a_circle, None),
        (nasty.pdf_deeply_nested, None),
        (lambda: b"%PDF-1.7", None),
        (lambda: b"%PDF-1.7\n" + bytes(10_000), None),
    ],
)
def test_a_damaged_pdf_is_taken_and_flagged(
    inspect: Inspect, make: Callable[[], bytes], pages: int | None
) -> None:
    found = inspect(make())
    assert (found.kind, found.flags, found.pages) == ("pdf", {"damaged"}, pages)


def test_a_damaged_pdf_that_acts_is_told_both(inspect: Inspect) -> None:
    content = b"%PDF-1.7\n1 0 obj << /S /JavaScript /JS (app.alert(1)) >>"
    assert inspect(content).flags == {"active", "damaged"}


def test_a_pdf_too_large_to_be_looked_through_counts_as_active(inspect: Inspect) -> None:
    found = inspect(nasty.pdf_of_many_objects())
    assert (found.flags, found.pages) == ({"active"}, 1)


def test_a_pdf_made_to_exhaust_gets_an_answer(inspect: Inspect) -> None:
    # Damaged if its memory ends first, broken if its time does.
    assert _outcome(inspect, nasty.pdf_object_bomb()) in {"pdf", "file_broken"}


@pytest.mark.parametrize("make", [nasty.pdf_stream_bomb, nasty.pdf_objects_in_a_circle])
def test_what_only_a_reader_would_unpack_is_left_alone(
    inspect: Inspect, make: Callable[[], bytes]
) -> None:
    assert inspect(make()).flags == frozenset()


# --- whatever comes ---


def test_any_mutant_is_taken_or_refused(inspect: Inspect) -> None:
    """Nothing but an answer or a refusal comes back."""
    originals = [
        nasty.pdf(),
        nasty.pdf_with(_1=nasty.catalogue(b"/OpenAction << /S /JavaScript /JS (x) >>")),
        nasty.pdf_with_packed_script(),
        nasty.encrypted_pdf("secret"),
        nasty.picture("JPEG"),
        nasty.picture("JPEG", progressive=True),
        nasty.picture("PNG"),
        nasty.animated_png(),
    ]
    chance = random.Random(SEED)
    for number in range(64):
        content = mutate(originals[number % len(originals)], chance)
        assert _outcome(inspect, content) in KINDS | REFUSALS
