"""What is stored comes back equal on both engines, and each lookup finds what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import pytest
from sqlalchemy.exc import StatementError

from tests.storage.samples import NOW, a_mail, a_submission
from youcheng.domain.attachments import Attachment
from youcheng.domain.consents import Agreement, hash_text
from youcheng.domain.deadlines import AccessCode
from youcheng.domain.drafts import Draft
from youcheng.domain.limits import SEND, START_DRAFT
from youcheng.domain.one_time_codes import Purpose, draw_challenge
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ConsentAnswer, ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import Grant
from youcheng.services.ports_files import file_key, new_folder
from youcheng.storage.unit_of_work import SqlRecords

SECOND: Final = timedelta(seconds=1)
AWKWARD: Final = {
    "plain": "Zoé 佐伊 Зоя जोई 👩‍👧",
    "null": "a\x00b",
    "half a character": "\ud83d",
    "right to left": "\u202eabc",
    "long": "字" * 20_000,
    "number": 10**14,
    "fraction": 0.1,
    "nothing": None,
    "truth": True,
    "list": [{"key": "x", "bytes": 3}, []],
    "": {"\x00": "\ud800"},
}


def add(records: SqlRecords, *submissions: Submission) -> None:
    with records.write() as uow:
        for one in submissions:
            uow.submissions.add(one)
        uow.commit()


def test_a_submission_comes_back_as_it_was_stored(records: SqlRecords) -> None:
    one = a_submission(kind=SubmissionKind.PAINTING)
    full = replace(
        one,
        draft=Draft(NOW, AWKWARD, {"plain": 3}, 7, 1),
        zone="Asia/Kathmandu",
        sent=AWKWARD,
        sent_at=NOW,
        waiting_since=NOW + SECOND,
        reminders_sent=1,
        readdressings=2,
        extended_to=NOW + timedelta(days=400),
        access="d" * 64,
        contact="c" * 64,
        flags=("duplicate", "second"),
    )
    add(records, one)
    with records.write() as uow:
        assert uow.submissions.find(one.id) == one
        uow.submissions.put(full)
        uow.commit()
    with records.read() as uow:
        assert uow.submissions.find(one.id) == full
        assert uow.submissions.find_code(one.code) == full
        assert uow.submissions.is_taken(one.code)
        assert uow.submissions.find("0" * 32) is None
        assert not uow.submissions.is_taken(a_submission().code)


def test_a_moment_is_kept_to_the_microsecond_whatever_its_zone(records: SqlRecords) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    moments = [NOW, NOW.astimezone(kathmandu), datetime(2026, 1, 1, tzinfo=UTC)]
    for moment in moments:
        one = a_submission(created_at=moment)
        add(records, one)
        with records.read() as uow:
            found = uow.submissions.find(one.id)
        assert found is not None
        assert found.created_at == moment
        assert found.created_at.tzinfo is UTC


def test_a_time_without_zone_is_not_stored(records: SqlRecords) -> None:
    one = a_submission(created_at=NOW.replace(tzinfo=None))
    with pytest.raises(StatementError, match="without zone"):
        add(records, one)


def test_what_waits_is_found_by_when_its_wait_began(records: SqlRecords) -> None:
    saved = [
        a_submission(draft=Draft(saved_at=NOW + number * SECOND), waiting_since=NOW - SECOND)
        for number in range(3)
    ]
    add(records, *saved)
    ids = sorted(one.id for one in saved[:2])
    with records.read() as uow:
        found = uow.submissions.in_state(ReviewState.DRAFT, before=NOW + 2 * SECOND)
        assert found == ids, "the moment itself is not before it"
        assert uow.submissions.in_state(
            ReviewState.DRAFT, before=NOW + 2 * SECOND, after=ids[0]
        ) == [ids[1]]
        assert uow.submissions.in_state(ReviewState.DRAFT, before=NOW + 9 * SECOND, limit=1) == [
            min(one.id for one in saved)
        ]
        assert uow.submissions.in_state(ReviewState.SPAM, before=NOW + 9 * SECOND) == []
    with records.write() as uow:
        for one in saved:
            state = replace(one.state, review=ReviewState.AWAITING_GUARDIAN)
            uow.submissions.put(replace(one, state=state))
        uow.commit()
    with records.read() as uow:
        waits = uow.submissions.in_state(ReviewState.AWAITING_GUARDIAN, before=NOW)
        assert waits == sorted(one.id for one in saved), "not by when it was saved"


def test_what_one_person_sent_to_one_programme_is_found_newest_first(records: SqlRecords) -> None:
    mine = [a_submission(contact="m", sent_at=NOW + number * SECOND) for number in range(3)]
    others = [
        a_submission(contact="m"),
        a_submission(contact="m", sent_at=NOW, programme="study"),
        a_submission(contact="n", sent_at=NOW),
    ]
    add(records, *mine, *others)
    with records.read() as uow:
        assert uow.submissions.sent_from("m", "culture") == [one.id for one in reversed(mine)]


def test_only_open_grants_of_the_named_purposes_are_revoked(records: SqlRecords) -> None:
    def grant(digest: str, purpose: Purpose, **changes: object) -> Grant:
        return replace(Grant(digest, purpose, "41", NOW), **changes)  # type: ignore[arg-type]

    used = grant("a", Purpose.CONSENT, used_at=NOW)
    revoked = grant("b", Purpose.CONSENT, revoked_at=NOW)
    open_one = grant("c", Purpose.CONSENT, expires_at=NOW + SECOND)
    other_purpose = grant("d", Purpose.STATUS)
    other_subject = grant("e", Purpose.CONSENT, subject="42")
    grants = [used, revoked, open_one, other_purpose, other_subject]
    later = NOW + SECOND
    with records.write() as uow:
        for one in grants:
            uow.grants.add(one)
        uow.grants.revoke("41", [Purpose.CONSENT, Purpose.DRAFT], later)
        uow.commit()
    with records.read() as uow:
        found = [uow.grants.find(one.digest) for one in grants]
        assert uow.grants.find("z") is None
    assert found == [
        used,
        revoked,
        replace(open_one, revoked_at=later),
        other_purpose,
        other_subject,
    ]


def test_one_time_codes_are_kept_for_as_long_as_they_are_asked_for(records: SqlRecords) -> None:
    drawn = [
        draw_challenge(id=f"{number:032x}", purpose=Purpose.STATUS, key=b"k" * 32, now=at)[1]
        for number, at in enumerate([NOW, NOW + SECOND])
    ]
    with records.write() as uow:
        uow.challenges.add(drawn[0], "")
        uow.challenges.add(drawn[1], "41")
        uow.challenges.put(replace(drawn[1], tries=2, used_at=NOW))
        assert uow.challenges.remove_before(NOW + SECOND) == 1
        uow.commit()
    with records.read() as uow:
        assert uow.challenges.find(drawn[0].id) is None
        assert uow.challenges.find(drawn[1].id) == (replace(drawn[1], tries=2, used_at=NOW), "41")


def test_an_agreed_text_is_kept_once_and_every_answer_to_it(records: SqlRecords) -> None:
    one, other = a_submission(), a_submission()
    add(records, one, other)
    text = "I agree.\n我同意。"
    given = [
        Agreement("consent_process", answer, "guardian", "2", hash_text(text), "zh", NOW)
        for answer in (ConsentAnswer.AGREE, ConsentAnswer.REFUSE)
    ]
    with records.write() as uow:
        for agreement in given:
            uow.agreements.add(one.id, (agreement, text))
        uow.agreements.add(other.id, (given[0], text))
        uow.commit()
    with records.read() as uow:
        assert uow.agreements.of(one.id) == given
        assert uow.agreements.of(other.id) == given[:1]
        assert uow.agreements.text(hash_text(text)) == text
        with pytest.raises(KeyError):
            uow.agreements.text("0" * 64)


def test_attachments_are_listed_by_submission_and_as_a_whole(records: SqlRecords) -> None:
    one, other = a_submission(), a_submission()
    add(records, one, other)
    key = file_key(new_folder(), "a" * 64)

    def attachment(number: int, of: Submission) -> Attachment:
        return Attachment(
            f"{number:032x}", of.id, "portfolio", key, "計画.pdf", "pdf", 3_000_000_000,
            ("active", "encrypted"), NOW + number * SECOND,
        )  # fmt: skip

    mine = [attachment(number, one) for number in range(2)]
    theirs = attachment(2, other)
    with records.write() as uow:
        for attached in (theirs, *reversed(mine)):
            uow.attachments.add(attached)
        uow.commit()
    with records.write() as uow:
        assert uow.attachments.of(one.id) == mine
        assert uow.attachments.find(mine[1].id) == mine[1]
        assert uow.attachments.all() == [*mine, theirs]
        assert uow.attachments.all(after=mine[0].id, limit=1) == [mine[1]]
        for attached in mine:
            uow.attachments.remove(attached.id)
        assert uow.attachments.has_key(key), "one of the others' rows names it still"
        uow.attachments.remove(theirs.id)
        assert not uow.attachments.has_key(key)
        assert uow.attachments.find(theirs.id) is None


def test_mails_are_due_by_their_time_longest_waiting_first(records: SqlRecords) -> None:
    late = a_mail(next_at=NOW + SECOND)
    early = a_mail(next_at=NOW)
    future = a_mail(next_at=NOW + 2 * SECOND)
    sending = a_mail(next_at=NOW - SECOND, state=MailState.SENDING, attempts=1)
    over = [
        a_mail(state=state)
        for state in (MailState.SENT, MailState.FAILED, MailState.HELD, MailState.DISCARDED)
    ]
    with records.write() as uow:
        for mail in (late, early, future, sending, *over):
            uow.outbox.add(mail)
        uow.commit()
    with records.read() as uow:
        assert uow.outbox.due(NOW + SECOND) == [sending.id, early.id, late.id]
        assert uow.outbox.due(NOW + SECOND, limit=1) == [sending.id]
        assert uow.outbox.count(MailState.QUEUED) == 3
        assert uow.outbox.find(sending.id) == sending


def test_addresses_of_mails_that_are_over_are_forgotten(records: SqlRecords) -> None:
    states = [*MailState]
    old = [a_mail(state=state, created_at=NOW - SECOND) for state in states]
    new = a_mail(state=MailState.SENT)
    with records.write() as uow:
        for mail in (*old, new):
            uow.outbox.add(mail)
        assert uow.outbox.forget_before(NOW) == 3
        assert uow.outbox.forget_before(NOW) == 0
        kept = {mail.state for one in old if (mail := uow.outbox.find(one.id)) and mail.address}
        assert kept == {MailState.QUEUED, MailState.HELD, MailState.SENDING}
        assert uow.outbox.find(new.id) == new
        gone = uow.outbox.find(old[states.index(MailState.SENT)].id)
        assert gone is not None
        assert (gone.address, gone.facts) == ("", {})


def test_access_codes_belong_to_one_programme(records: SqlRecords) -> None:
    code = AccessCode("d" * 64, NOW, NOW + SECOND, 3)
    other = replace(code, digest="e" * 64, opens_at=NOW + SECOND)
    with records.write() as uow:
        uow.access_codes.add(code, programme="study", label="第一小学")
        uow.access_codes.add(other, programme="sports", label="")
        uow.access_codes.put(replace(code, uses=2, revoked_at=NOW))
        uow.commit()
    with records.read() as uow:
        assert uow.access_codes.find("d" * 64, "sports") is None
        changed = replace(code, uses=2, revoked_at=NOW)
        assert uow.access_codes.find("d" * 64, "study") == changed
        assert uow.access_codes.all() == [(other, "sports", ""), (changed, "study", "第一小学")]


def test_counts_begin_anew_with_every_window_subject_and_limit(records: SqlRecords) -> None:
    with records.write() as uow:
        assert [uow.counts.spend(SEND, "a", NOW) for _ in range(3)] == [1, 2, 3]
        assert uow.counts.spend(SEND, "b", NOW) == 1
        assert uow.counts.spend(START_DRAFT, "a", NOW) == 1
        assert uow.counts.spend(SEND, "a", NOW + SEND.window) == 1
        assert uow.counts.remove_before(SEND.window_start(NOW + SEND.window)) == 3
        assert uow.counts.spend(SEND, "a", NOW + SEND.window) == 2
        assert uow.counts.spend(SEND, "a", NOW) == 1


def test_a_tombstone_keeps_counts_and_nothing_else(records: SqlRecords) -> None:
    with records.write() as uow:
        uow.tombstones.add("1" * 32, kind="programme", at=NOW, counts={"files": 2})
        uow.commit()
    with records.read() as uow:
        assert uow.tombstones.all() == [("1" * 32, NOW)]
