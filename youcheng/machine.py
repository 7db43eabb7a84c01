"""What the process knows of the machine that it runs on, for those who look after the site."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Final

from sqlalchemy import Engine

from youcheng import jobs
from youcheng.bootstrap import check_records, mail_server
from youcheng.mail.smtp import MailDelayed, reach, touch
from youcheng.patience import Patience
from youcheng.services.health import Disk, Jobs, Machine, MailServer
from youcheng.settings import Settings
from youcheng.storage.migration import latest_revision

_MAIL_SECONDS: Final = 5.0
_TOUCH_SECONDS: Final = 2.0
_ENGINE_SECONDS: Final = 3.0


def this_machine(settings: Settings, engine: Engine) -> Machine:
    """What services are told of this machine.

    Args:
        settings: of the process.
        engine: its database.
    """
    return Machine(
        check_database=check_records,
        reach_mail=partial(reach_mail_server, settings),
        look_at_jobs=look_at_jobs,
        measure_disk=partial(measure_disk, settings),
        versions=partial(_versions, engine),
    )


def look_at_jobs() -> Jobs:
    """The background work, by the engine.

    Raises:
        TimeoutError: its database is away; the engine itself would wait for it for ever.
    """
    return _engine()


_engine = Patience(lambda: jobs.examine(), _ENGINE_SECONDS)


def measure_disk(settings: Settings) -> Disk:
    """The disk of the folder `var`."""
    return Disk(free=shutil.disk_usage(settings.var).free, floor=settings.free_disk)


def reach_mail_server(settings: Settings) -> MailServer:
    """Whether the mail server that is set lets us in now; nothing is sent."""
    server = mail_server(settings)
    if server is None:
        return MailServer.NONE
    try:
        reach(replace(server, timeout=_MAIL_SECONDS), settings.mail_from)
    except MailDelayed as error:
        return MailServer.LOGIN if error.reason == "login" else MailServer.SILENT
    return MailServer.REACHED


def touch_mail_server(settings: Settings) -> MailServer:
    """Whether something listens where the mail server is, within two seconds; it is not logged in
    to, so that a probe may ask often."""
    server = mail_server(settings)
    if server is None:
        return MailServer.NONE
    try:
        touch(replace(server, timeout=_TOUCH_SECONDS))
    except MailDelayed:
        return MailServer.SILENT
    return MailServer.REACHED


def _versions(engine: Engine) -> Mapping[str, str]:
    return {
        "Youcheng": version("youcheng"),
        "Python": platform.python_version(),
        "Streamlit": version("streamlit"),
        engine.dialect.name: latest_revision(),
    }
