"""A made-up language finds texts that no translator would ever see.

Every message of the catalogue is shown in ⟦…⟧ and every text of the content in ⟪…⟫. Letters on a
page outside of both stand in the code and would be English in all six languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import product
from typing import Any, Final

import pytest
from streamlit.testing.v1 import AppTest

from tests.work_examples import WORK
from youcheng import bootstrap
from youcheng.content.forms import Form
from youcheng.content.loader import load_content
from youcheng.content.texts import Text
from youcheng.domain import forms
from youcheng.domain.gallery import AWARDED, Choice, Facet, Words
from youcheng.domain.site_map import APP_PAGES, BY_ID, LIGHT_PAGES
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.markup import environment
from youcheng.markup.form_step import StepView, render_step
from youcheng.markup.gallery_page import choosing_body, gallery_body, wall_lost
from youcheng.markup.hall_page import hall_body
from youcheng.markup.pages import page_body
from youcheng.markup.selection_page import selection_body
from youcheng.markup.track_page import Asked, render_ask, render_enter
from youcheng.markup.work_page import work_body, work_window
from youcheng.paths import PAGES as SCRIPTS
from youcheng.services.gallery import Counts, GalleryPage, WorkView
from youcheng.settings import get_settings
from youcheng.ui import context
from youcheng.web import documents

SHOWN_ATTRIBUTES: Final = ("alt", "aria-label", "title", "placeholder", "aria-description")
SILENT: Final = frozenset({"script", "style", "title"})
NO_END: Final = frozenset({"br", "img", "input", "hr", "meta", "link", "source", "wbr"})
CLDR: Final = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}\b|\band\b"
)
"""What the formats of the language bring: weekdays, dates, the joining of a list."""


class Wrapped(Translator):
    """English with every message in brackets."""

    def __init__(self) -> None:
        super().__init__(BY_CODE["en"], translator("en")._catalogue)

    def gettext(self, message: str) -> str:
        return f"⟦{super().gettext(message)}⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{super().ngettext(singular, plural, n)}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{super().pgettext(context, message)}⟧"

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return f"⟦{super().npgettext(context, singular, plural, n)}⟧"


class Shown(HTMLParser):
    """Collects what a visitor reads or hears: text with a · for every tag, and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.attributes: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.parts.append("·")
        self.attributes += [found[name] or "" for name in SHOWN_ATTRIBUTES if name in found]
        foreign = found.get("lang") and not (found["lang"] or "").startswith("en")
        if tag not in NO_END and (self.silent or tag in SILENT or (foreign and tag != "html")):
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("·")
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def outside_brackets(text: str, known: frozenset[str]) -> list[str]:
    """Pieces of a text with letters in them that stand in no bracket and are not known names."""
    previous = None
    while previous != text:
        previous, text = text, re.sub(r"⟦[^⟦⟧⟪⟫]*⟧|⟪[^⟦⟧⟪⟫]*⟫", "·", text)
    assert not set(text) & set("⟦⟧⟪⟫"), text
    pieces = (piece.strip() for piece in re.split(r"[·\n]", CLDR.sub("", text)))
    return [
        piece
        for piece in pieces
        if re.search(r"[^\W\d_]", piece) and not any(piece == name for name in known)
    ]


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """Names that are the same in every language: publishers, addresses, the languages' own."""
    content = load_content()
    names = {language.self_name for language in LANGUAGES}
    for source in content.sources:
        names.add(source.publisher)
        if source.address:
            names |= {source.address, source.address.partition("://")[2]}
    names |= {partner.local_name for partner in content.partners}
    names |= {link for item in content.items for link in item.links}
    names |= {link.partition("://")[2] for item in content.items for link in item.links}
    names |= {"cooperation.csv", "cooperation.json", "partners.geojson", "calendar.ics"}
    return frozenset(names)


@pytest.fixture(scope="module")
def pseudo() -> Iterator[Translator]:
    """The made-up language, in place of English wherever a text is looked up: once for all, since
    every template is read anew for it."""
    wrapped = Wrapped()
    get: Callable[[Text, str], str] = Text.get

    def pick(code: str) -> Translator:
        return wrapped if code == "en" else translator(code)

    caches: list[Any] = [environment._environment, documents._kept_page, documents._message]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "get", lambda text, code: f"⟪{get(text, code)}⟫")
        for module in (environment, documents, context):
            patch.setattr(module, "translator", pick)
        for cache in caches:
            cache.cache_clear()
        yield wrapped
    for cache in caches:
        cache.cache_clear()


def hard_coded(html: str, known: frozenset[str]) -> list[str]:
    """What is written in the code of a document or fragment."""
    shown = Shown()
    shown.feed(html)
    found = outside_brackets("".join(shown.parts), known)
    for value in shown.attributes:
        found += outside_brackets(value, known)
    return found


ADDRESSES: Final[list[tuple[str, dict[str, tuple[str, ...]]]]] = [
    *((page.id, {}) for page in (*APP_PAGES, *LIGHT_PAGES) if not page.id.startswith("gallery")),
    *(("partners", {"partner": (one.id,), "step": ("2",)}) for one in load_content().partners),
    ("partners", {"partner": ("nowhere",)}),
    *(("programmes", {"programme": (one.id,)}) for one in load_content().programmes),
    ("programmes", {"programme": ("nowhere",)}),
    ("partners", {"partner": ("vaud",), "step": ("99",)}),
    *(("map", {"item": (one.id,)}) for one in load_content().items[:5]),
    ("map", {"partner": ("nowhere",), "year": ("1066",), "view": ("partner",)}),
    ("map", {"year": ("undated",), "status": ("announced",), "city": ("nanjing",)}),
    ("map-list", {"theme": ("trust", "magic")}),
]


@pytest.fixture(scope="module")
def no_records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Records with nothing in them: a work's own words are in no catalogue."""
    kept = (get_settings, bootstrap.get_engine, bootstrap.get_services)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YOUCHENG_VAR", str(tmp_path_factory.mktemp("none")))
        for one in kept:
            one.cache_clear()
        yield
        bootstrap.get_engine().dispose()
    for one in kept:
        one.cache_clear()


@pytest.mark.usefixtures("no_records")
@pytest.mark.parametrize(("page_id", "query"), ADDRESSES)
def test_no_document_holds_hard_coded_text(
    pseudo: Translator, known: frozenset[str], page_id: str, query: dict[str, tuple[str, ...]]
) -> None:
    document = documents._page(page_id, "en", tuple(query.items()))
    html = document.plain.decode()
    assert "⟦" in html
    assert BY_ID[page_id].path in html
    assert hard_coded(html, known) == []


def test_the_gallery_holds_no_hard_coded_text(pseudo: Translator, known: frozenset[str]) -> None:
    words = Words("⟦title⟧", "⟦what is seen⟧", "⟦story⟧")
    chosen = dict.fromkeys(Facet, "") | {Facet.EDITION: "2026", Facet.AWARD: AWARDED}
    chosen |= {Facet.COUNTRY: "CH", Facet.PLACE: "vaud", Facet.BAND: "8-10"}
    chosen |= {Facet.THEME: "water", Facet.TECHNIQUE: "ink"}
    work = replace(
        WORK,
        code="JS-26-7K3M-1",
        width_cm=42,
        height_cm=30,
        name="⟦name⟧",
        language="fr",
        words=words,
        translations={"zh": words, "en": words},
        sample=True,
        **{str(facet): value for facet, value in chosen.items()},
    )
    content = load_content()
    some = Counts(1, {facet: {value: 1} for facet, value in chosen.items()})
    none = Counts(0, {facet: {} for facet in Facet})
    choice = Choice({Facet.COUNTRY: "CH"}, "⟦query⟧")
    full = GalleryPage(choice, [work], some, work.position, work.position)
    empty = GalleryPage(choice, [], none, None, None)
    view = WorkView(work, work, work)
    shown: list[str] = []
    for page, one in product((full, empty, replace(empty, choice=Choice())), (True, False)):
        choosing = choosing_body(page.choice, page.counts, pseudo, content, plain=one)
        shown.append(gallery_body(page, pseudo, content, choosing=choosing, plain=one))
    shown.append(wall_lost(pseudo))
    where = f"{get_settings().public_url}/art/{work.code}"
    origin = get_settings().public_url
    shown += [make(view, choice, pseudo, content, origin) for make in (work_body, work_window)]
    shown += [hall_body(page, pseudo, content) for page in (full, empty)]
    shown += [selection_body(works, pseudo, content, origin) for works in (None, [], [work])]
    shown.append(page_body("home", {}, pseudo, content, works=[work]))
    assert hard_coded("".join(shown), known | {work.code, where, "CH"}) == []


def test_the_status_pages_hold_no_hard_coded_text(
    pseudo: Translator, known: frozenset[str]
) -> None:
    asked = render_ask(Asked("JS-26-7K3M-1", "", {"code": "⟦There is a slip.⟧"}), pseudo)
    entered = render_enter(challenge="0" * 32, minutes=15, problem="", t=pseudo)
    assert hard_coded(asked + entered, known | {"JS-26-7K3M-1"}) == []


@pytest.mark.parametrize("form", load_content().forms, ids=lambda form: form.id)
def test_no_step_of_a_form_holds_hard_coded_text(
    pseudo: Translator, known: frozenset[str], form: Form
) -> None:
    day = date(2026, 11, 23)
    problems = forms.validate(form.definition, {}, today=day)
    for step in form.steps:
        view = StepView(
            programme="⟦programme⟧",
            form=form,
            step=step,
            answers={"form_language": "en"},
            today=day,
            operator=load_content().operator,
            problems=tuple(
                one for one in problems if form.definition.step_of(one.field).id == step.id
            ),
            refused=True,
        )
        # Months and countries are named by CLDR.
        html = re.sub(r"<option.*?</option>", "", str(render_step(view, pseudo)), flags=re.S)
        html = re.sub(r"<span>[A-Z][a-z]+ 20\d\d</span>", "", html)
        assert hard_coded(html, known) == []


def test_the_error_page_holds_no_hard_coded_text(pseudo: Translator, known: frozenset[str]) -> None:
    assert hard_coded(documents._message("en", "not_found").plain.decode(), known) == []


WIDGET_TEXTS: Final = ("label", "help", "placeholder", "caption", "body", "alt")


@pytest.mark.parametrize("page", APP_PAGES, ids=lambda page: page.id)
def test_no_widget_holds_hard_coded_text(
    pseudo: Translator, known: frozenset[str], page: Any
) -> None:
    app = AppTest.from_file(str(SCRIPTS / f"{page.id}.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    found = [piece for one in app.get("html") for piece in hard_coded(one.proto.body, known)]
    seen = 0
    kinds = ("button_group", "selectbox", "select_slider", "button", "toggle", "markdown",
             "caption", "deck_gl_json_chart", "radio", "checkbox", "slider")  # fmt: skip
    for kind in kinds:
        for element in app.get(kind):
            for text in texts_of(element.proto):
                seen += bool(text)
                found += outside_brackets(re.sub(r":material/\w+:", "", text), known)
    assert found == []
    assert bool(seen) == (page.id == "map"), "only the map has widgets"


def texts_of(proto: Any) -> Iterator[str]:
    """What an element shows: its label, help and options."""
    for field, value in proto.ListFields():
        if field.name in WIDGET_TEXTS and isinstance(value, str):
            yield value
        elif field.name == "options":
            for option in value:
                yield option if isinstance(option, str) else getattr(option, "content", "")
