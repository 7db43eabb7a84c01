"""A work for machines: JSON-LD after schema.org, holding nothing that the page does not show."""

from __future__ import annotations

import json
from typing import Final

from markupsafe import Markup

from youcheng.domain.gallery import Facet, Work
from youcheng.markup.environment import address
from youcheng.markup.gallery_names import Names
from youcheng.markup.gallery_page import WALL
from youcheng.markup.names import language_tag

_SIGNS: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script, or a line within it, in the form that JSON has for it."""


def describe_work(work: Work, names: Names, public_url: str, picture: str) -> Markup:
    """The content of a script of type ``application/ld+json``: https://schema.org/VisualArtwork.

    Args:
        work: on show.
        names: of the page's language.
        public_url: the site's address, without a slash at the end.
        picture: the whole address of its picture.
    """
    code = names.translator.language.code
    language, words = work.words_in(code)
    wall = address(WALL, code, **{Facet.EDITION: work.edition})
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "VisualArtwork",
        "url": public_url + address(f"/art/{work.code}", code),
        "name": words.title,
        "description": words.see,
        "inLanguage": language_tag(language),
        "image": picture,
        "artMedium": names.value(Facet.TECHNIQUE, work.technique) if work.technique else "",
        "dateCreated": str(work.year or ""),
        "award": names.award(work),
        "isPartOf": {
            "@type": "Collection",
            "name": names.value(Facet.EDITION, work.edition),
            "url": public_url + wall,
        },
        "creator": {"@type": "Person", "name": work.name} if work.name else "",
    }
    kept = {name: value for name, value in said.items() if value}
    return Markup(json.dumps(kept, ensure_ascii=False).translate(_SIGNS))
