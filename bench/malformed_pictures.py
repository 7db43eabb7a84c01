"""What pictures can do to the process that reads them, however broken or hostile they are."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bench.report import Benchmark, Row, ceiling, information
from tests.media.mutants import mutate
from tests.media.nasty_files import jpeg_scan_bomb
from tests.media.nasty_pictures import bombs
from tests.media.pdf_corpora import fetch
from tests.media.picture_corpora import PACKAGES, pictures
from youcheng.domain.pictures import PictureRefused
from youcheng.media.picture_derivatives import make_derivatives
from youcheng.media.picture_kinds import HEAD, find_picture_kind
from youcheng.media.pictures import LIMITS, take_in
from youcheng.media.worker_process import limit

NAME: Final = "malformed_pictures"
TITLE: Final = "Malformed pictures"
ABOUT: Final = (
    "Every picture in the source packages of Pillow and of its HEIF plugin, which are good and bad "
    "ones of their tests, pictures made by hand to exhaust or to deceive, and mutants of those "
    "that are JPEG, PNG, WebP or HEIC by their first bytes, the same ones in every run. Each is "
    "taken in as one of the sample edition, which may be small, in a process of its own with "
    "limits of 3 s of processor time and 512 MiB of address space; and once more in a child of "
    "the benchmark with the same limits, whose end, time and memory the kernel reports. A reader "
    "has crashed where a signal ended it that is none of a limit, and hangs where it still runs "
    "after {seconds:g} s."
)
GOAL: Final = 6500
_SEED: Final = 1
_LIMIT_SIGNALS: Final = frozenset({signal.SIGXCPU, signal.SIGALRM, signal.SIGXFSZ})
_OUT_OF_MEMORY: Final = 3
_FAULT: Final = 4


@dataclass(frozen=True, slots=True)
class _End:
    """How a reader ended: the signal if any, its exit code, seconds, and resident bytes."""

    signal: int
    code: int
    seconds: float
    bytes: int


def _files(number: int, folder: Path) -> Iterator[bytes]:
    """The pictures; those that mutants are made of lie in `folder` and not in memory."""
    left = number
    for content in bombs().values():
        left -= 1
        yield content
    parents: list[Path] = []
    for package in PACKAGES:
        for content in pictures(fetch(package)):
            left -= 1
            yield content
            if find_picture_kind(content[:HEAD]):
                parents.append(folder / f"parent-{len(parents)}")
                parents[-1].write_bytes(content)
    chance = random.Random(_SEED)
    for _ in range(left):
        yield mutate(chance.choice(parents).read_bytes(), chance)


def _read_in_child(path: Path, bundle: Path) -> _End | None:
    """How a reader of the picture ended; None if it is of no kind that is read."""
    with path.open("rb", buffering=0) as file, bundle.open("w+b") as out:
        kind = find_picture_kind(file.read(HEAD))
        if kind is None:
            return None
        child = os.fork()
        if child == 0:
            code = _FAULT
            try:
                limit(asdict(LIMITS))
                make_derivatives(
                    file.fileno(),
                    out.fileno(),
                    kind=kind,
                    turn=0,
                    crop=[0, 0, 1, 1],
                    blurs=[],
                    trim=[0, 0, 1, 1],
                    sample=True,
                )
                code = 0
            except MemoryError:
                code = _OUT_OF_MEMORY
            finally:
                os._exit(code)
        _, status, used = os.wait4(child, 0)
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    return _End(ended_by, code, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _outcome(path: Path, folder: Path) -> str:
    folder.mkdir()
    try:
        take_in(path, folder, sample=True)
    except PictureRefused as refused:
        return refused.code
    return "taken"


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` tries 1,500 pictures."""
    number = GOAL if not quick else 1500
    ends: list[_End] = []
    outcomes: Counter[str] = Counter()
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "upload"
        for place, content in enumerate(_files(number, Path(name))):
            path.write_bytes(content)
            begun = time.perf_counter()
            with tempfile.TemporaryDirectory(dir=name) as folder:
                outcomes[_outcome(path, Path(folder) / "copies")] += 1
                waits.append(time.perf_counter() - begun)
                if end := _read_in_child(path, Path(folder) / f"bundle-{place}"):
                    ends.append(end)
        path.write_bytes(jpeg_scan_bomb())
        bomb, bomb_end = (
            _outcome(path, Path(name) / "bomb"),
            _read_in_child(path, path.parent / "b"),
        )
    assert bomb_end is not None
    at_limit = sum(one.signal in _LIMIT_SIGNALS or one.code == _OUT_OF_MEMORY for one in ends)
    crashed = sum(one.signal not in {0, *_LIMIT_SIGNALS} for one in ends)
    hanging = sum(seconds > LIMITS.wall_seconds for seconds in waits)
    tried = outcomes.total()
    refused = bomb == "file_too_costly"
    rows = [
        Row("pictures tried", None, tried, "", None, "", f"≥ {GOAL:,}", tried >= GOAL, 1),
        Row("readers that crashed", None, crashed, "", None, "", "0", crashed == 0, len(ends)),
        Row("readers that hung", None, hanging, "", None, "", "0", hanging == 0, tried),
        ceiling("most processor time of a picture", [max(one.seconds for one in ends)], "s", 3.0),
        ceiling(
            "most resident memory of a reader",
            [max(one.bytes for one in ends) / 1_048_576],
            "MiB",
            512,
        ),
        Row("scan bombs refused of 1", None, refused, "", None, "", "1", refused, 1),
        information("processor time of a scan bomb", [], [bomb_end.seconds * 1000], "ms"),
        information("readers that came to a limit", [], [at_limit], ""),
        *(
            information(f"pictures with the outcome {code}", [], [count], "")
            for code, count in sorted(outcomes.items())
        ),
        information("a usual picture, processor time", [], [e.seconds * 1000 for e in ends], "ms"),
    ]
    return Benchmark(NAME, TITLE, ABOUT.format(seconds=LIMITS.wall_seconds), rows, quick=quick)
