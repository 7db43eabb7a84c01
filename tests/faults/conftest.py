"""What the tests of faults share: sites of their own, whose parts they take away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.breakable_site import BreakableSite
from tests.conftest import Site, free_port

Open = Callable[[Mapping[str, str]], BreakableSite]


@pytest.fixture
def open_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Starts a site with settings of its own; its static files are those of the shared site."""
    with ExitStack() as opened:

        def begin(settings: Mapping[str, str]) -> BreakableSite:
            folder: Path = tmp_path_factory.mktemp("faulty")
            made = BreakableSite(folder, free_port(), settings)
            opened.callback(made.line.close)
            keep_static_files(site, made)
            made.start()
            opened.callback(made.kill)
            return made

        yield begin


def keep_static_files(site: Site, other: BreakableSite) -> None:
    """Give another site the static files that the shared one has made."""
    shutil.copytree(site.log.parent / "var" / "static", other.var / "static")
