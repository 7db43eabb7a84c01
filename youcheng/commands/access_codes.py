"""`access-code`: ways in after the deadline for a school or a guest."""

from __future__ import annotations

import argparse
import datetime as dt

from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import count, say, say_json
from youcheng.commands.parsing import (
    Commands,
    add_command,
    add_json,
    read_moment,
    read_until,
    show_moment,
)
from youcheng.commands.site import open_site
from youcheng.domain.actors import SYSTEM
from youcheng.domain.deadlines import AccessCode
from youcheng.services.access_codes import (
    issue_access_code,
    list_access_codes,
    revoke_access_code,
)

_SHOWN_DIGITS = 12


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    group = commands.add_parser(
        "access-code",
        help="Give out, list and close codes that let in after the deadline",
        description="Codes that let in after the deadline. Times are Nanjing's unless they name a "
        "zone.",
    ).add_subparsers(dest="action", required=True, metavar="ACTION")
    add = add_command(group, "add", give_out)
    add.add_argument("programme", metavar="PROGRAMME", help="id of a programme, such as culture")
    add.add_argument(
        "--label", required=True, help="for whom, such as a school; never a child's name"
    )
    add.add_argument("--uses", type=int, required=True, metavar="N", help="how many forms it opens")
    add.add_argument(
        "--until",
        type=read_until,
        required=True,
        metavar="WHEN",
        help="end, such as 2027-03-31 (that day included) or 2027-03-31T18:00",
    )
    add.add_argument(
        "--from", type=read_moment, dest="since", metavar="WHEN", help="beginning; else at once"
    )
    add_json(add)
    add_json(add_command(group, "list", list_all))
    revoke = add_command(group, "revoke", close)
    revoke.add_argument("digest", metavar="DIGEST", help="its first digits, as `list` shows them")


def give_out(arguments: argparse.Namespace) -> int:
    """Make a code and show it, once: it is kept as a fingerprint and can never be shown again."""
    site = open_site()
    try:
        code = issue_access_code(
            site.services,
            actor=SYSTEM,
            programme=arguments.programme,
            label=arguments.label,
            expires_at=arguments.until,
            limit=arguments.uses,
            opens_at=arguments.since,
        )
    except KeyError:
        known = ", ".join(sorted(form.id for form in site.services.content.forms))
        raise CommandFailed(
            f"there is no programme {arguments.programme!r} with a form; there are {known}"
        ) from None
    except ValueError as error:
        raise CommandFailed(str(error)) from None
    if arguments.json:
        say_json({"code": code, "until": arguments.until.isoformat()})
    else:
        say(f"{code}: {count(arguments.uses, 'use')} before {show_moment(arguments.until)}")
        say("It is not shown again: hand it on now.")
    return 0


def list_all(arguments: argparse.Namespace) -> int:
    """List all codes by the first digits of their fingerprint, the newest first."""
    site = open_site()
    now = site.services.clock()
    codes = list_access_codes(site.services, actor=SYSTEM)
    if arguments.json:
        say_json([_as_json(code, programme, label, now) for code, programme, label in codes])
        return 0
    for code, programme, label in codes:
        state = code.problem(now) or "open"
        say(
            f"{code.digest[:_SHOWN_DIGITS]}  {programme}  {state}  {code.uses} of {code.limit} used"
            f"  {show_moment(code.opens_at)} to {show_moment(code.expires_at)}  {label}"
        )
    if not codes:
        say("no access codes")
    return 0


def _as_json(code: AccessCode, programme: str, label: str, now: dt.datetime) -> dict[str, object]:
    return {
        "digest": code.digest,
        "programme": programme,
        "label": label,
        "state": code.problem(now) or "open",
        "opens_at": code.opens_at.isoformat(),
        "expires_at": code.expires_at.isoformat(),
        "limit": code.limit,
        "uses": code.uses,
    }


def close(arguments: argparse.Namespace) -> int:
    """Close a code: it opens nothing more; what was sent with it stays."""
    if not revoke_access_code(open_site().services, actor=SYSTEM, digest=arguments.digest):
        raise CommandFailed(
            f"not exactly one open code begins with {arguments.digest!r}: see "
            "`python -m youcheng access-code list`"
        )
    say("closed")
    return 0
