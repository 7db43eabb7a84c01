"""The Jinja environment of every language, and the one function that renders a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.assets import asset_address, asset_inside
from youcheng.markup.fonts import own_faces
from youcheng.markup.style_sheets import stylesheet_for, whole_stylesheet
from youcheng.paths import PACKAGE
from youcheng.settings import get_settings

TEMPLATES: Final = PACKAGE / "markup" / "templates"

Parameters = Mapping[str, Sequence[str]]
"""What an address asks for: the values of its query by name."""


def address(path: str, /, _lang: str, **parameters: object) -> str:
    """An address within the site: path and query, the language always last.

    Args:
        path: a path that starts with a slash.
        _lang: code of the page's language.
        parameters: values of the query; None is left out, a list repeats its name.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in parameters.items():
        if value is None:
            continue
        values = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        pairs += [(name, str(one)) for one in values]
    return f"{path}?{urlencode([*pairs, ('lang', _lang)])}"


@cache
def _environment(code: str) -> Environment:
    t = translator(code)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=get_settings().reload,
    )
    environment.install_gettext_translations(t, newstyle=True)  # type: ignore[attr-defined]
    language = t.language
    environment.globals.update(
        lang=code,
        language=language,
        asset=asset_address,
        asset_inside=asset_inside,
        href=partial(address, _lang=code),
        settings=get_settings(),
        whole_stylesheet=whole_stylesheet,
        stylesheet_for=stylesheet_for,
        own_faces=lambda light: Markup(own_faces(code, light=light)),
    )
    environment.filters.update(
        date=lambda day: formats.format_date(day, language),
        number=lambda value: formats.format_number(value, language),
        clock=lambda zone, now: formats.format_time(now, zone, language),
        weekday=lambda zone, now: formats.format_weekday(now, zone, language),
        text=lambda value: value.get(code),
        joined=lambda parts: formats.format_list(list(parts), language),
    )
    return environment


def render(template: str, t: Translator, /, **context: object) -> Markup:
    """A template's HTML in the translator's language; every value in it is escaped.

    Args:
        template: path under ``markup/templates``.
        t: the texts of the language.
        context: what the template names.
    """
    found = _environment(t.language.code).get_template(template)
    return Markup(found.render(context))


def now() -> datetime:
    """This moment, aware, for clocks in pages."""
    return datetime.now(UTC)
