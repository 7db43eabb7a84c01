"""Counts and times the script runs of this process, each under the id of its socket."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from youcheng.metrics import count_sessions, script_run_seconds
from youcheng.tracing import HEADER, caused_by

if TYPE_CHECKING:
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

_run = ScriptRunner._run_script


def watch_script_runs() -> None:
    """Let each script run of this process be counted, and what it writes bear the id of its
    socket. Streamlit gives no hook of its own for a run: its runner is wrapped, once."""
    if ScriptRunner._run_script is _run:
        ScriptRunner._run_script = _run_watched  # type: ignore[method-assign]
        count_sessions(_open_sessions)


def _run_watched(self: ScriptRunner, rerun_data: RerunData) -> None:
    part = "fragment" if rerun_data.fragment_id_queue else "page"
    begun = perf_counter()
    try:
        with caused_by(st.context.headers.get(HEADER) or ""):
            _run(self, rerun_data)
    finally:
        script_run_seconds.labels(part).observe(perf_counter() - begun)


def _open_sessions() -> int:
    if not Runtime.exists():
        return 0
    stats = Runtime.instance().stats_mgr.get_stats([ACTIVE_SESSIONS_FAMILY])
    found = stats.get(ACTIVE_SESSIONS_FAMILY, ())
    return sum(one.value for one in found if isinstance(one, GaugeStat))
