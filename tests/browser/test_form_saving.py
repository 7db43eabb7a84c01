"""What is typed into a form is saved, whatever happens to the line, the page or the site."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.conftest import Fill
from tests.browser.form_filling import BROKEN, STOPPED
from tests.form_examples import EXAMPLES


def test_what_is_typed_is_saved_without_a_button_and_is_there_after_a_reload(fill: Fill) -> None:
    one = fill()
    one.control("given_names").press_sequentially("Zoé 玛丽")
    one.choose("applicant_kind", "person")
    one.control("country").select_option("CH")
    one.choose("jiangsu_cities", "nanjing")
    one.control("single_name").check()
    one.wait_saved()
    expect(one.page.locator("#root .fsaved")).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    assert one.answers() == {
        "applicant_kind": "person",
        "given_names": "Zoé 玛丽",
        "single_name": True,
        "country": "CH",
        "jiangsu_cities": ["nanjing"],
    }
    one.page.reload()
    one.visit.wait_for_app()
    expect(one.control("given_names")).to_have_value("Zoé 玛丽")
    expect(one.control("applicant_kind--person")).to_be_checked()
    expect(one.control("country")).to_have_value("CH")
    expect(one.control("jiangsu_cities--nanjing")).to_be_checked()
    expect(one.control("single_name")).to_be_checked()


def test_what_is_typed_while_the_records_are_busy_is_saved_in_its_order(
    fill: Fill, breakable: BreakableSite
) -> None:
    # Each change of a question is a message: the first waits here for the records, and the others
    # come meanwhile.
    one = fill("culture", "proposal")
    name = "dates_earliest"
    year = one.control(f"{name}-year")
    with closing(sqlite3.connect(breakable.var / "youcheng.sqlite3")) as records:
        for turn in range(4):
            day = str(10 + turn)
            records.execute("BEGIN IMMEDIATE")
            one.control(f"{name}-day").fill("")
            year.fill(str(2030 + turn))
            one.control(f"{name}-month").select_option(index=1 + turn)
            one.control(f"{name}-day").fill(day)
            year.focus()
            one.page.wait_for_timeout(400)
            records.rollback()
            one.wait_saved()
            one.page.wait_for_timeout(300)
            assert one.answers()[name] == f"{2030 + turn}-{1 + turn:02}-{day}"
            expect(one.control(f"{name}-day")).to_have_value(day)


def test_questions_come_and_go_with_the_answers_and_typing_goes_on(fill: Fill) -> None:
    one = fill()
    name = one.control("given_names")
    name.evaluate("element => { window.kept = element; }")
    one.choose("applicant_kind", "organisation")
    name.press_sequentially("Anna Maria")
    one.page.keyboard.press("Home")
    expect(one.control("organisation_name")).to_be_visible()
    one.page.keyboard.type("X")
    expect(name).to_be_focused()
    expect(name).to_have_value("XAnna Maria")
    assert name.evaluate("element => window.kept === element")
    one.choose("applicant_kind", "person")
    expect(one.control("organisation_name")).to_have_count(0)
    expect(one.control("applicant_kind--person")).to_be_focused()
    one.wait_saved()
    assert one.answers()["given_names"] == "XAnna Maria"


def test_what_is_typed_before_the_app_is_there_is_kept(
    fill: Fill, breakable: BreakableSite
) -> None:
    one = fill(answers={"family_name": "Rochat"})
    page = one.page
    with one.visit.holding_app():
        one.visit.open(one.address("you"))
        name = page.locator("#content [id=given_names]")
        name.press_sequentially("Typed early")
        expect(page.locator("#content [id=family_name]")).to_have_value("Rochat")
        page.locator('#content [id="applicant_kind--person"]').check()
        name.focus()
    one.visit.wait_for_app()
    expect(one.control("given_names")).to_have_value("Typed early")
    expect(one.control("given_names")).to_be_focused()
    expect(one.control("applicant_kind--person")).to_be_checked()
    one.visit.wait_until(lambda: "given_names" in one.answers())
    one.wait_saved()
    assert one.answers() == {
        "applicant_kind": "person",
        "given_names": "Typed early",
        "family_name": "Rochat",
    }


def test_a_broken_line_loses_nothing_and_is_told(fill: Fill, breakable: BreakableSite) -> None:
    one = fill()
    one.visit.expected.extend(BROKEN)
    saved, heard = (
        one.page.locator("#root .fsaved"),
        one.page.locator("#root .fsaved + [role=status]"),
    )
    breakable.line.cut()
    one.control("given_names").press_sequentially("Written offline")
    one.choose("adult", "16-17")
    words = "Not saved yet: no connection. What you wrote is kept on this device."
    expect(saved).to_have_text(words)
    expect(heard).to_have_text(words)
    # Nothing has come between the person and the question.
    one.control("given_names").focus()
    one.page.keyboard.press("End")
    one.page.wait_for_timeout(3000)
    one.page.keyboard.type(" and on")
    assert one.answers() == {}
    breakable.line.mend()
    one.wait_saved()
    assert one.answers() == {"given_names": "Written offline and on", "adult": "16-17"}
    expect(one.control("guardian_name")).to_be_visible()
    expect(heard).to_have_text(re.compile("Saved at"))


def test_a_device_that_is_offline_sends_what_was_typed_when_it_is_back(fill: Fill) -> None:
    one = fill(width=390)
    one.control("given_names").fill("Zoé")
    one.wait_saved()
    one.visit.expected += ["ERR_INTERNET_DISCONNECTED", "WebSocket", "net::", "Failed to fetch"]
    one.visit.context.set_offline(True)
    one.control("family_name").fill("Rochat")
    expect(one.page.locator("#root .form[data-state=unsaved]")).to_be_visible()
    one.visit.context.set_offline(False)
    one.wait_saved()
    assert one.answers() == {"given_names": "Zoé", "family_name": "Rochat"}


def test_leaving_on_a_broken_line_is_asked_about_and_loses_nothing(
    fill: Fill, breakable: BreakableSite
) -> None:
    one = fill()
    one.visit.expected.extend(BROKEN)
    asked: list[str] = []
    one.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    breakable.line.cut()
    one.control("given_names").press_sequentially("Written before leaving")
    one.control("email").fill("anna@example.org")
    one.page.goto("about:blank")
    assert asked == ["beforeunload"]
    breakable.line.mend()
    assert one.answers() == {}
    one.enter("you")
    expect(one.control("given_names")).to_have_value("Written before leaving")
    one.visit.wait_until(lambda: "email" in one.answers())
    assert one.answers()["given_names"] == "Written before leaving"
    one.wait_saved()
    one.visit.wait_until(lambda: one.page.evaluate("sessionStorage.length") == 0)


def test_a_restart_of_the_site_loses_nothing(fill: Fill, breakable: BreakableSite) -> None:
    one = fill()
    one.visit.expected.extend(STOPPED)
    one.control("given_names").fill("Anna")
    one.wait_saved()
    breakable.kill()
    one.control("email").press_sequentially("anna@example.org")
    breakable.start()
    one.visit.wait_until(lambda: "email" in one.answers())
    one.wait_saved()
    assert one.answers() == {"given_names": "Anna", "email": "anna@example.org"}
    one.press("continue")
    expect(one.page.locator("#root #problems")).to_be_focused()


def test_a_step_goes_by_keyboard_alone_and_enter_sends_nothing(fill: Fill) -> None:
    one = fill()
    page, keyboard = one.page, one.page.keyboard
    one.control("applicant_kind--person").focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.type("Anna")
    keyboard.press("Enter")
    keyboard.press("Tab")
    for text in ("Rochat", "anna@example.org", "+41 21 555 01 23"):
        keyboard.press("Tab")
        keyboard.type(text)
    keyboard.press("Tab")
    keyboard.type("Switz")
    keyboard.press("Tab")
    keyboard.type("Vaud")
    expect(page.locator("#root .form")).to_have_attribute("data-step", "you")
    one.control("adult--18-plus").focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.type("Switz")
    keyboard.press("Tab")
    keyboard.type("१९९९")
    keyboard.press("Tab")
    expect(page.locator("#root [data-go=continue]")).to_be_focused()
    keyboard.press("Enter")
    expect(page).to_have_url(re.compile("step=plan"))
    expect(page.locator("#root #form-title")).to_be_focused()
    assert one.answers()["birth_year"] == 1999
    assert one.answers()["phone"] == "+41215550123"
    one.press("back")
    expect(page).to_have_url(re.compile("step=you"))
    expect(one.control("family_name")).to_have_value("Rochat")


def test_a_button_pressed_twice_goes_one_step(fill: Fill) -> None:
    one = fill(answers=EXAMPLES["study"])
    one.page.locator("#root [data-go=continue]").dblclick()
    form = one.page.locator("#root .form")
    expect(form).to_have_attribute("data-step", "plan")
    one.page.wait_for_timeout(6000)
    expect(form).to_have_attribute("data-step", "plan")
    expect(one.page.locator("#root #problems")).to_have_count(0)
