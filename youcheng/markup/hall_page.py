"""The hall: the works of an edition along one wall, room by room."""

from __future__ import annotations

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Facet
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.environment import address, render
from youcheng.markup.gallery_names import Names
from youcheng.markup.gallery_page import AFTER, BEFORE, HALL, hang_all, turned, ways
from youcheng.services.gallery import GalleryPage


def hall_body(page: GalleryPage, t: Translator, content: Content) -> Markup:
    """A room of the hall: the same works in the same order as on a page of the list."""
    code, names = t.language.code, Names(t, content)
    edition = page.choice.facets.get(Facet.EDITION, "")
    room = t.ngettext(
        "This room holds {shown} of {number} work.",
        "This room holds {shown} of {number} works.",
        page.counts.total,
    ).format(
        shown=format_number(len(page.works), t.language),
        number=format_number(page.counts.total, t.language),
    )
    return render(
        "gallery/hall.html",
        t,
        edition=names.value(Facet.EDITION, edition) if edition else t.gettext("Gallery"),
        room=room,
        hung=hang_all(page.works, page.choice, names),
        samples=any(work.sample for work in page.works),
        is_empty=not edition,
        clear=address(HALL, code),
        previous=turned(page, HALL, code, BEFORE, page.before),
        following=turned(page, HALL, code, AFTER, page.after),
        **ways(page, names, code),
    )
