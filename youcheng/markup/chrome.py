"""What stands round every page: the header with navigation and languages, and the footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from youcheng.domain.site_map import BY_ID, PAGES
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.environment import address, render


def _same_page(
    page_id: str | None, parameters: Mapping[str, Sequence[str]], code: str, path: str
) -> str:
    page = BY_ID[page_id] if page_id else PAGES[0]
    kept = {
        name: list(values)[:8]
        for name, values in parameters.items()
        if name in (*page.parameters, *page.secrets) and sum(map(len, values)) < 500
    }
    return address(path or page.path, code, **kept)


def header(
    page_id: str | None, parameters: Mapping[str, Sequence[str]], t: Translator, path: str = ""
) -> Markup:
    """The header's inside: logo, navigation, and the language menu that keeps page and state.

    Args:
        page_id: the page that is shown; None on an error page.
        parameters: the address's query; only the page's own parameters are kept.
        t: the texts of the language.
        path: where the page is, if that is not where the table has `page_id`.
    """
    names = {
        "home": t.gettext("Home"),
        "map": t.gettext("Map"),
        "partners": t.gettext("Partners"),
        "programmes": t.gettext("Programmes"),
        "gallery": t.gettext("Gallery"),
        "compete": t.gettext("Competition"),
        "track": t.pgettext("navigation", "Status"),
        "about": t.gettext("About"),
    }
    return render(
        "chrome/header.html",
        t,
        navigation=[(page, names[page.id]) for page in PAGES if page.in_nav],
        current=(page_id or "").removesuffix("-list"),
        alternatives=[
            (language, _same_page(page_id, parameters, language.code, path))
            for language in LANGUAGES
        ],
    )


def footer(t: Translator) -> Markup:
    """The footer's inside: what the site is, where to go, what is said of its maps and figures."""
    return render("chrome/footer.html", t)
