"""`doctor`: looks the whole installation over, and mends what can be mended without a loss."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from pydantic import SecretStr

from youcheng.bootstrap import build_services, get_engine
from youcheng.commands.examination import (
    Finding,
    examine_database,
    examine_machine,
    examine_records,
)
from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import say, say_json
from youcheng.commands.parsing import Commands, add_command, add_json
from youcheng.services.erasing import end_returned, list_unlisted
from youcheng.services.ports import Services
from youcheng.services.upkeep import sweep_orphans
from youcheng.settings import Settings, get_settings

_MARKS = {"ok": "ok", "warning": "warning", "problem": "PROBLEM"}


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "doctor", examine)
    parser.add_argument(
        "--deep", action="store_true", help="read every file and compare its SHA-256"
    )
    parser.add_argument(
        "--repair",
        action="store_true",
        help="remove files that no row names, complete the erasure list, end again what it names",
    )
    add_json(parser)


def examine(arguments: argparse.Namespace) -> int:
    """Look over database, files, erasure list, outbox, log, disk, secret, clock and mail server.

    One line for each finding; a problem says what to do, and the command then ends with 1. The
    site may go on meanwhile.
    """
    settings = get_settings()
    if not settings.var.is_dir():
        raise CommandFailed(f"there is no folder {settings.var}: set YOUCHENG_VAR")
    found = [*_look(settings, deep=arguments.deep, repair=arguments.repair)]
    fine = all(one.level != "problem" for one in found)
    if arguments.json:
        findings = [{"part": one.part, "level": one.level, "text": one.text} for one in found]
        say_json({"ok": fine, "findings": findings})
    else:
        for one in found:
            say(f"{_MARKS[one.level]:8} {one.part}: {one.text}")
    return 0 if fine else 1


def _look(settings: Settings, *, deep: bool, repair: bool) -> Iterator[Finding]:
    engine = get_engine()
    yield from examine_machine(settings, engine)
    database = [*examine_database(settings, engine, deep=deep)]
    yield from database
    if any(one.level == "problem" for one in database):
        return
    # The secret is only looked at: a service that is made without one would draw it.
    unsigned = settings.model_copy(update={"secret_key": SecretStr("-" * 32)})
    services = build_services(unsigned, engine)
    if repair:
        yield from _repair(services)
    yield from examine_records(services, deep=deep, has_mail=bool(settings.smtp_host))


def _repair(services: Services) -> Iterator[Finding]:
    ended, listed, swept = (
        end_returned(services),
        list_unlisted(services),
        sweep_orphans(services),
    )
    if ended:
        yield Finding("repaired", "ok", f"ended again because the erasure list names them: {ended}")
    if listed:
        yield Finding("repaired", "ok", f"lines added to the erasure list: {listed}")
    if swept:
        yield Finding("repaired", "ok", f"files removed that no row names: {swept}")
