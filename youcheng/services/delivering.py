"""Takes mails out of the outbox one by one, and notes what became of each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Final

from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.metrics import mails_tried
from youcheng.services.ports import Services
from youcheng.tracing import caused_by

FORGET_AFTER: Final = timedelta(days=90)
"""After that long the address of a mail that has left, or never will, is emptied."""

_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What a mail server said."""

    TAKEN = "taken"
    DELAYED = "delayed"
    REFUSED = "refused"


def due_mails(services: Services, /) -> tuple[str, ...]:
    """Ids of the mails that are to leave now, the longest waiting first."""
    with services.records.read() as uow:
        return tuple(uow.outbox.due(services.clock()))


def release_interrupted(services: Services, /) -> int:
    """Let mails whose sending was interrupted be sent at once and not after the lease; return how
    many. Only for whoever knows that nobody else sends."""
    with services.records.write() as uow:
        found = uow.outbox.in_state(MailState.SENDING)
        for mail in found:
            uow.outbox.put(mail.interrupted(services.clock()))
        uow.commit()
    return len(found)


def deliver(services: Services, /, *, mail_id: str, send: Callable[[OutboxMail], Outcome]) -> bool:
    """Send one mail if it is due; return whether it has left.

    While it is being sent nobody else takes it. A mail whose sending was interrupted is sent again
    after the lease, under the same Message-ID.

    Args:
        mail_id: id of the mail.
        send: hands the mail to the server; it must not raise for what the server says.
    """
    with services.records.write() as uow:
        mail = uow.outbox.find(mail_id)
        now = services.clock()
        if mail is None or not mail.is_due(now):
            return False
        taken = mail.taken(now)
        uow.outbox.put(taken)
        uow.commit()
    with caused_by(taken.request):
        return _send(services, taken, send)


def _send(services: Services, taken: OutboxMail, send: Callable[[OutboxMail], Outcome]) -> bool:
    outcome = send(taken)
    mails_tried.labels(outcome).inc()
    with services.records.write() as uow:
        now = services.clock()
        after = {
            Outcome.TAKEN: taken.delivered,
            Outcome.DELAYED: taken.delayed,
        }.get(outcome)
        # What it is about may have been erased meanwhile: then its address is not to come back.
        if uow.outbox.find(taken.id) == taken:
            uow.outbox.put(taken.refused() if after is None else after(now))
            uow.commit()
    _log.info("mail %s (%s) of event %d: %s", taken.id, taken.template, taken.cause, outcome)
    return outcome is Outcome.TAKEN


def forget_addresses(services: Services, /) -> int:
    """Empty the addresses of mails that left, or failed, long ago; return how many."""
    with services.records.write() as uow:
        forgotten = uow.outbox.forget_before(services.clock() - FORGET_AFTER)
        uow.commit()
    return forgotten
