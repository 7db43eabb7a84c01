"""What the tests of the form share: a site that may be broken, and visitors at a step of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import Filling
from tests.browser.visits import Visits
from tests.conftest import free_port

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
