"""Titles and descriptions: what a tab, a search engine and a link preview say of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import now
from youcheng.markup.partner_page import chosen_partner, chosen_step
from youcheng.markup.programme_page import chosen_programme


@dataclass(frozen=True, slots=True)
class MetaImage:
    """The picture that a link preview shows: its whole address, its pixels, and what it shows."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Meta:
    """Title and description of a page, in one language; its picture, if it has one of its own, and
    what it says of itself to machines (JSON-LD)."""

    title: str
    description: str
    image: MetaImage | None = None
    data: Markup | None = None


def page_meta(
    page_id: str,
    parameters: Mapping[str, Sequence[str]],
    t: Translator,
    content: Content,
) -> Meta:
    """Title and description of a page as its address asks for it.

    Args:
        page_id: id of a page of ``youcheng.domain.site_map``.
        parameters: the address's query; unknown values count as absent.
        t: the texts of the language.
        content: the site's content.

    Raises:
        KeyError: there is no such page.
    """
    code = t.language.code
    site = t.gettext("Youcheng: Jiangsu and its five partners")
    partner = chosen_partner(parameters, content)
    if page_id in {"partners", "partners-list"} and partner:
        step = chosen_step(parameters, content.story(partner.id))
        name = partner.name.get(code)
        title = f"{step.heading.get(code)} · {name}" if step else name
        return Meta(
            f"{title} · {t.gettext('Youcheng')}",
            (step.body if step else partner.intro).get(code),
        )
    if page_id in {"map", "map-list"} and partner:
        return Meta(
            f"{t.gettext('Map')} · {partner.name.get(code)} · {t.gettext('Youcheng')}",
            partner.line.get(code),
        )
    programme = chosen_programme(parameters, content)
    if page_id == "programmes" and programme:
        name = programme.name.get(code)
        return Meta(f"{name} · {t.gettext('Youcheng')}", programme.line.get(code))
    if page_id == "compete":
        edition = content.current_edition(now())
        return Meta(f"{edition.name.get(code)} · {t.gettext('Youcheng')}", edition.line.get(code))
    titles = {
        "home": (
            site,
            t.gettext(
                "Jiangsu Province and its five international partners: a map of what they do "
                "together, the story of each friendship, and ways to take part."
            ),
        ),
        "map": (
            t.gettext("Map of cooperation"),
            t.gettext(
                "What Jiangsu and its five partners do together, on a map and as a list, "
                "by theme, place and year, each item with its source."
            ),
        ),
        "partners": (
            t.gettext("The five partners"),
            t.gettext(
                "Mogilev Region, the Canton of Vaud, Bandar Seri Begawan, Kathmandu and "
                "Pointe-Noire: five stories in six steps each."
            ),
        ),
        "programmes": (
            t.gettext("The six programmes"),
            t.gettext(
                "Six ways to study, work, travel, compete, heal and meet together: what each "
                "programme is about, who can take part, and its online form."
            ),
        ),
        "gallery": (
            t.gettext("Gallery"),
            t.gettext(
                "Pictures by children from Jiangsu and its partners, with the children’s own words."
            ),
        ),
        "gallery-hall": (
            t.gettext("The hall"),
            t.gettext("A walk along the children’s pictures, room by room."),
        ),
        "gallery-selection": (
            t.gettext("A selection"),
            t.gettext("Works that somebody chose from the gallery of children’s pictures."),
        ),
        "track": (
            t.gettext("Status of a submission"),
            t.gettext(
                "See how far your submission has come, continue a saved form, or withdraw what "
                "you sent."
            ),
        ),
        "desk": (t.gettext("Desk of the staff"), ""),
        "jury": (t.gettext("Jury"), ""),
        "about": (
            t.gettext("About this site"),
            t.gettext(
                "What this site is, where its facts come from, how accessible it is, "
                "what it keeps about you, and its open data."
            ),
        ),
    }
    title, description = titles[page_id.removesuffix("-list")]
    full = title if page_id == "home" else f"{title} · {t.gettext('Youcheng')}"
    return Meta(full, description)
