"""The desk's numbers and an export, in a real browser: seen, chosen by links, saved as files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.office import Office
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_exports import export_menu
from youcheng.markup.desk_numbers import CHARTS


@pytest.fixture(scope="module")
def lead(office: Office) -> Colleague:
    office.send(changes={"title": "=1+1 二胡"})
    office.send("health")
    return hire(office, "numbers@example.org")


def enter(opened: Visits, lead: Colleague, code: str, **given: Any) -> Visit:
    visit = opened(accept=code, **given)
    visit.open(f"/desk?part=numbers&lang={code}")
    visit.page.locator("#email").fill(lead.email)
    visit.page.locator("#password").fill(PASSWORD)
    visit.page.locator("form button[type=submit]").click()
    visit.wait_for_app()
    expect(visit.page.locator(".dn h1")).to_be_visible(timeout=60_000)
    return visit


def test_numbers_are_drawn_told_and_saved_and_a_view_is_exported(
    breakable: BreakableSite, chromium: Browser, office: Office, lead: Colleague, tmp_path: Path
) -> None:
    opened = Visits(breakable.address, chromium)
    visit = enter(opened, lead, "en")
    page = visit.page
    expect(page.locator(".dn-chart")).to_have_count(len(CHARTS))
    bars = page.locator("#dn-programmes rect")
    expect(bars).to_have_count(2)
    assert bars.first.bounding_box()["width"] > 100  # type: ignore[index]
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator("#dn-programmes summary").click()
    expect(page.locator("#dn-programmes tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Health with Jiangsu").click()
    expect(bars).to_have_count(1, timeout=30_000)
    assert "programme=health" in page.url
    with page.expect_download() as saving:
        page.locator("#dn-programmes a[href*='.csv']").click()
    chart = tmp_path / "chart.csv"
    saving.value.save_as(chart)
    assert list(csv.reader(chart.read_text("utf-8-sig").splitlines()))[1][1] == "1"
    # As it stands in the queue: a form of the browser's own.
    menu = str(export_menu(QueueView(programme="culture"), translator("en")))
    page.evaluate(
        "html => document.querySelector('.dn').insertAdjacentHTML('beforeend', html)", menu
    )
    page.locator(".desk-export summary").click()
    with page.expect_download() as saving:
        page.locator(".desk-export button[value=csv]").click()
    table = tmp_path / saving.value.suggested_filename
    saving.value.save_as(table)
    assert table.name.endswith("_culture.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert "'=1+1 二胡" in rows[2]
    (event,) = office.events("queue.exported")
    assert dict(event.details)["count"] == "1"
    expect(page.locator(".dn h1")).to_be_visible()
    opened.close()
    assert opened.problems() == []
