"""What staff do on the page of a submission, in the outbox and with exports, in real browsers."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.queue_work import open_found
from tests.browser.visits import Visit
from tests.services.exhibiting import TRANSLATIONS
from tests.services.office import Paper
from youcheng.domain.moderation import Point
from youcheng.domain.states import PendingState


def code_of(paper: Paper) -> str:
    return str(paper.stored.code)


def expect_said(visit: Visit, words: str) -> None:
    expect(visit.page.locator("#ds-said")).to_contain_text(words, timeout=60_000)
    visit.settle()


def ask_about_title(visit: Visit, code: str) -> None:
    open_found(visit, code)
    outward = visit.page.locator(".ds-outward")
    outward.locator("#ds-ask > summary").click()
    outward.get_by_role("checkbox", name="Title", exact=True).check()
    outward.locator("#ds-q-title").fill("Which instrument?")
    outward.locator(".ds-send").click()
    visit.page.locator("#ds-confirm-changes button[type=submit]").click()
    expect_said(visit, "The questions are on their way to the submitter.")


def refer(visit: Visit, code: str) -> None:
    open_found(visit, code)
    form = visit.page.locator("#ds-act-refer")
    form.locator("select[name=city]").select_option("nanjing")
    form.locator("button[type=submit]").first.click()
    visit.page.locator("#ds-confirm-refer button[type=submit]").click()
    expect_said(visit, "The submission has been referred to the city.")


def give_back(visit: Visit, paper: Paper) -> None:
    """The liaison reads what was referred and gives it back: then it is not theirs any more."""
    open_found(visit, code_of(paper))
    assert paper.stored.text("title") in visit.page.content()
    assert paper.stored.text("email") not in visit.page.content()
    visit.page.locator("#ds-act-return_referral button").click()
    told = visit.page.locator(".message h1")
    expect(told).to_have_text("The submission is back with the programme.", timeout=60_000)
    visit.settle()


def decline(visit: Visit, code: str) -> None:
    open_found(visit, code)
    form = visit.page.locator("#ds-act-propose")
    form.locator(f"input[name=decision][value={PendingState.DECLINED}]").check()
    form.locator("textarea").fill("Too early for this year.")
    form.locator("button").click()
    expect_said(visit, "The decision is proposed.")


def pass_moderation(visit: Visit, code: str) -> None:
    open_found(visit, code)
    page = visit.page
    for language, words in TRANSLATIONS.items():
        page.locator(f"#dm-title-{language}").fill(words.title)
        page.locator(f"#dm-see-{language}").fill(words.see)
    page.get_by_role("button", name="Keep the words").click()
    expect_said(visit, "The words are kept.")
    for point in Point:
        page.locator(f"input[name=fit-{point}][value=yes]").check()
    page.get_by_role("button", name="Pass moderation").click()
    expect_said(visit, "The painting has passed the moderation.")


def send_all_drafts(visit: Visit, number: int) -> None:
    """Send everything in the outbox, as many at once as may leave at once."""
    page, left = visit.page, number
    while left:
        page.locator("#do button[data-act=plan_all]").click()
        expect(page.locator("#do-plan")).to_be_visible(timeout=60_000)
        ready = page.locator("#do-run [name=planned]").count()
        assert 0 < ready <= left
        page.locator("#do-run button[type=submit]").click()
        expect(page.locator("#do-said")).to_contain_text(
            f"On the way: {ready} e-mail", timeout=60_000
        )
        visit.settle()
        left -= ready
    expect(page.locator("#do")).to_contain_text("No e-mail is here")


def export(visit: Visit, kind: str, folder: Path) -> Path:
    """Save the whole queue as a file."""
    with visit.page.expect_download(timeout=120_000) as saving:
        visit.page.locator(f".desk-export button[value={kind}]").click()
    saved = folder / saving.value.suggested_filename
    saving.value.save_as(saved)
    return saved
