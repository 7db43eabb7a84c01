"""Durable submissions through the whole service, against bare inserts into the same database."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, event

from bench.report import Benchmark, information
from tests.form_examples import EXAMPLES
from youcheng.bootstrap import build_services, database_url, server_clock
from youcheng.domain.forms import Kind
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.services.ports import Services
from youcheng.services.submitting import submit
from youcheng.services.tracking import view_status
from youcheng.settings import Settings, get_settings
from youcheng.storage.engine import make_engine
from youcheng.storage.migration import migrate

NAME: Final = "submissions"
TITLE: Final = "Durable submissions"
GOAL: Final = 0.5
ABOUT: Final = (
    "Forms of the culture programme without a file, filled in beforehand, are sent one after the "
    "other by one thread through the whole service: token, limits, every rule of the form, the "
    "{agreements} consents with the texts as read, the move by the transition table, the event in "
    "the chained log, the outbox and one commit to SQLite with WAL and synchronous=FULL. “Stock” "
    "is Python's sqlite3 alone with the same pragmas and one commit for each row. In the first "
    "line it inserts one blob of {bytes:,} bytes, which is what a submission adds to the database "
    "file in all its rows and indexes, those of its draft included. In the second it runs the "
    "very statements of these submissions, recorded and replayed: what is left between is the "
    "service and SQLAlchemy. The less a sync costs (last line), the more the first ratio is one of "
    "processor time, a whole service against a single statement. All sides take turns, "
    "rounds of {number:,}."
)
PROGRAMME: Final = "culture"
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
_PAGE: Final = 4096

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether these are many."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A form that waits to be sent: its token, and the token of its page."""

    token: str
    page: str


class _Site:
    """The services over a database in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(var=folder, database_url="")
        self.file = folder / "youcheng.sqlite3"
        self.engine = make_engine(database_url(settings))
        self.ahead = timedelta()
        migrate(self.engine)
        self.services = build_services(
            settings, self.engine, clock=lambda: server_clock() + self.ahead
        )

    def settle(self) -> int:
        """Close every connection, all of the log written back; the bytes of the file."""
        self.engine.dispose()
        with sqlite3.connect(self.file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return self.file.stat().st_size


def _answers(services: Services) -> dict[str, object]:
    fields = services.content.form(PROGRAMME).definition.fields
    files = {one.id for one in fields if one.kind is Kind.FILE}
    return {name: one for name, one in EXAMPLES[PROGRAMME].items() if name not in files}


def _fill_in(site: _Site, number: int) -> list[_Draft]:
    """So many drafts, each of somebody else."""
    answers = _answers(site.services)
    drafts = []
    for one in range(number):
        token = start_draft(
            site.services, programme=PROGRAMME, language="en", client=f"{one}"
        ).token
        mine = {**answers, "email": f"person-{one}@example.org"}
        save_draft(site.services, token=token, changes=mine, base=0)
        drafts.append(_Draft(token, open_form(site.services, token=token).form_token))
    return drafts


def _send(services: Services, drafts: Sequence[_Draft]) -> None:
    for number, draft in enumerate(drafts):
        submit(services, token=draft.token, form_token=draft.page, client=f"{number}")


def _change(services: Services, drafts: Sequence[_Draft]) -> None:
    for draft in drafts:
        save_draft(services, token=draft.token, changes={"title": "Alphorn"}, base=1)


def _look(services: Services, drafts: Sequence[_Draft]) -> None:
    for draft in drafts:
        view_status(services, token=draft.token)


def _rate(act: Callable[[], object], number: int) -> float:
    """How many a second, `act` being all of them."""
    begun = time.perf_counter()
    act()
    return number / (time.perf_counter() - begun)


@contextmanager
def _recorded(site: _Site) -> Iterator[list[list[Statement]]]:
    """The statements of every transaction that writes, without its BEGIN and COMMIT."""
    found: list[list[Statement]] = []

    def note(
        _connection: Connection, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        if sql == "BEGIN IMMEDIATE":
            found.append([])
        else:
            found[-1].append((sql, parameters, many))

    event.listen(site.engine, "before_cursor_execute", note)
    yield found
    event.remove(site.engine, "before_cursor_execute", note)


@contextmanager
def _bare(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    yield connection
    connection.close()


def _insert(file: Path, size: int, number: int) -> float:
    """Rows a second, each of one blob and with a commit of its own."""
    blobs = [os.urandom(size) for _ in range(number)]
    with _bare(file) as connection:
        connection.execute("CREATE TABLE body (id INTEGER PRIMARY KEY, content BLOB)")

        def insert() -> None:
            for blob in blobs:
                connection.execute("INSERT INTO body (content) VALUES (?)", (blob,))

        return _rate(insert, number)


def _replay(file: Path, transactions: Sequence[Sequence[Statement]]) -> float:
    """Transactions a second."""
    with _bare(file) as connection:

        def replay() -> None:
            for statements in transactions:
                connection.execute("BEGIN IMMEDIATE")
                for sql, parameters, many in statements:
                    run = connection.executemany if many else connection.execute
                    run(sql, parameters).fetchall()
                connection.execute("COMMIT")

        return _rate(replay, len(transactions))


def _syncs(file: Path, number: int) -> list[float]:
    """Milliseconds of so many syncs, each after one page was appended."""
    found = []
    with file.open("wb", buffering=0) as opened:
        for _ in range(number):
            opened.write(bytes(_PAGE))
            begun = time.perf_counter()
            os.fdatasync(opened.fileno())
            found.append((time.perf_counter() - begun) * 1000)
    return found


@dataclass(frozen=True, slots=True)
class _Round:
    """Figures of one round: how many a second where not said otherwise.

    Attributes:
        ours: submissions through the service.
        bare: inserts of as many bytes.
        replayed: the submissions' own statements.
        saved: answers saved one by one.
        cpu: milliseconds of processor time of a submission.
        status: milliseconds to read a status.
        sync: milliseconds of a sync of one page.
    """

    ours: float
    bare: float
    replayed: float
    saved: float
    cpu: float
    status: float
    sync: float


class _Prepared:
    """Drafts that can be sent again and again, each time in a new copy of their database.

    Attributes:
        size: bytes that a submission adds to the database file.
        agreements: how many consents and declarations each holds.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        site = _Site(folder / "prepared")
        empty = site.settle()
        self._drafts = _fill_in(site, number)
        site.settle()
        sent = self._copy("recorded")
        with _recorded(sent) as self._transactions:
            _send(sent.services, self._drafts)
        with sent.services.records.read() as uow:
            (first, *_), *_ = uow.submissions.states()
            self.agreements = len(uow.agreements.of(first))
        self.size = (sent.settle() - empty) // number

    def _copy(self, name: str) -> _Site:
        """The drafts a minute after they were filled in."""
        shutil.copytree(self._folder / "prepared", self._folder / name)
        site = _Site(self._folder / name)
        site.ahead = timedelta(minutes=1)
        return site

    def run(self, turn: int) -> _Round:
        """Measure every side once."""
        number, drafts = self._number, self._drafts
        site = self._copy(f"ours-{turn}")
        saved = _rate(lambda: _change(site.services, drafts), number)
        before = time.process_time()
        ours = _rate(lambda: _send(site.services, drafts), number)
        cpu = (time.process_time() - before) * 1000 / number
        bare = _insert(self._folder / f"bare-{turn}", self.size, number)
        other = self._copy(f"replayed-{turn}")
        other.settle()
        replayed = _replay(other.file, self._transactions)
        status = 1000 / _rate(lambda: _look(site.services, drafts), number)
        sync = median(_syncs(self._folder / f"synced-{turn}", 300))
        site.settle()
        return _Round(ours, bare, replayed, saved, cpu, status, sync)


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes one round of 200."""
    number, rounds = (200, 1) if quick else (1000, 3)
    var = get_settings().var
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=var) as folder:
        prepared = _Prepared(Path(folder), number)
        # As the site does once it has started.
        gc.collect()
        gc.freeze()
        found = [prepared.run(turn) for turn in range(rounds)]
        gc.unfreeze()
    ours = [one.ours for one in found]
    first = information(
        "durable submissions (stock: one insert of the same bytes)",
        [one.bare for one in found],
        ours,
        "a second",
    )
    rows = [
        replace(first, goal=f"≥ {GOAL:g}×", held=(first.ratio or 0) >= GOAL),
        information(
            "durable submissions (stock: their own statements)",
            [one.replayed for one in found],
            ours,
            "a second",
        ),
        information("processor time of a submission", [], [one.cpu for one in found], "ms"),
        information("answers saved one by one", [], [one.saved for one in found], "a second"),
        information("reading the status", [], [one.status for one in found], "ms"),
        information("sync of one page of 4 KiB", [], [one.sync for one in found], "ms"),
    ]
    about = ABOUT.format(agreements=prepared.agreements, bytes=prepared.size, number=number)
    return Benchmark(NAME, TITLE, about, rows, quick=quick)
