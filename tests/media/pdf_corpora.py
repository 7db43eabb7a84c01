"""The PDFs that libraries are tested with, from the source packages of these libraries.

The packages are fetched by name when they are first asked for and stay in var/corpora.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from youcheng.paths import ROOT

CORPORA: Final = ROOT / "var" / "corpora"
PACKAGES: Final = {
    "pypdf==7.1.1": 72,
    "pikepdf==10.18.0": 62,
    "pyhanko==0.38.0": 132,
    "playa-pdf==1.1.0": 66,
    "ocrmypdf==17.13.0": 42,
    "pypdfium2==5.15.2": 15,
    "rst2pdf==0.105": 290,
}
"""Source packages on the public index, and how many PDFs each holds at least."""


def fetch(package: str) -> Path:
    """The source archive of a package."""
    folder = CORPORA / package
    if not folder.exists():
        fetched = CORPORA / f"{package}.partial"
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-deps", "--no-binary", ":all:", "--dest", fetched, package],
            check=True,
        )  # fmt: skip
        fetched.rename(folder)
    (archive,) = folder.iterdir()
    return archive


def pdfs(archive: Path) -> Iterator[bytes]:
    """Every PDF in an archive that is not empty."""
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.isfile() and member.size and member.name.lower().endswith(".pdf"):
                file = opened.extractfile(member)
                assert file is not None
                yield file.read()
