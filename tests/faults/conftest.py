"""What the tests of faults share: sites of their own, whose parts they take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

from tests.browser.breakable_site import BreakableSite
from tests.ports import free_port

Open = Callable[[Mapping[str, str]], BreakableSite]


@pytest.fixture
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Starts a site with settings of its own."""
    with ExitStack() as opened:

        def begin(settings: Mapping[str, str]) -> BreakableSite:
            made = BreakableSite(tmp_path_factory.mktemp("faulty"), free_port(), settings)
            opened.callback(made.line.close)
            made.start()
            opened.callback(made.kill)
            return made

        yield begin
