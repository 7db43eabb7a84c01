"""What a backup and its restoring mean for the records: both are logged, and what has ended since
the backup ends again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from youcheng.domain.audit import Via
from youcheng.services.erasing import end_returned, list_unlisted
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services
from youcheng.services.staff import end_sessions
from youcheng.services.verifying import Verdict, verify_log


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling restored records came to.

    Attributes:
        ended: how many submissions ended again.
        listed: how many ends were missing in the erasure list.
        verdict: of the log.
    """

    ended: int
    listed: int
    verdict: Verdict


def note_backup(services: Services, /, *, made_at: datetime, submissions: int) -> None:
    """Log that everything was copied: the copy holds what its log says up to then."""
    _note(services, "backup.made", made_at, submissions)


def settle_restored(services: Services, /, *, made_at: datetime, submissions: int) -> Settled:
    """End again what has ended since the backup of `made_at`, sign everybody out, prove the log.

    May be repeated; nobody is written to.
    """
    _sign_everybody_out(services)
    ended = end_returned(services)
    listed = list_unlisted(services)
    _note(services, "backup.restored", made_at, submissions)
    return Settled(ended, listed, verify_log(services))


def _sign_everybody_out(services: Services) -> None:
    """End every session of the staff: one that was revoked since the backup would be open again."""
    with services.records.write() as uow:
        for listed in uow.accounts.all():
            account = uow.accounts.find(listed.id) or listed
            uow.accounts.put(end_sessions(services, uow, account))
        uow.commit()


def _note(services: Services, kind: str, made_at: datetime, submissions: int) -> None:
    with services.records.write() as uow:
        note_event(
            uow,
            at=services.clock(),
            actor="system",
            via=Via.COMMAND,
            kind=kind,
            subject=f"backup:{made_at:%Y%m%dT%H%M%SZ}",
            details={"count": str(submissions)},
        )
        uow.commit()
