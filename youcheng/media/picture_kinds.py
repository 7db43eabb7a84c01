"""What a picture is by its first bytes alone; the name and the type sent with it prove nothing."""

from __future__ import annotations

from typing import Final

HEAD: Final = 64
"""So many first bytes are enough."""

_STILL: Final = frozenset({b"heic", b"heix", b"heim", b"heis"})
_MOVING: Final = frozenset({b"hevc", b"hevx", b"hevm", b"hevs"})
"""Brands of pictures in HEVC, single ones and sequences (ISO/IEC 23008-12, annex B.4)."""


def find_picture_kind(head: bytes) -> str | None:
    """jpg, png, webp or heic; None for anything else.

    Args:
        head: at least the first `HEAD` bytes of a file, or all of a shorter one.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "heic" if _brands(head) & (_STILL | _MOVING) else None


def is_heic_sequence(head: bytes) -> bool:
    """Whether the first bytes of a HEIC file announce that it moves."""
    return head[8:12] in _MOVING | {b"msf1"}


def _brands(head: bytes) -> frozenset[bytes]:
    if head[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(head[:4], "big"), HEAD)
    found = [head[place : place + 4] for place in (8, *range(16, end, 4))]
    # Pillow's plugin reads no other major brands than these.
    return frozenset(found) if found[0] in _STILL | _MOVING | {b"mif1", b"msf1"} else frozenset()
