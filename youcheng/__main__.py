"""Commands for operators and editors: `python -m youcheng --help`."""

from __future__ import annotations

import argparse
import sys

from youcheng.commands import (
    access_codes,
    backups,
    checking,
    doctor,
    intake,
    jury,
    log,
    outbox,
    retention,
    sample,
    staff,
    worker,
    works,
)
from youcheng.commands.failures import EXPECTED, explain
from youcheng.commands.output import warn

GROUPS = (
    *(checking, worker, doctor, backups, log, retention, outbox, access_codes, staff),
    *(intake, sample, works, jury),
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(prog="python -m youcheng", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_to(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: words of the command line; None takes the process's own.

    Returns:
        0 when the work was done and all is in order, 2 when it is never done here, else 1; the
        reason is on standard error.
    """
    chosen = build_parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except EXPECTED as error:
        warn(explain(error))
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
