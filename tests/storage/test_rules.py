"""What direct SQL cannot do: states and moves that the domain does not know, and a changed log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from sqlalchemy import Connection, Engine, insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.storage.samples import a_submission
from youcheng.domain.audit import Head, Via, append
from youcheng.domain.states import STATES_OF, ReviewState, SubmissionKind
from youcheng.domain.transitions import legal_moves
from youcheng.storage.rows import event_values, submission_values
from youcheng.storage.tables import EventRow, SubmissionRow

KINDS = [*SubmissionKind]


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def try_to(connection: Connection, statement: str, values: Mapping[str, object]) -> bool:
    """Whether the database takes it."""
    point = connection.begin_nested()
    try:
        connection.execute(text(statement), values)
    except IntegrityError:
        point.rollback()
        return False
    point.commit()
    return True


def add_draft(connection: Connection, kind: SubmissionKind) -> str:
    one = a_submission(kind=kind)
    connection.execute(insert(SubmissionRow), submission_values(one))
    return one.id


def ways(kind: SubmissionKind) -> dict[ReviewState, list[ReviewState]]:
    """For every state, a way of legal moves that leads to it from a draft."""
    found: dict[ReviewState, list[ReviewState]] = {ReviewState.DRAFT: []}
    queue = [ReviewState.DRAFT]
    for source in queue:
        for move in sorted(legal_moves(kind), key=str):
            if move[0] is source and move[1] not in found:
                found[move[1]] = [*found[source], move[1]]
                queue.append(move[1])
    return found


MOVE = "UPDATE submission SET review = :target, before_spam = :before WHERE id = :id"


def move(connection: Connection, one: str, source: str, target: str) -> bool:
    before = source if target == ReviewState.SPAM else None
    return try_to(connection, MOVE, {"target": target, "before": before, "id": one})


@pytest.mark.parametrize("kind", KINDS)
def test_the_database_takes_exactly_the_moves_of_the_table(
    connection: Connection, kind: SubmissionKind
) -> None:
    legal = legal_moves(kind)
    reached = ways(kind)
    assert reached.keys() == STATES_OF[kind]
    wrong = []
    for source, way in reached.items():
        one, at = add_draft(connection, kind), ReviewState.DRAFT
        for step in way:
            assert move(connection, one, at, step)
            at = step
        for target in ReviewState:
            if target is source:
                continue
            point = connection.begin_nested()
            if move(connection, one, source, target) != ((source, target) in legal):
                wrong.append((source, target))
            point.rollback()
    assert wrong == []


def test_a_submission_begins_as_a_draft_and_in_no_other_state(connection: Connection) -> None:
    begun = set()
    for kind, review in product(KINDS, ReviewState):
        point = connection.begin_nested()
        try:
            connection.execute(insert(SubmissionRow), submission_values(a_submission(review, kind)))
            begun.add((kind, review))
        except IntegrityError:
            point.rollback()
    assert begun == {(kind, ReviewState.DRAFT) for kind in KINDS}


ILLEGAL: list[dict[str, object]] = [
    {"review": "moderation"},
    {"review": "nonsense"},
    {"review": None},
    {"kind": "painting"},
    {"kind": "letter"},
    {"visibility": "public"},
    {"visibility": "scheduled"},
    {"visibility": "everywhere"},
    {"pending": "accepted"},
    {"pending_confirmed": True},
    {"before_spam": "draft"},
    {"review": "spam"},
    {"review": "spam", "before_spam": "spam"},
    {"review": "spam", "before_spam": "erased"},
]


def test_no_illegal_state_is_stored(connection: Connection) -> None:
    one = add_draft(connection, SubmissionKind.PROGRAMME)
    changed = update(SubmissionRow).where(SubmissionRow.id == one)
    stored = []
    for change in [*ILLEGAL, {"review": "spam", "before_spam": "draft"}]:
        point = connection.begin_nested()
        try:
            connection.execute(changed.values(change))
            stored.append(change)
        except IntegrityError:
            point.rollback()
    assert stored == [{"review": "spam", "before_spam": "draft"}]


def test_replacing_a_row_is_no_way_round_the_moves(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        statement = """INSERT INTO submission SELECT * FROM submission WHERE id = :id
            ON CONFLICT (id) DO UPDATE SET review = 'accepted'"""
    else:
        statement = "REPLACE INTO submission SELECT * FROM submission WHERE id = :id"
    with engine.connect() as connection:
        one = add_draft(connection, SubmissionKind.PROGRAMME)
        assert not try_to(connection, statement, {"id": one})


def test_two_submissions_never_share_a_code_or_a_folder(connection: Connection) -> None:
    first = submission_values(a_submission())
    connection.execute(insert(SubmissionRow), first)
    for name in ("code", "folder"):
        other = {**submission_values(a_submission()), name: first[name]}
        point = connection.begin_nested()
        with pytest.raises(IntegrityError):
            connection.execute(insert(SubmissionRow), other)
        point.rollback()


def test_an_access_code_is_never_used_more_often_than_it_may(connection: Connection) -> None:
    add = (
        "INSERT INTO access_code (digest, programme, label, opens_at, expires_at, most_uses, uses)"
        " VALUES ('d', 'study', '', '2026-01-01', '2027-01-01', 3, :uses)"
    )
    assert not try_to(connection, add, {"uses": 4})
    assert not try_to(connection, add, {"uses": -1})
    assert try_to(connection, add, {"uses": 3})
    assert not try_to(connection, "UPDATE access_code SET uses = uses + 1", {})


CHANGES = {
    "sqlite": [
        "UPDATE event SET actor = 'public'",
        "UPDATE event SET hash = hash",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT sequence, at, 'public', via, kind, subject, fields,"
        " details, previous, hash FROM event",
        "REPLACE INTO event SELECT * FROM event",
    ],
    "postgresql": [
        "UPDATE event SET actor = 'public'",
        "UPDATE event SET hash = hash",
        "DELETE FROM event",
        "INSERT INTO event SELECT * FROM event ON CONFLICT (sequence)"
        " DO UPDATE SET actor = 'public'",
        "TRUNCATE event",
        "TRUNCATE event CASCADE",
    ],
}


def test_the_log_is_only_added_to(engine: Engine) -> None:
    event, _ = append(
        Head(),
        at=a_submission().created_at,
        actor="system",
        via=Via.JOB,
        kind="draft.created",
        subject="submission:41",
    )
    with engine.begin() as connection:
        connection.execute(insert(EventRow), event_values(event))
    for statement in CHANGES[engine.dialect.name]:
        with engine.connect() as connection, pytest.raises(DBAPIError, match="only added to"):
            connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT actor FROM event")).scalars().all() == ["system"]
