"""The desk's numbers and an export, in a real browser: seen, chosen by links, saved as files."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.office import Office
from youcheng.domain.actors import Role
from youcheng.markup.desk_numbers import CHARTS
from youcheng.services.numbers import count_numbers

pytestmark = pytest.mark.in_turn("a page of the desk")


@pytest.fixture(scope="module")
def lead(office: Office) -> Colleague:
    office.send(changes={"title": "=1+1 二胡"})
    office.send("health")
    return hire(office, "numbers@example.org")


def enter(
    opened: Visits, who: Colleague, code: str, at: str = "/desk?part=numbers", **given: Any
) -> Visit:
    visit = opened(accept=code, **given)
    visit.sign_in(at, who.email, PASSWORD)
    expect(visit.page.locator(".dn h1")).to_be_visible(timeout=60_000)
    return visit


def test_numbers_are_drawn_told_and_saved_and_a_view_is_exported(
    opened: Visits, office: Office, lead: Colleague, tmp_path: Path
) -> None:
    visit = enter(opened, lead, "en")
    page = visit.page
    expect(page.locator(".dn-chart")).to_have_count(len(CHARTS))
    bars = page.locator("#dn-programmes rect")
    # Other tests may have sent to the same site.
    everything = count_numbers(office.services, actor=lead.account.actor).programmes
    programmes = len(everything)
    assert programmes >= 2
    expect(bars).to_have_count(programmes)
    assert bars.first.bounding_box()["width"] > 100  # type: ignore[index]
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator("#dn-programmes summary").click()
    expect(page.locator("#dn-programmes tbody tr")).to_have_count(programmes)
    page.get_by_role("link", name="Health with Jiangsu").click()
    expect(bars).to_have_count(1, timeout=30_000)
    assert "programme=health" in page.url
    with page.expect_download() as saving:
        page.locator("#dn-programmes a[href*='.csv']").click()
    chart = tmp_path / "chart.csv"
    saving.value.save_as(chart)
    assert list(csv.reader(chart.read_text("utf-8-sig").splitlines()))[1][1] == str(
        everything["health"]
    )
    page.locator(".desk-parts a", has_text="Queue").click()
    page.locator("#dq select[name=programme]").select_option("culture")
    page.locator("#dq .dq-filter button[type=submit]").click()
    page.wait_for_url("**view=programme**")
    view = page.locator("#desk-export input[name=view]")
    expect(view).to_have_value(re.compile("culture"))
    page.locator("#desk-export summary").click()
    with page.expect_download() as saving:
        page.locator(".desk-export button[value=csv]").click()
    table = tmp_path / saving.value.suggested_filename
    saving.value.save_as(table)
    assert table.name.endswith("_culture.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [one for one in rows if "'=1+1 二胡" in one]
    (event,) = office.events("queue.exported")
    assert dict(event.details)["count"] == str(len(rows) - 2)
    expect(page.locator("#dq h1")).to_be_visible()


def test_who_has_no_queue_comes_to_the_numbers(opened: Visits, office: Office) -> None:
    auditor = hire(office, "auditor@example.org", roles=frozenset({Role.AUDITOR}))
    enter(opened, auditor, "en", at="/desk")
