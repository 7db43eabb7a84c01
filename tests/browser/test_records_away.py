"""PostgreSQL goes away while a form is filled in, and comes back: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import KEPT, Filling
from tests.browser.visits import open_visits
from tests.ports import free_port
from tests.storage_servers import Postgres, run_postgres
from youcheng.i18n.catalogues import translator

pytestmark = pytest.mark.in_turn("many at once or records that are away")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """One of this test's own, which it stops."""
    with run_postgres() as server:
        yield server


@pytest.fixture
def site_on(postgres: Postgres, tmp_path: Path) -> Iterator[BreakableSite]:
    """The site on this database."""
    settings = {"YOUCHENG_DATABASE_URL": postgres.create()}
    with BreakableSite(tmp_path, free_port(), settings).running() as site:
        yield site


def test_what_is_typed_meanwhile_is_there_when_the_records_are_back(
    site_on: BreakableSite, postgres: Postgres, chromium: Browser
) -> None:
    site = site_on
    token = site.begin("study", {}, "ms")
    with open_visits(site.address, chromium) as visits:
        visit = visits()
        one = Filling(visit, token, "study", "ms", answers_of=site.answers)
        one.enter("you")
        one.control("given_names").fill("Before")
        one.wait_saved()
        postgres.server.stop()
        one.control("family_name").press_sequentially("Meanwhile")
        expect(visit.page.locator("#root")).to_contain_text(translator("ms").gettext(KEPT))
        postgres.server.start()
        expect(one.control("family_name")).to_have_value("Meanwhile", timeout=60_000)
        visit.wait_until(lambda: one.answers().get("family_name") == "Meanwhile")
        one.press("continue")
        expect(visit.page.locator("#root #problems")).to_be_focused()
