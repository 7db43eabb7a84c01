"""Access codes: a school's or a guest's way in after the deadline, given out by the staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal

from youcheng.domain.actors import SYSTEM, Actor
from youcheng.domain.audit import Via
from youcheng.domain.codes import draw_access_code, parse_access_code
from youcheng.domain.deadlines import AccessCode
from youcheng.domain.tokens import digest_code
from youcheng.services.desk_settings import require_settings
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork

MOST_USES: Final = 500
LONGEST_LABEL: Final = 120

IssueProblem = Literal["label", "limit", "ends"]


class IssueRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """An access code may not be so; none was made.

    Attributes:
        problem: `label` (none, or too long), `limit` (no use, or more than `MOST_USES`), `ends`
            (its end does not lie ahead of now and of its beginning).
    """

    def __init__(self, problem: IssueProblem) -> None:
        super().__init__(
            {
                "label": f"an access code needs a label of at most {LONGEST_LABEL} characters",
                "limit": f"an access code needs at least one use and at most {MOST_USES}",
                "ends": "an access code needs an end that lies ahead",
            }[problem]
        )
        self.problem: IssueProblem = problem


def issue_access_code(
    services: Services,
    /,
    *,
    actor: Actor,
    programme: str,
    label: str,
    expires_at: datetime,
    limit: int,
    opens_at: datetime | None = None,
) -> str:
    """A new access code, to be handed to whom it is for; it cannot be shown again.

    Args:
        actor: who gives it out.
        programme: id of a programme that has a form.
        label: for whom, in the staff's words; no child's name.
        expires_at: until when submissions made with it are taken (aware).
        limit: how many submissions it opens, 1 to `MOST_USES`.
        opens_at: from when; None for now.

    Raises:
        NotAllowed: `role`.
        KeyError: no such programme, or it has no form.
        IssueRefused: it may not be so.
    """
    require_settings(actor)
    services.content.form(programme)
    now = services.clock()
    opens = opens_at or now
    if not 0 < len(label.strip()) <= LONGEST_LABEL:
        raise IssueRefused("label")
    if not 1 <= limit <= MOST_USES:
        raise IssueRefused("limit")
    if expires_at <= max(opens, now):
        raise IssueRefused("ends")
    code = draw_access_code()
    digest = digest_code(parse_access_code(code))
    with services.records.write() as uow:
        uow.access_codes.add(
            AccessCode(digest, opens, expires_at, limit), programme=programme, label=label.strip()
        )
        _note(services, uow, actor, kind="access.issued", digest=digest, limit=limit)
        uow.commit()
    return code


def list_access_codes(
    services: Services, /, *, actor: Actor
) -> Sequence[tuple[AccessCode, str, str]]:
    """Every access code with its programme and label, the newest first; never the code itself.

    Raises:
        NotAllowed: `role`.
    """
    require_settings(actor)
    with services.records.read() as uow:
        return uow.access_codes.all()


def revoke_access_code(services: Services, /, *, actor: Actor, digest: str) -> bool:
    """Close the code whose digest begins with `digest`; return whether there is exactly one.

    Raises:
        NotAllowed: `role`.
    """
    require_settings(actor)
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
        _note(services, uow, actor, kind="access.revoked", digest=code.digest, limit=code.limit)
        uow.commit()
    return True


def _note(
    services: Services, uow: UnitOfWork, actor: Actor, *, kind: str, digest: str, limit: int
) -> None:
    is_command = actor == SYSTEM
    note_event(
        uow,
        at=services.clock(),
        actor="system" if is_command else f"staff:{actor.id}",
        via=Via.COMMAND if is_command else Via.DESK,
        kind=kind,
        subject=f"access_code:{digest[:16]}",
        details={"count": str(limit)},
    )
