"""What happens once when the process starts, and goes on beside the requests until it ends."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Event
from typing import Any, Final

from anyio import to_thread

from youcheng import jobs
from youcheng.bootstrap import follow_settings, get_services, start_jobs
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import load_all
from youcheng.markup.geo_files import geo_files
from youcheng.markup.hero_map import draw_hero_map
from youcheng.metrics_listener import serve_metrics
from youcheng.sample_edition import fill_with_samples
from youcheng.services.form_presence import describe_missing, missing_forms
from youcheng.services.ports import Services, StoreBusy
from youcheng.services.sampling import look_for_samples
from youcheng.settings import get_settings
from youcheng.web.connections import bound_connections
from youcheng.web.logs import configure_logs
from youcheng.web.received_files import received_folder, sweep_received
from youcheng.web.static_files import prepare_static_files

_THRESHOLDS: Final = (50_000, 20, 1_000)
"""For ``gc.set_threshold``. On the three-form page of the benchmark two pairs of runs gave 197
script runs a CPU-second against 182 with Python's own, a gain not far above the noise."""

_LOOKS_EVERY: Final = 60

_log = logging.getLogger(__name__)


async def _collect(seconds: float) -> None:
    """Collect on a clock, in place of Streamlit's collection after every script run."""
    while True:
        await asyncio.sleep(seconds)
        gc.collect()


def _look_for_forms(services: Services) -> None:
    """Tell the operator of forms that are missing; what does not need them works all the same, as
    after a way back to a version that did not have them yet."""
    with suppress(StoreBusy):  # the doctor looks as well
        for form, number in missing_forms(services).items():
            _log.error(describe_missing(form, number))


async def _watch(services: Services) -> None:
    """Look once a minute whether pages have to say that the site shows samples, and what staff have
    set by way of another process. A look that fails is logged, and the next one comes all the same.
    """
    while True:
        try:
            await to_thread.run_sync(look_for_samples, services)
            await to_thread.run_sync(follow_settings)
        except Exception:
            _log.exception("what may have changed beside this process could not be looked at")
        await asyncio.sleep(_LOOKS_EVERY)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Load everything that pages need, so that no visitor waits for it, then keep memory flat.

    Raises:
        youcheng.content.problems.ContentError: a file under data/ is broken; the start stops.
    """
    settings = get_settings()
    configure_logs(settings.log_level, shape=settings.log_format)
    bound_connections(settings.sockets_per_address, settings.trusted_proxies)
    await to_thread.run_sync(prepare_static_files)
    content = load_content()
    load_all()
    draw_hero_map(content)
    geo_files()
    await to_thread.run_sync(sweep_received, received_folder())
    await to_thread.run_sync(start_jobs)
    await to_thread.run_sync(_look_for_forms, get_services())
    gc.collect()
    gc.freeze()
    # Young objects are looked through less often; full collections come by the clock alone.
    gc.set_threshold(*_THRESHOLDS)
    collector = (
        asyncio.create_task(_collect(settings.collect_seconds))
        if settings.collect_seconds
        else None
    )
    over, services = Event(), get_services()
    watch = asyncio.create_task(_watch(services))
    filling = (
        asyncio.create_task(to_thread.run_sync(fill_with_samples, services, over))
        if settings.fills_with_samples
        else None
    )
    try:
        with serve_metrics(settings.metrics_address):
            yield
    finally:
        over.set()
        if filling:
            await filling
        await to_thread.run_sync(jobs.stop)
        for clock in (watch, collector):
            if clock:
                clock.cancel()
                with suppress(asyncio.CancelledError):
                    await clock
