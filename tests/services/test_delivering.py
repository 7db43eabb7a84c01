"""Mails leave the outbox: each once, later when it must be, and nothing secret stays behind."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from threading import Lock

import pytest
from sqlalchemy import select

from tests.at_once import at_once
from tests.services.office import VISITOR, Office
from youcheng.domain.outbox import DELAYS, LEASE, MailState, OutboxMail
from youcheng.services.delivering import (
    FORGET_AFTER,
    Outcome,
    deliver,
    due_mails,
    forget_addresses,
    release_interrupted,
)
from youcheng.services.drafts import mail_form_link
from youcheng.services.tracking import request_code
from youcheng.services.withdrawing import request_withdrawal
from youcheng.storage.tables import OutboxRow

ZOE = "zoe.rochat@example.org"
SECOND = timedelta(seconds=1)


class MailServer:
    """Takes what it is given, or says what it was told to say."""

    def __init__(self, *says: Outcome) -> None:
        self._says = list(says)
        self._lock = Lock()
        self.taken: list[OutboxMail] = []

    def send(self, mail: OutboxMail) -> Outcome:
        with self._lock:
            self.taken.append(mail)
            return self._says.pop(0) if self._says else Outcome.TAKEN


def stored(office: Office, mail: OutboxMail) -> OutboxMail:
    (found,) = [one for one in office.mails() if one.id == mail.id]
    return found


def raw(office: Office) -> str:
    """Everything that the outbox holds, as the database has it."""
    with office.engine.connect() as connection:
        rows = connection.execute(select(OutboxRow.__table__)).all()
    return json.dumps([[str(value) for value in row] for row in rows])


def test_a_mail_leaves_once_with_all_that_it_needs(office: Office) -> None:
    office.send()
    receipt = office.mail("receipt")
    server = MailServer()
    assert deliver(office.services, mail_id=receipt.id, send=server.send)
    (taken,) = server.taken
    assert (taken.address, taken.facts, taken.id) == (ZOE, receipt.facts, receipt.id)
    assert (taken.state, taken.attempts) == (MailState.SENDING, 1)
    after = stored(office, receipt)
    assert (after.state, after.sent_at, after.facts, after.error) == (
        MailState.SENT,
        office.now,
        {},
        "",
    )
    assert not deliver(office.services, mail_id=receipt.id, send=server.send)
    assert len(server.taken) == 1


def send_and_break_off(office: Office) -> OutboxMail:
    """A receipt whose sender died while it was sending it."""
    office.send()
    receipt = office.mail("receipt")

    def break_off(mail: OutboxMail) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(office.services, mail_id=receipt.id, send=break_off)
    assert receipt.id not in due_mails(office.services)
    return receipt


def test_a_mail_whose_sender_died_is_sent_at_once_by_whoever_knows_that(office: Office) -> None:
    receipt = send_and_break_off(office)
    assert release_interrupted(office.services) == 1
    server = MailServer()
    assert deliver(office.services, mail_id=receipt.id, send=server.send)
    assert stored(office, receipt).attempts == 2
    assert release_interrupted(office.services) == 0


def test_four_deliverers_at_once_send_each_mail_once(office: Office) -> None:
    for _ in range(3):
        office.send()
    server = MailServer()
    due = due_mails(office.services)
    assert len(due) == 6

    def work() -> int:
        return sum(deliver(office.services, mail_id=one, send=server.send) for one in due)

    outcomes = at_once(*[work] * 4)
    assert sum(one for one in outcomes if isinstance(one, int)) == 6
    assert sorted(mail.id for mail in server.taken) == sorted(due)
    assert due_mails(office.services) == ()


def test_the_longest_waiting_mail_is_due_first(office: Office) -> None:
    first = office.send()
    office.wait(minutes=1)
    second = office.send()
    order = [
        next(mail.submission for mail in office.mails() if mail.id == one)
        for one in due_mails(office.services)
    ]
    assert order == [first.submission] * 2 + [second.submission] * 2


def test_a_mail_that_is_being_sent_is_nobody_elses_until_its_lease_is_over(
    office: Office,
) -> None:
    office.send()
    receipt = office.mail("receipt")
    inner: list[bool] = []

    def send(mail: OutboxMail) -> Outcome:
        office.wait(seconds=LEASE.total_seconds() - 1)
        inner.append(deliver(office.services, mail_id=mail.id, send=MailServer().send))
        inner.append(mail.id in due_mails(office.services))
        return Outcome.TAKEN

    assert deliver(office.services, mail_id=receipt.id, send=send)
    assert inner == [False, False]


def test_a_mail_whose_sending_broke_off_is_sent_again_as_the_same_mail(office: Office) -> None:
    receipt = send_and_break_off(office)
    office.now += LEASE
    assert receipt.id in due_mails(office.services)
    server = MailServer()
    assert deliver(office.services, mail_id=receipt.id, send=server.send)
    (again,) = server.taken
    assert (again.id, again.facts, again.attempts) == (receipt.id, receipt.facts, 2)


def test_a_server_that_is_down_is_tried_later_and_later_and_then_given_up(
    office: Office,
) -> None:
    office.send()
    receipt = office.mail("receipt")
    server = MailServer(*[Outcome.DELAYED] * 20)
    waits: list[timedelta] = []
    for _ in DELAYS:
        assert not deliver(office.services, mail_id=receipt.id, send=server.send)
        after = stored(office, receipt)
        assert (after.state, after.error) == (MailState.QUEUED, "delayed")
        assert after.facts == receipt.facts
        waits.append(after.next_at - office.now)
        office.now = after.next_at - SECOND
        assert not deliver(office.services, mail_id=receipt.id, send=server.send)
        office.now = after.next_at
    assert waits == list(DELAYS)
    weekend = timedelta(hours=62)
    assert sum(waits, timedelta()) > weekend
    assert not deliver(office.services, mail_id=receipt.id, send=server.send)
    after = stored(office, receipt)
    assert (after.state, after.error, after.attempts) == (
        MailState.FAILED,
        "given_up",
        len(DELAYS) + 1,
    )
    assert len(server.taken) == len(DELAYS) + 1
    office.wait(days=30)
    assert receipt.id not in due_mails(office.services)


def test_a_mail_that_is_refused_is_not_tried_again(office: Office) -> None:
    office.send()
    receipt = office.mail("receipt")
    server = MailServer(Outcome.REFUSED)
    assert not deliver(office.services, mail_id=receipt.id, send=server.send)
    after = stored(office, receipt)
    assert (after.state, after.error) == (MailState.FAILED, "refused")
    office.wait(days=30)
    assert receipt.id not in due_mails(office.services)


def test_no_link_and_no_code_stays_behind_once_the_mails_have_left(office: Office) -> None:
    draft = office.fill_in()
    mail_form_link(office.services, token=draft.token)
    office.send("study")
    paper = office.send()
    request_withdrawal(office.services, token=paper.token)
    request_code(office.services, code=str(paper.stored.code), email=ZOE, client=VISITOR)
    secrets = {
        value
        for mail in office.mails()
        for name, value in mail.facts.items()
        if name in {"link", "withdraw_link", "one_time_code"} and "/track?" not in value
    }
    assert len(secrets) >= 8
    before = raw(office)
    assert all(secret in before for secret in secrets)
    server = MailServer()
    for one in due_mails(office.services):
        assert deliver(office.services, mail_id=one, send=server.send)
    after = raw(office)
    assert [secret for secret in secrets if secret in after] == []
    assert {
        mail.facts["one_time_code"] for mail in server.taken if mail.template == "one_time_code"
    }


def test_addresses_are_forgotten_ninety_days_after_the_mail(office: Office) -> None:
    office.send()
    server = MailServer()
    receipt, waiting = office.mail("receipt"), office.mail("staff_notice")
    deliver(office.services, mail_id=receipt.id, send=server.send)
    made: datetime = receipt.created_at
    office.now = made + FORGET_AFTER
    assert forget_addresses(office.services) == 0
    office.now += SECOND
    assert forget_addresses(office.services) == 1
    after = stored(office, receipt)
    assert (after.address, after.state) == ("", MailState.SENT)
    assert stored(office, waiting).address == waiting.address
    assert ZOE not in raw(office)


def test_an_unknown_mail_is_nobodys(office: Office) -> None:
    assert not deliver(office.services, mail_id="0" * 32, send=MailServer().send)
    assert due_mails(office.services) == ()
