"""The outbox on the desk in a real browser: a draft is read, added to and sent, and arrives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.letters import Letters
from tests.browser.served_office import office_behind
from tests.browser.visits import Visit, Visits
from tests.conftest import Site
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.office import Office
from tests.services.outbox_work import decided
from youcheng.domain.actors import Role

pytestmark = pytest.mark.in_turn("what an operator reads")

WORDS = "我们期待您带来二胡。"


@pytest.fixture(scope="module")
def office(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office over the records of the site that sends mails, a day behind its clock."""
    with office_behind(site, tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(scope="module")
def lead(office: Office) -> Colleague:
    return hire(office, "outbox@example.org", name="Wen", roles=frozenset({Role.LEAD}))


def enter(opened: Visits, who: Colleague, at: str, **given: Any) -> Visit:
    visit = opened(**given)
    # The browser wants to watch the letter too, whose frame runs no script of anybody.
    visit.expected.append("Blocked script execution in 'about:srcdoc'")
    visit.sign_in(at, who.email, PASSWORD)
    expect(visit.page.locator(".do h1")).to_be_visible(timeout=60_000)
    return visit


def test_a_draft_is_read_added_to_and_sent_and_arrives_as_it_was_shown(
    visits: Visits, office: Office, lead: Colleague, letters: Letters
) -> None:
    zh = {"form_language": "zh"}
    (paper, mail), (other, second) = decided(office, changes=zh), decided(office)
    visit = enter(visits, lead, "/desk?part=outbox&lang=en")
    page = visit.page
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator(f"#do-row-{mail.id} th a").click()
    frame = page.frame_locator("iframe.do-paper")
    expect(frame.locator("h1")).to_be_visible()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator(".do-edit textarea").fill("[待填]")
    page.locator(".do-edit button").first.click()
    expect(page.locator("#do-blocks")).to_contain_text("still to be filled in")
    page.locator(".do-edit textarea").fill(WORDS)
    page.locator(".do-edit button").first.click()
    expect(page.locator("#do-blocks")).to_have_count(0)
    expect(frame.locator("body")).to_contain_text(WORDS)
    subject = page.locator("#do-subject").inner_text()
    small = enter(visits, lead, f"/desk?part=outbox&mail={mail.id}&lang=zh", width=390, dark=True)
    expect(small.page.locator("#do-subject")).to_have_text(subject)
    expect(small.page.frame_locator("iframe.do-paper").locator("body")).to_contain_text(WORDS)
    assert small.barriers() == []
    assert small.overflow() <= 0
    page.locator("[data-confirm=do-sure]").click()
    page.locator("#do-sure button[type=submit]").click()
    expect(page.locator("#do-said")).to_contain_text("On the way: 1 e-mail")
    arrived = letters.wait_for(str(paper.stored.code), having=WORDS)
    assert (str(arrived["Subject"]), str(arrived["To"])) == (subject, mail.address)
    # The draft was written a day ago; what arrives is of now.
    assert parsedate_to_datetime(arrived["Date"]) > office.now + timedelta(hours=12)
    page.locator(".ds-back a").click()
    expect(page.locator(f"#do-row-{second.id}")).to_be_visible()
    expect(page.locator(f"#do-row-{mail.id}")).to_have_count(0)
    page.locator("#do [data-all]").click()
    page.locator("#do .dq-list button[type=submit]").first.click()
    expect(page.locator("#do-plan")).to_contain_text("English × 1")
    assert visit.barriers() == []
    page.locator("#do-run button[type=submit]").click()
    expect(page.locator("#do-said")).to_contain_text("On the way: 1 e-mail")
    letters.wait_for(str(other.stored.code), having="accepted")
    page.locator("#do-said a").click()
    expect(page.locator("#do [name=batch]")).to_be_checked()
    page.locator(".do-piles a", has_text="sent").last.click()
    assert "view=" in page.url


def test_a_text_that_was_set_beside_the_other_languages_is_what_arrives(
    visits: Visits, office: Office, lead: Colleague, letters: Letters
) -> None:
    paper, mail = decided(office)
    visit = visits()
    visit.expected.append("Blocked script execution in 'about:srcdoc'")
    texts = "/desk?part=settings&section=texts&lang=en"
    visit.sign_in(texts, lead.email, PASSWORD)
    page = visit.page
    link = page.locator("#dt-letter-decision_accepted a")
    expect(link).to_be_visible(timeout=60_000)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    link.click()
    column = page.locator("#dt-in-en")
    title, french = column.locator("[name=title]"), page.locator("#dt-in-fr [name=title]")
    expect(title).to_be_visible()
    french.fill("Une bonne nouvelle")
    title.fill("You are in, {name}")
    column.locator("[data-act=text_save]").click()
    expect(column.locator("#dt-trouble")).to_contain_text("names {name}, which this e-mail")
    expect(title).to_have_value("You are in, {name}")
    expect(french).to_have_value("Une bonne nouvelle")
    title.fill("You are in: {code}")
    column.locator("button[type=submit]").first.click()
    expect(column.frame_locator("iframe").locator("h1")).to_have_text("You are in: JS-26-0000-0")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    column.locator("[data-act=text_save]").click()
    expect(column.locator("h3 .tag")).to_have_text("changed")
    expect(french).to_have_value("Une bonne nouvelle")
    small = visits(width=390, dark=True)
    small.expected.append("Blocked script execution in 'about:srcdoc'")
    small.sign_in(f"{texts}&letter=decision_accepted", lead.email, PASSWORD)
    expect(small.page.locator("#dt-in-ne")).to_be_visible(timeout=60_000)
    assert small.barriers() == []
    assert small.overflow() <= 0
    visit.open(f"/desk?part=outbox&mail={mail.id}&lang=en")
    heading = f"You are in: {paper.stored.code}"
    expect(page.locator("#do-subject")).to_contain_text(heading, timeout=60_000)
    page.locator("[data-confirm=do-sure]").click()
    page.locator("#do-sure button[type=submit]").click()
    expect(page.locator("#do-said")).to_contain_text("On the way: 1 e-mail")
    arrived = letters.wait_for(str(paper.stored.code), having="You are in")
    assert str(arrived["Subject"]).startswith(heading)
    small.page.locator("[data-confirm=dt-back-en]").click()
    small.page.locator("#dt-back-en button[type=submit]").click()
    expect(small.page.locator("#dt-said")).to_contain_text("The delivered text applies again")
    expect(small.page.locator("#dt-in-en h3 .tag")).to_have_count(0)
