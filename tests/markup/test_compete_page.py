"""The competition page: what it tells before, while and after an edition is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import pytest

from youcheng.content.loader import load_content
from youcheng.content.models import CompetitionEdition, Content
from youcheng.content.texts import Text
from youcheng.domain.site_map import Page
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup import compete_page
from youcheng.markup.compete_page import compete_body, count_down
from youcheng.markup.pages import page_body

CODES = [language.code for language in LANGUAGES]
EDITION = load_content().edition("2026")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

BEFORE = EDITION.opens_at - 3 * DAY
OPEN = EDITION.closes_at - 10 * DAY
CLOSED = EDITION.closes_at
REVEALED = EDITION.reveals_at
MOMENTS = [BEFORE, OPEN, CLOSED, REVEALED]


def page(moment: datetime, code: str = "en", content: Content | None = None) -> str:
    return str(compete_body(translator(code), content or load_content(), moment))


def with_edition(**changes: object) -> Content:
    edition = EDITION.model_copy(update=changes)
    return replace(load_content(), editions=(edition,))


def start(code: str = "en") -> str:
    return f'href="/compete?start=1&amp;lang={code}"'


def texts_of(edition: CompetitionEdition) -> list[Text]:
    said = [edition.name, edition.line, edition.who]
    said += [*edition.child_rules, *edition.adult_rules, *edition.not_shown]
    said += [text for one in edition.themes for text in (one.name, one.prompt)]
    said += [text for one in edition.criteria for text in (one.name, one.about)]
    said += [text for one in edition.answers for text in (one.question, one.answer)]
    return said + [one.name for one in edition.awards]


@pytest.mark.parametrize("moment", MOMENTS, ids=["before", "open", "closed", "revealed"])
@pytest.mark.parametrize("code", CODES)
def test_the_page_says_all_that_the_edition_says(code: str, moment: datetime) -> None:
    html = unescape(page(moment, code))
    assert [text.get("en") for text in texts_of(EDITION) if text.get(code) not in html] == []
    assert html.count('href="/about?lang=' + code + '#privacy"') == 1
    assert html.count("photo-") == 4


def test_an_open_edition_can_be_entered() -> None:
    html = page(OPEN)
    assert html.count(start()) == 3
    assert "until the deadline" in html
    assert "access code" not in html


@pytest.mark.parametrize(
    ("moment", "said", "access"),
    [
        (BEFORE, "from the day on which the edition opens", True),
        (EDITION.opens_at - SECOND, "from the day on which the edition opens", True),
        (CLOSED, "The deadline has passed.", True),
        (REVEALED, "This edition is over.", False),
    ],
)
def test_an_edition_that_is_not_open_says_so(moment: datetime, said: str, access: bool) -> None:
    html = page(moment)
    assert said in html
    assert "Enter a painting" not in html
    assert html.count(start()) == access
    assert ("Do you have an access code?" in html) == access


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_date_stands_on_nanjing_s_clock_and_on_the_partners(moment: datetime) -> None:
    html = page(moment)
    assert "16 November 2026, 09:00 Nanjing time" in html
    assert "31 March 2027, 20:00 Nanjing time" in html
    assert html.count("1 June 2027, 10:00 Nanjing time") == 2
    # Summer time has begun in Vaud by the end of March; Brunei's clock is Nanjing's.
    assert "Vaud 14:00 · Kathmandu 17:45" in html
    assert "Bandar Seri Begawan 20:00" not in html
    assert '<time datetime="2027-03-31T20:00:00+08:00">' in html


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EDITION.opens_at - 3 * DAY, "Opens in 3 days"),
        (EDITION.opens_at - 48 * HOUR, "Opens in 48 hours"),
        (EDITION.opens_at - SECOND, "Opens in less than an hour"),
        (EDITION.closes_at - 12 * DAY - HOUR, "12 days left"),
        (EDITION.closes_at - 48 * HOUR - SECOND, "2 days left"),
        (EDITION.closes_at - 48 * HOUR, "48 hours left"),
        (EDITION.closes_at - 2 * HOUR + SECOND, "1 hour left"),
        (EDITION.closes_at - HOUR, "1 hour left"),
        (EDITION.closes_at - HOUR + SECOND, "Less than an hour left"),
        (EDITION.closes_at, "Results in 61 days"),
        (EDITION.reveals_at - 5 * HOUR, "Results in 5 hours"),
        (EDITION.reveals_at - SECOND, "Results in less than an hour"),
        (EDITION.reveals_at, ""),
    ],
)
def test_the_countdown_never_promises_more_time_than_there_is(
    moment: datetime, expected: str
) -> None:
    assert count_down(EDITION, moment, translator("en")) == expected
    assert f"<b>{expected or 'The results are out'}</b>" in page(moment)


def test_a_proposal_is_called_one_until_it_is_confirmed() -> None:
    assert "are a proposal of this site" in page(OPEN)
    assert "proposal" not in page(OPEN, content=with_edition(provisional=False))


def test_weights_ages_and_limits_are_those_of_the_edition() -> None:
    html = page(OPEN)
    assert [html.count(f"<td>× {weight}</td>") for weight in (1, 2)] == [1, 2]
    for ages in ("4–7 years", "8–10 years", "11–13 years", "14–17 years", "4–17 years on the day"):
        assert ages in html
    assert "1 picture from each child" in html
    assert "up to 30 pictures together" in html
    more = page(OPEN, content=with_edition(works_per_child=2, batch_limit=12, enters_alone_from=15))
    assert "2 pictures from each child" in more
    assert "up to 12 pictures together" in more
    assert "From the age of 15" in more


@pytest.mark.parametrize(
    ("share", "count", "said"),
    [
        ("band", 3, "3 in each age group"),
        ("band", None, "in each age group; how many is still to be decided"),
        ("partner", 1, "1 for each partner"),
        ("partner", None, "for each partner; how many is still to be decided"),
        ("edition", 1, "1 in the whole edition"),
        ("edition", None, "<dd>how many is still to be decided"),
    ],
)
def test_an_award_says_how_many_there_are(share: str, count: int | None, said: str) -> None:
    award = EDITION.awards[0].model_copy(update={"share": share, "count": count})
    content = with_edition(awards=(award,))
    assert said in page(OPEN, content=content)


def test_the_gallery_is_named_after_the_deadline_once_the_site_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = {"gallery": Page("gallery", "/gallery")}
    monkeypatch.setattr(compete_page, "BY_ID", {})
    assert [("gallery" in page(moment)) for moment in MOMENTS] == [False] * 4
    monkeypatch.setattr(compete_page, "BY_ID", site)
    shown = ['href="/gallery?lang=en"' in page(moment) for moment in MOMENTS]
    assert shown == [False, False, True, True]


class Outline(HTMLParser):
    """Headings by level, list items outside of lists, and pictures without words."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.open: list[str] = []
        self.stray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2", "h3", "h4"}:
            self.levels.append(int(tag[1]))
        if tag == "li" and self.open[-1] not in {"ul", "ol"}:
            self.stray.append(tag)
        if tag == "img" and dict(attrs).get("alt") is None:
            self.stray.append(tag)
        if tag not in {"img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("moment", MOMENTS)
def test_headings_lead_through_the_page_without_a_gap(moment: datetime) -> None:
    outline = Outline()
    outline.feed(page(moment))
    assert outline.open == []
    assert outline.stray == []
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


@pytest.mark.parametrize("code", CODES)
def test_the_home_page_leads_to_the_competition(code: str) -> None:
    html = unescape(str(page_body("home", {}, translator(code), load_content())))
    assert EDITION.name.get(code) in html
    assert f'href="/compete?lang={code}"' in html


@pytest.mark.parametrize("samples", [True, False])
def test_the_page_says_when_the_site_shows_samples(samples: bool) -> None:
    html = str(compete_body(translator("en"), load_content(), OPEN, samples=samples))
    assert ("the pictures were painted by a program" in html) is samples
