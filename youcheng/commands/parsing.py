"""How a command is made known to the parser, and arguments that several of them have."""

from __future__ import annotations

import argparse
import datetime as dt
import inspect
from collections.abc import Callable
from typing import Any

from youcheng.domain.deadlines import NANJING

Commands = Any
"""What `ArgumentParser.add_subparsers` returns; argparse gives it no public name."""
Run = Callable[[argparse.Namespace], int]
"""Does a command; returns 0, or 1 when what it looked at is not in order."""


def add_command(commands: Commands, name: str, run: Run) -> argparse.ArgumentParser:
    """Add a command whose help is the docstring of `run`; return its parser."""
    description = inspect.getdoc(run) or ""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=description.splitlines()[0].rstrip("."),
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command answer in JSON."""
    parser.add_argument("--json", action="store_true", help="answer in JSON, for machines")


def read_moment(text: str, *, end_of_day: bool = False) -> dt.datetime:
    """A moment as an operator writes it: a day, or day and time; in Nanjing unless a zone is given.

    Args:
        text: such as 2027-03-31, 2027-03-31T18:00 or 2027-03-31T18:00+02:00.
        end_of_day: a day alone means its end, not its beginning.

    Raises:
        argparse.ArgumentTypeError: it is neither.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day and no time; write 2027-03-31 or 2027-03-31T18:00"
        ) from None
    if len(text) <= len("2027-03-31") and end_of_day:
        moment += dt.timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=NANJING)


def read_until(text: str) -> dt.datetime:
    """`read_moment` for an end: a day is taken up to its last moment."""
    return read_moment(text, end_of_day=True)


def show_moment(moment: dt.datetime) -> str:
    """A moment as the commands write it, on the clock of Nanjing."""
    return f"{moment.astimezone(NANJING):%Y-%m-%d %H:%M} Nanjing"
