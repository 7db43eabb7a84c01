"""Writes events into the chained log, within the unit of work of their cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from youcheng.domain.audit import Event, Via, append
from youcheng.services.ports import UnitOfWork


def note_event(
    uow: UnitOfWork,
    *,
    at: datetime,
    actor: str,
    via: Via,
    kind: str,
    subject: str,
    fields: Iterable[str] = (),
    details: Mapping[str, str] | None = None,
) -> Event:
    """Append one event and return it.

    Args:
        uow: a unit of work that writes; every other writer of the log waits until it ends.
        at, actor, via, kind, subject, fields, details: see `youcheng.domain.audit.Event`.

    Raises:
        ValueError: something whose form could hold what a person wrote.
    """
    event, head = append(
        uow.log.head(),
        at=at,
        actor=actor,
        via=via,
        kind=kind,
        subject=subject,
        fields=fields,
        details=details,
    )
    uow.log.append(event, head)
    return event


def submission_subject(submission_id: str) -> str:
    """What the log calls a submission."""
    return f"submission:{submission_id}"
