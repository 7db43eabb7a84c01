"""A queue of any length, written straight into the tables."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import Engine, insert, text

from tests.storage.samples import a_submission
from youcheng.domain.queue import QueueEntry
from youcheng.domain.states import STATES_OF, UNSENT, ReviewState, SubmissionKind
from youcheng.storage.desk_tables import QueueRow
from youcheng.storage.queue_records import entry_values
from youcheng.storage.rows import submission_values
from youcheng.storage.tables import SubmissionRow

NOW: Final = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
PROGRAMMES: Final = ("culture", "health", "sports", "study", "talent", "painting-2026")
CITIES: Final = ("nanjing", "suzhou", "wuxi")
CLERKS: Final = ("", "", "c1", "c2", "d1")
_BLOCK: Final = 2000


def entries(number: int, *, seed: int = 1) -> Iterator[QueueEntry]:
    """So many entries as a year brings them, some of them at the same moment."""
    chance = random.Random(seed)
    for one in range(number):
        programme = chance.choice(PROGRAMMES)
        painting = programme.startswith("painting")
        kind = SubmissionKind.PAINTING if painting else SubmissionKind.PROGRAMME
        review = chance.choice(sorted(STATES_OF[kind] - UNSENT - {ReviewState.ERASED}))
        since = NOW - timedelta(minutes=chance.randrange(500_000))
        referred = chance.choice(CITIES) if review is ReviewState.REFERRED else ""
        yield QueueEntry(
            submission=f"{one:032x}",
            code=f"JS-26-{one:06d}",
            programme=programme,
            kind=kind,
            review=review,
            country=chance.choice(("BY", "CH", "CN", "NP")),
            partner=chance.choice(("vaud", "mogilev", "")),
            cities=tuple(chance.sample(CITIES, chance.randrange(3))),
            title=f"No. {one}",
            search=f"js 26 {one:06d}",
            since=since,
            sent_at=since,
            assignee=chance.choice(CLERKS),
            referred_to=referred,
        )


def write_queue(engine: Engine, number: int) -> list[QueueEntry]:
    """Write so many entries, each with a submission behind it; return them in the queue's order."""
    rest, written = entries(number), list[QueueEntry]()
    plain = submission_values(a_submission())
    with engine.begin() as connection:
        while block := list(islice(rest, _BLOCK)):
            rows = [
                {**plain, "id": one.submission, "folder": one.submission, "code": one.code}
                for one in block
            ]
            connection.execute(insert(SubmissionRow), rows)
            connection.execute(insert(QueueRow), [entry_values(one) for one in block])
            written += block
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return sorted(written, key=lambda one: one.place)
