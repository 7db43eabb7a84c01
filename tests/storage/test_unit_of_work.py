"""One transaction over all records: whole or not at all, and no update is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError

from tests.at_once import at_once
from tests.storage.samples import NOW, a_mail, a_submission
from youcheng.domain.audit import Via, verify
from youcheng.domain.limits import SEND
from youcheng.domain.outbox import MailState
from youcheng.domain.submissions import Submission
from youcheng.services.logbook import note_event
from youcheng.services.ports import StoreBusy
from youcheng.storage.engine import make_engine
from youcheng.storage.unit_of_work import SqlRecords

WRITERS = 8
TIMES = 50


def stored(records: SqlRecords, one: Submission) -> Submission | None:
    with records.read() as uow:
        return uow.submissions.find(one.id)


def add(records: SqlRecords, one: Submission) -> Submission:
    with records.write() as uow:
        uow.submissions.add(one)
        uow.commit()
    return one


def note(records: SqlRecords) -> None:
    with records.write() as uow:
        note_event(
            uow, at=NOW, actor="system", via=Via.JOB, kind="draft.saved", subject="submission:41"
        )
        uow.commit()


def test_nothing_is_kept_unless_it_was_committed(records: SqlRecords) -> None:
    one = a_submission()
    with records.write() as uow:
        uow.submissions.add(one)
        uow.outbox.add(a_mail())
    assert stored(records, one) is None
    with records.read() as uow:
        assert uow.outbox.count(MailState.QUEUED) == 0


def test_an_error_after_the_first_write_takes_everything_back(records: SqlRecords) -> None:
    one = a_submission()

    def fail() -> None:
        with records.write() as uow:
            uow.submissions.add(one)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert stored(records, one) is None


def test_what_was_committed_stands_whatever_happens_after(records: SqlRecords) -> None:
    one = a_submission()

    def fail_late() -> None:
        with records.write() as uow:
            uow.submissions.add(one)
            uow.commit()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    assert stored(records, one) == one


def test_a_unit_of_work_that_has_ended_commits_nothing(records: SqlRecords) -> None:
    with records.write() as uow:
        pass
    with pytest.raises(RuntimeError, match="has ended"):
        uow.commit()


def test_what_follows_a_commit_is_done_after_it_and_only_then(records: SqlRecords) -> None:
    one, done = a_submission(), []
    with records.write() as uow:
        uow.after_commit(lambda: done.append("never"))
    with records.write() as uow:
        uow.submissions.add(one)
        uow.after_commit(lambda: done.append(stored(records, one)))
        assert done == []
        uow.commit()
        assert done == [one]
    assert done == [one]


def test_what_follows_a_commit_and_fails_does_not_keep_the_rest_from_happening(
    records: SqlRecords, caplog: pytest.LogCaptureFixture
) -> None:
    one, done = a_submission(), []

    def fail() -> None:
        raise OSError("the store is away")

    with records.write() as uow:
        uow.submissions.add(one)
        uow.after_commit(fail)
        uow.after_commit(lambda: done.append("done"))
        uow.commit()
    assert stored(records, one) == one
    assert done == ["done"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_writers_at_once_lose_no_update(records: SqlRecords) -> None:
    one = add(records, a_submission())

    def write() -> None:
        for _ in range(TIMES):
            with records.write() as uow:
                found = uow.submissions.find(one.id)
                assert found is not None
                uow.submissions.put(replace(found, readdressings=found.readdressings + 1))
                uow.commit()

    assert at_once(*[write] * WRITERS) == [None] * WRITERS
    found = stored(records, one)
    assert found is not None
    assert found.readdressings == WRITERS * TIMES


def test_writers_at_once_keep_the_log_in_one_chain(records: SqlRecords) -> None:
    def write() -> None:
        for _ in range(TIMES // 2):
            note(records)

    assert at_once(*[write] * WRITERS) == [None] * WRITERS
    with records.read() as uow:
        assert verify(uow.log.all(), head=uow.log.head()) is None
        assert uow.log.head().sequence == WRITERS * TIMES // 2


def test_counting_at_once_counts_everybody(records: SqlRecords) -> None:
    def spend() -> list[int]:
        found = []
        for _ in range(TIMES // 2):
            with records.write() as uow:
                found.append(uow.counts.spend(SEND, "visitor", NOW))
                uow.commit()
        return found

    numbers = []
    for outcome in at_once(*[spend] * WRITERS):
        assert isinstance(outcome, list)
        numbers += outcome
    assert sorted(numbers) == list(range(1, WRITERS * TIMES // 2 + 1))


def test_a_reader_sees_one_moment_while_others_write(records: SqlRecords) -> None:
    note(records)
    with records.read() as uow:
        head = uow.log.head()
        at_once(lambda: note(records))
        assert uow.log.head() == head
        assert verify(uow.log.all(), head=head) is None
    with records.read() as uow:
        assert uow.log.head().sequence == head.sequence + 1


def test_a_reader_holds_up_no_writer(records: SqlRecords) -> None:
    one = add(records, a_submission())
    with records.read() as uow:
        assert uow.submissions.find(one.id) == one
        assert at_once(lambda: note(records)) == [None]


@contextmanager
def impatient(url: str) -> Iterator[SqlRecords]:
    """Records that wait a fraction of a second where they would wait for many."""
    engine = make_engine(url)
    hurry = {
        "sqlite": "PRAGMA busy_timeout = 200",
        "postgresql": "SET lock_timeout = '200ms'",
    }[engine.dialect.name]

    def shorten(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(hurry)
        cursor.close()
        connection.commit()  # type: ignore[attr-defined]

    # After the engine's own listener, which sets what people wait.
    event.listen(engine, "connect", shorten)
    try:
        yield SqlRecords(engine)
    finally:
        engine.dispose()


def test_a_database_that_is_held_is_busy_and_nothing_was_done(
    records: SqlRecords, url: str
) -> None:
    one = add(records, a_submission())
    with impatient(url) as hurried:
        with records.write() as uow:
            uow.submissions.find(one.id)
            uow.log.head()
            with pytest.raises(StoreBusy):
                note(hurried)
        note(hurried)
    with records.read() as uow:
        assert uow.log.head().sequence == 1


def test_a_writer_that_waits_is_told_in_the_end(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        query = "SELECT setting::int / 1000 FROM pg_settings WHERE name = 'lock_timeout'"
    else:
        query = "SELECT timeout / 1000 FROM pragma_busy_timeout"
    with engine.connect() as connection:
        assert 1 <= connection.execute(text(query)).scalar_one() <= 30


def test_a_database_that_is_away_is_busy() -> None:
    engine = make_engine("postgresql://youcheng@127.0.0.1:9/youcheng")
    with pytest.raises(StoreBusy):
        SqlRecords(engine).read().__enter__()
    engine.dispose()


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_connection_that_breaks_off_is_busy_and_the_next_one_works(
    records: SqlRecords, engine: Engine
) -> None:
    one = a_submission()

    def write() -> None:
        with records.write() as uow:
            uow.submissions.add(one)
            with engine.connect() as other:
                other.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
            uow.commit()

    with pytest.raises(StoreBusy):
        write()
    assert stored(records, one) is None
    assert add(records, one) == stored(records, one)


def test_a_rule_that_is_broken_is_no_busy_store(records: SqlRecords) -> None:
    one = add(records, a_submission())

    def again() -> None:
        add(records, one)

    with pytest.raises(IntegrityError):
        again()


def test_mails_are_taken_by_one_of_many(records: SqlRecords) -> None:
    mail = a_mail()
    with records.write() as uow:
        uow.outbox.add(mail)
        uow.commit()
    now = NOW + timedelta(minutes=1)

    def take() -> bool:
        with records.write() as uow:
            found = uow.outbox.find(mail.id)
            assert found is not None
            if not found.is_due(now):
                return False
            uow.outbox.put(found.taken(now))
            uow.commit()
        return True

    takers: list[Callable[[], bool]] = [take] * WRITERS
    assert sorted(map(bool, at_once(*takers))) == [False] * (WRITERS - 1) + [True]
