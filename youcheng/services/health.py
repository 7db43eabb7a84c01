"""Whether the parts stand that the site works with, for those who look after it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from youcheng.domain.actors import Actor
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.services.desk_access import NotAllowed
from youcheng.services.ports import Services
from youcheng.services.resending import Waiting, count_waiting

LATE_ROUND: Final = timedelta(minutes=5)
"""A round of jobs begins each minute; one that ended so long ago was the last."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Level(StrEnum):
    """How a part stands; a warning is in order for now."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Part(StrEnum):
    """What is looked at, in the order in which it is told."""

    DATABASE = "database"
    FILES = "files"
    DISK = "disk"
    MAIL_SERVER = "mail_server"
    OUTBOX = "outbox"
    JOBS = "jobs"


class MailServer(StrEnum):
    """What became of trying to reach the mail server."""

    NONE = "none"
    REACHED = "reached"
    LOGIN = "login"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Jobs:
    """The background work of this process.

    Attributes:
        running: whether it was started here.
        waiting: pieces of work that were begun and have not ended.
        failed: pieces of work of the last days that ended with an error.
        last_ended: aware time at which a round ended last; None for never.
    """

    running: bool = False
    waiting: int = 0
    failed: int = 0
    last_ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of what is written at run time, in bytes.

    Attributes:
        free: what is free.
        floor: below it nothing more is taken.
    """

    free: int
    floor: int


@dataclass(frozen=True, slots=True)
class Machine:
    """What services do not know of the machine, each asked when it is called.

    Attributes:
        check_database: raises whatever it likes unless the tables are those of this version.
        reach_mail: tries the mail server, for some seconds at most.
        look_at_jobs: the background work.
        measure_disk: the disk.
        versions: what runs, by its name.
    """

    check_database: Callable[[], None]
    reach_mail: Callable[[], MailServer]
    look_at_jobs: Callable[[], Jobs]
    measure_disk: Callable[[], Disk]
    versions: Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Health:
    """How the site stands at one moment.

    Attributes:
        at: by the server's clock.
        levels: of each part.
        disk, mail_server, outbox, jobs: what the parts told; None for what could not be told.
        versions: what runs, by its name.
    """

    at: datetime
    levels: Mapping[Part, Level]
    versions: Mapping[str, str]
    disk: Disk | None = None
    mail_server: MailServer | None = None
    outbox: Waiting | None = None
    jobs: Jobs | None = None


def may_read_health(actor: Actor) -> bool:
    """Whether the health of the site is the actor's to read."""
    return reading(actor, Area.HEALTH) is Reading.YES


def view_health(services: Services, /, *, actor: Actor, machine: Machine) -> Health:
    """Look at every part once. Why one does not stand is in the process's own log, not here.

    Args:
        actor: who asks, as the store knows them now.
        machine: what services do not know.

    Raises:
        NotAllowed: `role`.
    """
    if not may_read_health(actor):
        raise NotAllowed("role")
    now = services.clock()
    database = _try(Part.DATABASE, lambda: _stands(machine.check_database))
    files = _try(Part.FILES, lambda: _stands(services.files.check))
    disk = _try(Part.DISK, machine.measure_disk)
    mail_server = _try(Part.MAIL_SERVER, machine.reach_mail)
    outbox = _try(Part.OUTBOX, lambda: count_waiting(services))
    jobs = _try(Part.JOBS, machine.look_at_jobs)
    return Health(
        at=now,
        levels={
            Part.DATABASE: Level.GOOD if database else Level.BAD,
            Part.FILES: Level.GOOD if files else Level.BAD,
            Part.DISK: _disk(disk),
            Part.MAIL_SERVER: _mail_server(mail_server),
            Part.OUTBOX: _outbox(outbox),
            Part.JOBS: _jobs(jobs, now),
        },
        versions=machine.versions(),
        disk=disk,
        mail_server=mail_server,
        outbox=outbox,
        jobs=jobs,
    )


def _stands(check: Callable[[], None]) -> bool:
    check()
    return True


def _try(part: Part, look: Callable[[], T]) -> T | None:
    try:
        return look()
    except Exception:
        _log.exception("%s does not stand", part)
        return None


def _disk(disk: Disk | None) -> Level:
    if disk is None or disk.free < disk.floor:
        return Level.BAD
    return Level.WARNING if disk.free < 2 * disk.floor else Level.GOOD


def _mail_server(found: MailServer | None) -> Level:
    if found is MailServer.REACHED:
        return Level.GOOD
    return Level.WARNING if found is MailServer.NONE else Level.BAD


def _outbox(waiting: Waiting | None) -> Level:
    if waiting is None or waiting.failed:
        return Level.BAD
    return Level.WARNING if waiting.late else Level.GOOD


def _jobs(jobs: Jobs | None, now: datetime) -> Level:
    if jobs is None or not jobs.running:
        return Level.BAD
    is_late = is_late_round(jobs.last_ended, now)
    return Level.WARNING if is_late or jobs.failed else Level.GOOD


def is_late_round(last_ended: datetime | None, now: datetime) -> bool:
    """Whether the last round of jobs ended so long ago, or never, that no other is to come."""
    # A round of the future ended before the clock was set back: nobody knows of a later one.
    return last_ended is None or abs(now - last_ended) > LATE_ROUND
