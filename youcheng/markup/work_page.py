"""The page of one work: the picture on a dark wall, and the child's own words first."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.domain.pictures import CARD, CARD_SIZE, DERIVATIVES, LIGHT_COPY, PAGE_COPY
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.environment import address, render
from youcheng.markup.gallery_names import Names
from youcheng.markup.gallery_page import WALL, choice_address
from youcheng.markup.hung_works import Hung, hang
from youcheng.markup.meta import Meta, MetaImage
from youcheng.markup.names import language_tag
from youcheng.markup.work_data import describe_work
from youcheng.services.gallery import WorkView

_COPIES: Final = (LIGHT_COPY, PAGE_COPY, "2560.jpg")
"""Among which the browser chooses."""
_HIGH_OF_WINDOW, _HIGH = 50, 530
"""How high the picture is at most, as browsers are told: per cent of the window, and pixels. It is
shown up to a quarter higher, so that nearly all windows take the light copy: at least four of five
pixels of a line are there, for a third of the next copy's bytes."""
_ON_PHONE: Final = 45
"""How wide the picture is on a phone, as browsers are told, in per cent of the window. It is shown
twice as wide, so that phones with three pixels for one take the light copy too, which has about
two; what is in the picture is seen by looking closely."""
_BESIDE: Final = 187
"""How high, in pixels, the works are shown that hang beside it."""
_FAR_DOWN: Final = 99
"""A place on the page that is not seen at first."""


def work_meta(
    work: Work, t: Translator, content: Content, public_url: str, *, has_card: bool
) -> Meta:
    """Title, description, picture and data of a work, for a tab, a search engine, a link preview.

    Args:
        work: on show.
        t: the texts of the language.
        content: names the edition and the technique.
        public_url: the site's address, without a slash at the end.
        has_card: whether its card is drawn; until then the picture itself is named.
    """
    code = t.language.code
    _, alt = work.alt_in(code)
    picture = f"{public_url}/img/{work.picture}/{PAGE_COPY}"
    return Meta(
        _title(work, t),
        alt,
        MetaImage(f"{public_url}/art/{work.code}/{CARD}", *CARD_SIZE, alt)
        if has_card
        else MetaImage(picture, *_page_size(work), alt),
        describe_work(work, Names(t, content), public_url, picture),
    )


def _title(work: Work, t: Translator) -> str:
    _, words = work.words_in(t.language.code)
    return f"{words.title} · {t.gettext('Gallery')} · {t.gettext('Youcheng')}"


def _page_size(work: Work) -> tuple[int, int]:
    """Width and height of the copy that the page shows."""
    scale = min(1.0, DERIVATIVES[PAGE_COPY] / max(work.width, work.height))
    return round(work.width * scale), round(work.height * scale)


def work_body(
    view: WorkView, choice: Choice, t: Translator, content: Content, public_url: str
) -> Markup:
    """The page of a work, with the way to its neighbours among those that are chosen."""
    return _render("gallery/work.html", view, choice, t, content, public_url)


def work_window(
    view: WorkView, choice: Choice, t: Translator, content: Content, public_url: str
) -> Markup:
    """The same for the window over the wall, in which the work opens in place."""
    return _render("gallery/view.html", view, choice, t, content, public_url)


def _render(
    template: str,
    view: WorkView,
    choice: Choice,
    t: Translator,
    content: Content,
    public_url: str,
) -> Markup:
    code, names, work = t.language.code, Names(t, content), view.work
    language, words = work.words_in(code)
    kept = choice_address("", choice, code)
    shown = hang(work, names, 0, kept)
    return render(
        template,
        t,
        in_place=template == "gallery/view.html",
        page_title=_title(work, t),
        shown=shown,
        work=work,
        own=BY_CODE.get(work.language),
        translation=words if language != work.language else None,
        translated=BY_CODE.get(language),
        byline=shown.byline,
        record=json.dumps(_record(shown), ensure_ascii=False),
        facts=_facts(work, names, t),
        award=shown.award,
        edition=names.value(Facet.EDITION, work.edition),
        copies=shown.copies(*_COPIES),
        on_stage=_on_stage(shown.ratio),
        previous=None if view.previous is None else _hang_beside(view.previous, names, kept),
        following=None if view.next is None else _hang_beside(view.next, names, kept),
        back=choice_address(WALL, choice, code),
        canonical=public_url + address(f"/art/{work.code}", code),
    )


def _on_stage(ratio: float) -> str:
    """How wide a copy of the picture is wanted, see `.mat` of gallery.css."""
    return (
        f"(max-width: 480px) {_ON_PHONE}vw, "
        f"min(92vw, {round(ratio * _HIGH_OF_WINDOW)}vh, {round(ratio * _HIGH)}px)"
    )


def _hang_beside(work: Work, names: Names, kept: str) -> Hung:
    hung = hang(work, names, _FAR_DOWN, kept)
    return replace(hung, sizes=f"min(92vw, {round(hung.ratio * _BESIDE)}px)", near=True)


def _record(shown: Hung) -> dict[str, object]:
    """What a device keeps of a work in the visitor's own selection: nothing that is not public."""
    return {
        "code": shown.work.code,
        "picture": shown.work.picture,
        "ratio": shown.ratio,
        "title": shown.title,
        "alt": shown.alt,
        "byline": shown.byline,
        "lang": language_tag(shown.language),
    }


def _facts(work: Work, names: Names, t: Translator) -> list[tuple[str, str]]:
    size = ""
    if work.width_cm and work.height_cm:
        size = t.gettext("{width} × {height} cm").format(width=work.width_cm, height=work.height_cm)
    found = [(names.facet(facet), facet) for facet in _SHOWN]
    rows = [
        (t.gettext("Child"), work.name),
        *((name, _named(work, facet, names)) for name, facet in found),
        (t.gettext("Size"), size),
        (t.gettext("Made in"), str(work.year or "")),
        (t.gettext("Reference code"), work.code),
    ]
    return [(name, value) for name, value in rows if value]


_SHOWN = (Facet.BAND, Facet.PLACE, Facet.COUNTRY, Facet.THEME, Facet.TECHNIQUE)


def _named(work: Work, facet: Facet, names: Names) -> str:
    value = getattr(work, facet)
    return names.value(facet, value) if value else ""
