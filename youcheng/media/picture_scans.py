"""How much work a progressive JPEG is, found without decoding it.

Every scan of a progressive JPEG goes over the whole picture, and a scan that changes nothing takes
a few hundred bytes: 3 MB can hold minutes of work.
"""

from __future__ import annotations

import re
from typing import Final

from youcheng.domain.pictures import PictureRefused

MOST_SCANS: Final = 100
MOST_WORK: Final = 1_000_000_000
"""Pixels times scans. Cameras and programs write 3 to 15 scans: 60 megapixels leave room for 16."""

_START_OF_SCAN: Final = 0xDA
_END: Final = 0xD9
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers that no length follows."""
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ONCE: Final = frozenset({0xC0, 0xC1})
"""Sequential frames. If their first scan holds every component, there is nothing after it."""
_AFTER_DATA: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)


def check_scans(content: bytes, pixels: int) -> None:
    """Refuse a JPEG that has too many scans for its size.

    Args:
        content: the whole file.
        pixels: width times height.

    Raises:
        PictureRefused: ``file_too_costly``.
    """
    most = min(MOST_SCANS, MOST_WORK // max(1, pixels))
    if count_scans(content, most + 1) > most:
        raise PictureRefused("file_too_costly")


def count_scans(content: bytes, most: int) -> int:
    """The number of scans in a JPEG; counting ends at `most`."""
    place, scans = 2, 0
    frame, components = 0, 0
    while place + 4 <= len(content) and scans < most:
        if content[place] != 0xFF:
            place += 1
            continue
        marker = content[place + 1]
        if marker == _END:
            break
        if marker in _ALONE or marker in {0x00, 0xFF}:
            place += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        body = content[place + 4 : place + 2 + length]
        if marker in _FRAMES:
            frame, components = marker, body[5] if len(body) > 5 else 0
        place += 2 + length
        if marker == _START_OF_SCAN:
            scans += 1
            if frame in _ONCE and body and body[0] >= components:
                break
            found = _AFTER_DATA.search(content, place)
            place = found.end() - 2 if found else len(content)
    return scans
