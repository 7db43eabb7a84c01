"""`worker`: the background work of a site of several replicas."""

from __future__ import annotations

import argparse
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from types import FrameType
from typing import Final

from youcheng import jobs
from youcheng.bootstrap import do_jobs, follow_settings, get_engine, get_services
from youcheng.commands.failures import CommandFailed
from youcheng.commands.output import say
from youcheng.commands.parsing import Commands, add_command
from youcheng.metrics_listener import serve_metrics
from youcheng.services.delivering import release_interrupted
from youcheng.services.health import is_late_round
from youcheng.settings import get_settings
from youcheng.storage.exclusive import Exclusive
from youcheng.web.logs import configure_logs

_LOCK: Final = 0x576F726B  # "Work"
_LOOKS: Final = 5.0
"""Seconds between two looks at the lock."""
_FOLLOWS: Final = 12
"""Looks between two readings of what staff have set."""

_log = logging.getLogger(__name__)


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "worker", work)
    parser.add_argument(
        "--check",
        action="store_true",
        help="do nothing but say when a round ended last; ends with 1 if that is too long ago",
    )


def work(arguments: argparse.Namespace) -> int:
    """Do the background work of a site whose setting YOUCHENG_JOBS is `worker`, until it is ended.

    Mails, reminders, what the clock ends, tiles, the nightly purge. One works at a time: a second
    one waits until the first has ended, so that it may be started before that. What was interrupted
    goes on. It ends with 1 when the database goes away: let it be started again.
    """
    if get_settings().jobs != "worker":
        raise CommandFailed(
            "the site does its background work itself here: set YOUCHENG_JOBS=worker for it and "
            "for the worker alike"
        )
    if arguments.check:
        return _check()
    configure_logs(get_settings().log_level, shape=get_settings().log_format)
    with _ending() as over, Exclusive(get_engine(), _LOCK) as lock:
        if not lock.take():
            _log.info("another worker works: waiting until it has ended")
        while not lock.take():
            if over.wait(1):
                return 0
        services = get_services()
        if released := release_interrupted(services):
            _log.warning("mails whose sending was interrupted, sent again now: %d", released)
        do_jobs(executor="worker")
        _log.info("the worker works")
        try:
            with serve_metrics(get_settings().metrics_address):
                return _watch(lock, over)
        finally:
            jobs.stop()


def _watch(lock: Exclusive, over: Event) -> int:
    looks = 0
    while not over.wait(_LOOKS):
        if not lock.is_held():
            _log.error("the database went away, and with it the right to work alone")
            return 1
        looks += 1
        if looks % _FOLLOWS == 0:
            follow_settings()
    _log.info("the worker ends")
    return 0


@contextmanager
def _ending() -> Iterator[Event]:
    """Set once the process is asked to end."""
    over = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        over.set()

    kept = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield over
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _check() -> int:
    jobs.start_asking(get_settings())
    try:
        found = jobs.examine()
    finally:
        jobs.stop()
    if found.last_ended is None:
        say("no round has ended yet")
        return 1
    now = datetime.now(UTC)
    ago = (now - found.last_ended).total_seconds()
    say(f"a round ended {ago:.0f} s ago; {found.waiting} waiting")
    return 1 if is_late_round(found.last_ended, now) else 0
