"""The UI script and its pages without a browser, and how the process is prepared."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.testing.v1 import AppTest

from tests.conftest import FULL, SEED, sample
from youcheng.__main__ import main
from youcheng.content.loader import load_content
from youcheng.content.problems import ContentError
from youcheng.domain.site_map import DRAWN_PAGES
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.markup.pages import page_body
from youcheng.paths import PAGES as SCRIPTS
from youcheng.settings import SettingsError, get_settings
from youcheng.ui import runtime

CODES = [language.code for language in LANGUAGES]


def run(script: Path, **query: str) -> AppTest:
    """The script, run once at an address."""
    app = AppTest.from_file(str(script), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def markup(app: AppTest) -> str:
    """All markup of the page, also what a component is given to show."""
    texts = "".join(element.proto.body for element in app.get("html"))
    return texts + "".join(str(element.proto) for element in app.get("bidi_component"))


def stands(app: AppTest) -> bool:
    """Whether the page has its heading, or a place for the wall, which comes over HTTP."""
    shown = markup(app)
    return "<h1" in shown or 'component_name: "youcheng.wall"' in shown


IN_LANGUAGES = [
    (page.id, code)
    for place, page in enumerate(DRAWN_PAGES)
    for number, code in enumerate(CODES)
    if FULL or (place + number + SEED) % len(CODES) == 0
]
"""Every page in every language; in the usual run every page in one of them, by turns."""


@pytest.mark.parametrize(("page", "code"), IN_LANGUAGES)
def test_every_page_runs_in_every_language(page: str, code: str) -> None:
    app = run(SCRIPTS / f"{page}.py", lang=code)
    assert not app.exception
    assert stands(app)


@pytest.mark.parametrize("code", sample(CODES, 2, "ui script"))
def test_the_ui_script_shows_the_home_page(code: str) -> None:
    app = run(runtime.UI_SCRIPT, lang=code)
    assert not app.exception
    home = page_body("home", {}, translator(code), load_content(), in_app=True)
    assert home.partition("</h1>")[0] in markup(app)
    [frame] = app.get("bidi_component")
    assert BY_CODE[code].html in str(frame.proto)


ANY_VALUE = [
    (page.id, name, value)
    for page in DRAWN_PAGES
    for name in (*page.parameters, "lang")
    for value in ("nowhere", "", "\x00", "9" * 10_000)
]


def test_any_value_gives_a_page() -> None:
    for page, name, value in sample(ANY_VALUE, 10, "any value"):
        app = run(SCRIPTS / f"{page}.py", **{name: value})
        assert not app.exception, (page, name, value[:9])
        assert stands(app), (page, name, value[:9])


@pytest.fixture
def _options_kept() -> object:
    before = {name: config.get_option(name) for name in runtime.SERVING}
    read_theme = app_session._populate_theme_msg
    yield
    app_session._populate_theme_msg = read_theme
    for name, value in before.items():
        config.set_option(name, value)


@pytest.mark.usefixtures("_options_kept")
def test_the_options_for_speed_and_safety_are_set() -> None:
    runtime.prepare()
    for name, value in runtime.SERVING.items():
        assert config.get_option(name) == value, name
    assert config.get_option("runner.postScriptGC") is False
    assert config.get_option("server.fileWatcherType") == "none"
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"


@pytest.mark.usefixtures("_options_kept")
@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark.sidebar"])
def test_the_theme_that_is_kept_is_the_one_that_streamlit_reads(section: str) -> None:
    runtime.prepare()
    kept, read = CustomThemeConfig(), CustomThemeConfig()
    runtime._read_theme(read, section)
    app_session._populate_theme_msg(kept, section)
    assert kept == read
    kept.Clear()
    app_session._populate_theme_msg(kept, section)
    assert kept == read


@pytest.mark.usefixtures("_options_kept")
@pytest.mark.parametrize("profile", ["local", "production"])
def test_the_public_site_does_not_start_without_a_named_operator(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], profile: str
) -> None:
    monkeypatch.setenv("YOUCHENG_PROFILE", profile)
    monkeypatch.setenv("YOUCHENG_PUBLIC_URL", "https://example.org")
    get_settings.cache_clear()
    try:
        assert load_content().operator.provisional
        if profile == "local":
            runtime.prepare()
            assert main(["check"]) == 0
            return
        with pytest.raises(SystemExit, match=r"cannot start[\s\S]*operator\.toml: provisional"):
            runtime.prepare()
        assert main(["check"]) == 1
        assert "operator.toml: provisional" in capsys.readouterr().err
    finally:
        get_settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("get_settings", SettingsError("YOUCHENG_VAR: no")),
        ("load_content", ContentError([])),
    ],
)
def test_what_is_broken_stops_the_start_with_its_message(
    monkeypatch: pytest.MonkeyPatch, name: str, error: Exception
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(runtime, name, fail)
    with pytest.raises(SystemExit, match="The site cannot start") as stopped:
        runtime.prepare()
    assert str(error) in str(stopped.value)
