"""What a page of the desk holds out."""

from __future__ import annotations

from tests.markup_reading import Markup


def acts(html: str) -> set[str]:
    """The names of what may be done there."""
    elements = Markup(html).elements
    return {str(one.attributes["data-act"]) for one in elements if "data-act" in one.attributes}
