"""How this process runs Streamlit: options for speed and safety, set before anything is served.

They are set in code because environment variables have no effect under ``uvicorn`` and a
configuration file only counts in the folder that the process was started in. Figures behind the
choices: docs/benchmarks.md.
"""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import Final
from uuid import uuid4

import streamlit as st
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from youcheng.content.loader import load_content
from youcheng.content.operator import check_decided
from youcheng.content.problems import ContentError
from youcheng.i18n.catalogues import CatalogueError, load_all
from youcheng.markup.refusals import broken_sentence, refusal_sentence
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.settings import SettingsError, get_settings
from youcheng.ui.script_runs import watch_script_runs

UI_SCRIPT: Final = Path(__file__).with_name("app.py")

_log = logging.getLogger(__name__)
_read_theme = app_session._populate_theme_msg

SERVING: Final[dict[str, object]] = {
    # A full collection after every script run was 68 % of the time of a rerun; the web side's
    # lifespan collects on a clock instead.
    "runner.postScriptGC": False,
    # Watching the modules was 62 % of the cost of a new session.
    "server.fileWatcherType": "none",
    "runner.magicEnabled": False,
    # One script run of a session at a time: two of them spoil its state, and a form whose messages
    # come fast may never save again (docs/decisions/0016-one-run-at-a-time.md).
    "runner.fastReruns": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    # A phone that sleeps for half an hour finds its page as it was.
    "server.disconnectedSessionTTL": 1800,
    # Our own upload route takes files; this is only the lowest ceiling for Streamlit's own.
    "server.maxUploadSize": 1,
    "server.maxMessageSize": 20,
    "server.headless": True,
    # The guard of the web side says which session of the staff a socket belongs to, and takes the
    # header from every request that brings it; a running app is given back to the same one only.
    "server.trustedUserHeaders": {"X-Youcheng-Session": "session"},
}
SWITCH_SECONDS: Final = 0.01
"""How long a thread may keep the interpreter. Every message of a script run wakes the server's own
thread; with Python's 5 ms the two take turns within most runs. On the three-form page of the
benchmark three pairs of runs gave 216 script runs a CPU-second against 191 with 5 ms; 20 ms gained
nothing more that stood out of the noise."""
RELOADING: Final[dict[str, object]] = {
    **SERVING,
    "server.fileWatcherType": "auto",
    "server.runOnSave": True,
    "client.showErrorDetails": "full",
}


def prepare() -> None:
    """Set Streamlit's options for this process: fast and safe, or reloading for developers.

    A setting that does not fit or a broken content file or catalogue ends the process here, with
    one line for every problem in place of a traceback: whoever starts the site reads where to look.
    """
    try:
        settings = get_settings()
        content = load_content()
        if settings.production:
            check_decided(content.operator)
        load_all()
    except (SettingsError, ContentError, CatalogueError) as error:
        sys.exit(f"The site cannot start:\n{error}")
    # Who is believed about a visitor's address is the setting `trusted_proxies`; uvicorn's own list
    # holds this machine by default.
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
    sys.setswitchinterval(SWITCH_SECONDS)
    for name, value in (RELOADING if settings.reload else SERVING).items():
        config.set_option(name, value)
    watch_script_runs()
    if not settings.reload:
        keep_theme()


def keep_theme() -> None:
    """Make out each section of the theme once, now that no option changes any more.

    The message that opens a script run holds the whole theme, and Streamlit looks through all of
    its options for each of the theme's six sections (16 % of the interpreter's time in the reruns
    of the benchmark) and makes out their names by regular expressions (11 % of what was left where
    pages of the gallery are turned).
    """

    @cache
    def kept(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        _read_theme(theme, section)
        return theme

    def give_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(kept(section))

    app_session._populate_theme_msg = give_theme


def on_script_error(error: Exception) -> bool:
    """Show a visitor a translated message: what to do where a part of the site is away, else an id
    that stands in the log.

    Returns:
        True: Streamlit shows nothing of its own.
    """
    from youcheng.ui.context import visitor  # only within a script run

    t = visitor().translator
    if isinstance(error, (StoreBusy, StoreDown)):
        _log.warning("%s: %s", type(error).__name__, error)
        st.error(refusal_sentence(error, t))
        return True
    reference = uuid4().hex[:8]
    _log.error("script error %s", reference, exc_info=error)
    st.error(broken_sentence(reference, t))
    return True
