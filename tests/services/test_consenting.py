"""The guardian's consent: asked by a mailed link, answered once, ended by refusal or by time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.guardian import answer, asked, link_in
from tests.services.office import GUARDED, Office, Paper, denied, token_in
from youcheng.domain.consents import agreed, hash_text
from youcheng.domain.states import Consent, ConsentAnswer, ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.services.access import AccessDenied
from youcheng.services.consenting import (
    AnswersMissing,
    answer_consent,
    view_consent,
)
from youcheng.services.keeping_time import Kept, keep_time
from youcheng.services.submitting import agreement_text
from youcheng.services.withdrawing import view_withdrawal, withdraw
from youcheng.storage.tables import AttachmentRow

ON_BOTH_STORES = True

ZOE = "zoe.rochat@example.org"
LUC = "luc.rochat@example.org"
AGREE, REFUSE = ConsentAnswer.AGREE, ConsentAnswer.REFUSE


@pytest.fixture
def paper(office: Office) -> Paper:
    """A form of somebody of 16 that waits for the guardian."""
    return office.send(GUARDED)


def test_the_guardian_is_asked_by_mail_and_the_young_person_is_told(
    office: Office, paper: Paper
) -> None:
    request = office.mail("guardian_request")
    assert (request.address, request.language) == (LUC, "en")
    ends = office.now + timedelta(days=14)
    assert request.facts["until"] == ends.isoformat()
    assert office.mail("young_person_note").address == ZOE
    assert office.mails("receipt") == office.mails("staff_notice") == []
    seen = view_consent(office.services, token=link_in(request))
    assert (seen.submission.id, seen.ends_at) == (paper.submission, ends)
    names = [one.id for one in seen.fields]
    assert {"consent_process", "consent_cross_border", "consent_news"} <= set(names)
    assert "declaration_true" not in names
    assert all(seen.texts[name].strip() for name in names)


def test_looking_at_the_link_uses_nothing_up(office: Office, paper: Paper) -> None:
    token = link_in(office.mail("guardian_request"))
    before = office.events()
    for _ in range(5):
        view_consent(office.services, token=token)
    assert office.events() == before
    assert answer(paper, token) is ReviewState.SUBMITTED


def test_a_guardian_who_agrees_sends_the_form(office: Office, paper: Paper) -> None:
    assert answer(paper, consent_news=REFUSE) is ReviewState.SUBMITTED
    assert paper.stored.review is ReviewState.SUBMITTED
    assert paper.stored.waiting_since is None
    assert office.mail("consent_receipt").address == LUC
    assert office.mail("receipt").address == ZOE
    assert office.mail("staff_notice")
    (event,) = office.events("consent.given")
    assert {
        mail.cause for mail in office.mails() if mail.template in {"consent_receipt", "receipt"}
    } == {event.sequence}
    assert event.actor.startswith("guardian:")
    assert event.fields == tuple(sorted(asked_of(office, paper)))
    office.assert_log_is_whole()


def asked_of(office: Office, paper: Paper) -> list[str]:
    with office.services.records.read() as uow:
        return [one.field for one in uow.agreements.of(paper.submission) if one.by == "guardian"]


def test_each_answer_is_kept_with_the_text_that_the_guardian_read(
    office: Office, paper: Paper
) -> None:
    token = link_in(office.mail("guardian_request"))
    seen = view_consent(office.services, token=token, language="fr")
    answers = {one.id: AGREE for one in seen.fields} | {"consent_share_partner": REFUSE}
    answer_consent(office.services, token=token, answers=answers, language="fr")
    with office.services.records.read() as uow:
        every = uow.agreements.of(paper.submission)
        given = [one for one in every if one.by == "guardian"]
        texts = {one.field: uow.agreements.text(one.text_hash) for one in given}
    assert {one.field: one.answer for one in given} == answers
    assert texts == dict(seen.texts)
    asks = {one.id: one for one in seen.fields}
    for one in given:
        assert (one.language, one.at) == ("fr", office.now)
        assert one.version == str(asks[one.field].words_for("guardian").version)
        assert one.text_hash == hash_text(seen.texts[one.field])
    standing = agreed(every)
    assert Consent.PROCESS in standing
    assert Consent.SHARE_PARTNER not in standing


def test_the_guardian_reads_other_words_than_the_young_person_agreed_to(
    office: Office, paper: Paper
) -> None:
    seen = view_consent(office.services, token=link_in(office.mail("guardian_request")))
    answer(paper)
    with office.services.records.read() as uow:
        read = {
            (one.field, one.by): uow.agreements.text(one.text_hash)
            for one in uow.agreements.of(paper.submission)
        }
    for one in seen.fields:
        own, theirs = read[one.id, "submitter"], read[one.id, "guardian"]
        assert own == agreement_text(office.services, one, "en")
        assert theirs == agreement_text(office.services, one, "en", "guardian")
        assert "young person for whom I am responsible" in theirs
        assert "young person" not in own


def test_a_link_that_was_answered_is_used(office: Office, paper: Paper) -> None:
    token = link_in(office.mail("guardian_request"))
    names = dict.fromkeys(asked(paper), AGREE)
    answer_consent(office.services, token=token, answers=names)
    for second in (
        lambda: view_consent(office.services, token=token),
        lambda: answer_consent(office.services, token=token, answers=names),
    ):
        assert denied(second) is TokenState.USED
    assert len(office.events("consent.given")) == 1


def test_two_answers_at_once_are_one(office: Office, paper: Paper) -> None:
    token = link_in(office.mail("guardian_request"))
    names = asked(paper)
    answers = [dict.fromkeys(names, AGREE), dict.fromkeys(names, REFUSE)] * 3
    outcomes = at_once(
        *[
            lambda given=given: answer_consent(office.services, token=token, answers=given)
            for given in answers
        ]
    )
    (done,) = [one for one in outcomes if isinstance(one, ReviewState)]
    refusals = [one for one in outcomes if isinstance(one, AccessDenied)]
    assert [one.state for one in refusals] == [TokenState.USED] * 5
    assert paper.stored.review is done
    office.assert_log_is_whole()


def test_a_guardian_answers_every_point(office: Office, paper: Paper) -> None:
    token = link_in(office.mail("guardian_request"))
    names = asked(paper)
    with pytest.raises(AnswersMissing) as missing:
        answer_consent(office.services, token=token, answers={names[0]: AGREE, "made_up": AGREE})
    assert missing.value.fields == tuple(names[1:])
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN
    assert asked_of(office, paper) == []
    assert answer(paper, token) is ReviewState.SUBMITTED


def test_what_nobody_asked_is_neither_recorded_nor_logged(office: Office, paper: Paper) -> None:
    assert answer(paper, zoe_rochat=AGREE, adult=AGREE) is ReviewState.SUBMITTED
    assert set(asked_of(office, paper)) == set(office.events("consent.given")[0].fields)
    assert "zoe_rochat" not in repr(office.events())


@pytest.mark.parametrize("needed", ["consent_process", "consent_cross_border"])
def test_a_guardian_who_refuses_what_is_needed_ends_the_form(
    office: Office, paper: Paper, needed: str
) -> None:
    assert office.file_keys() != set()
    assert answer(paper, **{needed: REFUSE}) is ReviewState.WITHDRAWN
    stored = paper.stored
    assert (stored.review, stored.draft.answers, stored.sent) == (ReviewState.WITHDRAWN, {}, {})
    assert (stored.contact, stored.zone) == ("", "")
    assert office.count(AttachmentRow) == 0
    assert office.file_keys() == set()
    assert office.mail("consent_ended").address == ZOE
    assert office.mails("receipt") == office.mails("staff_notice") == []
    assert [entry[:2] for entry in office.services.erasures.all()] == [
        (paper.submission, "withdrawn")
    ]
    assert denied(
        lambda: view_consent(office.services, token=link_in(office.mail("guardian_request")))
    ) is (TokenState.USED)
    office.assert_log_is_whole()


def test_a_refusal_of_what_is_not_needed_ends_nothing(office: Office, paper: Paper) -> None:
    assert answer(paper, consent_news=REFUSE, consent_share_partner=REFUSE) is ReviewState.SUBMITTED


def test_where_a_refusal_ended_the_form_no_link_withdraws_it_again(
    office: Office, paper: Paper
) -> None:
    token = token_in(office.mail("young_person_note").facts["withdraw_link"])
    assert view_withdrawal(office.services, token=token).id == paper.submission
    answer(paper, consent_process=REFUSE)
    for second in (
        lambda: view_withdrawal(office.services, token=token),
        lambda: withdraw(office.services, token=token),
    ):
        assert denied(second) is TokenState.USED


def test_the_guardian_is_reminded_twice_and_the_form_ends_after_fourteen_days(
    office: Office, paper: Paper
) -> None:
    begun = office.now
    told: list[tuple[float, Kept]] = []
    for days in (2.99, 3, 5, 9.99, 10, 13.99, 14, 15):
        office.now = begun + timedelta(days=days)
        told.append((days, keep_time(office.services)))
    assert [(days, kept) for days, kept in told if kept != Kept()] == [
        (3, Kept(reminded=1)),
        (10, Kept(reminded=1)),
        (14, Kept(ended=1)),
    ]
    reminders = office.mails("guardian_reminder")
    assert [(mail.address, mail.created_at - begun) for mail in reminders] == [
        (LUC, timedelta(days=3)),
        (LUC, timedelta(days=10)),
    ]
    assert {mail.facts["until"] for mail in reminders} == {(begun + timedelta(days=14)).isoformat()}
    stored = paper.stored
    assert (stored.review, stored.draft.answers, stored.sent) == (ReviewState.EXPIRED, {}, {})
    assert office.file_keys() == set()
    assert office.mail("consent_ended").address == ZOE
    assert [entry[:2] for entry in office.services.erasures.all()] == [
        (paper.submission, "expired")
    ]
    for mail in (office.mail("guardian_request"), *reminders):
        state = denied(lambda mail=mail: view_consent(office.services, token=link_in(mail)))
        assert state in {TokenState.REVOKED, TokenState.EXPIRED}
    office.assert_log_is_whole()


def test_a_guardian_may_answer_until_the_last_second_and_not_after(
    office: Office, paper: Paper
) -> None:
    late = office.send(GUARDED)
    begun = {one.submission: one.stored.waiting_since for one in (paper, late)}
    first, second = begun[paper.submission], begun[late.submission]
    assert first is not None
    assert second is not None
    names = asked(late)
    office.now = first + timedelta(days=14, seconds=-1)
    assert answer(paper) is ReviewState.SUBMITTED
    office.now = second + timedelta(days=14)
    token = link_in(late.mails("guardian_request")[0])
    assert (
        denied(
            lambda: answer_consent(
                office.services, token=token, answers=dict.fromkeys(names, AGREE)
            )
        )
        is TokenState.EXPIRED
    )
    assert late.stored.review is ReviewState.AWAITING_GUARDIAN


def test_the_link_of_a_reminder_works_as_the_first_one_does(office: Office, paper: Paper) -> None:
    office.wait(days=3)
    keep_time(office.services)
    reminder = link_in(office.mail("guardian_reminder"))
    assert answer(paper, reminder) is ReviewState.SUBMITTED
    first = link_in(office.mail("guardian_request"))
    assert denied(lambda: view_consent(office.services, token=first)) is TokenState.USED


def test_the_guardian_may_answer_after_the_deadline_of_the_form(
    office: Office, paper: Paper
) -> None:
    office.set_window(GUARDED, closes=office.now)
    office.wait(days=1)
    assert answer(paper) is ReviewState.SUBMITTED


def test_a_link_that_never_was_asks_for_nothing(office: Office, paper: Paper) -> None:
    for token in ("", "x", "A" * 43, paper.token, "\x00" * 43):
        assert denied(lambda token=token: view_consent(office.services, token=token)) is None
        look = lambda token=token: answer_consent(  # noqa: E731
            office.services, token=token, answers={}
        )
        assert denied(look) is None
