"""Taking a form back, in two steps by mail, whether it was sent or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Text, cast, select

from tests.at_once import at_once
from tests.services.desk import ACCEPT, DECLINE, act
from tests.services.office import GUARDED, Office, Paper, denied, token_in
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.limits import LimitReached
from youcheng.domain.states import ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.drafts import mail_form_link
from youcheng.services.withdrawing import request_withdrawal, view_withdrawal, withdraw
from youcheng.storage.table_base import Table
from youcheng.storage.tables import AttachmentRow, OutboxRow

ON_BOTH_STORES = True

ZOE = "zoe.rochat@example.org"
LUC = "luc.rochat@example.org"


def mailed_link(office: Office, paper: Paper) -> str:
    """Ask for the link, and take it from the mail."""
    before = {mail.id for mail in office.mails("withdrawal_link")}
    request_withdrawal(office.services, token=paper.token)
    (mail,) = [mail for mail in office.mails("withdrawal_link") if mail.id not in before]
    assert mail.facts["link"].startswith("https://youcheng.example/withdraw/")
    return token_in(mail.facts["link"])


def assert_gone(office: Office, paper: Paper) -> None:
    """Nothing that a person wrote is left but where mails go, and the log is whole."""
    stored = paper.stored
    assert stored.review is ReviewState.WITHDRAWN
    assert (stored.draft.answers, stored.draft.revisions, stored.contact) == ({}, {}, "")
    assert stored.flags == ()
    assert not stored.sent
    assert office.count(AttachmentRow) == 0
    assert office.file_keys() == set()
    with office.engine.connect() as connection:
        for table in Table.metadata.sorted_tables:
            if table.name == OutboxRow.__tablename__:
                continue
            columns = [cast(column, Text) for column in table.columns]
            assert "Rochat" not in repr(connection.execute(select(*columns)).all()), table.name
    erased = [(one, what) for one, what, _ in office.services.erasures.all()]
    assert erased == [(paper.submission, "withdrawn")]
    office.assert_log_is_whole()


def test_a_form_is_taken_back_in_two_steps(office: Office) -> None:
    paper = office.send()
    assert office.file_keys() != set()
    token = mailed_link(office, paper)
    link = office.mail("withdrawal_link")
    assert link.address == ZOE
    assert link.facts["until"] == (office.now + timedelta(days=2)).isoformat()
    assert paper.stored.review is ReviewState.SUBMITTED
    for _ in range(3):
        assert view_withdrawal(office.services, token=token).id == paper.submission
    assert paper.stored.sent, "looking takes nothing back"
    code: ReferenceCode = withdraw(office.services, token=token)
    assert code == paper.stored.code
    assert_gone(office, paper)
    confirmed = office.mail("withdrawal_confirmed")
    assert confirmed.address == ZOE
    assert "withdraw_link" not in confirmed.facts
    (event,) = office.events("submission.withdrawn")
    assert (event.via, confirmed.cause) == ("link", event.sequence)


def test_a_link_that_took_the_form_back_is_used(office: Office) -> None:
    token = mailed_link(office, office.send())
    withdraw(office.services, token=token)
    assert denied(lambda: withdraw(office.services, token=token)) is TokenState.USED
    assert denied(lambda: view_withdrawal(office.services, token=token)) is TokenState.USED
    assert len(office.mails("withdrawal_confirmed")) == 1


def test_two_clicks_at_once_take_it_back_once(office: Office) -> None:
    paper = office.send()
    token = mailed_link(office, paper)
    outcomes = at_once(*[lambda: withdraw(office.services, token=token)] * 6)
    assert [one for one in outcomes if not isinstance(one, Exception)] == [paper.stored.code]
    assert len(office.events("submission.withdrawn")) == 1
    assert len(office.mails("withdrawal_confirmed")) == 1
    assert_gone(office, paper)


def test_no_other_link_opens_anything_after_that(office: Office) -> None:
    paper = office.fill_in()
    mail_form_link(office.services, token=paper.token)
    resumed = token_in(office.mail("resume_link").facts["link"])
    paper.send()
    in_receipt = token_in(office.mail("receipt").facts["withdraw_link"])
    withdraw(office.services, token=mailed_link(office, paper))
    for token in (paper.token, resumed):
        assert denied(replace(paper, token=token).open) is TokenState.REVOKED
        asked = lambda token=token: request_withdrawal(office.services, token=token)  # noqa: E731
        assert denied(asked) is TokenState.REVOKED
    assert denied(lambda: withdraw(office.services, token=in_receipt)) is TokenState.REVOKED


def test_the_link_in_the_receipt_works_for_as_long_as_there_is_something(office: Office) -> None:
    paper = office.send()
    token = token_in(office.mail("receipt").facts["withdraw_link"])
    office.wait(days=400)
    withdraw(office.services, token=token)
    assert_gone(office, paper)


def test_a_link_that_was_asked_for_works_for_two_days(office: Office) -> None:
    paper = office.send()
    token = mailed_link(office, paper)
    office.wait(days=2, seconds=-1)
    view_withdrawal(office.services, token=token)
    office.wait(seconds=1)
    assert denied(lambda: withdraw(office.services, token=token)) is TokenState.EXPIRED
    assert paper.stored.review is ReviewState.SUBMITTED


def test_the_guardian_is_who_takes_back_a_young_persons_form(office: Office) -> None:
    paper = office.send(GUARDED)
    token = mailed_link(office, paper)
    assert office.mail("withdrawal_link").address == LUC
    withdraw(office.services, token=token)
    assert office.mail("withdrawal_confirmed").address == LUC
    assert_gone(office, paper)
    request = token_in(office.mail("guardian_request").facts["link"])
    assert denied(lambda: view_withdrawal(office.services, token=request)) is None


@pytest.mark.parametrize(
    "steps",
    [(Action.TAKE,), (Action.TAKE, Action.START_REVIEW), DECLINE, ACCEPT],
    ids=["screening", "under_review", "declined", "closed"],
)
def test_a_form_is_taken_back_however_far_it_is(office: Office, steps: tuple[Action, ...]) -> None:
    paper = office.send()
    act(office, paper.submission, *steps)
    withdraw(office.services, token=mailed_link(office, paper))
    assert_gone(office, paper)


def test_a_draft_is_taken_back_in_the_same_way(office: Office) -> None:
    paper = office.fill_in()
    withdraw(office.services, token=mailed_link(office, paper))
    assert_gone(office, paper)
    assert office.mail("withdrawal_confirmed").address == ZOE
    assert denied(paper.open) is TokenState.REVOKED


def test_nobody_who_never_heard_of_a_draft_is_told_that_it_is_gone(office: Office) -> None:
    paper = office.fill_in(GUARDED)
    withdraw(office.services, token=mailed_link(office, paper))
    assert {mail.address for mail in office.mails()} == {ZOE}


@pytest.mark.parametrize("email", ["", "zoe", "zoe@example"])
def test_a_draft_without_an_address_is_withdrawn_without_a_mail(office: Office, email: str) -> None:
    paper = office.begin()
    paper.save(email=email, family_name="Rochat")
    paper.withdraw()
    assert_gone(office, paper)
    assert office.mails() == []


def test_the_sixth_link_of_a_day_waits_for_the_next(office: Office) -> None:
    paper = office.send()
    for _ in range(5):
        request_withdrawal(office.services, token=paper.token)
    with pytest.raises(LimitReached) as reached:
        request_withdrawal(office.services, token=paper.token)
    assert 3600 < reached.value.retry_after <= 86_400
    assert len(office.mails("withdrawal_link")) == 5


def test_a_link_goes_to_the_address_that_was_sent_and_not_to_one_that_is_being_typed(
    office: Office,
) -> None:
    paper = office.send()
    paper.save(email="other@example.org", adult="16-17", guardian_email=LUC)
    request_withdrawal(office.services, token=paper.token)
    assert office.mail("withdrawal_link").address == ZOE


def test_a_link_that_never_was_takes_nothing_back(office: Office) -> None:
    paper = office.send()
    for token in ("", "x", "A" * 43, paper.token, "\x00" * 43):
        for step in (withdraw, view_withdrawal):
            look = lambda step=step, token=token: step(  # noqa: E731
                office.services, token=token
            )
            assert denied(look) is None
    assert paper.stored.review is ReviewState.SUBMITTED


def test_a_second_form_of_the_same_person_stays(office: Office) -> None:
    first, second = office.send(), office.send()
    before = second.stored
    withdraw(office.services, token=mailed_link(office, first))
    assert second.stored == before
    assert office.file_keys() == {one.key for one in second.attachments} != set()
    assert office.send().stored.flags == ("duplicate",)
    withdraw(office.services, token=mailed_link(office, second))
