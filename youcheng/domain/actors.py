"""Who acts: roles, and one person (or the system) with all that says how far the roles reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """In what capacity somebody acts; a person may hold several."""

    PUBLIC = "public"
    SUBMITTER = "submitter"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    JUROR = "juror"
    MODERATOR = "moderator"
    OFFICER = "officer"
    LIAISON = "liaison"
    LEAD = "lead"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


STAFF_ROLES: Final = frozenset(
    {Role.MODERATOR, Role.OFFICER, Role.LIAISON, Role.LEAD, Role.AUDITOR, Role.ADMINISTRATOR}
)
"""Roles that an account of the staff may hold; jurors have accounts of their own."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as the store knows them at this moment; never taken from a session or a cookie.

    Attributes:
        id: id of the account; for submitters, guardians and teachers that of the grant by which
            they came; empty for the public.
        roles: roles of the account; the public needs none.
        active: False for a revoked account: it may do nothing, whatever roles it holds.
        programmes: ids of the programmes that an officer looks after.
        city: id of the Jiangsu city of a liaison.
        school: id of the school that a moderator or juror belongs to.
        submissions: ids of the submissions that a grant opens to a submitter or guardian.
        batch: id of the batch that a teacher's link opens.
    """

    id: str = ""
    roles: frozenset[Role] = frozenset()
    active: bool = True
    programmes: frozenset[str] = frozenset()
    city: str = ""
    school: str = ""
    submissions: frozenset[str] = frozenset()
    batch: str = ""


ANYBODY: Final = Actor()
"""The public: a visitor without link or account."""

SYSTEM: Final = Actor(id="system", roles=frozenset({Role.SYSTEM}))
"""The clock and the jobs."""
