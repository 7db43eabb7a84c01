"""How long it takes to look at a PDF that somebody sends, however broken it is."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.report import Benchmark, Row, ceiling, information
from tests.media.mutants import mutate
from tests.media.pdf_corpora import PACKAGES, fetch, pdfs
from youcheng.domain.attachments import AttachmentRefused
from youcheng.media.attachments import inspect_attachment

NAME: Final = "attachments"
TITLE: Final = "PDFs that are sent"
ABOUT: Final = (
    "Every PDF in the source packages of {packages} libraries that read or write PDFs, which are "
    "good and bad ones of their tests, and {mutants} mutants of each, the same ones in every run: "
    "bytes changed, lost, blanked, repeated, cut off. Each is looked at as one that is sent with a "
    "form: in a process of its own with limits on time and memory. An inspection fails where that "
    "process crashes or comes to a limit; a file that is refused for what it is does not count."
)
GOAL: Final = 1500
MUTANTS: Final = 2
_SEED: Final = 1


def _files(*, quick: bool) -> Iterator[bytes]:
    chance = random.Random(_SEED)
    for package in [*PACKAGES][: 1 if quick else None]:
        for content in pdfs(fetch(package)):
            yield content
            for _ in range(MUTANTS):
                yield mutate(content, chance)


def _looks_at(path: Path) -> bool:
    """Whether the inspection came to an end."""
    try:
        inspect_attachment(path, frozenset({"pdf"}))
    except AttachmentRefused as refused:
        # A PDF is refused as broken for nothing else than a crash or a limit.
        return refused.code != "file_broken"
    return True


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes the first package alone."""
    seconds: list[float] = []
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        for content in _files(quick=quick):
            path.write_bytes(content)
            begun = time.perf_counter()
            failed += not _looks_at(path)
            seconds.append(time.perf_counter() - begun)
    number = len(seconds)
    rows = [
        Row("PDFs looked at", None, number, "", None, "", f"≥ {GOAL:,}", number >= GOAL, 1),
        Row("inspections that failed", None, failed, "", None, "", "0", failed == 0, number),
        ceiling("the slowest inspection", [max(seconds)], "s", 10),
        information("a usual inspection", [], [one * 1000 for one in seconds], "ms"),
    ]
    about = ABOUT.format(packages=len(PACKAGES), mutants=MUTANTS)
    return Benchmark(NAME, TITLE, about, rows, quick=quick)
