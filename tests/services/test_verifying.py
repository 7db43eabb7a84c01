"""Verifying the log: whatever was altered by hand is named."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.services.desk import DECLINE, act
from tests.services.office import Office
from youcheng.domain.states import ReviewState
from youcheng.services.purging import purge
from youcheng.services.verifying import verify_log
from youcheng.storage.engine import WRITES


def alter(office: Office, *statements: str) -> None:
    """Change records behind the back of the rules, as somebody with the database could."""
    with office.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.begin()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            for name in ("event_stays", "event_is_kept", "submission_moves"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_a_log_that_was_written_is_whole(office: Office) -> None:
    act(office, office.send().submission, *DECLINE)
    verdict = verify_log(office.services)
    assert verdict.is_whole
    assert verdict.head.sequence == len(office.events())


def test_an_empty_log_is_whole(office: Office) -> None:
    assert verify_log(office.services).is_whole


@pytest.mark.parametrize(
    ("statement", "sequence", "what"),
    [
        ("UPDATE event SET actor = 'system' WHERE sequence = 2", 2, "content"),
        ("UPDATE event SET fields = '[\"emai1\"' WHERE sequence = 3", 3, "content"),
        ("UPDATE event SET details = '5' WHERE sequence = 3", 3, "content"),
        ("UPDATE event SET details = '[[\"count\",5]]' WHERE sequence = 2", 2, "content"),
        ("UPDATE event SET via = 'pigeon' WHERE sequence = 1", 1, "content"),
        ("UPDATE event SET previous = hash WHERE sequence = 2", 2, "previous"),
        ("DELETE FROM event WHERE sequence = 2", 2, "sequence"),
        ("UPDATE log_head SET sequence = sequence + 1", 0, "cut_off"),
    ],
)
def test_what_was_altered_is_named(
    office: Office, statement: str, sequence: int, what: str
) -> None:
    office.send()
    end = len(office.events())
    alter(office, statement)
    verdict = verify_log(office.services)
    assert verdict.broken is not None
    assert (verdict.broken.sequence, verdict.broken.what) == (sequence or end + 1, what)
    assert not verdict.is_whole


def test_a_time_that_cannot_be_read_breaks_its_event_alone(sqlite_office: Office) -> None:
    sqlite_office.send()
    alter(sqlite_office, "UPDATE event SET at = 'noon' WHERE sequence = 2")
    broken = verify_log(sqlite_office.services).broken
    assert broken is not None
    assert (broken.sequence, broken.what) == (2, "content")


def test_a_state_that_no_event_led_to_is_named(office: Office) -> None:
    paper = office.send()
    alter(office, "UPDATE submission SET review = 'accepted'")
    (found,) = verify_log(office.services).differences
    assert found.code == str(paper.stored.code)
    assert (found.logged, found.stored) == (ReviewState.SUBMITTED, ReviewState.ACCEPTED)


def test_a_submission_that_was_removed_by_hand_is_named(office: Office) -> None:
    paper = office.begin()
    alter(office, "DELETE FROM submission")
    (found,) = verify_log(office.services).differences
    assert (found.submission, found.stored) == (paper.submission, None)


def test_what_went_with_its_tombstone_is_no_difference(office: Office) -> None:
    act(office, office.send().submission, *DECLINE)
    for _ in range(2):
        office.wait(days=2300)
        purge(office.services)
    assert verify_log(office.services).is_whole
