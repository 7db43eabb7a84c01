"""What the tests of the form share: a site that may be broken, and visitors at a step of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import Filling
from tests.browser.visits import Visits
from tests.conftest import free_port
from tests.services.office import Office
from youcheng.bootstrap import database_url
from youcheng.domain.audit import Via
from youcheng.sample_edition import sample_entries
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.sampling import add_samples
from youcheng.settings import Settings

Fill = Callable[..., Filling]


@pytest.fixture(scope="session")
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableSite]:
    """A site that tests may kill and start again, and whose line they may cut."""
    place = BreakableSite(tmp_path_factory.mktemp("breakable"), free_port())
    place.start()
    yield place
    place.kill()
    place.line.close()
    assert not place.traceback()


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableSite]:
    """A site with the sample edition, of whose 60 works most are on show, with all their tiles."""
    place = BreakableSite(tmp_path_factory.mktemp("museum"), free_port())
    place.start()
    add_samples(
        place.services,
        entries=sample_entries(place.services, number=60),
        via=Via.COMMAND,
        workers=2,
    )
    while cut_due_tiles(place.services):
        pass
    yield place
    place.kill()
    place.line.close()
    assert not place.traceback()


@pytest.fixture
def come(museum: BreakableSite, chromium: Browser) -> Iterator[Visits]:
    """New visitors of the museum; nothing may go wrong in their browsers."""
    opened = Visits(museum.address, chromium)
    yield opened
    museum.line.mend()
    opened.close()
    assert opened.problems() == []


@pytest.fixture(scope="module")
def office(breakable: BreakableSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office over the records of the running site, a day behind its clock."""
    url = database_url(Settings(var=breakable.var, public_url=breakable.address))
    files: Any = breakable.services.files
    made = Office(url, files, Path(tmp_path_factory.mktemp("office")))
    made.now = datetime.now(UTC) - timedelta(days=1)
    made.services = replace(breakable.services, clock=lambda: made.now)
    yield made
    made.engine.dispose()


@pytest.fixture
def fill(breakable: BreakableSite, chromium: Browser) -> Iterator[Fill]:
    """Bring a new visitor to a step of a form; nothing may go wrong in the browsers."""
    opened = Visits(breakable.address, chromium)

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

    yield begin
    breakable.line.mend()
    opened.close()
    assert opened.problems() == []
