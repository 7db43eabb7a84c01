"""What it costs to take a photo of a painting in, and how good its copies are."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from bench.intake_ways import WAYS, reference
from bench.photographs import FORTY_EIGHT, TWELVE, write_photograph
from bench.report import Benchmark, Row, at_least, information, share
from youcheng.domain.pictures import DERIVATIVES, LIGHT_COPY, MOST_LIGHT_BYTES
from youcheng.paths import ROOT

NAME: Final = "intake"
TITLE: Final = "Photos of paintings that are sent"
ABOUT: Final = (
    "The copies of 320, 480, 640 and 960 (WebP), 1,280 and 2,560 pixels (JPEG) of paintings of the "
    "sample edition that were enlarged and got paper grain and noise. Half of the photographs are "
    "as iPhones write them, lying on their side and with a Display P3 profile, half upright "
    "without one. Stock is Pillow as tutorials show it: a function that opens the photograph, "
    "turns it, converts it to sRGB and shrinks it by LANCZOS to one size, called for each; beside "
    "it the same with one decoding for all sizes, and pyvips' thumbnail for each size on one core, "
    "with the conversion to sRGB that its documentation shows, and without any. Ours also checks "
    "the file and finds fingerprint, colour, placeholder and hints. All use the same qualities; of "
    "960 pixels ours makes a file of at most {light:,} bytes, for which it tries up to three lower "
    "qualities. Each run is in a process of its own, in turn, {rounds} rounds; time is that of the "
    "processor without loading modules, for two photographs of which one is an iPhone's; memory is "
    "the largest resident. SSIM is on brightness, against a LANCZOS reduction that was never "
    "compressed; the goal is to lose at most 0.01 against Pillow's own files, in the photograph "
    "that loses most, at every size but the one with a limit."
)
_WORST_LOSS: Final = 0.01
_compare: Final[Callable[..., Any]] = structural_similarity
"""It has no types of its own."""


@dataclass(frozen=True, slots=True)
class _Photo:
    path: Path
    megapixels: int
    telephone: bool


@dataclass(frozen=True, slots=True)
class _Run:
    seconds: float
    bytes: int


def _photographs(folder: Path, number: int) -> list[_Photo]:
    made = []
    for megapixels, size in ((12, TWELVE), (48, FORTY_EIGHT)):
        for telephone in (True, False):
            for one in range(number if megapixels == 12 else 1):
                path = folder / f"{megapixels}-{telephone}-{one}.jpg"
                write_photograph(path, 2 * one + telephone, size, telephone=telephone)
                made.append(_Photo(path, megapixels, telephone))
    return made


def _run(way: str, photo: _Photo, folder: Path) -> _Run:
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.intake_ways", way, photo.path, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return _Run(**json.loads(done.stdout))


def _similarity(folder: Path, name: str, exact: Image.Image) -> float:
    with Image.open(folder / name) as copy:
        return float(_compare(np.asarray(copy.convert("L")), np.asarray(exact)))


def _quality(photo: _Photo, folder: Path) -> Iterable[tuple[str, float, float]]:
    """Name of each size, and the similarity of stock's and our copy."""
    for name, exact in reference(photo.path).items():
        yield (
            name,
            _similarity(folder / "copy_by_copy", name, exact),
            _similarity(folder / "ours", name, exact),
        )


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes one photograph of each kind and one round."""
    rounds, number = (1, 1) if quick else (5, 3)
    found: dict[tuple[str, _Photo], list[_Run]] = {}
    qualities: dict[str, list[tuple[float, float]]] = {name: [] for name in DERIVATIVES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = _photographs(folder, number)
        for _ in range(rounds):
            for photo in photos:
                for way in WAYS:
                    run = _run(way, photo, folder / photo.path.stem / way)
                    found.setdefault((way, photo), []).append(run)
        for photo in photos:
            for size, usual, own in _quality(photo, folder / photo.path.stem):
                qualities[size].append((usual, own))
    rows = [*_costs(found, photos, 12, number), *_costs(found, photos, 48, 1)]
    rows += [_loss(size, pairs) for size, pairs in qualities.items()]
    return Benchmark(
        NAME, TITLE, ABOUT.format(rounds=rounds, light=MOST_LIGHT_BYTES), rows, quick=quick
    )


def _costs(
    found: dict[tuple[str, _Photo], list[_Run]],
    photos: Sequence[_Photo],
    megapixels: int,
    number: int,
) -> Iterable[Row]:
    chosen = [photo for photo in photos if photo.megapixels == megapixels]

    def times(way: str, *wanted: bool) -> list[float]:
        """Milliseconds of one photograph of each wanted kind together, in every round."""
        kinds = [[one for one in chosen if one.telephone is kind] for kind in wanted]
        return [
            1000 * sum(run.seconds for run in runs)
            for place in range(number)
            for runs in zip(*(found[way, kind[place]] for kind in kinds), strict=True)
        ]

    def memory(way: str) -> list[float]:
        return [median(run.bytes for run in found[way, one]) / 1_048_576 for one in chosen]

    def faster(label: str, way: str, goal: float, *kinds: bool) -> Row:
        item = f"{megapixels} megapixels, {label}"
        usual, own = times(way, *kinds), times("ours", *kinds)
        return at_least(item, usual, own, "ms", goal, lower_is_better=True)

    def shown(label: str, way: str, *kinds: bool) -> Row:
        return information(
            f"{megapixels} megapixels, {label}", times(way, *kinds), times("ours", *kinds), "ms"
        )

    large = megapixels == 48
    yield faster("against Pillow", "copy_by_copy", 10 if large else 4, True, False)
    if large:
        yield shown("against pyvips", "with_vips", True, False)
    else:
        yield faster("against pyvips", "with_vips", 2, True, False)
    for kind, label in ((True, "an iPhone's"), (False, "upright, no profile")):
        for way, rival in (
            ("copy_by_copy", "Pillow"),
            ("from_one_decoding", "Pillow decoding once"),
            ("with_vips", "pyvips"),
            ("with_vips_as_stored", "pyvips without conversion"),
        ):
            yield shown(f"{label}, against {rival}", way, kind)
    item = f"{megapixels} megapixels, memory against Pillow"
    if large:
        yield share(item, memory("copy_by_copy"), memory("ours"), "MiB", 0.4)
    else:
        yield information(item, memory("copy_by_copy"), memory("ours"), "MiB")


def _loss(size: str, pairs: Sequence[tuple[float, float]]) -> Row:
    usual, own = max(pairs, key=lambda pair: pair[0] - pair[1])
    item = f"SSIM of {size}, the photograph that loses most"
    if size == LIGHT_COPY:
        return information(item, [usual], [own], "score")
    return Row(
        item,
        usual,
        own,
        "score",
        None,
        "",
        f"≥ stock − {_WORST_LOSS}",
        own >= usual - _WORST_LOSS,
        len(pairs),
    )
