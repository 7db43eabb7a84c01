"""`verify-log`: proves that nobody has altered, dropped or moved a line of the log."""

from __future__ import annotations

import argparse
import re

from youcheng.commands.output import say, say_json, warn
from youcheng.commands.parsing import Commands, add_command, add_json
from youcheng.commands.site import open_site
from youcheng.domain.audit import Head
from youcheng.services.verifying import Difference, Verdict, verify_log

WHAT = {
    "sequence": "it is missing, doubled or moved",
    "previous": "it does not follow the line before it",
    "content": "it was altered",
    "cut_off": "the end of the log is missing, or is not the one that was written",
}
"""What is wrong with a line, by the domain's code."""


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "verify-log", prove)
    parser.add_argument(
        "--kept",
        type=read_head,
        metavar="LINE:HASH",
        help="a head that was noted earlier, as this command and `backup` write it",
    )
    add_json(parser)


def read_head(text: str) -> Head:
    """A head as it is written down: number of the line and its hash.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    found = re.fullmatch(r"([0-9]{1,12}):([0-9a-f]{64})", text)
    if found is None:
        raise argparse.ArgumentTypeError("a head is a number, a colon and 64 hexadecimal digits")
    return Head(int(found[1]), found[2])


def show_head(head: Head) -> str:
    """A head as `read_head` reads it."""
    return f"{head.sequence}:{head.hash}"


def prove(arguments: argparse.Namespace) -> int:
    """Prove the log: the chain is whole, and replaying it gives what the records hold.

    Note the head that it writes somewhere else: with --kept a later run proves that the log still
    goes through it.
    """
    verdict = verify_log(open_site().services, kept=arguments.kept)
    if arguments.json:
        say_json(_as_json(verdict))
    else:
        for line in describe(verdict):
            warn(line)
        if verdict.is_whole:
            say(f"the log is whole; head {show_head(verdict.head)}")
    return 0 if verdict.is_whole else 1


def describe(verdict: Verdict) -> list[str]:
    """What is wrong with the log, one line each; empty when nothing is."""
    found = []
    if verdict.broken is not None:
        broken = verdict.broken
        found.append(f"the log is broken at line {broken.sequence}: {WHAT[broken.what]}")
    if not verdict.holds:
        found.append("the log does not go through the head that was kept: it was written anew")
    return found + [_differs(one) for one in verdict.differences]


def _differs(one: Difference) -> str:
    name = f"submission {one.code or one.submission}"
    if one.stored is None:
        return f"{name} is {one.logged} by the log and is not in the records"
    return f"{name} is {one.stored} in the records and {one.logged or 'nowhere'} by the log"


def _as_json(verdict: Verdict) -> dict[str, object]:
    broken = verdict.broken
    return {
        "whole": verdict.is_whole,
        "head": show_head(verdict.head),
        "broken": None if broken is None else {"line": broken.sequence, "what": broken.what},
        "holds": verdict.holds,
        "differences": [
            {
                "submission": one.submission,
                "code": one.code,
                "logged": one.logged,
                "stored": one.stored,
            }
            for one in verdict.differences
        ],
    }
