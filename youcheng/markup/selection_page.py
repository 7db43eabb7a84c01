"""A selection of works: the visitor's own, which their device keeps, or one that was shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Choice, Work
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import Parameters, render
from youcheng.markup.gallery_names import Names
from youcheng.markup.gallery_page import SELECTION, count_words, hang_all, ways
from youcheng.services.gallery import Counts, GalleryPage

WORKS: Final = "works"
"""Parameter of an address that was shared: reference codes with a full stop between them."""


def read_selection(parameters: Parameters) -> list[str]:
    """The codes of the works that an address names; none for the visitor's own selection."""
    return [
        code for text in list(parameters.get(WORKS, ()))[-1:] for code in text.split(".") if code
    ]


def selection_body(
    works: Sequence[Work] | None, t: Translator, content: Content, public_url: str
) -> Markup:
    """The page of a selection.

    Args:
        works: those of a shared selection that are on show; None for the visitor's own, which the
            page's script fills in.
        t: the texts of the language.
        content: the site's content.
        public_url: of the site, for the address to share.
    """
    code, names, shown = t.language.code, Names(t, content), works or ()
    everything = GalleryPage(Choice(), (), Counts(0, {}), None, None)
    return render(
        "gallery/selection.html",
        t,
        asked=works is not None,
        hung=hang_all(shown, Choice(), names),
        total=count_words(len(shown), t),
        base=f"{public_url}{SELECTION}",
        **ways(everything, names, code),
    )
