"""What this process counts and times, in the registry that `youcheng.metrics_listener` serves.

A label has few values, all known from the code: patterns of routes and never paths, names of jobs,
states, codes of refusals. Nothing here says who did something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from youcheng.tracing import within_job

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. Pages are to come within a second, and a picture is given up after 21."""
_SLOW_BUCKETS: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 21.0, 60.0, 300.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

requests: Final = Counter(
    "youcheng_requests",
    "Requests that were answered, and sockets that were closed, by pattern of the route.",
    ["method", "route", "status"],
    registry=REGISTRY,
)
request_seconds: Final = Histogram(
    "youcheng_request_seconds",
    "Seconds from a request to the end of its reply; sockets are not among them.",
    ["route"],
    buckets=_BUCKETS,
    registry=REGISTRY,
)
websockets_open: Final = Gauge(
    "youcheng_websockets_open", "Sockets of the app that are open.", registry=REGISTRY
)
script_run_seconds: Final = Histogram(
    "youcheng_script_run_seconds",
    "Seconds of script runs of the app: of whole pages, or of fragments alone.",
    ["part"],
    buckets=_BUCKETS,
    registry=REGISTRY,
)
refused_at_once: Final = Counter(
    "youcheng_refused_at_once",
    "Requests that were refused because as many were under way as may be.",
    ["what", "limit"],
    registry=REGISTRY,
)
intake_seconds: Final = Histogram(
    "youcheng_intake_seconds",
    "Seconds that the intake of a picture took; the outcome is taken, failed, or why not.",
    ["outcome"],
    buckets=_SLOW_BUCKETS,
    registry=REGISTRY,
)
mails_tried: Final = Counter(
    "youcheng_mails_tried",
    "Attempts at sending a mail, by what the mail server said.",
    ["outcome"],
    registry=REGISTRY,
)
job_runs: Final = Counter(
    "youcheng_job_runs",
    "Runs of jobs in this process, by how they ended.",
    ["job", "outcome"],
    registry=REGISTRY,
)
job_seconds: Final = Histogram(
    "youcheng_job_seconds",
    "Seconds of runs of jobs.",
    ["job"],
    buckets=_SLOW_BUCKETS,
    registry=REGISTRY,
)
job_last_success: Final = Gauge(
    "youcheng_job_last_success_timestamp_seconds",
    "When a job last ended well in this process.",
    ["job"],
    registry=REGISTRY,
)
log_errors: Final = Counter(
    "youcheng_log_errors",
    "Lines of the log of level ERROR or above.",
    ["logger"],
    registry=REGISTRY,
)


def count_sessions(look: Callable[[], int]) -> None:
    """Tell at every scrape how many sessions of the app are open.

    Args:
        look: gives the number; it is called in another thread.
    """
    sessions = Gauge("youcheng_sessions_open", "Sessions of the app with a socket.", registry=None)
    sessions.set_function(look)
    REGISTRY.register(sessions)


@contextmanager
def watched_job(name: str) -> Iterator[None]:
    """Count and time one run of a job, whose lines in the log bear its name; as a decorator too.

    Args:
        name: of the job; one of few.
    """
    begun = perf_counter()
    outcome = "failed"
    try:
        with within_job(name):
            yield
        outcome = "done"
        job_last_success.labels(name).set_to_current_time()
    finally:
        job_runs.labels(name, outcome).inc()
        job_seconds.labels(name).observe(perf_counter() - begun)


@contextmanager
def watched_intake() -> Iterator[None]:
    """Time the intake of one picture. A refusal tells its outcome by its ``code``."""
    begun = perf_counter()
    outcome = "failed"
    try:
        yield
        outcome = "taken"
    except Exception as error:
        outcome = str(getattr(error, "code", outcome))
        raise
    finally:
        intake_seconds.labels(outcome).observe(perf_counter() - begun)
