"""`outbox`: what waits, what failed, and trying again."""

from __future__ import annotations

from tests.commands.installation import Installation
from youcheng.domain.outbox import MailState
from youcheng.services.delivering import Outcome, deliver


def test_a_failed_mail_is_listed_without_its_address_and_tried_again(small: Installation) -> None:
    with small.office() as office:
        paper = office.send()
        receipt = office.mail("receipt")
        deliver(office.services, mail_id=receipt.id, send=lambda mail: Outcome.REFUSED)
        (listed,) = small.look("outbox", "--failed")
        assert (listed["id"], listed["error"]) == (receipt.id, "refused")
        out = small.run("outbox")
        assert "the server refuses it" in out
        assert str(paper.stored.code) in out
        assert receipt.address not in out
        small.run("outbox", "--retry", receipt.id[:8])
        assert office.mail("receipt").state is MailState.QUEUED
        assert small.run("outbox", "--failed") == "no mails\n"
        assert "not exactly one" in small.fail("outbox", "--retry", "nothing")
        assert small.run("outbox", "--retry", "all") == "no mails are tried again\n"
