"""Real PDFs that libraries are tested with, good and bad, and thousands of mutants of them.

None of them may bring the worker to one of its limits: a PDF is refused as broken for nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import FULL, SEED
from tests.media.mutants import mutate
from tests.media.pdf_corpora import PACKAGES, fetch, pdfs
from youcheng.domain.attachments import AttachmentRefused
from youcheng.media.attachments import inspect_attachment

MUTANTS: Final = 4
KIND: Final = frozenset({"pdf"})


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
