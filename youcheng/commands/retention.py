"""`purge` and `erase`: what has been kept long enough, or somebody entitled wants gone, goes."""

from __future__ import annotations

import argparse

from youcheng.commands.codes import confirm, read_code
from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json, show_moment
from youcheng.commands.site import open_site
from youcheng.domain.audit import Via
from youcheng.domain.states import ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.erasing import UnknownCode, erase_on_request
from youcheng.services.purging import Overdue, find_overdue, purge

_REASONS = ("legal-request",)


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    parser = add_command(commands, "purge", follow_table)
    parser.add_argument(
        "--dry-run", action="store_true", help="only list what would go; change nothing"
    )
    add_json(parser)
    parser = add_command(commands, "erase", erase_one)
    parser.add_argument("code", metavar="CODE", help="reference code, such as JS-26-7K3M-1")
    parser.add_argument("--reason", choices=_REASONS, required=True, help="why, for the log")
    parser.add_argument("--yes", action="store_true", help="do not ask for the code again")


def follow_table(arguments: argparse.Namespace) -> int:
    """Erase what has been kept as long as the published table says.

    The site does the same every night. With --dry-run it lists what would go now.
    """
    services = open_site().services
    found = find_overdue(services) if arguments.dry_run else purge(services, via=Via.COMMAND)
    if arguments.json:
        say_json([_as_json(one) for one in found])
        return 0
    for one in found:
        say(
            f"{one.code}  {one.programme}  {_what(one)}  {one.review} since "
            f"{show_moment(one.since)}, kept until {show_moment(one.due_at)}"
        )
    say(f"{'would go' if arguments.dry_run else 'went'}: {len(found)}")
    return 0


def _what(one: Overdue) -> str:
    return "tombstone" if one.review is ReviewState.ERASED else "submission"


def _as_json(one: Overdue) -> dict[str, str]:
    return {
        "submission": one.submission,
        "code": one.code,
        "programme": one.programme,
        "review": one.review,
        "data": one.data,
        "since": one.since.isoformat(),
        "due_at": one.due_at.isoformat(),
    }


def erase_one(arguments: argparse.Namespace) -> int:
    """Erase one submission for good because somebody entitled asked for it.

    It must have ended: be withdrawn, expired, declined, waitlisted, closed or marked as spam. A
    tombstone with counts is left. Backups made before still hold it; restoring one erases it again.
    """
    code = read_code(arguments.code)
    site = open_site()
    if not arguments.yes:
        confirm(code, "This cannot be undone.", "to erase it")
    try:
        erase_on_request(site.services, code=code, via=Via.COMMAND)
    except UnknownCode:
        raise CommandFailed(f"there is no submission {code}") from None
    except TransitionRefused:
        raise CommandFailed(
            f"{code} cannot be erased as it stands: it is worked on (then it must be withdrawn or "
            "decided first) or is erased already"
        ) from None
    say(f"{code} is erased")
    return 0
