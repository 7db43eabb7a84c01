"""What `doctor` looks at: each check tells its findings, and what to do about what is wrong."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from youcheng.bootstrap import mail_server, secret_file
from youcheng.commands.failures import CommandFailed, explain
from youcheng.commands.log import describe, show_head
from youcheng.commands.output import count
from youcheng.commands.parsing import show_moment
from youcheng.commands.site import require_database
from youcheng.machine import measure_disk, reach_mail_server
from youcheng.services.erasing import returned, unlisted
from youcheng.services.form_presence import describe_missing, missing_forms
from youcheng.services.health import MailServer
from youcheng.services.ports import Services, StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.services.resending import count_waiting
from youcheng.services.upkeep import find_damage, find_orphans
from youcheng.services.verifying import verify_log
from youcheng.settings import Settings
from youcheng.storage.migration import SchemaOutdated, check_schema
from youcheng.storage.record_dumps import count_submissions
from youcheng.storage.schema_checks import find_schema_faults

Level = Literal["ok", "warning", "problem"]
_SLACK: Final = timedelta(minutes=1)
_DAMAGE: Final = {
    "missing": "is missing",
    "size": "has another size",
    "content": "has other content",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor.

    Attributes:
        part: what was looked at.
        level: a warning is in order for now.
        text: what was found, and what to do when it is wrong.
    """

    part: str
    level: Level
    text: str


def examine_machine(settings: Settings, engine: Engine) -> Iterator[Finding]:
    """Disk, secret and mail server."""
    yield _disk(settings)
    yield _secret(settings, engine)
    yield _mail_server(settings)


def _disk(settings: Settings) -> Finding:
    disk = measure_disk(settings)
    free, floor = disk.free, disk.floor
    told = f"{free / 1e9:.1f} GB free on the disk of {settings.var}"
    if free < floor:
        return Finding(
            "disk", "problem", f"{told}: less than YOUCHENG_FREE_DISK, nothing is taken: make room"
        )
    if free < 2 * floor:
        return Finding("disk", "warning", f"{told}: below {floor / 1e9:.1f} nothing is taken")
    return Finding("disk", "ok", told)


def _secret(settings: Settings, engine: Engine) -> Finding:
    if settings.secret_key:
        return Finding("secret", "ok", "given by YOUCHENG_SECRET_KEY")
    file = secret_file(settings)
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        file.read_bytes()
    except FileNotFoundError:
        if _has_submissions(engine):
            return Finding(
                "secret",
                "problem",
                f"{file} is missing: put your copy back, or the next start draws a new one and "
                "open forms and one-time codes are worth nothing",
            )
        return Finding("secret", "ok", f"{file} is drawn at the first start")
    except OSError as error:
        return Finding(
            "secret", "problem", f"{file} cannot be read ({error.strerror}): run this as its owner"
        )
    if mode & 0o077:
        return Finding("secret", "problem", f"{file} is open to others: run `chmod 600 {file}`")
    return Finding("secret", "ok", f"{file} is readable by its owner alone")


def _has_submissions(engine: Engine) -> bool:
    try:
        return count_submissions(engine) > 0
    except SQLAlchemyError:
        return False


def _mail_server(settings: Settings) -> Finding:
    server = mail_server(settings)
    if server is None:
        return Finding(
            "mail server",
            "problem" if settings.production else "warning",
            "none is set, mails stay in the outbox: set YOUCHENG_SMTP_HOST",
        )
    found = reach_mail_server(settings)
    if found is not MailServer.REACHED:
        why = "does not let us in" if found is MailServer.LOGIN else "does not answer"
        return Finding(
            "mail server",
            "problem",
            f"{server.host}:{server.port} {why}: see the settings YOUCHENG_SMTP_*",
        )
    return Finding("mail server", "ok", f"{server.host}:{server.port} lets us in")


def examine_database(settings: Settings, engine: Engine, *, deep: bool) -> Iterator[Finding]:
    """Whether the database can be had and is as this version makes it."""
    try:
        require_database(settings)
        check_schema(engine)
        faults = find_schema_faults(engine, deep=deep)
    except (CommandFailed, SchemaOutdated, SQLAlchemyError) as error:
        yield Finding("database", "problem", explain(error))
        return
    for fault in faults:
        yield Finding(
            "database", "problem", f"{fault}: run `python -m youcheng migrate`, else restore"
        )
    if not faults:
        yield Finding("database", "ok", f"{engine.dialect.name} at this version's revision")


def examine_records(services: Services, *, deep: bool, has_mail: bool) -> Iterator[Finding]:
    """Forms, files, erasure list, outbox, clock and log."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _forms(services),
        lambda: _files(services, deep=deep),
        lambda: _erasures(services),
        lambda: _outbox(services, has_mail=has_mail),
        lambda: _log(services),
    )
    for check in checks:
        try:
            yield from check()
        except (StoreBusy, SQLAlchemyError) as error:
            yield Finding("database", "problem", explain(error))
            return


def _forms(services: Services) -> Iterator[Finding]:
    missing = missing_forms(services)
    for form, number in missing.items():
        yield Finding("forms", "problem", describe_missing(form, number))
    if not missing:
        yield Finding("forms", "ok", "every form that submissions need is there")


def _files(services: Services, *, deep: bool) -> Iterator[Finding]:
    try:
        services.files.check()
        damage = find_damage(services, deep=deep)
        orphans = find_orphans(services)
    except StoreDown as error:
        yield Finding("files", "problem", explain(error))
        return
    for one in damage:
        row = one.attachment
        yield Finding(
            "files",
            "problem",
            f"the file of attachment {row.id} {_DAMAGE[one.what]}: put {row.key} back from a "
            "backup",
        )
    for orphan in orphans:
        yield Finding(
            "files", "problem", f"no row names {orphan.key}: `doctor --repair` removes it"
        )
    if not damage and not orphans:
        what = "present and unaltered" if deep else "present"
        yield Finding("files", "ok", f"every file that rows name is {what}, and no other")


def _erasures(services: Services) -> Iterator[Finding]:
    missing, back = unlisted(services), returned(services)
    for _, code, end in missing:
        yield Finding(
            "erasure list",
            "problem",
            f"{code} is {end} and not listed: `doctor --repair` lists it",
        )
    for _, code in back:
        yield Finding(
            "erasure list",
            "problem",
            f"{code} is listed as ended and is back: `doctor --repair` ends it again",
        )
    if not missing and not back:
        number = len(services.erasures.all())
        yield Finding("erasure list", "ok", f"{count(number, 'line')}, complete")


def _outbox(services: Services, *, has_mail: bool) -> Iterator[Finding]:
    waiting = count_waiting(services)
    late = count(waiting.late, "mail waits", "mails wait")
    if waiting.failed:
        yield Finding(
            "outbox",
            "problem",
            f"{count(waiting.failed, 'mail')} failed: see `python -m youcheng outbox --failed`",
        )
    if waiting.late and has_mail:
        yield Finding("outbox", "problem", f"{late} for more than an hour: is the site running?")
    elif waiting.late:
        yield Finding("outbox", "warning", f"{late} for a mail server")
    elif not waiting.failed:
        waits = count(waiting.queued, "mail waits", "mails wait")
        yield Finding("outbox", "ok", f"{waits}, none is late")


def _log(services: Services) -> Iterator[Finding]:
    now = services.clock()
    verdict = verify_log(services)
    yield _clock(now, verdict.latest)
    for line in describe(verdict):
        yield Finding("log", "problem", f"{line}: find out who wrote there, then restore")
    if verdict.is_whole:
        yield Finding("log", "ok", f"whole; head {show_head(verdict.head)}")


def _clock(now: datetime, latest: datetime | None) -> Finding:
    if latest is not None and latest > now + _SLACK:
        return Finding(
            "clock",
            "problem",
            f"it says {show_moment(now)}, and the log goes on to {show_moment(latest)}: set it",
        )
    return Finding("clock", "ok", f"it says {show_moment(now)}")
