"""Signing in with the organisation in a real browser: its provider and the site both run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import Visit, Visits
from tests.organisation import TrustingSite, somewhere
from youcheng.domain.actors import SYSTEM
from youcheng.services.accounts import set_active

pytestmark = pytest.mark.in_turn("how a session of the staff begins or ends")

SIGN_IN = "/staff/sign-in?next=/staff/sessions"


@pytest.fixture
def colleagues(trusting_site: TrustingSite, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Colleagues with browsers; at the end nothing may have gone wrong in them on the site."""
    opened = Visits(trusting_site.address, chromium)

    def open_one(**given: object) -> Visit:
        visit = opened(headers=somewhere(), **given)  # type: ignore[arg-type]
        visit.expected.append(trusting_site.organisation.issuer)
        return visit

    yield open_one
    opened.close()
    # The provider's own page asks for styles elsewhere, which the tests' browser does not reach.
    ours = [
        one for one in opened.problems() if not one.startswith(trusting_site.organisation.issuer)
    ]
    assert ours == []


def sign_in(page: Page, subject: str) -> None:
    """From the site's page for signing in to the organisation, and back."""
    page.get_by_role("link", name="Sign in with your organisation").click()
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def cookie_names(visit: Visit) -> set[str]:
    site = visit.context.cookies(visit.site)
    return {one["name"] for one in site}


def test_a_colleague_comes_in_by_the_organisation_and_goes_out_there(
    trusting_site: TrustingSite, colleagues: Callable[..., Visit]
) -> None:
    account = trusting_site.hire()
    visit = colleagues()
    visit.open(SIGN_IN)
    assert visit.barriers() == []
    sign_in(visit.page, trusting_site.know(account))
    expect(visit.page.get_by_role("heading", name="Your sessions")).to_be_visible()
    expect(visit.page.get_by_text(account.email)).to_be_visible()
    assert cookie_names(visit) == {"youcheng-staff"}
    visit.page.get_by_role("button", name="Sign out").click()
    visit.page.wait_for_url(f"{trusting_site.organisation.issuer}/**")
    assert cookie_names(visit) == {"lang"}
    visit.open("/staff/sessions")
    expect(visit.page.get_by_role("heading", name="Sign in for staff")).to_be_visible()


def test_somebody_whom_nobody_has_added_is_told_so(
    trusting_site: TrustingSite, colleagues: Callable[..., Visit]
) -> None:
    trusting_site.organisation.employ("visitor", email="v@example.org", email_verified=True)
    visit = colleagues(width=390)
    visit.open(SIGN_IN)
    sign_in(visit.page, "visitor")
    expect(visit.page.get_by_role("alert")).to_contain_text("there is no account for you here")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    assert "youcheng-staff" not in cookie_names(visit)


def test_a_browser_that_was_left_open_is_a_visitor_again_once_its_account_is_revoked(
    trusting_site: TrustingSite, colleagues: Callable[..., Visit]
) -> None:
    account = trusting_site.hire()
    visit = colleagues()
    visit.open(SIGN_IN)
    sign_in(visit.page, trusting_site.know(account))
    expect(visit.page.get_by_role("heading", name="Your sessions")).to_be_visible()
    visit.enter("/about")
    set_active(trusting_site.services, actor=SYSTEM, email=account.email, active=False)
    # The next frame closes the socket; the app comes back by another one, as a visitor's.
    with visit.page.expect_websocket():
        visit.page.locator("header nav a[href^='/map']").first.click()
    visit.open("/staff/sessions")
    expect(visit.page.get_by_role("heading", name="Sign in for staff")).to_be_visible()
    assert "youcheng-staff" not in cookie_names(visit)
