"""The programmes page: what stands there while a form is open, closed or not there yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.content.loader import load_content
from youcheng.content.models import Content
from youcheng.domain.deadlines import Window
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.pages import page_body

CODES = [language.code for language in LANGUAGES]
PROGRAMMES = [one.id for one in load_content().programmes]
HOUR = timedelta(hours=1)


def with_window(window: Window) -> Content:
    """The shipped content with one window for the form of sports."""
    content = load_content()
    forms = tuple(
        replace(form, window=window) if form.id == "sports" else form for form in content.forms
    )
    return replace(content, forms=forms)


def page(content: Content, programme: str = "sports", code: str = "en") -> str:
    return str(page_body("programmes", {"programme": [programme]}, translator(code), content))


def start(programme: str, code: str = "en") -> str:
    return f'href="/programmes?programme={programme}&amp;start=1&amp;lang={code}"'


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_page_of_a_programme_says_all_that_its_data_say(programme: str, code: str) -> None:
    content = load_content()
    one = content.programme(programme)
    html = page(content, programme, code)
    said = [one.name, one.line, one.intro, one.who, one.steps_ahead.readers, *one.after]
    said += [*one.steps_ahead.needs, *(content.item(item).title for item in one.items)]
    if content.form(programme).not_asked:
        said.append(content.form(programme).not_asked)  # type: ignore[arg-type]
    assert [text.get("en") for text in said if text.get(code) not in html] == []
    assert str(one.steps_ahead.minutes) in html
    assert str(content.operator.reply_days) in html
    assert f"window-{one.window}." in html
    assert start(programme, code) in html


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_guardian_is_spoken_of_where_young_people_may_write(programme: str) -> None:
    html = page(load_content(), programme)
    young = programme in {"study", "sports", "friendship"}
    assert ("we first ask your parent or guardian" in html) == young
    assert ("yourself from the age of 18" in html) == (not young)


def test_a_form_that_closes_says_when_on_every_clock() -> None:
    html = page(with_window(Window(closes_at=datetime(2099, 12, 31, 16, 30, tzinfo=UTC))))
    assert "Closes on 1 January 2100, 00:30 Nanjing time" in html
    # Where the day is another one it is named; Brunei's clock is Nanjing's.
    assert "Vaud 31 December 2099, 17:30" in html
    assert "Kathmandu 31 December 2099, 22:15" in html
    assert "Bandar Seri Begawan 1 January" not in html
    assert start("sports") in html
    assert "access code" not in html


def test_a_closed_form_is_open_to_those_with_an_access_code_alone() -> None:
    html = page(with_window(Window(closes_at=datetime.now(UTC) - HOUR)))
    assert "Closed on" in html
    assert html.count(start("sports")) == 1
    assert "Do you have an access code?" in html
    assert 'href="/track?lang=en"' in html


def test_a_form_that_opens_later_says_when() -> None:
    moment = datetime(2099, 3, 1, tzinfo=UTC)
    content = with_window(Window(opens_at=moment, closes_at=moment + HOUR))
    assert "Opens on 1 March 2099, 08:00 Nanjing time" in page(content)
    six = str(page_body("programmes", {}, translator("en"), content))
    assert six.count("form opens later") == 1
    assert six.count("form open<") == len(PROGRAMMES) - 1


def test_a_programme_without_a_form_cannot_be_started() -> None:
    content = load_content()
    html = page(replace(content, forms=content.forms[:1]), "sports")
    assert "no online form yet" in html
    assert start("sports") not in html


def test_an_unknown_programme_is_told_and_the_six_are_shown() -> None:
    html = page(load_content(), "chess")
    assert "There is no such programme." in html
    for programme in PROGRAMMES:
        assert f'href="/programmes?programme={programme}&amp;lang=en"' in html
