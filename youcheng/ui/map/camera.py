"""Where a view of the map begins, by its kind and partner alone, so that no rerun moves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from youcheng.content.models import Content
from youcheng.domain.selection import Selection


@dataclass(frozen=True, slots=True)
class Camera:
    """Where a view begins: degrees and deck.gl's zoom (512 pixels round the world at 0)."""

    lon: float
    lat: float
    zoom: float


_WORLD: Final = Camera(66, 26, 1.36)
_WORLD_PHONE: Final = Camera(72.8, 26, 0.23)
"""At 360 pixels, the narrowest usual telephone, every name is whole in all languages: the Russian
ones of Mogilev and Bandar Seri Begawan leave a few pixels at either side."""
_GLOBE: Final = Camera(66, 28, 1.4)
_GLOBE_PHONE: Final = Camera(80, 28, 0.62)
"""Chosen as `_WORLD_PHONE`."""
_PARTNER_ZOOM: Final = 8.4


def place_camera(*, content: Content, selection: Selection, phone: bool) -> Camera:
    """Where the view of a selection begins; it depends on view and partner alone."""
    if selection.view == "globe":
        return _GLOBE_PHONE if phone else _GLOBE
    if selection.view == "jiangsu":
        near = content.province.close_up
        return Camera(near.lon, near.lat, near.phone_zoom if phone else near.zoom)
    if selection.view == "partner" and selection.partner:
        partner = content.partner(selection.partner)
        zoom = (partner.map_zoom or _PARTNER_ZOOM) - (0.7 if phone else 0)
        return Camera(partner.lon, partner.lat, zoom)
    return _WORLD_PHONE if phone else _WORLD
