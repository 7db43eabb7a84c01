"""The pictures that Pillow and its HEIF plugin are tested with, good and bad ones.

They come from the source packages of these libraries, which stay in var/corpora.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PACKAGES: Final = {"pillow==13.0.0": 700, "pillow-heif==1.8.1": 70}
"""Source packages on the public index, and how many pictures each holds at least."""

_ENDINGS: Final = (
    ".apng", ".avif", ".bmp", ".gif", ".heic", ".heif", ".hif", ".jpeg", ".jpg", ".mpo", ".png",
    ".tif", ".tiff", ".webp",
)  # fmt: skip


def pictures(archive: Path) -> Iterator[bytes]:
    """Every picture in an archive that is not empty, whatever its form."""
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.isfile() and member.size and member.name.lower().endswith(_ENDINGS):
                file = opened.extractfile(member)
                assert file is not None
                yield file.read()
