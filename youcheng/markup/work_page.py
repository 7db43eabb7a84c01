"""The page of one work: the picture on a dark wall, and the child's own words first."""

from __future__ import annotations

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.domain.pictures import CARD, CARD_SIZE, DERIVATIVES, PAGE_COPY
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.environment import render
from youcheng.markup.gallery_page import WALL, Names, choice_address, hang
from youcheng.markup.meta import Meta, MetaImage
from youcheng.markup.work_data import describe_work
from youcheng.services.gallery import WorkView


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
    _, words = work.words_in(code)
    _, alt = work.alt_in(code)
    picture = f"{public_url}/img/{work.picture}/{PAGE_COPY}"
    return Meta(
        f"{words.title} · {t.gettext('Gallery')} · {t.gettext('Youcheng')}",
        alt,
        MetaImage(f"{public_url}/art/{work.code}/{CARD}", *CARD_SIZE, alt)
        if has_card
        else MetaImage(picture, *_page_size(work), alt),
        describe_work(work, Names(t, content), public_url, picture),
    )


def _page_size(work: Work) -> tuple[int, int]:
    """Width and height of the copy that the page shows."""
    scale = min(1.0, DERIVATIVES[PAGE_COPY] / max(work.width, work.height))
    return round(work.width * scale), round(work.height * scale)


def work_body(view: WorkView, choice: Choice, t: Translator, content: Content) -> Markup:
    """The page of a work, with the way to its neighbours among those that are chosen."""
    code, names, work = t.language.code, Names(t, content), view.work
    language, words = work.words_in(code)
    neighbours = [
        (label, hang(one, choice, names, code, 99))
        for label, one in (
            (t.gettext("Previous work"), view.previous),
            (t.gettext("Next work"), view.next),
        )
        if one is not None
    ]
    return render(
        "gallery/work.html",
        t,
        shown=hang(work, choice, names, code, 0),
        work=work,
        own=BY_CODE.get(work.language),
        translation=words if language != work.language else None,
        translated=BY_CODE.get(language),
        byline=names.byline(work),
        facts=_facts(work, names, t),
        award=names.value(Facet.AWARD, work.award) if work.award else "",
        edition=names.value(Facet.EDITION, work.edition),
        neighbours=neighbours,
        back=choice_address(WALL, choice, code),
    )


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
