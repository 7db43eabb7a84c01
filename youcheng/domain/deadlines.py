"""Deadlines: the server's clock decides, two clocks are shown, and mercy is a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

NANJING: Final = ZoneInfo("Asia/Shanghai")
"""The organiser's clock."""

AccessProblem = Literal["unknown", "not_yet", "expired", "used_up", "revoked"]


class AccessRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """An access code that opens nothing.

    Attributes:
        problem: `unknown`, `not_yet`, `expired`, `used_up` or `revoked`.
    """

    def __init__(self, problem: AccessProblem) -> None:
        super().__init__(problem)
        self.problem: AccessProblem = problem


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A school's or a guest's way in after the deadline, as it is stored.

    Attributes:
        digest: SHA-256 of the plain code; the code itself is nowhere.
        opens_at: from when it opens (aware).
        expires_at: until when submissions made with it are taken (aware).
        limit: how many submissions it opens, at least 1.
        uses: how many it has opened.
        revoked_at: when staff closed it.
    """

    digest: str
    opens_at: datetime
    expires_at: datetime
    limit: int
    uses: int = 0
    revoked_at: datetime | None = None

    def problem(self, now: datetime) -> AccessProblem | None:
        """Why the code opens nothing at `now`, or None."""
        if self.revoked_at is not None:
            return "revoked"
        if now < self.opens_at:
            return "not_yet"
        if now >= self.expires_at:
            return "expired"
        if self.uses >= self.limit:
            return "used_up"
        return None

    def redeemed(self, now: datetime) -> AccessCode:
        """The code with one use more.

        A draft only checks the code (`problem`) and may be abandoned; submitting redeems it.
        Storage writes the row where `uses` is still what it read: of four at once on a code of
        three, three succeed.

        Raises:
            AccessRefused: see its attribute `problem`.
        """
        problem = self.problem(now)
        if problem is not None:
            raise AccessRefused(problem)
        return replace(self, uses=self.uses + 1)


@dataclass(frozen=True, slots=True)
class Window:
    """When one submission may be made or edited.

    Attributes:
        opens_at: None for always open behind.
        closes_at: the deadline of everybody; None for a form that never closes.
        extended_to: the deadline of this submission alone.
        access: the access code that came with it.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    extended_to: datetime | None = None
    access: AccessCode | None = None

    def effective_close(self, now: datetime) -> datetime | None:
        """The deadline that holds for this submission at `now`; None for none.

        An extension never shortens, and neither does an access code.
        """
        if self.closes_at is None:
            return None
        ends = [self.closes_at]
        if self.extended_to is not None:
            ends.append(self.extended_to)
        if self.access is not None and self.access.problem(now) is None:
            ends.append(self.access.expires_at)
        return max(ends)

    def is_open(self, now: datetime) -> bool:
        """True while saving and sending are taken: the deadline's own moment is past it."""
        if self.opens_at is not None and now < self.opens_at:
            return False
        closes = self.effective_close(now)
        return closes is None or now < closes

    def needs_access(self, now: datetime) -> bool:
        """True when only the access code keeps it open: sending then redeems one use."""
        return self.is_open(now) and not replace(self, access=None).is_open(now)


def known_zone(name: str) -> str:
    """The IANA time zone `name`, or the empty text where it is none that is known here: a browser's
    zone may be newer than our table, or made up."""
    # ZoneInfo reads files: the name of a folder is an OSError, one that leaves it a ValueError.
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ""
    return name


@dataclass(frozen=True, slots=True)
class ShownTime:
    """One moment on two clocks.

    Attributes:
        nanjing: the moment in Nanjing.
        local: the same where the reader is; None when the two clocks read alike.
    """

    nanjing: datetime
    local: datetime | None


def show_time(moment: datetime, *, zone: str) -> ShownTime:
    """`moment` (aware) for a reader in the time zone `zone` (IANA name).

    Raises:
        ValueError: a moment without a zone of its own.
        zoneinfo.ZoneInfoNotFoundError: an unknown zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    nanjing = moment.astimezone(NANJING)
    local = moment.astimezone(ZoneInfo(zone))
    return ShownTime(nanjing, None if local.utcoffset() == nanjing.utcoffset() else local)


def time_left(closes_at: datetime, now: datetime) -> timedelta:
    """How long is left; never negative."""
    return max(closes_at - now, timedelta(0))
