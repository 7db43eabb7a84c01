"""The rules of the style sheet that depend on who the partners are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from youcheng.content.models import Partner

_MOST_COLUMNS: Final = 5
"""A card of the home page with less than a fifth of the width has no room for its words."""


def accent_rules(partners: Sequence[Partner]) -> str:
    """CSS that gives every element of class ``p-<id>`` the partner's accent as ``--a``.

    The accent is the light or the dark one as the device asks. ``--cards`` is the number of
    columns for the partners' cards: as few rows as there can be, filled alike.
    """
    rows = -(-len(partners) // _MOST_COLUMNS)
    light = "".join(f".p-{one.id}{{--a:{one.accent.light}}}" for one in partners)
    dark = "".join(f".p-{one.id}{{--a:{one.accent.dark}}}" for one in partners)
    return (
        f":root{{--cards:{-(-len(partners) // rows)}}}{light}"
        f"@media (prefers-color-scheme:dark){{{dark}}}"
    )
