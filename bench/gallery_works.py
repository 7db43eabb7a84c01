"""The works of the gallery's benchmark: made once by the operator's command, kept, and exported for
the stock page, which shows the same pictures."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from bench.servers import run_command
from youcheng.bootstrap import build_services, database_url
from youcheng.domain.gallery import Choice, Facet, Position, Work
from youcheng.domain.pictures import LIGHT_COPY
from youcheng.domain.submissions import SAMPLE
from youcheng.domain.workflow.rows import Action
from youcheng.paths import ROOT
from youcheng.samples.walks import WALKS
from youcheng.services.gallery import PAGE
from youcheng.services.ports import Services
from youcheng.settings import Settings, get_settings
from youcheng.storage.engine import make_engine

SEED: Final = 7
COPY: Final = "1280.jpg"
"""The copy that the stock page shows."""
_PLACE: Final = "YOUCHENG_BENCH_VAR"
"""Environment variable: the folder for what benchmarks keep; `bench` in the site's own if unset."""
_DECIDING: Final = (
    "assets/sample",
    "youcheng/samples",
    "youcheng/domain/pictures.py",
    "youcheng/media/picture_derivatives.py",
)
"""What decides what the works look like: when it changes, they are made anew. The tables follow by
their migrations."""


@dataclass(frozen=True, slots=True)
class Works:
    """Works on show in an installation of their own.

    Attributes:
        var: the installation's folder.
        stock: the stock page's: works.csv and pictures/CODE.jpg.
        shown: how many are on show.
        entries: how many entries the sample edition has.
        pages: the codes of the works of every page, in order.
        turns: for every page but the first, the position after which it begins.
    """

    var: Path
    stock: Path
    shown: int
    entries: int
    pages: Sequence[Sequence[str]]
    turns: Sequence[str]


def sample_works(number: int) -> Works:
    """So many works on show, made if they are not there: a quarter of an hour and more for 5,000.

    Raises:
        RuntimeError: they could not be made.
    """
    given = os.environ.get(_PLACE)
    base = Path(given) if given else get_settings().var / "bench"
    folder = base.absolute() / f"gallery-{number}"
    note, wanted = folder / "made.json", {"works": number, "version": _version()}
    known: dict[str, Any] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if {name: known.get(name) for name in wanted} != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        known = dict(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    if not known.get("made"):
        note.write_text(json.dumps(known), "utf-8")
        _make(folder, number)
        note.write_text(json.dumps(known | {"made": True}), "utf-8")
    _export(folder)
    return _read(folder)


def entries_for(number: int) -> int:
    """How many entries the sample edition needs for so many works on show."""
    shown = 0
    for entries, walk in enumerate(cycle(WALKS), 1):
        shown += Action.PUBLISH in walk and Action.WITHDRAW not in walk
        if shown == number:
            return entries
    raise AssertionError


@contextmanager
def opened(var: Path) -> Iterator[tuple[Services, Engine]]:
    """The services over the installation in the folder `var`, and its database."""
    settings = Settings(var=var, database_url="", s3_bucket="")
    engine = make_engine(database_url(settings))
    try:
        yield build_services(settings, engine, wake=lambda: None), engine
    finally:
        engine.dispose()


def heaviest_work(services: Services) -> str:
    """Code of the work on show whose copy for its own page weighs most."""
    with services.records.read() as uow:
        weights = {
            work.code: copy.bytes
            for work in _every(services)
            if (copy := uow.attachments.copy_on_show(work.picture, LIGHT_COPY))
        }
    return max(weights, key=lambda code: (weights[code], code))


def _version() -> str:
    digest = hashlib.sha256()
    for name in _DECIDING:
        place = ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path, number: int) -> None:
    """Run the command. What is there already is not made again."""
    settings = {
        "YOUCHENG_VAR": str(folder),
        "YOUCHENG_DATABASE_URL": "",
        "YOUCHENG_S3_BUCKET": "",
    }
    run_command(settings, "migrate")
    run_command(settings, "sample", "--works", str(entries_for(number)), "--seed", str(SEED))


def _export(folder: Path) -> None:
    """Write the stock page's table and pictures: the same works, in the same order."""
    stock = folder / "stock"
    shutil.rmtree(stock, ignore_errors=True)
    (stock / "pictures").mkdir(parents=True)
    with opened(folder) as (services, _), services.records.read() as uow:
        works = [*_every(services)]
        for work in works:
            picture = uow.pictures.at_address(work.picture)
            copy = picture and uow.attachments.copy_of(picture.id, COPY)
            if not copy:
                raise RuntimeError(f"{work.code} has no picture {COPY}")
            (stock / "pictures" / f"{work.code}.jpg").hardlink_to(folder / "files" / copy.key)
    with (stock / "works.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, [*_row(works[0])])
        table.writeheader()
        table.writerows(map(_row, works))


def _every(services: Services) -> Iterator[Work]:
    after: Position | None = None
    with services.records.read() as uow:
        while found := uow.works.after(Choice(), after, limit=500):
            yield from found
            after = found[-1].position


def _row(work: Work) -> dict[str, object]:
    """A work as a table has it: what is public of it, in the words of three languages."""
    english, chinese = work.translations["en"], work.translations["zh"]
    return {
        "code": work.code,
        **{str(facet): getattr(work, facet) for facet in Facet},
        "year": work.year,
        "width_cm": work.width_cm,
        "height_cm": work.height_cm,
        "name": work.name,
        "language": work.language,
        "own_title": work.words.title,
        "own_see": work.words.see,
        "own_story": work.words.story,
        "title": english.title,
        "see": english.see,
        "story": english.story,
        "title_zh": chinese.title,
        "see_zh": chinese.see,
        "story_zh": chinese.story,
        "published_at": work.published_at.isoformat(),
        "search": work.search,
    }


def _read(folder: Path) -> Works:
    with opened(folder) as (services, _):
        works = [(work.code, str(work.position)) for work in _every(services)]
        with services.records.read() as uow:
            entries = len(uow.submissions.flagged(SAMPLE, limit=1_000_000))
    pages = [works[start : start + PAGE] for start in range(0, len(works), PAGE)]
    return Works(
        var=folder,
        stock=folder / "stock",
        shown=len(works),
        entries=entries,
        pages=[[code for code, _ in page] for page in pages],
        turns=[page[-1][1] for page in pages[:-1]],
    )
