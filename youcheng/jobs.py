"""Background work on DBOS: the only module that knows the job engine.

Every job follows from the records: mails that are due, times that have come. The engine's own
database says how far a round of work was when the process died; it holds ids and no personal data,
and nothing is lost with it. Each step may be repeated. Embedded, it has a SQLite file of its own,
so that its polling never waits for a visitor's transaction or holds one up; scaled out, a schema of
its own in the same PostgreSQL, through which replicas ask the worker for a round.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from sqlalchemy.engine import make_url

from youcheng.content.collection import Content
from youcheng.domain.outbox import OutboxMail
from youcheng.metrics import watched_job
from youcheng.services.batching import finish_due_batches
from youcheng.services.delivering import Outcome, deliver, due_mails, forget_addresses
from youcheng.services.health import Jobs
from youcheng.services.keeping_time import keep_time
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.ports import Services
from youcheng.services.publishing import publish_due_works
from youcheng.services.results_day import finish_due_results
from youcheng.services.revealing import apply_due_results
from youcheng.settings import Settings
from youcheng.storage.engine import sqlite_url
from youcheng.waking import Waker

Send = Callable[[OutboxMail], Outcome]

NAME: Final = "youcheng"
VERSION: Final = "1"
"""Counts the shape of the workflows, not the program: work begun by an older release goes on."""
_ASKED: Final = "asked"
"""Queue of the rounds that replicas ask for."""
_ROUND: Final = 50
_ROUNDS: Final = 20
_HISTORY: Final = timedelta(days=3)
_MINUTE: Final = 60.0
_COUNTED: Final = 1000

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Work:
    """What the jobs of this process work with; None outside of `start` and `stop`."""

    services: Services | None = None
    send: Send | None = None
    nightly: tuple[Callable[[Services], object], ...] = ()

    def given(self) -> Services:
        if self.services is None:
            raise RuntimeError("the jobs have not been started")
        return self.services


_work = _Work()


@DBOS.step(name="list_due")
def _list_due() -> list[str]:
    # Without a mail server every mail stays due: no step is to be written down for any of them.
    return [] if _work.send is None else list(due_mails(_work.given()))


@DBOS.step(name="deliver_one")
def _deliver_one(mail_id: str) -> bool:
    send = _work.send
    return send is not None and deliver(_work.given(), mail_id=mail_id, send=send)


@DBOS.workflow(name="deliver_mails")
@watched_job("deliver_mails")
def deliver_mails() -> int:
    """Send every mail that is due; return how many have left."""
    left = 0
    for _ in range(_ROUNDS):
        due = _list_due()
        left += sum(_deliver_one(mail_id) for mail_id in due)
        if len(due) < _ROUND:
            break
    return left


@DBOS.step(name="keep_time")
def _keep_time() -> str:
    kept = keep_time(_work.given())
    return f"{kept.reminded} reminded, {kept.ended} ended"


@DBOS.step(name="finish_batches")
def _finish_batches() -> int:
    return finish_due_batches(_work.given())


@DBOS.workflow(name="finish_batches")
@watched_job("finish_batches")
def finish_batches() -> int:
    """Make the paintings of the batches that were sent; return how many were made."""
    return _finish_batches()


@DBOS.step(name="cut_tiles")
def _cut_tiles() -> int:
    return cut_due_tiles(_work.given())


@DBOS.step(name="publish_works")
def _publish_works() -> int:
    # One step: the shape of the workflow stays, no work comes on show without its award, and
    # nothing is told before it is true.
    apply_due_results(_work.given())
    shown = publish_due_works(_work.given())
    finish_due_results(_work.given())
    return shown


@DBOS.step(name="nightly")
def _nightly() -> None:
    services = _work.given()
    for task in (forget_addresses, *_work.nightly):
        task(services)


@DBOS.step(name="forget_history")
def _forget_history() -> int:
    before = (datetime.now(UTC) - _HISTORY).isoformat()
    over = [
        one.workflow_id
        for one in DBOS.list_workflows(
            completed_before=before, load_input=False, load_output=False, limit=5000
        )
    ]
    if over:
        DBOS.delete_workflows(over)
    return len(over)


@DBOS.workflow(name="every_minute")
@watched_job("every_minute")
def every_minute(_at: datetime, _context: Any) -> None:
    """Paintings of batches, results with what goes with them, works that come on show, mails whose
    time has come, whoever wrote them, and tiles of new pictures."""
    _finish_batches()
    _publish_works()
    deliver_mails()
    for _ in range(_ROUNDS):
        if not _cut_tiles():
            break


@DBOS.workflow(name="every_hour")
@watched_job("every_hour")
def every_hour(_at: datetime, _context: Any) -> None:
    """Reminders, and the end of what has waited too long."""
    _keep_time()
    deliver_mails()


@DBOS.workflow(name="every_night")
@watched_job("every_night")
def every_night(_at: datetime, _context: Any) -> None:
    """What may be forgotten, the engine's own history among it."""
    _nightly()
    _forget_history()


_SCHEDULES: Final = (
    (every_minute, "* * * * *"),
    (every_hour, "7 * * * *"),
    (every_night, "23 19 * * *"),
)


class _Terse(logging.Filter):
    """While its database is away each of the engine's threads warns at every try, most of them with
    a traceback; a line a minute from each place says as much."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written; a warning is cut to its first words."""
        if record.levelno != logging.WARNING:
            return True
        place, now = (record.filename, record.lineno), time.monotonic()
        if now - self._told.get(place, -_MINUTE) < _MINUTE:
            return False
        self._told[place] = now
        text = record.getMessage().partition("\n")[0]
        record.msg, record.args = text.partition("Traceback")[0].strip(), None
        record.exc_info = record.exc_text = None
        return True


_terse = _Terse()


def database_url(settings: Settings) -> str:
    """Where the engine keeps how far its work is."""
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        url = make_url(settings.database_url).set(drivername="postgresql")
        return url.render_as_string(hide_password=False)
    return sqlite_url(settings.var / "jobs.sqlite3")


_waker: Waker | None = None
_client: DBOSClient | None = None


def wake() -> None:
    """Let mails that were just committed leave; without jobs in this process it does nothing."""
    if _waker is not None:
        _waker.wake()


def start(
    settings: Settings,
    services: Services,
    *,
    send: Send | None,
    nightly: tuple[Callable[[Services], object], ...] = (),
    executor: str = "site",
) -> None:
    """Start the engine in this process: interrupted work goes on, the clock begins to tick.

    Args:
        settings: of the process.
        services: what the jobs work with.
        send: hands a mail to the server; None keeps every mail in the outbox.
        nightly: further work of every night, each of which may be repeated.
        executor: name of this executor; the same after a restart, so that its work is taken up.
            No two that run at once have one name.
    """
    global _waker
    _work.services, _work.send, _work.nightly = services, send, nightly
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    config = DBOSConfig(
        name=NAME,
        system_database_url=database_url(settings),
        executor_id=executor,
        application_version=VERSION,
        log_level="WARNING",
        enable_otlp=False,
    )
    DBOS(config=config)
    logging.getLogger("dbos").addFilter(_terse)
    DBOS.launch()
    DBOS.register_queue(_ASKED, worker_concurrency=1, on_conflict="always_update")
    _keep_ticking()
    _waker = Waker(_begin_here, _keep_ticking)
    _waker.start()
    _waker.wake()


def _begin_here() -> None:
    DBOS.start_workflow(finish_batches)
    DBOS.start_workflow(deliver_mails)


def start_asking(settings: Settings) -> None:
    """Let this process ask the worker for rounds; it does none itself.

    Where the worker is away they wait for it, and its clock begins one each minute in any case.
    """
    global _client, _waker
    _client = DBOSClient(
        system_database_url=database_url(settings),
        system_database_pool_size=2,
        application_name=NAME,
        lazy=True,
        retry_connection_errors=False,
    )
    _waker = Waker(partial(_ask, _client))
    _waker.start()


def _ask(client: DBOSClient) -> None:
    for workflow in ("finish_batches", "deliver_mails"):
        options: EnqueueOptions = {
            "queue_name": _ASKED,
            "workflow_name": workflow,
            "app_version": VERSION,
        }
        client.enqueue(options)


def renew(content: Content) -> None:
    """Let the jobs of this process work with this content from now on."""
    if _work.services is not None:
        _work.services = replace(_work.services, content=content)


def _keep_ticking() -> None:
    """Let rounds of work begin by the server's clock as it is now.

    The engine takes a moment for done that has come before under the same name, and waits for the
    next one by a clock that may have been set since: hence new names, and schedules begun anew.
    """
    old = [one["schedule_name"] for one in DBOS.list_schedules()]
    mark = secrets.token_hex(4)
    DBOS.apply_schedules([_schedule(mark, *one) for one in _SCHEDULES])
    for name in old:
        DBOS.delete_schedule(name)


def _schedule(mark: str, workflow: Any, cron: str) -> Any:
    return {
        "schedule_name": f"{workflow.__name__}_{mark}",
        "workflow_fn": workflow,
        "schedule": cron,
    }


def examine() -> Jobs:
    """How the work stands that this process does or asks for, by the engine's history of the last
    days."""
    if _waker is None:
        return Jobs()
    listing = DBOS.list_workflows if _client is None else _client.list_workflows
    look = partial(listing, load_input=False, load_output=False)
    rounds = look(name="every_minute", status="SUCCESS", sort_desc=True, limit=1)
    ended = [one.completed_at for one in rounds if one.completed_at is not None]
    return Jobs(
        running=True,
        waiting=len(look(status=["PENDING", "ENQUEUED"], limit=_COUNTED)),
        failed=len(look(status=["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"], limit=_COUNTED)),
        last_ended=datetime.fromtimestamp(ended[0] / 1000, UTC) if ended else None,
    )


def stop() -> None:
    """Stop the engine; what runs is taken up at the next start."""
    global _client, _waker
    if _waker is not None:
        _waker.stop()
        _waker = None
    if _client is not None:
        _client.destroy()
        _client = None
    else:
        DBOS.destroy()
    _work.services = _work.send = None
