"""`staff`: accounts of the staff, their roles, links for setting a password, and their sessions."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar

from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import count, say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json, show_moment
from youcheng.commands.site import Site, open_site
from youcheng.domain.actors import STAFF_ROLES, SYSTEM, Role
from youcheng.domain.staff import LINK_LIFETIME, Account, AccountRefused, Duties, Session
from youcheng.i18n.languages import BY_CODE
from youcheng.services.accounts import (
    Issued,
    add_account,
    change_roles,
    issue_link,
    list_accounts,
    list_sessions,
    release_identity,
    revoke_sessions,
    set_active,
)

T = TypeVar("T")

_ROLES = sorted(str(role) for role in STAFF_ROLES | {Role.JUROR})


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    group = commands.add_parser(
        "staff",
        help="Accounts of the staff: who may sign in, and as what",
        description="Accounts of the staff. Nobody has a password before they set one by their own "
        "link.",
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    new = add_command(group, "add", add)
    _add_email(new)
    new.add_argument("--name", required=True, help="as colleagues read it")
    _add_reach(new)
    new.add_argument(
        "--language",
        default="zh",
        choices=sorted(BY_CODE),
        help="in which they are written to; zh if it is not given",
    )
    add_json(new)
    add_json(add_command(group, "list", list_all))
    roles = add_command(group, "roles", change)
    _add_email(roles)
    _add_reach(roles)
    revoke = add_command(group, "deactivate", deactivate)
    _add_email(revoke)
    revoke.add_argument("--undo", action="store_true", help="let them in again")
    link = add_command(group, "link", renew_link)
    _add_email(link)
    add_json(link)
    _add_email(add_command(group, "release", release))
    sessions = add_command(group, "sessions", show_sessions)
    _add_email(sessions)
    sessions.add_argument("--end", action="store_true", help="end them all")
    add_json(sessions)


def _add_email(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="address with which they sign in")


def _add_reach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        choices=_ROLES,
        metavar="ROLE",
        help=f"what they are, once for each: {', '.join(_ROLES)}",
    )
    parser.add_argument(
        "--programme",
        action="append",
        default=[],
        metavar="ID",
        help="of an officer, once for each programme: its id, such as culture",
    )
    parser.add_argument("--city", default="", metavar="ID", help="of a liaison, such as suzhou")
    parser.add_argument(
        "--school", default="", metavar="ID", help="that a moderator or juror belongs to"
    )


def add(arguments: argparse.Namespace) -> int:
    """Make an account and show the link with which its owner sets a password, once.

    The link works once, for three days. `link` makes a new one.
    """
    site = open_site()
    issued = _done(
        site,
        lambda: add_account(
            site.services,
            actor=SYSTEM,
            name=arguments.name,
            email=arguments.email,
            duties=_duties(arguments),
            language=arguments.language,
        ),
    )
    _show_link(site, issued, as_json=arguments.json)
    return 0


def list_all(arguments: argparse.Namespace) -> int:
    """List all accounts by name, with roles and state."""
    accounts = list_accounts(open_site().services, actor=SYSTEM)
    if arguments.json:
        say_json([_as_json(one) for one in accounts])
        return 0
    for one in accounts:
        say(f"{one.email}  {_state(one)}  {_reach(one)}  {one.name}")
    if not accounts:
        say("no accounts: add one with `python -m youcheng staff add`")
    return 0


def change(arguments: argparse.Namespace) -> int:
    """Give an account other roles, in place of those that it has; its sessions end."""
    site = open_site()
    account = _done(
        site,
        lambda: change_roles(
            site.services,
            actor=SYSTEM,
            email=arguments.email,
            duties=_duties(arguments),
        ),
    )
    say(f"{account.email}: {_reach(account)}")
    return 0


def deactivate(arguments: argparse.Namespace) -> int:
    """Revoke an account: nobody signs in with it, its sessions end at once, its links are void."""
    site = open_site()
    account = _done(
        site,
        lambda: set_active(
            site.services, actor=SYSTEM, email=arguments.email, active=arguments.undo
        ),
    )
    say(f"{account.email}: {_state(account)}")
    return 0


def renew_link(arguments: argparse.Namespace) -> int:
    """Make a new link for setting a password and show it, once; older links are void.

    The password stays until a new one is set by it.
    """
    site = open_site()
    issued = _done(site, lambda: issue_link(site.services, actor=SYSTEM, email=arguments.email))
    _show_link(site, issued, as_json=arguments.json)
    return 0


def release(arguments: argparse.Namespace) -> int:
    """Let an account be found by its address anew at the next sign-in with the organisation.

    For somebody who has a new identity there; the sessions of the account end.
    """
    site = open_site()
    account = _done(
        site, lambda: release_identity(site.services, actor=SYSTEM, email=arguments.email)
    )
    say(f"{account.email}: {_state(account)}")
    return 0


def show_sessions(arguments: argparse.Namespace) -> int:
    """List the open sessions of an account, the newest first, or end them."""
    site = open_site()
    if arguments.end:
        ended = _done(
            site, lambda: revoke_sessions(site.services, actor=SYSTEM, email=arguments.email)
        )
        if arguments.json:
            say_json({"ended": ended})
        else:
            say(f"{count(ended, 'session')} ended")
        return 0
    sessions = _done(
        site, lambda: list_sessions(site.services, actor=SYSTEM, email=arguments.email)
    )
    if arguments.json:
        say_json([_session_as_json(one) for one in sessions])
        return 0
    for one in sessions:
        say(
            f"{one.device or 'unknown device'}  since {show_moment(one.started_at)}"
            f"  last active {show_moment(one.seen_at)}"
        )
    if not sessions:
        say("no sessions")
    return 0


def _done(site: Site, work: Callable[[], T]) -> T:
    try:
        return work()
    except AccountRefused as refused:
        raise CommandFailed(_sentence(refused, site)) from None


def _sentence(refused: AccountRefused, site: Site) -> str:
    content = site.services.content
    programmes = ", ".join(sorted(form.id for form in content.forms))
    cities = ", ".join(sorted(city.id for city in content.cities))
    return {
        "name": "the name is empty or too long",
        "email": "that is no e-mail address",
        "taken": "there is an account with that address: see `python -m youcheng staff list`",
        "no_role": "an account needs a role: add --role",
        "role": "that is no role of the staff",
        "juror": "a juror holds no other role: make an account of their own",
        "programmes": f"an officer needs --programme, and nobody else has any; there are "
        f"{programmes}",
        "city": f"a liaison needs --city, and nobody else has one; there are {cities}",
        "language": "the site does not have that language",
        "school": "a moderator or juror belongs to a school, by a short id; nobody else does",
        "changed": "it was changed meanwhile: see `python -m youcheng staff list`",
        "own": "nobody takes the administrator's role from themselves",
        "last": "somebody has to manage the accounts",
        "unknown": "there is no active account with that address: see "
        "`python -m youcheng staff list`",
    }[refused.problem]


def _duties(arguments: argparse.Namespace) -> Duties:
    return Duties(
        roles=frozenset(Role(one) for one in arguments.role),
        programmes=frozenset(arguments.programme),
        city=arguments.city,
        school=arguments.school,
    )


def _show_link(site: Site, issued: Issued, *, as_json: bool) -> None:
    until = site.services.clock() + LINK_LIFETIME
    if as_json:
        say_json({"email": issued.account.email, "link": issued.link, "until": until.isoformat()})
        return
    say(issued.link)
    say(
        f"It works once, before {show_moment(until)}, and is not shown again: hand it to "
        f"{issued.account.email} alone."
    )


def _state(account: Account) -> str:
    if not account.active:
        return "deactivated"
    return "active" if account.password or account.identity else "without a password"


def _reach(account: Account) -> str:
    parts = [*sorted(account.roles), *sorted(account.programmes), account.city, account.school]
    return " ".join(part for part in parts if part)


def _as_json(account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "name": account.name,
        "roles": sorted(account.roles),
        "programmes": sorted(account.programmes),
        "city": account.city,
        "school": account.school,
        "language": account.language,
        "active": account.active,
        "has_password": bool(account.password),
        "has_identity": account.identity is not None,
        "created_at": account.created_at.isoformat(),
    }


def _session_as_json(session: Session) -> dict[str, object]:
    return {
        "device": session.device,
        "started_at": session.started_at.isoformat(),
        "seen_at": session.seen_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
    }
