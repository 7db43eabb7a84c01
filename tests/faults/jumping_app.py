"""The site on a machine whose clock a test sets: for the site itself and for its job engine."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

import streamlit as st
from dbos import _scheduler

from youcheng import bootstrap, waking
from youcheng.settings import get_settings
from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

file = get_settings().var / "ahead"


def ahead() -> float:
    """Seconds by which the clock was set forward."""
    return float(file.read_text("ascii"))


class SetTime(datetime):
    """The time of a machine whose clock was set."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """This moment by that clock."""
        return datetime.now(tz) + timedelta(seconds=ahead())


defaults = bootstrap.build_services.__kwdefaults__
assert defaults is not None
defaults["clock"] = lambda: SetTime.now(UTC)
waking.time = SimpleNamespace(  # type: ignore[assignment]
    time=lambda: time.time() + ahead(), monotonic=time.monotonic
)
_scheduler.datetime = SetTime  # type: ignore[misc]

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
