"""Who may read what, and in which roles somebody stands to a submission.

Predicates over an actor and a scope are composed with ``&``, ``|`` and ``~`` into one table of
readers. Services ask it afresh on every call, with the actor and the scope as the store knows them
now. What may be done is in the transition table; `roles_towards` says in which roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from youcheng.domain.actors import ANYBODY, Actor, Role
from youcheng.domain.states import GONE, UNSENT, ReviewState, SubmissionKind


class Area(StrEnum):
    """What is read. The first five are the visibility classes of form fields, by the same names."""

    PUB = "PUB"
    JURY = "JURY"
    STAFF = "STAFF"
    RESTR = "RESTR"
    SYS = "SYS"
    STATE = "state"
    PENDING = "pending"
    MESSAGES = "messages"
    NOTES = "notes"
    OWN_SCORES = "own_scores"
    ALL_SCORES = "all_scores"
    JUROR_NAMES = "juror_names"
    COUNTS = "counts"
    BATCH_COUNTS = "batch_counts"
    LOG = "log"
    SETTINGS = "settings"
    ACCOUNTS = "accounts"
    HEALTH = "health"


class Reading(StrEnum):
    """Whether somebody may read; LOGGED means one by one, each view leaving an event in the log."""

    NO = "no"
    LOGGED = "logged"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Scope:
    """What permissions need to know of one submission.

    Attributes:
        id: of the submission.
        kind: programme form or painting.
        programme: id of the programme, or of the competition.
        review: how far its review is.
        shown: it is public, and `states.reasons_against_showing` finds nothing against it.
        city: id of the Jiangsu city that it is referred to; empty when it is not.
        batch: id of the teacher's batch that it came with.
        round_open: a jury round is open for it.
        jurors: ids of the jurors who are assigned to it and have no conflict.
    """

    id: str
    kind: SubmissionKind
    programme: str
    review: ReviewState
    shown: bool = False
    city: str = ""
    batch: str = ""
    round_open: bool = False
    jurors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A question about an actor and a scope (None for what belongs to no submission).

    Of a revoked account every question is answered with no, also one put together with ``~``.
    """

    name: str
    holds: Callable[[Actor, Scope | None], bool]

    def __call__(self, actor: Actor, scope: Scope | None = None) -> bool:
        return actor.active and self.holds(actor, scope)

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(
            f"({self.name} & {other.name})",
            lambda actor, scope: self(actor, scope) and other(actor, scope),
        )

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(
            f"({self.name} | {other.name})",
            lambda actor, scope: self(actor, scope) or other(actor, scope),
        )

    def __invert__(self) -> Predicate:
        return Predicate(f"~{self.name}", lambda actor, scope: not self(actor, scope))


def holds_role(role: Role) -> Predicate:
    """The actor's account has the role, wherever it reaches."""
    return Predicate(f"is_{role}", lambda actor, scope: role in actor.roles)


def _about(name: str, test: Callable[[Actor, Scope], bool]) -> Predicate:
    """A question that needs a submission; without one the answer is no."""
    return Predicate(name, lambda actor, scope: scope is not None and test(actor, scope))


nobody = Predicate("nobody", lambda actor, scope: False)
is_shown = _about("is_shown", lambda actor, scope: scope.shown)
is_with_staff = _about("is_with_staff", lambda _, scope: scope.review not in UNSENT | GONE)
holds_grant = _about("holds_grant", lambda actor, scope: scope.id in actor.submissions)

is_submitter = holds_role(Role.SUBMITTER) & holds_grant
is_guardian = holds_role(Role.GUARDIAN) & holds_grant
is_teacher = holds_role(Role.TEACHER) & _about(
    "has_batch", lambda actor, scope: bool(scope.batch) and scope.batch == actor.batch
)
is_juror = holds_role(Role.JUROR) & _about(
    "is_assigned",
    lambda actor, scope: (
        scope.review is ReviewState.IN_JURY and scope.round_open and actor.id in scope.jurors
    ),
)
is_moderator = holds_role(Role.MODERATOR) & _about(
    "is_painting", lambda actor, scope: scope.kind is SubmissionKind.PAINTING
)
is_officer = holds_role(Role.OFFICER) & _about(
    "has_programme", lambda actor, scope: scope.programme in actor.programmes
)
is_liaison = holds_role(Role.LIAISON) & _about(
    "has_city",
    lambda actor, scope: (
        scope.review is ReviewState.REFERRED and bool(scope.city) and scope.city == actor.city
    ),
)
is_lead = holds_role(Role.LEAD)
is_auditor = holds_role(Role.AUDITOR)
is_administrator = holds_role(Role.ADMINISTRATOR)
is_system = holds_role(Role.SYSTEM)

owns = is_submitter | is_guardian
reviews = (is_moderator | is_officer | is_lead) & is_with_staff

_ROLE_TESTS: Final[Mapping[Role, Predicate]] = MappingProxyType(
    {
        Role.PUBLIC: ~nobody,
        Role.SUBMITTER: is_submitter,
        Role.GUARDIAN: is_guardian,
        Role.TEACHER: is_teacher,
        Role.JUROR: is_juror,
        Role.MODERATOR: is_moderator,
        Role.OFFICER: is_officer,
        Role.LIAISON: is_liaison,
        Role.LEAD: is_lead,
        Role.AUDITOR: is_auditor,
        Role.ADMINISTRATOR: is_administrator,
        Role.SYSTEM: is_system,
    }
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads an area plainly, and who only one by one with an event in the log."""

    plainly: Predicate
    logged: Predicate = nobody


READERS: Final[Mapping[Area, Readers]] = MappingProxyType(
    {
        Area.PUB: Readers(is_shown | owns | reviews | is_liaison | is_system),
        Area.JURY: Readers(owns | is_juror | reviews | is_system),
        Area.STAFF: Readers(owns | reviews | is_liaison | is_system),
        Area.RESTR: Readers(owns | is_system, logged=reviews),
        Area.SYS: Readers(owns | reviews | is_system),
        Area.STATE: Readers(
            owns | is_teacher | is_moderator | is_officer | is_liaison | is_lead | is_system
        ),
        Area.PENDING: Readers((is_officer & is_with_staff) | is_lead | is_system),
        Area.MESSAGES: Readers(owns | reviews | is_system),
        Area.NOTES: Readers(reviews | is_system),
        Area.OWN_SCORES: Readers(is_juror | is_lead),
        Area.ALL_SCORES: Readers(is_lead | is_system),
        Area.JUROR_NAMES: Readers(is_lead | is_system),
        Area.COUNTS: Readers(is_auditor | is_lead | is_system),
        Area.BATCH_COUNTS: Readers(is_teacher | is_lead | is_system),
        Area.LOG: Readers(is_auditor | is_lead | is_system),
        Area.SETTINGS: Readers(is_administrator | is_lead | is_system),
        Area.ACCOUNTS: Readers(is_administrator | is_lead | is_system),
        Area.HEALTH: Readers(is_administrator | is_lead | is_system),
    }
)
"""Who sees what. Nobody edits the log, so there is no area for it."""


def reading(actor: Actor, area: Area, scope: Scope | None = None) -> Reading:
    """Whether `actor` may read `area` (of the submission `scope`).

    A revoked account reads what the public reads.
    """
    if not actor.active:
        actor = ANYBODY
    readers = READERS[area]
    if readers.plainly(actor, scope):
        return Reading.YES
    return Reading.LOGGED if readers.logged(actor, scope) else Reading.NO


@dataclass(frozen=True, slots=True)
class Reach:
    """Which submissions of the desk somebody reads the state of: all that meet one condition.

    Attributes:
        all: every one.
        paintings: paintings.
        programmes: those of these programmes.
        city: what is referred to this city; empty for none.
    """

    all: bool = False
    paintings: bool = False
    programmes: frozenset[str] = frozenset()
    city: str = ""

    def covers(self, scope: Scope) -> bool:
        """Whether the submission is one of them."""
        return (
            self.all
            or (self.paintings and scope.kind is SubmissionKind.PAINTING)
            or scope.programme in self.programmes
            or (
                bool(self.city) and scope.review is ReviewState.REFERRED and scope.city == self.city
            )
        )


DESK_ROLES: Final = frozenset({Role.OFFICER, Role.MODERATOR, Role.LIAISON, Role.LEAD})
"""The roles in which staff work on submissions."""


def reach_of(actor: Actor) -> Reach | None:
    """How far the desk's queue is `actor`'s to read, for a query: what `reading` says of each
    submission's state, for the roles of the desk. None for somebody who does not work there."""
    if not actor.active or not actor.roles & DESK_ROLES:
        return None
    return Reach(
        all=Role.LEAD in actor.roles,
        paintings=Role.MODERATOR in actor.roles,
        programmes=actor.programmes if Role.OFFICER in actor.roles else frozenset(),
        city=actor.city if Role.LIAISON in actor.roles else "",
    )


may_export: Final = Predicate("works_at_the_desk", lambda actor, _: reach_of(actor) is not None)
"""Who takes a table of submissions along: the roles of the desk, each as far as it reads. A liaison
is one of them (feature 26: "liaison's file lacks guardian columns"). An auditor reads counts and no
personal data, a juror only what is assigned, an administrator no submissions (workflow, "Who sees
what")."""


sends_mail: Final = (is_officer | is_lead) & is_with_staff
"""Who edits, discards and sends the drafts of the outbox: officers for their programmes, and leads
(workflow: "pending → applied (batch …) | lead | O one per entry, then sent as batch"; an officer's
refusals and questions are drafts of theirs). Of what is gone or not sent yet nobody reads mails."""


def mail_reach_of(actor: Actor) -> Reach | None:
    """How far the outbox is `actor`'s, for a query: what `sends_mail` says of each submission that
    is with the staff. None for somebody who sends no mail."""
    if not actor.active or not actor.roles & {Role.OFFICER, Role.LEAD}:
        return None
    officer = Role.OFFICER in actor.roles
    return Reach(
        all=Role.LEAD in actor.roles, programmes=actor.programmes if officer else frozenset()
    )


is_single = _about("is_single", lambda _, scope: scope.kind is not SubmissionKind.BATCH)
may_correct: Final = (is_officer | is_lead) & is_with_staff & is_single
"""Who lays a correction over an answer: the officer of its programme, a lead. The paintings of a
teacher's batch are corrected one by one."""


may_purge: Final = is_lead
"""Who approves the list of what retention erases, and has it erased at once: a lead, for the list
names submissions and an administrator sees none (workflow: "system (retention) … dry-run list
approved"; "administrator = settings, accounts, health, no submissions")."""


may_revoke: Final = is_lead
"""Who revokes a single certificate, and issues it anew: a lead. A proposal of this site."""


def certifies(actor: Actor, programme: str) -> bool:
    """Whether `actor` issues the certificates of the competition's edition whose entry form is
    `programme`, and takes them along: a lead, and an officer for whom it is their programme."""
    is_own = Role.OFFICER in actor.roles and programme in actor.programmes
    return actor.active and (Role.LEAD in actor.roles or is_own)


def readable(actor: Actor, scope: Scope | None = None) -> frozenset[Area]:
    """The areas that `actor` reads plainly."""
    return frozenset(area for area in Area if reading(actor, area, scope) is Reading.YES)


def roles_towards(actor: Actor, scope: Scope) -> frozenset[Role]:
    """In which roles `actor` stands to the submission; those that the transition table takes."""
    if not actor.active:
        return frozenset({Role.PUBLIC})
    return frozenset(role for role, test in _ROLE_TESTS.items() if test(actor, scope))
