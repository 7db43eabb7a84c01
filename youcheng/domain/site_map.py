"""The one table of the site's public pages.

The HTML shell, the navigation, the sitemap and the decision what is a 404 all read it, so an
address that is not here does not exist for any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from youcheng.domain.gallery import Facet
from youcheng.domain.selection import PARAMETERS


@dataclass(frozen=True, slots=True)
class Page:
    """A public page.

    Attributes:
        id: what code calls the page.
        path: its address, with a slash in front and none at the end.
        parameters: the query parameters that choose what it shows, in the order in which they
            stand in a canonical address; ``lang`` comes after them on every page.
        in_nav: whether the site's navigation shows it.
        light: for a page of the app, the address of its plain HTML form, if there is one.
        in_app: False for a page that is plain HTML alone and needs no script.
        secrets: query parameters that open something to whoever holds the address: they stay when
            the language changes, and stand in no canonical address.
    """

    id: str
    path: str
    parameters: tuple[str, ...] = ()
    in_nav: bool = True
    light: str | None = None
    in_app: bool = True
    secrets: tuple[str, ...] = ()


LANGUAGE: Final = "lang"
"""Query parameter that names the language, on every page."""

PAGES: Final[tuple[Page, ...]] = (
    Page("home", "/"),
    Page(
        "map",
        "/map",
        PARAMETERS,
        light="/map/list",
    ),
    Page("partners", "/partners", ("partner", "step"), light="/partners/list"),
    Page("programmes", "/programmes", ("programme",), secrets=("draft",)),
    Page(
        "gallery",
        "/gallery",
        (*(str(facet) for facet in Facet), "q", "after", "before"),
        light="/gallery/list",
    ),
    Page("compete", "/compete", secrets=("draft",)),
    Page("track", "/track", in_app=False, secrets=("code", "challenge", "access")),
    Page("about", "/about"),
)
"""The site's pages, in the order of the navigation."""

DESK: Final = Page(
    "desk",
    "/desk",
    ("submission", "part", "view", "after", "before", "programme", "weeks"),
    in_nav=False,
)
"""The desk of the staff: in no navigation and no sitemap."""

JURY: Final = Page("jury", "/jury", ("entry", "compare"), in_nav=False)
"""Where jurors score: in no navigation and no sitemap."""

PRIVATE_PAGES: Final[tuple[Page, ...]] = (DESK, JURY)
"""Those of the staff, which are nobody else's to see or to find."""

APP_PAGES: Final[tuple[Page, ...]] = tuple(page for page in PAGES if page.in_app)
"""Those that the app draws."""

DRAWN_PAGES: Final[tuple[Page, ...]] = (*APP_PAGES, *PRIVATE_PAGES)
"""The same, and those which only the staff see."""

LIGHT_PAGES: Final[tuple[Page, ...]] = (
    Page("map-list", "/map/list", PAGES[1].parameters, in_nav=False),
    Page("partners-list", "/partners/list", PAGES[2].parameters, in_nav=False),
    Page("gallery-list", "/gallery/list", PAGES[4].parameters, in_nav=False),
    Page("gallery-hall", "/gallery/hall", PAGES[4].parameters, in_nav=False),
    Page("gallery-selection", "/gallery/selection", ("works",), in_nav=False),
)
"""Pages of plain HTML without the app, served by routes of their own: mostly the same content."""

BY_ID: Final[Mapping[str, Page]] = {
    page.id: page for page in (*PAGES, *PRIVATE_PAGES, *LIGHT_PAGES)
}
BY_PATH: Final[Mapping[str, Page]] = {page.path: page for page in DRAWN_PAGES}


def find_page(path: str) -> Page | None:
    """The page of the app at `path`, or None; one slash at the end is forgiven."""
    return BY_PATH.get(path) or BY_PATH.get(path.removesuffix("/") if path != "//" else path)


def page_address(
    page: Page | str, *, language: str | None = None, values: Mapping[str, str] | None = None
) -> str:
    """The address of a page on this site, from the slash on.

    Args:
        page: the page or its id.
        language: code to put into ``lang``; None leaves it out.
        values: values of the page's parameters; empty ones are left out.

    Raises:
        KeyError: no page has that id, or the page has no such parameter.
    """
    found = BY_ID[page] if isinstance(page, str) else page
    given = dict(values or {})
    query = {name: given.pop(name, "") for name in found.parameters}
    if given:
        raise KeyError(f"page {found.id} has no parameter {', '.join(sorted(given))}")
    query[LANGUAGE] = language or ""
    text = urlencode({name: value for name, value in query.items() if value})
    return f"{found.path}?{text}" if text else found.path
