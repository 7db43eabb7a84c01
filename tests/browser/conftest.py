"""What the tests in browsers share: Chromium, sites, and visitors at a step of a form."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.breakable_site import BreakableSite
from tests.browser.chromium import CHROMIUM_FLAGS
from tests.browser.form_filling import Filling
from tests.browser.sample_museum import hang_works
from tests.browser.served_office import office_of
from tests.browser.visits import Visits, open_visits
from tests.conftest import Site
from tests.ports import free_port
from tests.services.office import Office

Fill = Callable[..., Filling]

# On a busy machine an answer takes its time; a test that fails is one that never gets it.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium.

    While it runs, an event loop runs in the thread of the tests, which code that begins one of its
    own does not stand. So the tests of the other folders share no process with it.
    """
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("The tests need the command `chromium`: run `make packages`.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visits(site: Site, chromium: Browser) -> Iterator[Visits]:
    """Visitors with real browsers; at the end of the test nothing may have gone wrong in them."""
    with open_visits(site.address, chromium) as opened:
        yield opened


@pytest.fixture(scope="session")
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableSite]:
    """A site that tests may kill and start again, and whose line they may cut."""
    with BreakableSite(tmp_path_factory.mktemp("breakable"), free_port()).running() as place:
        yield place


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableSite]:
    """A site with the sample edition, of whose works most are on show, with all their tiles."""
    place = BreakableSite(tmp_path_factory.mktemp("museum"), free_port())
    base = tmp_path_factory.getbasetemp()
    hang_works(place.var, base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
    with place.running():
        yield place


@pytest.fixture
def come(museum: BreakableSite, chromium: Browser) -> Iterator[Visits]:
    """New visitors of the museum; nothing may go wrong in their browsers."""
    with open_visits(museum.address, chromium) as opened:
        yield opened
        museum.line.mend()


@pytest.fixture(scope="module")
def office(breakable: BreakableSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office over the records of the running site, a day behind its clock."""
    with office_of(breakable, tmp_path_factory.mktemp("office")) as made:
        made.now = datetime.now(UTC) - timedelta(days=1)
        yield made


@pytest.fixture
def opened(breakable: BreakableSite, chromium: Browser) -> Iterator[Visits]:
    """New visitors of the site that may be broken; nothing may go wrong in their browsers."""
    with open_visits(breakable.address, chromium) as opened:
        yield opened
        breakable.line.mend()


@pytest.fixture
def fill(breakable: BreakableSite, opened: Visits) -> Fill:
    """Bring a new visitor to a step of a form."""

    def begin(
        programme: str = "study",
        step: str = "you",
        answers: Mapping[str, object] | None = None,
        *,
        code: str = "en",
        width: int = 1280,
        dark: bool = False,
    ) -> Filling:
        token = breakable.begin(programme, answers or {}, code)
        visit = opened(width=width, dark=dark)
        filling = Filling(visit, token, programme, code, answers_of=breakable.answers)
        filling.enter(step)
        return filling

    return begin
