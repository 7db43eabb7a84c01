"""Accounts of the staff, and the sessions in which they are signed in.

A session is a token in a cookie of which only the digest is stored (`youcheng.domain.tokens`). What
it is worth is asked of account and session together, at every call: the figures are those that the
design of the site sets (30 minutes idle, 8 hours in all).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

from youcheng.domain.actors import STAFF_ROLES, Actor, Role
from youcheng.domain.clocks import LEAD
from youcheng.domain.form_answers import clean_text
from youcheng.domain.forms import is_email
from youcheng.domain.identities import Identity
from youcheng.domain.permissions import is_administrator, is_system

IDLE: Final = timedelta(minutes=30)
"""How long a session lasts without anything being done."""
LONGEST: Final = timedelta(hours=8)
"""How long a session lasts whatever is done."""
WARNING: Final = timedelta(minutes=5)
"""How long before the end it is announced. WCAG 2.2 asks for 20 seconds (2.2.1), the design of the
site for two minutes; a page may know the last renewal a minute late."""
RENEWAL: Final = timedelta(minutes=1)
"""How old the last activity is before it is written down anew: a write each minute, not each click;
a session may therefore end up to a minute early, never late."""
LINK_LIFETIME: Final = timedelta(days=3)
"""How long a link for setting a password works."""
LONGEST_NAME: Final = 100
LONGEST_SCHOOL: Final = 64
LONGEST_DEVICE: Final = 60

_NAME: Final = "youcheng-staff"

may_manage_accounts: Final = is_administrator | is_system
"""Who adds accounts, changes their roles and ends their sessions."""


def session_cookie(*, encrypted: bool) -> str:
    """The name of the cookie that holds the session's token.

    ``__Host-`` makes the browser refuse it without Secure, from another path, or from a host beside
    this one (RFC 6265bis, 4.1.3.2); it cannot be had without TLS.

    Args:
        encrypted: whether visitors reach the site by https.
    """
    return f"__Host-{_NAME}" if encrypted else _NAME


def onward_cookie(*, encrypted: bool) -> str:
    """The name of the cookie that holds where somebody goes on to, while they sign in at the
    organisation's provider; `encrypted` as for `session_cookie`."""
    return f"{'__Host-' if encrypted else ''}youcheng-onward"


AccountProblem = Literal[
    "name",
    "email",
    "taken",
    "no_role",
    "role",
    "juror",
    "programmes",
    "city",
    "school",
    "language",
    "unknown",
    "own",
    "last",
    "changed",
]


class AccountRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """An account that cannot be so.

    Attributes:
        problem: `name` (none, or too long), `email` (none that mail can be sent to), `taken` (by
            another account), `no_role`, `role` (none that staff may hold), `juror` (a juror's
            account holds no other role), `programmes` (an officer has known ones, nobody else has
            any), `city` (a liaison has a known one, nobody else has one), `school` (of a moderator
            or juror alone; too long, or no text), `language` (none of the site), `unknown` (there
            is no such account), `own` (nobody takes the administrator's role from themselves),
            `last` (somebody has to manage the accounts), `changed` (somebody else has changed it
            meanwhile).
    """

    def __init__(self, problem: AccountProblem) -> None:
        super().__init__(problem)
        self.problem: AccountProblem = problem


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody of the staff may be, and how far that reaches.

    Attributes:
        roles: of their account.
        programmes: ids of the programmes of an officer.
        city: id of the city of a liaison.
        school: id of the school that a moderator or juror belongs to.
    """

    roles: frozenset[Role]
    programmes: frozenset[str] = frozenset()
    city: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the staff.

    Attributes:
        id: 32 hexadecimal digits.
        name: as colleagues read it.
        email: what they sign in with, see `plain_email`.
        roles: what they may be.
        programmes: ids of the programmes of an officer.
        city: id of the city of a liaison.
        school: id of the school that a moderator or juror belongs to.
        language: code of the language in which they are written to.
        created_at: aware time.
        sessions_from: sessions that began before it are worth nothing.
        active: False for a revoked account.
        password: hash of the password; empty until one is set.
        identity: by what the organisation's provider knows them, since they signed in there first.
    """

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    language: str
    created_at: datetime
    sessions_from: datetime
    programmes: frozenset[str] = frozenset()
    city: str = ""
    school: str = ""
    active: bool = True
    password: str = field(default="", repr=False)
    identity: Identity | None = field(default=None, repr=False)

    @property
    def duties(self) -> Duties:
        """What its owner may be, and how far that reaches."""
        return Duties(self.roles, self.programmes, self.city, self.school)

    @property
    def is_administrator(self) -> bool:
        """Whether its owner may manage accounts now."""
        return self.active and Role.ADMINISTRATOR in self.roles

    @property
    def actor(self) -> Actor:
        """Who acts with this account."""
        return Actor(
            id=self.id,
            roles=self.roles,
            active=self.active,
            programmes=self.programmes,
            city=self.city,
            school=self.school,
        )

    def check(
        self,
        *,
        programmes: Collection[str],
        cities: Collection[str],
        languages: Collection[str],
    ) -> None:
        """Return if the account may be so.

        Args:
            programmes, cities, languages: the ids and codes that there are.

        Raises:
            AccountRefused: it may not.
        """
        if problem := _problem(self, programmes, cities, languages):
            raise AccountRefused(problem)


def _problem(
    one: Account,
    programmes: Collection[str],
    cities: Collection[str],
    languages: Collection[str],
) -> AccountProblem | None:
    if not 0 < len(one.name) <= LONGEST_NAME or not _is_clean(one.name):
        return "name"
    if not is_email(one.email):
        return "email"
    if not one.roles:
        return "no_role"
    if not one.roles <= STAFF_ROLES | {Role.JUROR}:
        return "role"
    if Role.JUROR in one.roles and len(one.roles) > 1:
        return "juror"
    if bool(one.programmes) != (Role.OFFICER in one.roles) or not one.programmes <= {*programmes}:
        return "programmes"
    if bool(one.city) != (Role.LIAISON in one.roles) or (one.city and one.city not in cities):
        return "city"
    if one.school and not _may_be_school(one):
        return "school"
    return None if one.language in languages else "language"


def _may_be_school(one: Account) -> bool:
    has_one = bool(one.roles & {Role.MODERATOR, Role.JUROR})
    return has_one and len(one.school) <= LONGEST_SCHOOL and _is_clean(one.school)


def _is_clean(text: str) -> bool:
    """Whether a text has one line and no control signs. The joiners of Devanagari are none."""
    return not text or clean_text(text) == text


def plain_email(text: str) -> str:
    """An e-mail address as accounts are found by it: without spaces around it, in small letters."""
    return unicodedata.normalize("NFC", text.strip()).lower()


class Way(StrEnum):
    """By what somebody signs in."""

    PASSWORD = "password"
    PROVIDER = "provider"


class SessionState(StrEnum):
    """What a session is worth now."""

    OPEN = "open"
    ENDED = "ended"
    IDLE = "idle"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in in one browser.

    Attributes:
        id: names it in lists; opens nothing.
        digest: of the token in the cookie.
        account: id of the account.
        device: browser and system, for its owner to recognise.
        started_at, seen_at: aware times of the sign-in and of the last activity.
        ended_at: when somebody ended it.
        way: by what its owner signed in.
    """

    id: str
    digest: str = field(repr=False)
    account: str
    device: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    way: Way = Way.PASSWORD

    @property
    def ends_at(self) -> datetime:
        """The first moment at which it is over unless something is done before."""
        return min(self.seen_at + IDLE, self.started_at + LONGEST)

    @property
    def warns_at(self) -> datetime:
        """From when on a page says that it is about to end."""
        return self.ends_at - WARNING

    def can_go_on(self, now: datetime) -> bool:
        """Whether activity at `now` puts the end off until after the warning. Shortly before the
        longest time is reached it does not, however idle the session has been."""
        return now < self.started_at + LONGEST - WARNING

    def needs_renewal(self, now: datetime) -> bool:
        """Whether activity at `now` is to be written down."""
        return now - self.seen_at >= RENEWAL

    def state(self, account: Account, now: datetime) -> SessionState:
        """What it is worth at `now` by the server's clock, `account` being its own.

        One from the future was begun before that clock was set back: it would outlast its hours.
        """
        if self.ended_at is not None:
            return SessionState.ENDED
        if not account.active or self.started_at < account.sessions_from:
            return SessionState.REVOKED
        if now >= self.started_at + LONGEST or now < self.seen_at - LEAD:
            return SessionState.EXPIRED
        if now >= self.seen_at + IDLE:
            return SessionState.IDLE
        return SessionState.OPEN
