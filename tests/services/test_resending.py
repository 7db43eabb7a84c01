"""What lies in the outbox, and trying again what failed."""

from __future__ import annotations

import pytest

from tests.services.office import Office
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.services.delivering import Outcome, deliver
from youcheng.services.resending import (
    LATE,
    count_waiting,
    list_mails,
    retry_failed,
    retry_mail,
)
from youcheng.services.tracking import request_code


def refuse(office: Office, mail: OutboxMail) -> None:
    """Let the mail server refuse a mail for good."""
    deliver(office.services, mail_id=mail.id, send=lambda mail: Outcome.REFUSED)


def test_a_refused_mail_is_listed_and_leaves_whole_when_it_is_tried_again(office: Office) -> None:
    office.send()
    receipt = office.mail("receipt")
    refuse(office, receipt)
    (failed,) = list_mails(office.services, failed=True)
    assert (failed.id, failed.error) == (receipt.id, "refused")
    retry_mail(office.services, mail_id=receipt.id[:8])
    sent: list[OutboxMail] = []

    def take(mail: OutboxMail) -> Outcome:
        sent.append(mail)
        return Outcome.TAKEN

    assert deliver(office.services, mail_id=receipt.id, send=take)
    assert (sent[0].facts, sent[0].address) == (receipt.facts, receipt.address)
    assert list_mails(office.services, failed=True) == []


def test_a_one_time_code_that_is_over_is_not_tried_again(office: Office) -> None:
    paper = office.send()
    request_code(
        office.services,
        code=str(paper.stored.code),
        email=paper.stored.text("email"),
        client="::1",
    )
    code = office.mail("one_time_code")
    refuse(office, code)
    office.wait(hours=1)
    assert retry_failed(office.services) == 0
    with pytest.raises(ValueError, match="failed"):
        retry_mail(office.services, mail_id=code.id)


def test_all_that_failed_is_tried_again_at_once(office: Office) -> None:
    for _ in range(2):
        office.send()
    for mail in office.mails("receipt"):
        refuse(office, mail)
    woken = office.woken
    assert retry_failed(office.services) == 2
    assert all(mail.state is MailState.QUEUED for mail in office.mails("receipt"))
    assert office.woken > woken


@pytest.mark.parametrize("mail_id", ["", "f" * 32, "no id"])
def test_a_mail_that_is_not_there_is_told(office: Office, mail_id: str) -> None:
    office.send()
    with pytest.raises(LookupError):
        retry_mail(office.services, mail_id=mail_id)


def test_mails_that_should_have_left_are_counted_as_late(office: Office) -> None:
    office.send()
    refuse(office, office.mail("staff_notice"))
    waiting = count_waiting(office.services)
    assert (waiting.queued, waiting.late, waiting.failed) == (1, 0, 1)
    office.now += LATE * 2
    assert count_waiting(office.services).late == 1
