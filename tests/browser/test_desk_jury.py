"""The jury on the desk in a real browser: a round is opened, closed and signed, its sheet saved."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.clerks import LEAD
from tests.services.jurying import EDITION, enter, rules_of, score_all
from tests.services.office import Office
from youcheng.domain.actors import Role
from youcheng.services.jury_view import list_rounds

pytestmark = pytest.mark.in_turn("many at once or records that are away")

PANEL = {"Hanna": "BY", "Ivan": "BY", "Sita": "NP", "Wei": "CN"}


def come_in(
    opened: Visits, who: Colleague, at: str, *, shows: str = ".dj h1", **given: Any
) -> Visit:
    """Sign somebody in at a part of the desk, and wait until it is shown."""
    visit = opened(**given)
    visit.sign_in(at, who.email, PASSWORD)
    expect(visit.page.locator(shows)).to_be_visible(timeout=60_000)
    return visit


def test_a_round_is_looked_at_opened_closed_signed_and_its_sheet_saved(
    opened: Visits, office: Office, tmp_path: Path
) -> None:
    papers = [enter(office, number) for number in (71, 72)]
    lead = hire(office, "jury-lead@example.org", name="Wen", roles=frozenset({Role.LEAD}))
    for name in PANEL:
        juror = frozenset({Role.JUROR})
        hire(office, f"{name}@example.org".lower(), name=name, roles=juror, password="")
    visit = come_in(opened, lead, "/desk?part=jury&lang=en")
    page = visit.page
    for name, country in PANEL.items():
        row = page.locator(".dj-seats li", has_text=name)
        row.get_by_label(name, exact=True).check()
        row.locator("select").select_option(country)
    assert visit.barriers() == []
    page.locator(".dj-seats button").click()
    expect(page.locator("#dj-plan tbody tr")).to_have_count(len(PANEL), timeout=30_000)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator("#dj-run button[type=submit]").click()
    expect(page.locator("#dj-said")).to_contain_text("The round is open", timeout=30_000)
    page.locator(f"#dj-{EDITION}-first a").click()
    expect(page.locator("#dj-jurors tbody tr")).to_have_count(len(PANEL))
    assert visit.barriers() == []
    page.locator("#dj-jurors button").first.click()
    expect(page.locator("#dj-plan")).to_be_visible()
    page.locator("#dj-plan [data-act=leave]").click()
    expect(page.locator("#dj-plan")).to_have_count(0)
    record = list_rounds(office.services, actor=LEAD).lines[0].record
    assert record is not None
    today, office.now = office.now, rules_of(office).rounds[0].opens_at
    score_all(office, record.id)
    office.now = today
    page.locator("[data-confirm=dj-close-sure]").click()
    page.locator("#dj-close-sure button[type=submit]").click()
    expect(page.locator("#dj-state")).to_have_text("Closed, not signed", timeout=30_000)
    for paper in papers:
        expect(page.locator(".dj-ranks", has_text=str(paper.stored.code))).to_be_visible()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator("[data-confirm=dj-sign-sure]").click()
    page.locator("#dj-sign-sure button[type=submit]").click()
    expect(page.locator("#dj-signed")).to_contain_text("Signed by Wen")
    page.locator(".desk-export summary").click()
    with page.expect_download() as saving:
        page.locator(".desk-export button[value=json]").click()
    sheet = tmp_path / "sheet.json"
    saving.value.save_as(sheet)
    digest = page.locator("#dj-hash").inner_text()
    assert hashlib.sha256(sheet.read_bytes()).hexdigest() == digest
    at = f"/desk?part=jury&round={record.id}&lang=zh"
    small = come_in(opened, lead, at, width=390, dark=True)
    expect(small.page.locator("#dj-hash")).to_have_text(digest)
    assert small.barriers() == []
    assert small.overflow() <= 0
