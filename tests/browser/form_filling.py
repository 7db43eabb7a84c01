"""Somebody who fills in a form in a browser: every kind of question, by its control."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from youcheng.content.forms import Form, FormField
from youcheng.domain.forms import Kind, normalise, visible_fields

SAVED = "[data-state=saved]"


def fill_step(
    page: Page, form: Form, step: str, answers: Mapping[str, object], files: Path
) -> None:
    """Answer every question of a step that the answers make visible, in order.

    Args:
        page: shows the step.
        form: the form.
        step: id of the step.
        answers: by field id; a file is named by its kind.
        files: folder of files, ``paper.pdf`` and the like.
    """
    definition = form.definition
    shown = {one.id for one in visible_fields(definition, normalise(definition, answers))}
    for one in next(one for one in form.steps if one.id == step).fields:
        if one.id in shown & answers.keys() and one.rules.kind is not Kind.HIDDEN:
            place = page.locator(f"[data-field={one.id}]")
            expect(place).to_be_visible()
            _answer(page, place, one, answers[one.id], files)
    expect(page.locator(f".form{SAVED}")).to_be_visible()


def _answer(page: Page, place: Locator, one: FormField, value: object, files: Path) -> None:
    match one.rules.kind:
        case Kind.SELECT:
            place.locator("select").select_option(str(value))
        case Kind.RADIO | Kind.CONSENT:
            place.locator(f'input[value="{value}"]').check()
        case Kind.CHECKBOXES | Kind.MONTHS:
            assert isinstance(value, list)
            for each in value:
                place.locator(f'input[value="{each}"]').check()
        case Kind.CHECKBOX:
            place.locator("input").check()
        case Kind.DATE | Kind.MONTH:
            _date(place, str(value))
        case Kind.MONTH_RANGE:
            assert isinstance(value, dict)
            for end, month in value.items():
                _date(place.locator(f"[data-end={end}]"), month)
        case Kind.ROWS:
            assert isinstance(value, list)
            for number, row in enumerate(value):
                _row(place, one, number, row)
        case Kind.FILE:
            assert isinstance(value, list)
            for file in value:
                attach(page, one.id, files / f"paper.{file['kind']}")
        case _ if one.rules.is_list:
            assert isinstance(value, list)
            for number, line in enumerate(value):
                place.locator(".finput").nth(number).fill(str(line))
        case _:
            place.locator(".finput").fill(str(value))


def _date(place: Locator, value: str) -> None:
    year, month, *day = value.split("-")
    place.locator("[id$=-year]").fill(year)
    place.locator("select").select_option(index=int(month))
    if day:
        place.locator("[id$=-day]").fill(day[0])


def _row(place: Locator, one: FormField, number: int, row: Mapping[str, object]) -> None:
    rows = place.locator("[data-row]")
    if rows.count() <= number:
        place.locator("[data-add]").click()
    for column in one.columns:
        if column.id not in row:
            continue
        control = rows.nth(number).locator(f'[id="{one.id}-{number}-{column.id}"]')
        if column.rules.kind is Kind.MONTH:
            _date(control, str(row[column.id]))
        else:
            control.fill(str(row[column.id]))


def attach(page: Page, field: str, file: Path) -> None:
    """Add a file and wait until it has arrived."""
    place = page.locator(f"[data-field={field}]")
    held = place.locator(".ffiles").first.locator("li")
    before = held.count()
    place.locator("input[type=file]").set_input_files(file)
    expect(held).to_have_count(before + 1)


def press(page: Page, act: str) -> None:
    """Press a button of the form."""
    page.locator(f"[data-go={act}]").click()


def go_on(page: Page, heading: str) -> None:
    """Press “Continue” and wait for the next heading."""
    press(page, "continue")
    expect(page.locator("#form-title").or_(page.locator("#problems")).last).to_have_text(heading)
