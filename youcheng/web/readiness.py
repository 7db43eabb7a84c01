"""How each part stands that the site works with, for whoever decides what gets visitors.

Only a part without which pages cannot be served takes a process out of rotation: a mail server or a
store that is down for all of them would otherwise take the whole site away, and nothing be gained.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from types import MappingProxyType
from typing import Final

from youcheng.bootstrap import check_records, get_services
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.machine import look_at_jobs, measure_disk, touch_mail_server
from youcheng.markup.geo_files import geo_files
from youcheng.services.health import LATE_ROUND, MailServer, is_late_round
from youcheng.settings import get_settings
from youcheng.web.static_files import current_static_files

Check = Callable[[], None]
"""Returns if the part stands, raises `UnusedError` if the site works without it, and whatever it
likes if not. It must be quick."""

_KEPT_SECONDS: Final = 10.0
_STARTED: Final = time.monotonic()

_log = logging.getLogger(__name__)


class NotReadyError(Exception):
    """A part does not stand; the message says what is missing."""


class UnusedError(Exception):
    """A part is not set up here, and that is in order."""


class State(StrEnum):
    """How one part stands."""

    OK = "ok"
    OFF = "off"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it was found.

    Attributes:
        state: how it stands.
        milliseconds: how long it took to find out.
    """

    state: State
    milliseconds: float


class Kept:
    """A check whose answer holds for some seconds, so that probes ask nobody else that often.

    Args:
        check: what is asked.
        seconds: how long its answer holds.
    """

    def __init__(self, check: Check, seconds: float = _KEPT_SECONDS) -> None:
        self._check = check
        self._seconds = seconds
        self._lock = Lock()
        self._until = 0.0
        self._error: Exception | None = None

    def __call__(self) -> None:
        """Raise what the check raised, if it did."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._error = _caught(self._check)
                self._until = time.monotonic() + self._seconds
            error = self._error
        if error is not None:
            raise error


def _caught(check: Check) -> Exception | None:
    try:
        check()
    except Exception as error:
        return error.with_traceback(None)
    return None


def _check_content() -> None:
    if not load_content().items:
        raise NotReadyError("there are no items")


def _check_catalogues() -> None:
    for language in LANGUAGES:
        translator(language.code)


def _check_static_files() -> None:
    if not current_static_files():
        raise NotReadyError("they are still being made")


def _check_geo() -> None:
    if not geo_files():
        raise NotReadyError("there are no map files")


def _check_files() -> None:
    get_services().files.check()


def _check_disk() -> None:
    disk = measure_disk(get_settings())
    if disk.free < disk.floor:
        raise NotReadyError("the disk is nearly full")


def _check_mail_server() -> None:
    found = touch_mail_server(get_settings())
    if found is MailServer.NONE:
        raise UnusedError("no mail server is set")
    if found is not MailServer.REACHED:
        raise NotReadyError("the mail server does not answer")


def _check_jobs() -> None:
    found = look_at_jobs()
    if not found.running:
        raise NotReadyError("they were not started")
    # Where this has just begun, a round may not have ended yet.
    is_new = time.monotonic() - _STARTED < LATE_ROUND.total_seconds()
    if not is_new and is_late_round(found.last_ended, datetime.now(UTC)):
        raise NotReadyError(f"the last round ended at {found.last_ended}")


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "content": _check_content,
        "catalogues": _check_catalogues,
        "static_files": _check_static_files,
        "geo": _check_geo,
        "database": check_records,
        "files": _check_files,
        "disk": _check_disk,
        "mail_server": Kept(_check_mail_server),
        "jobs": Kept(_check_jobs),
    }
)
NEEDED: Final = frozenset({"content", "catalogues", "static_files", "geo", "database"})
"""Without these no page can be served. Without the others pages are read on: photos and files wait,
mails wait in the outbox, and who sends something is told to try again."""


def check_parts(checks: Mapping[str, Check] = CHECKS) -> dict[str, Part]:
    """How each part stands, all looked at side by side. Why one does not is in the log, not in the
    answer."""
    with ThreadPoolExecutor(len(checks), "youcheng-ready") as threads:
        # Each line of the log bears the id of the request.
        found = {
            name: threads.submit(copy_context().run, _look, name, check)
            for name, check in checks.items()
        }
        return {name: one.result() for name, one in found.items()}


def is_ready(parts: Mapping[str, Part]) -> bool:
    """Whether pages can be served."""
    return all(part.state is not State.DOWN for name, part in parts.items() if name in NEEDED)


def is_whole(parts: Mapping[str, Part]) -> bool:
    """Whether nothing is down."""
    return all(part.state is not State.DOWN for part in parts.values())


def _look(name: str, check: Check) -> Part:
    begun = time.perf_counter()
    error = _caught(check)
    milliseconds = round(1000 * (time.perf_counter() - begun), 1)
    if error is None:
        return Part(State.OK, milliseconds)
    if isinstance(error, UnusedError):
        return Part(State.OFF, milliseconds)
    level = logging.ERROR if name in NEEDED else logging.WARNING
    _log.log(level, "%s is not ready: %s: %s", name, type(error).__name__, error)
    return Part(State.DOWN, milliseconds)
