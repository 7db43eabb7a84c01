"""Names of the fixed vocabulary: themes and standings of cooperation items, tags of languages."""

from __future__ import annotations

from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import BY_CODE


def theme_names(t: Translator) -> dict[str, str]:
    """Name of every theme by its id, in the order in which pages show them."""
    return {
        "trust": t.gettext("mutual trust"),
        "economy": t.gettext("economy and trade"),
        "parks": t.gettext("industrial parks"),
        "education": t.gettext("education"),
        "agriculture": t.gettext("agriculture"),
        "culture": t.gettext("people and culture"),
        "sport": t.gettext("sport"),
        "health": t.gettext("health"),
        "plans": t.gettext("plans"),
    }


def status_names(t: Translator) -> dict[str, str]:
    """Name of every status by its id."""
    return {
        "done": t.gettext("done"),
        "running": t.gettext("under way"),
        "announced": t.gettext("announced as a plan"),
    }


def language_tag(code: str) -> str:
    """What the ``lang`` attribute says of a language (BCP 47), by its code in addresses.

    An unknown code is its own tag.
    """
    found = BY_CODE.get(code)
    return code if found is None else found.html
