"""The page of one work: the picture on a dark wall, and the child's own words first."""

from __future__ import annotations

import json

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.environment import address, render
from youcheng.markup.gallery_names import Names
from youcheng.markup.gallery_page import WALL, Hung, choice_address, hang
from youcheng.markup.meta import Meta, MetaImage
from youcheng.services.gallery import WorkView


def work_meta(work: Work, t: Translator, public_url: str) -> Meta:
    """Title, description and picture of a work, for a tab, a search engine and a link preview."""
    code = t.language.code
    _, words = work.words_in(code)
    _, alt = work.alt_in(code)
    scale = min(1.0, 1280 / max(work.width, work.height))
    return Meta(
        f"{words.title} · {t.gettext('Gallery')} · {t.gettext('Youcheng')}",
        alt,
        MetaImage(
            f"{public_url}/img/{work.picture}/1280.jpg",
            round(work.width * scale),
            round(work.height * scale),
            alt,
        ),
    )


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
    shown = hang(work, choice, names, code, 0)
    return render(
        template,
        t,
        in_place=template == "gallery/view.html",
        meta=work_meta(work, t, public_url),
        shown=shown,
        work=work,
        own=BY_CODE.get(work.language),
        translation=words if language != work.language else None,
        translated=BY_CODE.get(language),
        byline=shown.byline,
        record=json.dumps(_record(shown), ensure_ascii=False),
        facts=_facts(work, names, t),
        award=names.value(Facet.AWARD, work.award) if work.award else "",
        edition=names.value(Facet.EDITION, work.edition),
        previous=None if view.previous is None else hang(view.previous, choice, names, code, 99),
        following=None if view.next is None else hang(view.next, choice, names, code, 99),
        back=choice_address(WALL, choice, code),
        canonical=public_url + address(f"/art/{work.code}", code),
    )


def _record(shown: Hung) -> dict[str, object]:
    """What a device keeps of a work in the visitor's own selection: nothing that is not public."""
    return {
        "code": shown.work.code,
        "picture": shown.work.picture,
        "ratio": shown.ratio,
        "title": shown.title,
        "alt": shown.alt,
        "byline": shown.byline,
        "lang": shown.language,
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
