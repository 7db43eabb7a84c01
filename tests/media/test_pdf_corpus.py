"""Real PDFs that libraries are tested with, good and bad, and thousands of mutants of them.

A full run fetches the source packages of these libraries by name; they stay in var/corpora. None of
their files may bring the worker to one of its limits: a PDF is refused as broken for nothing else.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import FULL, SEED
from tests.media.mutants import mutate
from youcheng.domain.attachments import AttachmentRefused
from youcheng.media.attachments import inspect_attachment
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
MUTANTS: Final = 4
KIND: Final = frozenset({"pdf"})


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


def outcome(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    try:
        return inspect_attachment(path, KIND).kind
    except AttachmentRefused as refused:
        return refused.code


if FULL:

    @pytest.mark.full
    @pytest.mark.timeout(1800)
    @pytest.mark.parametrize(("package", "number"), PACKAGES.items())
    def test_no_pdf_brings_the_worker_to_a_limit(package: str, number: int, tmp_path: Path) -> None:
        chance = random.Random(f"{SEED}/{package}")
        real: Counter[str] = Counter()
        mutants: Counter[str] = Counter()
        for content in pdfs(fetch(package)):
            real[outcome(content, tmp_path / "upload")] += 1
            for _ in range(MUTANTS):
                mutants[outcome(mutate(content, chance), tmp_path / "upload")] += 1
        assert real.total() >= number
        assert set(real) <= {"pdf", "file_kind"}
        assert set(mutants) <= {"pdf", "file_kind", "file_empty"}
