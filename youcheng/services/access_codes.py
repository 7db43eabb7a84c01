"""Access codes: a school's or a guest's way in after the deadline, given out by the operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from youcheng.domain.audit import Via
from youcheng.domain.codes import draw_access_code, parse_access_code
from youcheng.domain.deadlines import AccessCode
from youcheng.domain.tokens import digest_code
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork


def issue_access_code(
    services: Services,
    /,
    *,
    programme: str,
    label: str,
    expires_at: datetime,
    limit: int,
    opens_at: datetime | None = None,
) -> str:
    """A new access code, to be handed to whom it is for; it cannot be shown again.

    Args:
        programme: id of a programme that has a form.
        label: for whom, in the operator's words; no child's name.
        expires_at: until when submissions made with it are taken (aware).
        limit: how many submissions it opens, at least 1.
        opens_at: from when; None for now.

    Raises:
        KeyError: no such programme, or it has no form.
        ValueError: it would open nothing.
    """
    services.content.form(programme)
    now = services.clock()
    opens = opens_at or now
    if limit < 1 or expires_at <= max(opens, now):
        raise ValueError("an access code needs at least one use and an end that lies ahead")
    code = draw_access_code()
    digest = digest_code(parse_access_code(code))
    with services.records.write() as uow:
        uow.access_codes.add(
            AccessCode(digest, opens, expires_at, limit), programme=programme, label=label
        )
        _note(services, uow, kind="access.issued", digest=digest, limit=limit)
        uow.commit()
    return code


def list_access_codes(services: Services, /) -> Sequence[tuple[AccessCode, str, str]]:
    """Every access code with its programme and label, the newest first; never the code itself."""
    with services.records.read() as uow:
        return uow.access_codes.all()


def revoke_access_code(services: Services, /, *, digest: str) -> bool:
    """Close the code whose digest begins with `digest`; return whether there is exactly one."""
    with services.records.write() as uow:
        found = [
            (code, programme)
            for code, programme, _ in uow.access_codes.all()
            if digest and code.digest.startswith(digest) and code.revoked_at is None
        ]
        if len(found) != 1:
            return False
        listed, programme = found[0]
        # Read again for writing: its uses may have been counted on meanwhile.
        code = uow.access_codes.find(listed.digest, programme) or listed
        uow.access_codes.put(replace(code, revoked_at=services.clock()))
        _note(services, uow, kind="access.revoked", digest=code.digest, limit=code.limit)
        uow.commit()
    return True


def _note(services: Services, uow: UnitOfWork, *, kind: str, digest: str, limit: int) -> None:
    note_event(
        uow,
        at=services.clock(),
        actor="system",
        via=Via.COMMAND,
        kind=kind,
        subject=f"access_code:{digest[:16]}",
        details={"count": str(limit)},
    )
