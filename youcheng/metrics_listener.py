"""Answers Prometheus on a private address: the site and the worker alike.

What this process counts is in `youcheng.metrics`; what the records hold, and how the jobs stand, is
looked at when it is asked for. Whoever reaches the address may read it all: it must not be one that
the public reaches.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from youcheng.bootstrap import get_services
from youcheng.machine import look_at_jobs
from youcheng.metrics import REGISTRY
from youcheng.services.health import Jobs
from youcheng.services.ports import Services
from youcheng.services.watching import count_records
from youcheng.settings import split_address

_log = logging.getLogger(__name__)


class _Records(Collector):
    """Mails, submissions and the database itself."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """What the records hold now; nothing but that they cannot be had when they cannot."""
        try:
            counts = count_records(self._services())
        except Exception as error:
            # The site's own lines say more; a scrape comes every few seconds.
            _log.warning("the records cannot be counted: %s", type(error).__name__)
            yield _gauge("database_up", "Whether the database answers.", 0)
            return
        yield _gauge("database_up", "Whether the database answers.", 1)
        yield _gauges("outbox_mails", "Mails in the outbox.", "state", counts.mails.items())
        yield _gauge("outbox_late", "Mails that should have left an hour ago.", counts.late)
        yield _gauges(
            "queue_submissions", "Submissions in the desk's queue.", "state", counts.queue.items()
        )


class _Jobs(Collector):
    """The job engine of this process."""

    def __init__(self, look: Callable[[], Jobs]) -> None:
        self._look = look

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """How the jobs stand now, by the engine's history."""
        try:
            found = self._look()
        except Exception as error:
            _log.warning("the jobs cannot be looked at: %s", type(error).__name__)
            return
        yield _gauge("jobs_running", "Whether this does jobs or asks for them.", found.running)
        if not found.running:
            return
        yield _gauge("jobs_waiting", "Pieces of work that have begun and not ended.", found.waiting)
        yield _gauge("jobs_failed", "Pieces of work of the last days that failed.", found.failed)
        if found.last_ended is not None:
            yield _gauge(
                "jobs_last_round_timestamp_seconds",
                "When the round of every minute last ended well, in whatever process.",
                found.last_ended.timestamp(),
            )


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"youcheng_{name}", text, value=float(value))


def _gauges(
    name: str, text: str, label: str, values: Iterable[tuple[str, int]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"youcheng_{name}", text, labels=[label])
    for word, value in values:
        family.add_metric([word], value)
    return family


@contextmanager
def serve_metrics(
    address: str,
    *,
    services: Callable[[], Services] = get_services,
    jobs: Callable[[], Jobs] = look_at_jobs,
) -> Iterator[None]:
    """Answer with the metrics of this process for the time of the block.

    An address that cannot be had, such as one that another process holds, is told in the log and
    stops nothing: whoever watches sees that nobody answers.

    Args:
        address: host and port to listen on; empty: nothing listens.
        services: gives the services whose records are counted.
        jobs: tells how the jobs stand.

    Raises:
        ValueError: it is no such address.
    """
    if not address:
        yield
        return
    host, port = split_address(address)
    try:
        server, thread = start_http_server(port, host, REGISTRY)
    except OSError as error:
        _log.error("no metrics: %s cannot be listened on (%s)", address, error.strerror)
        yield
        return
    collectors = (_Records(services), _Jobs(jobs))
    for one in collectors:
        REGISTRY.register(one)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for one in collectors:
            REGISTRY.unregister(one)
