"""Every kind of question in a real browser: what its controls hold is what the server gets."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Fill
from tests.naughty_strings import NAUGHTY
from youcheng.domain import forms


def test_the_counter_counts_what_the_server_counts(fill: Fill) -> None:
    one = fill("study", "plan")
    strings = [*NAUGHTY, "a\r\n\tb \u2028c", "\u202ex\u202c", "\u200b\u200d", "e\u0301", "🇨🇭"]
    counted = one.page.evaluate(
        """async (strings) => {
          const folder = "/_stcore/bidi-components/youcheng.form";
          const { countSigns } = await import(`${folder}/form_fields.js`);
          return strings.map(countSigns);
        }""",
        strings,
    )
    expected = [len(forms.clean_text(text, keep_lines=True)) for text in strings]
    assert dict(zip(strings, counted, strict=True)) == dict(zip(strings, expected, strict=True))
    one.control("motivation").fill("é" * 2001)
    count = one.control("motivation-count")
    expect(count).to_have_text("Characters: 2,001 of 2,000, at least 100")
    expect(count).to_have_class(re.compile("over"))
    expect(one.page.locator("#root #f-motivation [role=status]")).to_have_text(count.inner_text())


def test_lines_are_added_and_removed_and_their_order_is_checked(fill: Fill) -> None:
    one = fill("friendship", "activity")
    page = one.page
    add, rows = page.locator("#root [data-add]"), page.locator("#root [data-row]")
    expect(page.locator("#root [data-remove-row]")).to_be_hidden()
    for number, (what, month) in enumerate([("B", "5"), ("C", "1")]):
        if number:
            add.click()
            expect(one.control("timeline-1-what")).to_be_focused()
        one.control(f"timeline-{number}-what").fill(what)
        one.control(f"timeline-{number}-month-month").select_option(month)
        one.control(f"timeline-{number}-month-year").fill("2030")
    add.click()
    one.wait_saved()
    kept = [{"what": "B", "month": "2030-05"}, {"what": "C", "month": "2030-01"}]
    assert one.answers() == {"timeline": kept}
    one.press("continue")
    expect(one.page.locator("#root .f-rows .ferror")).to_have_text(
        "Error: Put the lines of “Timeline” in the order of time."
    )
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Remove line 1").click()
    one.wait_saved()
    assert one.answers() == {"timeline": kept[1:]}
    expect(one.control("timeline-0-what")).to_have_value("C")
    expect(one.page.locator("#root .f-rows .ferror")).to_have_count(0)
    for _ in range(4):
        add.click()
    expect(rows).to_have_count(6)
    expect(add).to_be_hidden()


def test_a_date_is_typed_in_parts_in_the_order_of_the_language(fill: Fill) -> None:
    one = fill("culture", "proposal", code="ne")
    parts = one.page.locator("#root #dates_earliest .finput").all()
    assert [part.get_attribute("id") for part in parts] == [
        f"dates_earliest-{part}" for part in ("year", "month", "day")
    ]
    one.control("dates_earliest-year").fill("२०३०")
    one.control("dates_earliest-month").select_option("2")
    one.control("dates_earliest-day").fill("31")
    one.page.keyboard.press("Tab")
    one.wait_saved()
    assert one.answers() == {"dates_earliest": {"day": "31", "month": "2", "year": "2030"}}
    one.control("dates_earliest-day").fill("28")
    one.page.keyboard.press("Tab")
    one.wait_saved()
    assert one.answers() == {"dates_earliest": "2030-02-28"}


def test_a_range_of_months_has_two_ends(fill: Fill) -> None:
    one = fill("talent", "project")
    for end, month, year in (("from", "3", "2030"), ("to", "4", "2031")):
        one.control(f"start_window-{end}-month").select_option(month)
        one.control(f"start_window-{end}-year").fill(year)
    one.page.keyboard.press("Tab")
    one.wait_saved()
    assert one.answers() == {"start_window": {"from": "2030-03", "to": "2031-04"}}


def test_lines_and_months_are_kept_as_lists(fill: Fill) -> None:
    one = fill("study", "plan")
    one.control("universities-1").fill("Yangzhou University")
    one.page.keyboard.press("Tab")
    one.wait_saved()
    assert one.answers() == {"universities": ["Yangzhou University"]}
    other = fill("sports", "taking-part")
    months = other.page.locator("#root #f-availability input")
    assert months.count() == 18
    months.nth(3).check()
    months.nth(1).check()
    other.wait_saved()
    held = other.answers()["availability"]
    assert isinstance(held, list)
    assert held == sorted(held)
    assert len(held) == 2


def test_an_answer_that_stands_alone_clears_the_others(fill: Fill) -> None:
    one = fill()
    one.choose("jiangsu_cities", "nanjing")
    one.choose("jiangsu_cities", "no-preference")
    expect(one.control("jiangsu_cities--nanjing")).not_to_be_checked()
    one.choose("jiangsu_cities", "wuxi")
    one.wait_saved()
    assert one.answers() == {"jiangsu_cities": ["wuxi"]}


def test_an_answer_can_be_taken_back(fill: Fill) -> None:
    one = fill("study", "plan", {"field_detail": "Soil", "english_level": "b2"})
    one.control("field_detail").fill("")
    one.control("english_level").select_option("")
    one.wait_saved()
    assert one.answers() == {}


def test_agree_and_refuse_are_alike_and_neither_is_chosen(fill: Fill) -> None:
    for width in (390, 1280):
        one = fill("talent", "agreement", code="ru", width=width)
        assert one.page.locator("#root input[type=radio]:checked").count() == 0
        pairs = one.page.locator("#root .foptions.pair")
        assert pairs.count() >= 4
        for pair in pairs.all():
            agree, refuse = (label.bounding_box() for label in pair.locator("label").all())
            assert agree
            assert refuse
            assert (agree["width"], agree["height"]) == (refuse["width"], refuse["height"])
            assert agree["y"] == refuse["y"]
            assert agree["height"] >= 44


def test_the_trap_for_machines_is_out_of_everybodys_way(fill: Fill) -> None:
    trap = fill().control("website")
    box = trap.bounding_box()
    assert box
    assert box["x"] + box["width"] < 0
    assert trap.get_attribute("tabindex") == "-1"
    assert trap.get_attribute("autocomplete") == "off"
