"""Whether a store holds everything that was acknowledged, and nothing by halves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from tests.durability.ledger import Ledger, digest_answers
from tests.services.office import stored_keys
from youcheng.domain.attachments import Attachment
from youcheng.domain.forms import Kind
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.submitting import agreement_fields
from youcheng.services.upkeep import SETTLED, find_damage, sweep_orphans
from youcheng.services.verifying import verify_log


def assert_store_is_whole(
    services: Services, engine: Engine, ledger: Ledger, touched: Iterable[str]
) -> int:
    """Everything acknowledged is there, and of the submissions `touched` nothing by halves. Files
    without a row are swept; returns how many were."""
    ids = sorted(touched)
    assert_database_is_sound(engine)
    assert_all_is_there(services, ledger)
    assert_answers_are_whole(services, ledger, ids)
    assert_nothing_is_torn(services, ids)
    assert_log_is_whole(services)
    return assert_files_are_whole(services)


def assert_all_is_there(services: Services, ledger: Ledger) -> None:
    """Every code that was acknowledged so far stands where it was told."""
    with services.records.read() as uow:
        stored = {code: (one, state.review) for one, code, state in uow.submissions.states()}
    lost = [
        code
        for code, (submission, _) in ledger.sent.items()
        if stored.get(code) != (submission, ReviewState.SUBMITTED)
    ]
    assert lost == []


def assert_answers_are_whole(services: Services, ledger: Ledger, ids: Iterable[str]) -> None:
    """These submissions hold what was acknowledged last, or what was about to be stored."""
    sent = dict(ledger.sent.values())
    with services.records.read() as uow:
        for submission_id in ids:
            found = uow.submissions.find(submission_id)
            assert found is not None, submission_id
            assert digest_answers(found.draft.answers) in ledger.possible[submission_id]
            if submission_id in sent:
                assert digest_answers(found.sent or {}) == sent[submission_id]


def assert_nothing_is_torn(services: Services, ids: Iterable[str]) -> None:
    """What belongs together was stored together: state, answers, consents, log, mails, files."""
    with services.records.read() as uow:
        for submission_id in ids:
            found = uow.submissions.find(submission_id)
            assert found is not None
            files = uow.attachments.of(submission_id)
            assert {one.id for one in files} == set(_named_files(services, found))
            if found.review is ReviewState.DRAFT:
                assert _traces_of_sending(uow, found) == (None, None, 0, [], [])
            else:
                wanted = [
                    one.id
                    for one in agreement_fields(services.content.form(found.programme))
                    if one.id in found.draft.answers
                ]
                assert found.review is ReviewState.SUBMITTED
                assert _traces_of_sending(uow, found) == (
                    found.draft.answers,
                    found.sent_at,
                    1,
                    ["receipt"],
                    wanted,
                )
                assert found.sent_at is not None


def _traces_of_sending(uow: UnitOfWork, found: Submission) -> tuple[object, ...]:
    events = uow.log.of(submission_subject(found.id))
    return (
        found.sent,
        found.sent_at,
        [event.kind for event in events].count("submission.submitted"),
        [mail.template for mail in uow.outbox.of(found.id)],
        [one.field for one in uow.agreements.of(found.id)],
    )


def _named_files(services: Services, found: Submission) -> list[str]:
    definition = services.content.form(found.programme).definition
    return [
        file["key"]
        for one in definition.fields
        if one.kind is Kind.FILE
        for file in found.draft.answers.get(one.id, [])  # type: ignore[attr-defined]
    ]


def assert_log_is_whole(services: Services) -> None:
    """The chain holds up to its head, and replaying it gives every stored state."""
    verdict = verify_log(services)
    assert verdict.is_whole, verdict


def assert_files_are_whole(services: Services) -> int:
    """No row is without its file; files without a row are swept. Returns how many were."""
    assert find_damage(services, deep=True) == ()
    clock = services.clock
    later = replace(services, clock=lambda: clock() + SETTLED + timedelta(minutes=1))
    swept = sweep_orphans(later)
    assert stored_keys(services.files) == {row.key for row in _rows(services)}  # type: ignore[arg-type]
    return swept


def _rows(services: Services) -> list[Attachment]:
    rows: list[Attachment] = []
    with services.records.read() as uow:
        while page := uow.attachments.all(after=rows[-1].id if rows else ""):
            rows += page
    return rows


def assert_database_is_sound(engine: Engine) -> None:
    """SQLite finds nothing wrong in its file. PostgreSQL has no such question."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for check in ("integrity_check", "foreign_key_check"):
                found = connection.exec_driver_sql(f"PRAGMA {check}").all()
                assert [tuple(row) for row in found] in ([], [("ok",)])
