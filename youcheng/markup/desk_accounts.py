"""The accounts of the staff in the desk: the list, and one of them with what may be done to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zlib import crc32

from markupsafe import Markup

from youcheng.domain.actors import STAFF_ROLES, Role
from youcheng.domain.staff import (
    LINK_LIFETIME,
    LONGEST_NAME,
    LONGEST_SCHOOL,
    AccountRefused,
    Duties,
)
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_language_name, format_list, format_number
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.account_views import AccountLine, AccountList, Entry, OneAccount, Wanted
from youcheng.services.accounts import Issued
from youcheng.services.desk_parts import DeskPart

ROLES: Final = (
    Role.OFFICER,
    Role.MODERATOR,
    Role.LIAISON,
    Role.LEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.JUROR,
)
"""Roles that an account may hold, in the order in which they are offered."""
assert frozenset(ROLES) == STAFF_ROLES | {Role.JUROR}


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done.
        trouble: why it was refused.
        issued: a link that is shown this once.
    """

    said: str = ""
    trouble: str = ""
    issued: Issued | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Where duties may reach: names by id, in the reader's language and order."""

    programmes: Mapping[str, str]
    cities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    line: AccountLine
    address: str
    duties: str
    entry: str
    last: Moment | None


def role_words(role: Role, t: Translator) -> str:
    """What somebody of the staff is."""
    words = {
        Role.OFFICER: t.pgettext("role", "Programme officer"),
        Role.MODERATOR: t.pgettext("role", "Moderator"),
        Role.LIAISON: t.pgettext("role", "City liaison"),
        Role.LEAD: t.pgettext("role", "Lead"),
        Role.AUDITOR: t.pgettext("role", "Auditor"),
        Role.ADMINISTRATOR: t.pgettext("role", "Administrator"),
        Role.JUROR: t.pgettext("role", "Juror"),
    }
    return words.get(role, str(role))


def entry_words(entry: Entry, t: Translator) -> str:
    """Whether somebody comes in with an account."""
    return {
        Entry.OPEN: t.pgettext("account", "Active"),
        Entry.INVITED: t.pgettext("account", "Without a password yet"),
        Entry.CLOSED: t.pgettext("account", "Deactivated"),
    }[entry]


def account_trouble(refused: AccountRefused, t: Translator) -> str:
    """Why an account cannot be so."""
    return {
        "name": t.gettext("Enter a name that is not too long."),
        "email": t.gettext("Enter an e-mail address, such as name@example.org."),
        "taken": t.gettext("There is an account with this e-mail address already."),
        "no_role": t.gettext("Choose at least one role."),
        "role": t.gettext("Choose at least one role."),
        "juror": t.gettext("A juror holds no other role. Make an account of their own."),
        "programmes": t.gettext("A programme officer has programmes, and nobody else has any."),
        "city": t.gettext("A city liaison has a city, and nobody else has one."),
        "school": t.gettext("Only a moderator or a juror has a school. Give it in a few letters."),
        "language": t.gettext("Choose a language of the site."),
        "unknown": t.gettext("There is no such active account."),
        "own": t.gettext("You cannot take the administrator’s role from yourself."),
        "last": t.gettext("Somebody has to manage the accounts: this is the last administrator."),
        "changed": t.gettext(
            "Nothing was changed: somebody else has changed this account meanwhile. You see it as "
            "it is now."
        ),
    }[refused.problem]


def accounts_page(
    shown: AccountList,
    wanted: Wanted,
    places: Places,
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    now: datetime,
    outcome: AccountOutcome | None = None,
) -> Markup:
    """The list of accounts.

    Args:
        shown: the accounts.
        wanted: which ones were looked for.
        places: where duties may reach.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        now: the server's clock.
        outcome: of the last act.
    """
    code, done = t.language.code, outcome or AccountOutcome()
    return render(
        "desk/accounts.html",
        t,
        rows=[_row(one, places, t) for one in shown.lines],
        total=shown.total,
        number=t.ngettext("{number} account", "{number} accounts", len(shown.lines)).format(
            number=format_number(len(shown.lines), t.language)
        ),
        manages=shown.manages,
        wanted=wanted,
        is_whole=wanted == Wanted(),
        whole=address(DESK, code, part=str(DeskPart.ACCOUNTS)),
        outcome=done,
        link_until=show_moment(now + LINK_LIFETIME, t),
        duties=Duties(frozenset()),
        language_choices=[(one.code, one.self_name) for one in LANGUAGES],
        **_common(places, parts, t),
    )


def account_page(
    shown: OneAccount,
    places: Places,
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    now: datetime,
    outcome: AccountOutcome | None = None,
) -> Markup:
    """One account; see `accounts_page`."""
    done = outcome or AccountOutcome()
    return render(
        "desk/account.html",
        t,
        shown=shown,
        row=_row(shown.line, places, t),
        is_closed=shown.line.entry is Entry.CLOSED,
        sessions=[
            (one, show_moment(one.started_at, t), show_moment(one.seen_at, t))
            for one in shown.sessions
        ],
        language_name=format_language_name(shown.line.language, t.language),
        stamp=_stamp(shown.line.duties),
        back=address(DESK, t.language.code, part=str(DeskPart.ACCOUNTS)),
        outcome=done,
        link_until=show_moment(now + LINK_LIFETIME, t),
        duties=shown.line.duties,
        **_common(places, parts, t),
    )


def _common(places: Places, parts: Sequence[DeskPart], t: Translator) -> dict[str, object]:
    return {
        "links": part_links(parts, t, here=DeskPart.ACCOUNTS),
        "own_sessions": address(SESSIONS, t.language.code),
        "roles": [(one, role_words(one, t)) for one in ROLES],
        "places": places,
        "longest_name": LONGEST_NAME,
        "longest_school": LONGEST_SCHOOL,
    }


def _stamp(duties: Duties) -> str:
    """Tells the form for these duties from that for others."""
    parts = (*sorted(duties.roles), *sorted(duties.programmes), duties.city, duties.school)
    return format(crc32("|".join(parts).encode()), "x")


def _row(one: AccountLine, places: Places, t: Translator) -> _Row:
    return _Row(
        line=one,
        address=address(DESK, t.language.code, part=str(DeskPart.ACCOUNTS), account=one.id),
        duties=_duties(one.duties, places, t),
        entry=entry_words(one.entry, t),
        last=None if one.last_started is None else show_moment(one.last_started, t),
    )


def _duties(duties: Duties, places: Places, t: Translator) -> str:
    """The roles, then how far they reach."""
    reach = [
        *(places.programmes.get(one, one) for one in sorted(duties.programmes)),
        places.cities.get(duties.city, duties.city),
        duties.school,
    ]
    roles = [role_words(one, t) for one in ROLES if one in duties.roles]
    kept = [roles, [one for one in reach if one]]
    return " · ".join(format_list(one, t.language) for one in kept if one)
