"""What somebody asked for on the pages of accounts, handed to the service that does it."""

from __future__ import annotations

from contextlib import suppress

from youcheng.domain.actors import Actor, Role
from youcheng.domain.staff import AccountRefused, Duties
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_accounts import AccountOutcome, account_trouble
from youcheng.services.account_views import Wanted
from youcheng.services.accounts import (
    add_account,
    change_roles,
    issue_link,
    revoke_sessions,
    set_active,
)
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked

FILTER = "filter"


def read_wanted(text: str, role: str, active: str) -> Wanted:
    """Which accounts are looked for; what cannot be followed is passed over."""
    wanted = {"yes": True, "no": False}.get(active)
    with suppress(ValueError):
        return Wanted(text, Role(role) if role else None, wanted)
    return Wanted(text, None, wanted)


def answer_account_act(
    services: Services, asked: Asked, *, actor: Actor, t: Translator
) -> AccountOutcome:
    """Do what was asked for; return what came of it. An unknown act does nothing.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    try:
        return _answer(services, asked, actor, t)
    except AccountRefused as refused:
        return AccountOutcome(trouble=account_trouble(refused, t))


def _answer(services: Services, asked: Asked, actor: Actor, t: Translator) -> AccountOutcome:
    email = asked.text("email")
    match asked.act:
        case "add":
            issued = add_account(
                services,
                actor=actor,
                name=asked.text("name"),
                email=email,
                duties=_duties(asked),
                language=asked.text("language"),
            )
            return AccountOutcome(said=t.gettext("The account is added."), issued=issued)
        case "link":
            issued = issue_link(services, actor=actor, email=email)
            return AccountOutcome(said=t.gettext("The link is made."), issued=issued)
        case "change":
            seen = _duties(asked, "seen_")
            change_roles(services, actor=actor, email=email, duties=_duties(asked), seen=seen)
            return AccountOutcome(said=t.gettext("The roles hold from now on."))
        case "end":
            number = revoke_sessions(services, actor=actor, email=email)
            said = t.ngettext("{number} session is ended.", "{number} sessions are ended.", number)
            return AccountOutcome(said=said.format(number=number))
        case "deactivate" | "activate":
            active = asked.act == "activate"
            set_active(services, actor=actor, email=email, active=active)
            said = (
                t.gettext("The account is active again.")
                if active
                else t.gettext("The account is deactivated, and its sessions are ended.")
            )
            return AccountOutcome(said=said)
    return AccountOutcome()


def _duties(asked: Asked, before: str = "") -> Duties:
    """What was filled in.

    Raises:
        AccountRefused: `role`: a role that there is not.
    """
    try:
        roles = frozenset(map(Role, asked.texts(f"{before}role")))
    except ValueError:
        raise AccountRefused("role") from None
    return Duties(
        roles=roles,
        programmes=frozenset(asked.texts(f"{before}programme")),
        city=asked.text(f"{before}city"),
        school=asked.text(f"{before}school").strip(),
    )
