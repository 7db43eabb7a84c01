"""`outbox`: mails that wait, mails that failed, and trying them again."""

from __future__ import annotations

import argparse

from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import count, say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json, show_moment
from youcheng.commands.site import open_site
from youcheng.domain.outbox import OutboxMail
from youcheng.services.resending import list_mails, retry_failed, retry_mail

ERRORS = {
    "delayed": "the server could not be reached, or asked to come again",
    "refused": "the server refuses it: probably the address does not exist",
    "given_up": "tried for three days without success",
}
"""Why a mail has not left, by its code."""
_SHOWN_DIGITS = 8


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "outbox", look)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--failed", action="store_true", help="only what has failed")
    which.add_argument(
        "--retry", metavar="ID", help="try a mail again, or `all` that failed; ID as it is listed"
    )
    add_json(parser)


def look(arguments: argparse.Namespace) -> int:
    """List the mails that wait or have failed, and why; addresses are not shown.

    With --retry a mail that failed is tried again, unless what it names is over (a one-time code,
    a link).
    """
    services = open_site().services
    if arguments.retry is not None:
        return _retry(arguments.retry)
    mails = list_mails(services, failed=arguments.failed)
    if arguments.json:
        say_json([_as_json(mail) for mail in mails])
        return 0
    for mail in mails:
        why = ERRORS.get(mail.error, mail.error)
        say(
            f"{mail.id[:_SHOWN_DIGITS]}  {mail.state}  {mail.template}  "
            f"{mail.facts.get('code', '-')}  written {show_moment(mail.created_at)}  "
            f"{count(mail.attempts, 'try', 'tries')}{f': {why}' if why else ''}"
        )
    say(count(len(mails), "mail"))
    return 0


def _retry(which: str) -> int:
    services = open_site().services
    if which == "all":
        say(count(retry_failed(services), "mail is tried again", "mails are tried again"))
        return 0
    try:
        retry_mail(services, mail_id=which)
    except LookupError:
        raise CommandFailed(
            f"not exactly one mail that waits or failed begins with {which!r}"
        ) from None
    except ValueError:
        raise CommandFailed(
            "what this mail names is over, or it has left: write a new one"
        ) from None
    say("it is tried again")
    return 0


def _as_json(mail: OutboxMail) -> dict[str, object]:
    return {
        "id": mail.id,
        "state": mail.state,
        "template": mail.template,
        "code": mail.facts.get("code", ""),
        "created_at": mail.created_at.isoformat(),
        "next_at": mail.next_at.isoformat(),
        "attempts": mail.attempts,
        "error": mail.error,
    }
