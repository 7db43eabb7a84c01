"""The list of every public address for search engines, each in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.content.loader import load_content
from youcheng.content.models import Content
from youcheng.domain.site_map import LIGHT_PAGES, PAGES, page_address
from youcheng.i18n.languages import DEFAULT, LANGUAGES
from youcheng.settings import get_settings
from youcheng.web.representations import AN_HOUR, Representation, reply_with, represent

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def list_places(content: Content) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page worth a line of its own: its id and the values of its parameters."""
    for page in PAGES:
        yield page.id, {}
        if page.id == "partners":
            for partner in content.partners:
                yield page.id, {"partner": partner.id}
                for number in range(1, len(content.story(partner.id).steps) + 1):
                    yield page.id, {"partner": partner.id, "step": str(number)}
        if page.id == "programmes":
            for programme in content.programmes:
                yield page.id, {"programme": programme.id}
    for page in LIGHT_PAGES:
        yield page.id, {}


def build_sitemap(content: Content, origin: str) -> bytes:
    """The sitemap as XML, after the protocol of sitemaps.org with alternates by language.

    Args:
        content: names the partners, their steps and the programmes.
        origin: the site's public address, without a slash at the end.
    """
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page, values in list_places(content):
        addresses = {
            language: origin + page_address(page, language=language.code, values=values)
            for language in LANGUAGES
        }
        for address in addresses.values():
            url = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(url, "loc").text = address
            links = [(language.html, other) for language, other in addresses.items()]
            for code, other in (*links, ("x-default", addresses[DEFAULT])):
                ElementTree.SubElement(
                    url, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": other}
                )
    ElementTree.indent(root, space="")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


@cache
def _representation() -> Representation:
    return represent(build_sitemap(load_content(), get_settings().public_url), "application/xml")


def _sitemap(request: Request) -> Response:
    return reply_with(_representation(), request, {"Cache-Control": AN_HOUR})


routes = [Route("/sitemap.xml", _sitemap, methods=["GET"])]
