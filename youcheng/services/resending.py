"""What lies in the outbox, and trying again what failed; addresses are shown to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.services.ports import Services

LATE: Final = timedelta(hours=1)
"""A mail that could have left so long ago is stuck."""
_SHOWN: Final = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """The outbox in numbers.

    Attributes:
        queued: mails that wait for the server.
        late: of those, the ones that should have left by now.
        failed: mails that the server will never take.
    """

    queued: int
    late: int
    failed: int


def count_waiting(services: Services, /) -> Waiting:
    """How many mails wait, are late, or have failed."""
    before = services.clock() - LATE
    with services.records.read() as uow:
        mails = uow.outbox.in_state(MailState.QUEUED, MailState.SENDING, limit=_SHOWN)
        return Waiting(
            queued=uow.outbox.count(MailState.QUEUED) + uow.outbox.count(MailState.SENDING),
            late=sum(mail.next_at < before for mail in mails),
            failed=uow.outbox.count(MailState.FAILED),
        )


def list_mails(services: Services, /, *, failed: bool = False) -> Sequence[OutboxMail]:
    """The oldest thousand mails that wait or have failed, or only those that have failed."""
    waiting = () if failed else (MailState.QUEUED, MailState.SENDING, MailState.HELD)
    with services.records.read() as uow:
        return uow.outbox.in_state(*waiting, MailState.FAILED, limit=_SHOWN)


def can_be_retried(mail: OutboxMail, now: datetime) -> bool:
    """Whether trying again makes sense: not when what the mail names is over."""
    return mail.state is MailState.FAILED and not mail.is_worthless(now)


def retry_mail(services: Services, /, *, mail_id: str) -> None:
    """Let the mail whose id begins with `mail_id` be tried again at once.

    Raises:
        LookupError: none or several begin so.
        ValueError: it neither waits nor has failed, or what it names is over.
    """
    with services.records.write() as uow:
        waiting = uow.outbox.in_state(MailState.QUEUED, MailState.FAILED, limit=_SHOWN)
        begun = [one.id for one in waiting if mail_id and one.id.startswith(mail_id)]
        mail = uow.outbox.find(begun[0] if len(begun) == 1 else mail_id)
        if mail is None:
            raise LookupError(mail_id)
        uow.outbox.put(mail.retried(services.clock()))
        uow.after_commit(services.wake)
        uow.commit()


def retry_failed(services: Services, /) -> int:
    """Let every mail that failed and still makes sense be tried again; return how many."""
    with services.records.write() as uow:
        now = services.clock()
        mails = [
            mail
            for mail in uow.outbox.in_state(MailState.FAILED, limit=_SHOWN)
            if can_be_retried(mail, now)
        ]
        for mail in mails:
            uow.outbox.put(mail.retried(now))
        uow.after_commit(services.wake)
        uow.commit()
    return len(mails)
