"""What visitors of the gallery do in a browser, and how a test sees where they are."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.visits import Visit
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.services.gallery import view_gallery


def works_of(museum: BreakableSite, **facets: str) -> list[Work]:
    choice = Choice({Facet(name): value for name, value in facets.items()})
    return list(view_gallery(museum.services, choice=choice, limit=100).works)


def open_work(visit: Visit, number: int = 0) -> str:
    """Open a work of the wall in place; return its code."""
    link = visit.page.locator(".wall li a").nth(number)
    code = str(link.get_attribute("href")).split("/")[2].split("?")[0]
    link.click()
    expect_work(visit, code)
    return code


def expect_work(visit: Visit, code: str) -> None:
    expect(visit.page.locator(f'dialog[open] [data-work="{code}"]')).to_be_visible()


def hash_of(visit: Visit) -> dict[str, str]:
    found = parse_qs(urlsplit(visit.page.url).fragment)
    return {name: values[0] for name, values in found.items()}


def act(visit: Visit, name: str) -> Any:
    return visit.page.locator(f"dialog [data-do={name}]")
