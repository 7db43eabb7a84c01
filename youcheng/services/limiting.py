"""Counts what is limited, in the unit of work of what is done."""

from __future__ import annotations

from datetime import datetime

from youcheng.domain.limits import Limit, LimitReached, hash_subject
from youcheng.services.ports import Services, UnitOfWork


def spend(services: Services, uow: UnitOfWork, limit: Limit, value: str, now: datetime) -> None:
    """Count `value` (an address, a draft's id) once more against `limit`.

    An empty value, as of a visitor whose address is not known, counts as one and the same.

    Raises:
        LimitReached: it was too often; nothing else may be done.
    """
    times = uow.counts.spend(limit, hash_subject(value, key=services.key), now)
    if times > limit.times:
        raise LimitReached(limit, limit.retry_after(now))


def give_back(
    services: Services, uow: UnitOfWork, limit: Limit, value: str, spent_at: datetime
) -> None:
    """Count what was spent at `spent_at` no longer: it was not what is limited."""
    uow.counts.give_back(limit, hash_subject(value, key=services.key), spent_at)
