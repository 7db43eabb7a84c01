"""The administration of the desk in real browsers: an account from its link to its end, the log
proved, the health of the site."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, hire
from tests.services.clerks import LEAD
from tests.services.office import Office
from youcheng.domain.actors import Role
from youcheng.domain.queue import QueueView
from youcheng.services.desk_queue import list_queue

pytestmark = pytest.mark.in_turn("what an operator reads")

ACCOUNTS = "/desk?part=accounts&lang=en"
NEW = "new@example.org"


@pytest.fixture(scope="module")
def people(office: Office) -> None:
    """An administrator and an auditor, and something to work on."""
    office.send("sports")
    hire(office, "admin@example.org", name="Ada", roles=frozenset({Role.ADMINISTRATOR}))
    hire(office, "audit@example.org", name="Aud", roles=frozenset({Role.AUDITOR}))


def sign_in(visit: Visit, address: str, email: str, heading: str) -> None:
    visit.sign_in(address, email, PASSWORD)
    expect(visit.page.locator(".deskroot h1")).to_contain_text(heading, timeout=60_000)


def renew(page: Page) -> None:
    page.locator("#da-renew [data-confirm]").click()
    page.locator("#da-renew-sure button[type=submit]").click()
    expect(page.locator("#da-link-address")).to_be_visible()


@pytest.mark.usefixtures("people")
def test_an_account_works_from_its_link_until_it_is_deactivated(
    breakable: BreakableSite, opened: Visits, office: Office
) -> None:
    admin, clerk = opened(width=390), opened()
    sign_in(admin, "/desk?lang=en", "admin@example.org", "Accounts of the staff")
    page = admin.page
    page.get_by_text("Add an account").click()
    form = page.locator("form[data-act=add]")
    form.locator("[name=name]").fill("Newcomer")
    form.locator("[name=email]").fill("admin@example.org")
    expect(form.locator("[name=city]")).to_be_hidden()
    form.get_by_text("Programme officer").first.click()
    form.locator("[name=programme][value=sports]").check()
    form.locator("button[type=submit]").click()
    expect(page.locator("#da-trouble")).to_contain_text("There is an account with this")
    expect(form.locator("[name=name]")).to_have_value("Newcomer")
    assert admin.barriers() == []
    assert admin.overflow() <= 0
    form.locator("[name=email]").fill(NEW)
    form.locator("button[type=submit]").click()
    place = page.locator("#da-link-address")
    expect(place).to_be_visible()
    link = place.input_value()
    admin.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_role("link", name="Newcomer").click()
    expect(page.locator(".deskroot h1")).to_contain_text("Without a password yet")
    expect(place).to_have_count(0)

    clerk.open(link.removeprefix(breakable.address))
    clerk.page.locator("#password").fill(PASSWORD)
    clerk.page.locator("#again").fill(PASSWORD)
    clerk.page.locator("form button[type=submit]").click()
    clerk.page.wait_for_url("**/staff/sign-in**")
    sign_in(clerk, "/desk?lang=en", NEW, "Queue")
    code = clerk.page.locator("#dq [data-row] .refcode").first.inner_text()
    clerk.page.locator(f"#dq-row-{code} input").check()
    clerk.page.locator(".dq-bulk button[type=submit]").click()
    do_it = clerk.page.locator("form[data-act=run] button[type=submit]")
    expect(do_it).to_be_visible()

    # Enter asks first as well.
    page.locator("form[data-act=change]").get_by_text("Moderator", exact=True).click()
    page.locator("form[data-act=change] [name=school]").press("Enter")
    expect(page.locator("#da-change-sure")).to_be_visible()
    page.locator("#da-change-sure [data-close]").click()
    renew(page)
    earlier = place.input_value()
    renew(page)
    expect(place).not_to_have_value(earlier)
    page.locator("#da-deactivate [data-confirm]").click()
    page.locator("#da-deactivate-sure button[type=submit]").click()
    expect(page.locator("#da-said")).to_contain_text("The account is deactivated")
    do_it.click()
    expect(clerk.page.locator(".deskroot")).to_contain_text("You are signed out", timeout=60_000)
    (line,) = list_queue(office.services, actor=LEAD, view=QueueView(query=code)).lines
    assert line.assignee == ""


@pytest.mark.usefixtures("people")
def test_the_log_is_narrowed_and_proved_and_the_health_is_looked_at(opened: Visits) -> None:
    auditor, admin = opened(), opened(dark=True)
    sign_in(auditor, "/desk?part=log&lang=en", "audit@example.org", "Log")
    page = auditor.page
    page.locator("[data-act=prove]").click()
    expect(page.locator("#dl-proof")).to_contain_text("The log is whole", timeout=60_000)
    page.locator("select[name=kind]").select_option("session.started")
    page.locator(".dq-filter button[type=submit]").click()
    page.wait_for_url("**kind=session.started**")
    expect(page.locator("tbody th").first).to_contain_text("Signed in")
    page.locator("tbody summary").first.click()
    expect(page.locator("tbody dl").first).to_contain_text("session.started")
    assert auditor.barriers() == []
    assert auditor.overflow() <= 0
    sign_in(admin, ACCOUNTS, "admin@example.org", "Accounts of the staff")
    assert admin.barriers() == []
    admin.page.get_by_role("link", name="Health of the site").click()
    expect(admin.page.locator("#dh-database")).to_contain_text("In order", timeout=60_000)
    admin.page.locator("[data-act=look]").click()
    expect(admin.page.locator("#dh-jobs")).to_contain_text("last round")
    assert admin.barriers() == []
