"""The guardian's page and the withdrawal in a real browser, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.visits import Visits
from tests.conftest import Site, sample
from tests.services.office import run_office
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.services.access import issue_token
from youcheng.storage.engine import sqlite_url
from youcheng.storage.files import open_files

CODES = sample([language.code for language in LANGUAGES], 1, "consent")
LARGEST = 60 * 1024
Issue = Callable[[Purpose, str], tuple[str, Callable[[], ReviewState]]]


@pytest.fixture
def issue(site: Site, tmp_path: Path) -> Issue:
    """Gives the path that a mail would name, for a form of somebody of 16 that was just sent, and
    what tells where that form stands."""
    var = site.log.parent / "var"
    url, files = sqlite_url(var / "youcheng.sqlite3"), open_files(var / "files", None)

    def send(purpose: Purpose, code: str) -> tuple[str, Callable[[], ReviewState]]:
        with run_office(url, files, tmp_path) as office:
            paper = office.fill_in("study", {"form_language": code}, language=code)
            paper.send()
            now = datetime.now(UTC)
            with office.services.records.write() as uow:
                uow.submissions.put(replace(paper.stored, waiting_since=now))
                token = issue_token(
                    uow,
                    purpose=purpose,
                    submission=paper.submission,
                    now=now,
                    lifetime=CONSENT.length,
                )
                uow.commit()

        def review() -> ReviewState:
            with run_office(url, files, tmp_path) as office:
                return office.submission(paper.submission).review

        path = {Purpose.CONSENT: "consent", Purpose.WITHDRAWAL: "withdraw"}[purpose]
        return f"/{path}/{token}?lang={code}", review

    return send


def consents(page: Page) -> list[str]:
    """The names of what is asked."""
    return [
        str(one.get_attribute("name"))
        for one in page.locator("input[type=radio][value=agree]").all()
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_guardian_answers_on_a_phone_without_a_script(
    visits: Visits, issue: Issue, code: str
) -> None:
    address, review = issue(Purpose.CONSENT, code)
    visit = visits(width=390, script=False, new=True)
    visit.expected += ["422", "410"]
    got: list[Response] = []
    visit.page.on("response", lambda one: got.append(one))
    page = visit.page
    assert visit.open(address).status == 200
    assert sum(len(one.body()) for one in got) <= LARGEST
    assert page.locator("html").get_attribute("lang") == BY_CODE[code].html
    assert page.locator("input[type=radio]:checked").count() == 0

    page.locator("button[type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    names = consents(page)
    assert page.locator("#problems a").count() == len(names)
    page.locator("#problems a").first.click()
    expect(page.locator(f"#{names[0]}-agree")).to_be_in_viewport()
    for name in names:
        page.locator(
            f"label:has(#{name}-{'refuse' if name == 'consent_news' else 'agree'})"
        ).click()
    page.locator("button[type=submit]").click()
    expect(page.locator("form")).to_have_count(0)
    expect(page.locator("dl.facts dt")).to_have_count(len(names) + 1)
    assert review() is ReviewState.SUBMITTED
    assert visit.open(address).status == 410


@pytest.mark.parametrize("code", CODES)
def test_agreeing_and_refusing_are_the_same_size(visits: Visits, issue: Issue, code: str) -> None:
    address, _ = issue(Purpose.CONSENT, code)
    for width in (390, 1280):
        page = visits(width=width, script=False).page
        page.goto(visits.site + address)
        for name in consents(page):
            boxes = [
                page.locator(f"label:has(#{name}-{value})").bounding_box()
                for value in ("agree", "refuse")
            ]
            agree, refuse = (one for one in boxes if one is not None)
            assert (agree["width"], agree["height"]) == (refuse["width"], refuse["height"])
            assert agree["height"] >= 44


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_has_no_barriers(visits: Visits, issue: Issue, code: str, dark: bool) -> None:
    address, _ = issue(Purpose.CONSENT, code)
    for width in (390, 1280):
        visit = visits(width=width, dark=dark)
        visit.expected += ["422"]
        visit.open(address)
        assert visit.overflow() <= 0
        assert visit.barriers() == []
        visit.page.locator("button[type=submit]").click()
        expect(visit.page.locator("#problems")).to_be_focused()
        assert visit.overflow() <= 0
        assert visit.barriers() == []


@pytest.mark.parametrize("code", CODES)
def test_a_submission_is_withdrawn_on_a_phone_without_a_script(
    visits: Visits, issue: Issue, code: str
) -> None:
    address, review = issue(Purpose.WITHDRAWAL, code)
    looking = visits(width=390)
    looking.open(address)
    assert looking.overflow() <= 0
    assert looking.barriers() == []
    visit = visits(width=390, script=False)
    visit.expected += ["410"]
    visit.open(address)
    visit.page.locator("button[type=submit]").click()
    expect(visit.page.locator("form")).to_have_count(0)
    assert review() is ReviewState.WITHDRAWN
    assert visit.open(address).status == 410


@pytest.mark.parametrize("path", ["/consent/", "/withdraw/"])
def test_a_dead_link_is_a_whole_page(visits: Visits, path: str) -> None:
    visit = visits(width=390)
    visit.expected += ["404"]
    assert visit.open(f"{path}{'x' * 43}?lang={CODES[0]}").status == 404
    assert visit.page.locator("h1").count() == 1
    assert visit.overflow() <= 0
    assert visit.barriers() == []
