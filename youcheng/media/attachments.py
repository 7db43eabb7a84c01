"""Attachments as they arrive: what a file is, by its bytes alone, and what staff should know of it.

The name and the type that came with a file are not asked. Attachments are kept as they were sent,
for staff to download; nothing here makes one safe.

A PDF that the parser cannot read is taken, with the flag ``damaged``: of 28 such files in the test
data of PDF libraries another reader opened 7, people cannot mend a file that opens on their own
device, and staff only download it. The flag lets the interface ask whether the file opens.
A picture that cannot be decoded is refused: taking it anew is easy, and it shows nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Final

from youcheng.domain.attachments import AttachmentRefused
from youcheng.media.picture_kinds import find_picture_kind
from youcheng.media.worker import Limits, Worker, WorkerDown, WorkFailed
from youcheng.services.ports import StoreBusy

MAX_BYTES: Final = 10 * 1024 * 1024

REFUSALS: Final = frozenset(
    {
        "file_animated",
        "file_broken",
        "file_empty",
        "file_kind",
        "file_too_big",
        "file_too_costly",
        "file_too_many_pixels",
    }
)
"""Every code with which an inspection refuses."""

_HEAD: Final = 1024
"""A PDF's header may stand anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note
13)."""

_PDF: Final = b"%PDF-"
_MEMORY: Final = 512 * 1024 * 1024
_PICTURE_LIMITS: Final = Limits(cpu_seconds=3, memory_bytes=_MEMORY, wall_seconds=9)
_PDF_LIMITS: Final = Limits(cpu_seconds=8, memory_bytes=_MEMORY, wall_seconds=9)
_WORKER: Final = Worker("youcheng.media.pdf_inspection", "youcheng.media.picture_inspection")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found.

    Attributes:
        kind: pdf, jpg, png, webp or heic.
        bytes: the size.
        sha256: 64 hexadecimal digits.
        flags: ``active``, ``encrypted``, ``damaged``; see `pdf_inspection`. Empty for pictures.
        pages: number of pages of a PDF that could be read.
        pixels: width and height of a picture as it is stored, before any turning.
    """

    kind: str
    bytes: int
    sha256: str
    flags: frozenset[str]
    pages: int | None
    pixels: tuple[int, int] | None


def inspect_attachment(
    path: Path, allowed: frozenset[str], *, max_bytes: int = MAX_BYTES
) -> Inspected:
    """Find out what a file is. Takes up to 10 seconds: not for the event loop.

    Args:
        path: a finished file that nobody writes any more.
        allowed: kinds that are taken, of pdf, jpg, png, webp and heic.
        max_bytes: size above which it is refused.

    Raises:
        AttachmentRefused: it is empty, too big, of another kind, or a picture that is broken, too
            large, animated or made to exhaust; ``file_broken`` also if looking at it came to a
            limit or crashed.
        StoreBusy: nothing can be looked at now; it says nothing about the file.
    """
    # Without a buffer: the child reads the same open file and moves its position.
    with path.open("rb", buffering=0) as file:
        size = file.seek(0, 2)
        if size == 0:
            raise AttachmentRefused("file_empty")
        if size > max_bytes:
            raise AttachmentRefused("file_too_big")
        kind = _kind(file)
        if kind is None or kind not in allowed:
            raise AttachmentRefused("file_kind")
        found = _inspect(kind, file)
        file.seek(0)
        if kind == "pdf" and found["pages"] is None and file.read(len(_PDF)) != _PDF:
            # The words stand somewhere in it, which is all that speaks for a PDF.
            raise AttachmentRefused("file_kind")
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    pixels = found.get("pixels")
    return Inspected(
        kind=kind,
        bytes=size,
        sha256=digest,
        flags=frozenset(found.get("flags", ())),
        pages=found.get("pages"),
        pixels=(pixels[0], pixels[1]) if pixels else None,
    )


def _kind(file: FileIO) -> str | None:
    file.seek(0)
    head = file.read(_HEAD)
    return find_picture_kind(head) or ("pdf" if _PDF in head else None)


def _inspect(kind: str, file: FileIO) -> dict[str, Any]:
    try:
        if kind == "pdf":
            found = _WORKER.run(
                "youcheng.media.pdf_inspection:inspect_pdf", file.fileno(), limits=_PDF_LIMITS
            )
        else:
            found = _WORKER.run(
                "youcheng.media.picture_inspection:inspect_picture",
                file.fileno(),
                limits=_PICTURE_LIMITS,
                kind=kind,
            )
    except WorkFailed:
        raise AttachmentRefused("file_broken") from None
    except WorkerDown:
        raise StoreBusy("no file can be looked at now") from None
    if "refused" in found:
        raise AttachmentRefused(found["refused"])
    return dict(found)
