"""What was sent, changed until the deadline or until staff take it, and how long its page stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.desk import act
from tests.services.office import GUARDED, Office, token_in
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.consenting import answer_consent, view_consent
from youcheng.services.drafts import NotEditable, mail_form_link
from youcheng.services.opening import open_form
from youcheng.services.submitting import FormRefused
from youcheng.services.tracking import enter_code, request_code
from youcheng.storage.tables import AgreementRow

ZOE = "zoe.rochat@example.org"


def test_a_change_counts_once_it_is_sent_too(office: Office) -> None:
    paper = office.send()
    before = paper.stored.sent
    office.wait(hours=1)
    paper.save(title="Alphorn, erhu and drum", group_size=25)
    assert paper.stored.sent == before
    assert paper.stored.has_unsent_changes
    sent = paper.send()
    assert (sent.again, sent.code) == (False, paper.stored.code)
    assert paper.stored.sent == paper.open().answers
    assert paper.stored.sent != before
    (event,) = office.events("submission.edited")
    assert event.fields == ("group_size", "title")
    receipts = office.mails("receipt")
    assert [mail.cause for mail in receipts][1] == event.sequence
    assert paper.send().again
    assert len(office.mails("receipt")) == 2
    assert len(office.mails("staff_notice")) == 1


def test_only_consents_that_are_answered_anew_are_recorded_anew(office: Office) -> None:
    paper = office.send()
    recorded = office.count(AgreementRow)
    paper.save(consent_news="agree", title="Alphorn")
    paper.send()
    assert office.count(AgreementRow) == recorded + 1
    with office.services.records.read() as uow:
        latest = uow.agreements.of(paper.submission)[-1]
    assert (latest.field, str(latest.answer)) == ("consent_news", "agree")


def test_a_change_with_gaps_leaves_what_was_sent(office: Office) -> None:
    paper = office.send()
    before = paper.stored
    paper.save(title="")
    with pytest.raises(FormRefused) as refused:
        paper.send()
    assert [(one.field, one.code) for one in refused.value.problems] == [("title", "required")]
    assert (paper.stored.review, paper.stored.sent) == (before.review, before.sent)


def test_what_staff_have_taken_is_not_changed_any_more(office: Office) -> None:
    paper = office.send()
    paper.save(title="Alphorn")
    act(office, paper.submission, Action.TAKE)
    with pytest.raises(NotEditable) as refused:
        paper.save(title="Erhu")
    assert refused.value.closed_at is None
    with pytest.raises(NotEditable):
        paper.send()
    found = paper.open()
    assert (found.is_sent, found.is_editable) == (True, False)


def test_a_form_that_waits_for_the_guardian_is_not_changed(office: Office) -> None:
    paper = office.send(GUARDED)
    with pytest.raises(NotEditable) as refused:
        paper.save(motivation="Another reason.")
    assert refused.value.closed_at is None


def test_a_form_that_is_gone_is_neither_saved_nor_sent(office: Office) -> None:
    paper = office.fill_in()
    page = paper.open().form_token
    paper.withdraw()
    for act_on in (lambda: paper.send(form_token=page), lambda: paper.save(base=0, title="x")):
        with pytest.raises(AccessDenied) as denied:
            act_on()
        assert denied.value.state is TokenState.REVOKED


def test_every_address_of_the_form_shows_the_receipt_for_thirty_days(office: Office) -> None:
    paper = office.fill_in()
    mail_form_link(office.services, token=paper.token)
    link = office.mail("resume_link").facts["link"]
    papers = [paper, replace(paper, token=token_in(link))]
    paper.send()
    office.wait(days=30, seconds=-1)
    for one in papers:
        assert open_form(office.services, token=one.token).is_sent
    office.wait(seconds=1)
    for one in papers:
        with pytest.raises(AccessDenied) as denied:
            open_form(office.services, token=one.token)
        assert denied.value.state is TokenState.EXPIRED


def test_a_status_page_changes_the_form_as_its_own_address_does(office: Office) -> None:
    paper = office.send()
    challenge = request_code(office.services, code=str(paper.stored.code), email=ZOE, client="v")
    digits = office.mail("one_time_code").facts["one_time_code"]
    way = enter_code(office.services, challenge=challenge, text=digits, client="v")
    status = replace(paper, token=way.token)
    status.save(title="Alphorn")
    assert not status.send().again
    assert (paper.stored.sent or {})["title"] == "Alphorn"


def test_a_form_that_was_never_sent_is_not_told_as_sent_whatever_staff_made_of_it(
    office: Office,
) -> None:
    paper = office.fill_in()
    act(office, paper.submission, Action.MARK_SPAM)
    assert not paper.open().is_sent
    with pytest.raises(NotEditable):
        paper.send()


def test_nobody_puts_the_guardian_aside_by_a_change(office: Office) -> None:
    """Neither somebody of 18 who says after sending that they are younger …"""
    paper = office.send("study", changes={"adult": "18-plus"})
    assert paper.stored.review is ReviewState.SUBMITTED
    paper.save(adult="16-17", guardian_name="Luc", guardian_email="luc@example.org")
    with pytest.raises(FormRefused) as refused:
        paper.send()
    assert {(one.field, one.code) for one in refused.value.problems} == {
        ("adult", "fixed"),
        ("guardian_name", "fixed"),
        ("guardian_email", "fixed"),
    }
    assert office.mails("guardian_request") == []
    paper.save(adult="18-plus", motivation="Other words. " * 20)
    assert paper.send().again is False


def test_a_guardian_who_agreed_stays_the_guardian(office: Office) -> None:
    """… nor somebody whose guardian has agreed, by naming another or none."""
    paper = office.send(GUARDED)
    link = office.mail("guardian_request").facts["link"]
    asked = view_consent(office.services, token=token_in(link))
    answer_consent(
        office.services,
        token=token_in(link),
        answers=dict.fromkeys((one.id for one in asked.fields), ConsentAnswer.AGREE),
    )
    for change in ({"guardian_email": "other@example.org"}, {"adult": "18-plus"}):
        paper.save(**change)
        with pytest.raises(FormRefused) as refused:
            paper.send()
        assert {one.code for one in refused.value.problems} == {"fixed"}
        paper.save(adult="16-17", guardian_email="luc.rochat@example.org")
