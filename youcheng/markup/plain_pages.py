"""Pages that a link in a mail opens: whole documents that weigh little and need no script.

They carry a style sheet of their own and fetch nothing but the icon, so that they open on an old
phone with a poor line. Their links to other languages keep the path, and so the token in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from markupsafe import Markup

from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.environment import address, render
from youcheng.paths import PACKAGE


@cache
def _style() -> Markup:
    return Markup((PACKAGE / "markup" / "static" / "plain.css").read_text("utf-8").strip())


def plain_page(
    template: str,
    t: Translator,
    /,
    *,
    title: str,
    switch: bool = True,
    query: Mapping[str, str] | None = None,
    **context: object,
) -> Markup:
    """A whole document.

    Args:
        template: one that extends ``plain/page.html``.
        t: the texts of the language.
        title: of the document, without the site's name.
        switch: whether it can be had in other languages at the same address.
        query: what the links to these keep of the address's query.
        context: what the template names besides.
    """
    return render(
        template,
        t,
        title=title,
        alternatives=[(one, address("", one.code, **(query or {}))) for one in LANGUAGES]
        if switch
        else [],
        style=_style(),
        operator=load_content().operator,
        **context,
    )


def plain_message(
    t: Translator,
    heading: str,
    *paragraphs: str,
    links: Sequence[tuple[str, str]] = (),
    is_error: bool = False,
    switch: bool = True,
) -> Markup:
    """A document that says one thing.

    Args:
        t: the texts of the language.
        heading: what it says, in a few words.
        paragraphs: what it says in full.
        links: texts and addresses of where to go from there.
        is_error: its title then says so.
        switch: whether it can be had in other languages at the same address.
    """
    return plain_page(
        "plain/message.html",
        t,
        title=f"{t.gettext('Error:')} {heading}" if is_error else heading,
        switch=switch,
        heading=heading,
        paragraphs=paragraphs,
        links=links,
    )
