"""The body of every page of text and pictures, from the site's content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.gallery import Work
from youcheng.i18n.catalogues import Translator
from youcheng.markup.compete_page import compete_body, count_down
from youcheng.markup.environment import Parameters, address, now, render
from youcheng.markup.hero_map import draw_hero_map, home_point, spot
from youcheng.markup.home_gallery import hang_at_home
from youcheng.markup.names import theme_names
from youcheng.markup.partner_page import chosen_partner, chosen_step
from youcheng.markup.privacy import Figures, asked, forgotten, kept, questions, stored
from youcheng.markup.programme_page import programmes_body
from youcheng.services.sampling import shows_samples

HOME: Final = "home"
"""Id of the home page in the table of pages."""
_JUBILEE: Final = 5
"""Anniversaries are named every five years, as the article does for Vaud and Kathmandu."""


def _next_jubilee(signed: int, today: datetime) -> tuple[int, int]:
    """Year and number of the next anniversary that five divides."""
    number = max(_JUBILEE, -(-(today.year - signed) // _JUBILEE) * _JUBILEE)
    return signed + number, number


def _coming(content: Content, t: Translator, moment: datetime) -> list[dict[str, Any]]:
    """The next anniversary of every partner: dated years first, then those without a year."""
    code = t.language.code
    rows: list[dict[str, Any]] = []
    for partner in content.partners:
        name = partner.short.get(code)
        year = partner.signing.year
        if year is None:
            text = t.gettext("{name}: no source names the year of the agreement").format(name=name)
            rows.append(
                {
                    "partner": partner,
                    "year": None,
                    "text": text,
                    "short": t.gettext("Year of the agreement not known"),
                }
            )
            continue
        when, number = _next_jubilee(year, moment)
        text = t.ngettext("{number} year with {name}", "{number} years with {name}", number).format(
            number=number, name=name
        )
        short = t.ngettext(
            "{year} · {number} year together", "{year} · {number} years together", number
        ).format(year=when, number=number)
        rows.append({"partner": partner, "year": when, "text": text, "short": short})
    return sorted(rows, key=lambda row: row["year"] or 9999)


def _home(t: Translator, content: Content, works: Sequence[Work], in_app: bool) -> Markup:
    code = t.language.code
    moment = now()
    coming = _coming(content, t, moment)
    edition = content.current_edition(moment)
    spots: list[dict[str, Any]] = [
        {
            "id": partner.id,
            "name": partner.short.get(code),
            "country": partner.country_name.get(code),
            "side": partner.label_side,
            "spot": where,
            "address": address("/map", code, partner=partner.id),
        }
        for partner in content.partners
        if (where := spot((partner.lon, partner.lat))).inside
    ]
    spots.insert(
        0,
        {
            "id": "js",
            "name": t.gettext("Jiangsu"),
            "country": "",
            "side": "e",
            "spot": spot(home_point(content)),
            "address": address("/map", code, view="jiangsu"),
        },
    )
    return render(
        "home.html",
        t,
        content=content,
        now=moment,
        edition=edition,
        countdown=count_down(edition, moment, t),
        in_app=in_app,
        hero_map=draw_hero_map(content),
        spots=spots,
        coming=coming,
        next_year={row["partner"].id: row["short"] for row in coming},
        works=hang_at_home(works, t, content),
    )


def _partners(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    partner = chosen_partner(parameters, content)
    if partner is None:
        asked = parameters.get("partner")
        notice = t.gettext("There is no such partner. Here are the five.") if asked else ""
        return render("partners.html", t, content=content, now=now(), notice=notice)
    story = content.story(partner.id)
    step = chosen_step(parameters, story)
    asked_step = parameters.get("step")
    position = [one.id for one in content.partners].index(partner.id)
    return render(
        "partner.html",
        t,
        content=content,
        partner=partner,
        story=story,
        step=step or story.steps[0],
        number=story.steps.index(step) + 1 if step else 1,
        stepped=step is not None,
        following=content.partners[(position + 1) % len(content.partners)],
        timeline=content.timeline_of(partner=partner.id),
        items=content.items_of(partner=partner.id),
        theme_names=theme_names(t),
        now=now(),
        notice=t.gettext("The story has no such step. It begins here.")
        if asked_step and step is None
        else "",
    )


def _programmes(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    return programmes_body(parameters, t, content)


def _compete(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    return compete_body(t, content, now(), samples=shows_samples())


def _desk(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    return render("desk/wait.html", t)


def _jury(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    return render("jury/wait.html", t)


def _about(parameters: Parameters, t: Translator, content: Content, in_app: bool) -> Markup:
    return render(
        "about.html",
        t,
        content=content,
        asked=asked(t),
        questions=questions(content, t),
        kept=(*kept(t), *forgotten(t)),
        stored=stored(t),
        figures=Figures(),
    )


_BODIES: Final = {
    "partners": _partners,
    "programmes": _programmes,
    "compete": _compete,
    "about": _about,
    "desk": _desk,
    "jury": _jury,
}


def page_body(
    page_id: str,
    parameters: Parameters,
    t: Translator,
    content: Content,
    *,
    works: Sequence[Work] = (),
    in_app: bool = False,
) -> Markup:
    """The page's whole body as HTML.

    Args:
        page_id: any page but the map, which has controls and is put together elsewhere.
        parameters: the address's query; unknown values give a notice on the page.
        t: the texts of the language.
        content: the site's content.
        works: those that the home page shows.
        in_app: True inside the app, which lets no inline SVG through and fetches it instead.

    Raises:
        KeyError: there is no such page.
    """
    if page_id == HOME:
        return _home(t, content, works, in_app)
    return _BODIES[page_id](parameters, t, content, in_app)
