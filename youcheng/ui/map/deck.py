"""The deck: layers of the map whose data the browser fetches by address and keeps.

A change of filters sends this description again, a few kilobytes, and never the data. What must
hold for that, and for a view that does not jump:

- the layers keep their ids, and the view its first position;
- the layers that answer to a click have no id of their own. Streamlit fades all other objects
  only for a selection whose layer it knows by id; a layer without an id is called by its class,
  so there may be one of each class (GeoJsonLayer: cities, ScatterplotLayer: partners,
  IconLayer: items).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import pydeck as pdk

from youcheng.content.models import Content, Item
from youcheng.domain.selection import Selection
from youcheng.markup.geo_files import CITY_LABEL_KM, geo_address
from youcheng.markup.map_colours import PALETTES, Mode, Palette, rgb
from youcheng.markup.map_drawings import LABEL_HEIGHT
from youcheng.services.cooperation import draw_arcs, list_known
from youcheng.services.map_points import open_window, place_points
from youcheng.ui.map.camera import place_camera

CITY_LAYER: Final = "GeoJsonLayer"
PARTNER_LAYER: Final = "ScatterplotLayer"
ITEM_LAYER: Final = "IconLayer"

_S: Final = pdk.types.String
_SHEET_BLENDING: Final = {
    "blendColorOperation": "add",
    "blendColorDstFactor": "one-minus-src-alpha",
    "blendAlphaDstFactor": "one-minus-src-alpha",
    "cullMode": "none",
}
"""The pictures of marks and names reach the graphics card with their colours already multiplied
by their opacity (source factor one, deck.gl's default); blended as usual, their edges would be
dark."""
_GLOBE_M: Final = 60_000
"""Height in metres of what lies over the globe's land, which would hide it at the ground."""
_GLOBE_NAMES: Final = {"depthCompare": "always"}
"""Names are wide: where the globe bulges before them, they would be cut. The price is that a name
on the far side shines through."""
_FAINT: Final = 70
_MARK_M: Final = 12_000
"""Height of an item's mark on the ground in metres; on the screen 7 to 20 pixels."""


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose description has no spaces and line breaks, half the size of pydeck's own."""

    def to_json(self) -> str:
        """The description as JSON on one line."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


def build_deck(
    *,
    content: Content,
    selection: Selection,
    items: Sequence[Item],
    language: str,
    mode: Mode,
    phone: bool = False,
) -> pdk.Deck:
    """The deck of a selection.

    Args:
        content: the site's content.
        selection: what is chosen; filters, item, view.
        items: the items that the filters let through.
        language: code of the language of names and tooltips.
        mode: light or dark.
        phone: whether the map begins farther away, for a narrow screen.
    """
    palette = PALETTES[mode]
    globe = selection.view == "globe"
    camera = place_camera(content=content, selection=selection, phone=phone)
    height = _GLOBE_M if globe else 0
    arcs, dots = _friendships(content, selection, items, language, mode, height)
    layers = [
        *([_sphere(palette)] if globe else []),
        *_land(palette, language, near=selection.view == "jiangsu"),
        *_chosen_outlines(content, selection, palette, mode),
        arcs,
        _items(content, selection, language, mode, height),
        dots,
        *_chosen_item(content, selection, palette, height),
        *_names(language, mode, globe=globe),
    ]
    controller = {"dragRotate": False, "touchRotate": False, "keyboard": True}
    view = pdk.View(type="_GlobeView" if globe else "MapView", controller=controller)
    return CompactDeck(
        map_provider=None,
        views=[view],
        initial_view_state=pdk.ViewState(
            longitude=camera.lon,
            latitude=camera.lat,
            zoom=camera.zoom,
            min_zoom=0 if globe else 0.2,
            max_zoom=11,
        ),
        layers=layers,
        tooltip={
            "text": "{label}",
            "style": {
                "backgroundColor": palette.ink,
                "color": palette.paper,
                "fontSize": "14px",
                "maxWidth": "18rem",
                "borderRadius": "3px",
                "padding": "6px 10px",
            },
        },
        parameters={"clearColor": [0, 0, 0, 0]},
    )


def _layer(kind: str, data: Any, name: str | None, **options: Any) -> pdk.Layer:
    """A layer; without a name it has no id, which is what layers that are clicked need."""
    layer = pdk.Layer(kind, data, id=name, **options)
    if name is None:
        layer.id = None
        layer.pickable = True
    return layer


def _sphere(palette: Palette) -> pdk.Layer:
    """The water under the globe's land, so that the other side does not shine through."""
    colour = list(rgb(palette.sea))
    return _layer(
        "SolidPolygonLayer", geo_address("sphere"), "sphere", get_polygon="-", get_fill_color=colour
    )


def _land(palette: Palette, language: str, *, near: bool) -> list[pdk.Layer]:
    """World, Jiangsu, the partners' outlines, the South China Sea as the data draws it.

    From near, Jiangsu is pale, so that its cities' names and items stand out.
    """
    river, dashes = list(rgb(palette.river)), list(rgb(palette.dashes))
    return [
        _layer(
            "GeoJsonLayer",
            geo_address("world"),
            "world",
            get_fill_color=list(rgb(palette.land)),
            get_line_color=list(rgb(palette.coast)),
            line_width_min_pixels=0.6,
        ),
        _layer(
            "GeoJsonLayer",
            geo_address(f"jiangsu-{language}"),
            None,
            get_fill_color=[*river, 46 if near else 215],
            get_line_color=river if near else list(rgb(palette.paper)),
            line_width_min_pixels=0.8 if near else 0.5,
        ),
        _layer(
            "GeoJsonLayer",
            geo_address("partners"),
            "outlines",
            get_fill_color=[*river, 60],
            get_line_color=river,
            line_width_min_pixels=0.6,
        ),
        _layer(
            "GeoJsonLayer",
            geo_address("nanhai"),
            "nanhai",
            stroked=False,
            get_line_color=dashes,
            line_width_units=_S("pixels"),
            get_line_width=1.2,
            line_width_min_pixels=1.2,
            get_fill_color=dashes,
            get_point_radius=1,
            point_radius_min_pixels=0.45,
            point_radius_max_pixels=0.6,
        ),
        _layer(
            "PathLayer",
            geo_address("rings"),
            "rings",
            get_path="path",
            get_color=[*river, 80],
            width_min_pixels=0.8,
            get_width=1,
        ),
    ]


def _chosen_outlines(
    content: Content, selection: Selection, palette: Palette, mode: Mode
) -> list[pdk.Layer]:
    """The chosen city and the chosen partner, lifted out of the fetched outlines by number."""
    known = list_known(content=content)

    def lifted(data: str, name: str, n: int, colour: str) -> pdk.Layer:
        return _layer(
            "GeoJsonLayer",
            data,
            name,
            visible=n >= 0,
            get_fill_color=[*rgb(colour), 70],
            get_line_color=list(rgb(colour)),
            line_width_min_pixels=1.6,
            extensions=[{"@@type": "DataFilterExtension", "filterSize": 1}],
            get_filter_value="properties.n",
            filter_range=[n, n],
        )

    city = known.cities.index(selection.city) if selection.city else -1
    partner = known.partners.index(selection.partner) if selection.partner else -1
    accent = _accent(content, selection.partner, mode) if selection.partner else palette.river
    return [
        lifted(geo_address("jiangsu-zh"), "city", city, palette.red),
        lifted(geo_address("partners"), "partner", partner, accent),
    ]


def _accent(content: Content, partner: str, mode: Mode) -> str:
    accent = content.partner(partner).accent
    return accent.dark if mode == "dark" else accent.light


def _friendships(
    content: Content,
    selection: Selection,
    items: Sequence[Item],
    language: str,
    mode: Mode,
    height: int,
) -> tuple[pdk.Layer, pdk.Layer]:
    """Arcs, as wide as there are items, and the partners' points; faint without any item."""
    palette = PALETTES[mode]
    arcs, dots = [], []
    for arc in draw_arcs(content=content, items=items):
        partner = content.partner(arc.partner)
        chosen = selection.partner == arc.partner
        strong = chosen or (selection.partner is None and arc.items > 0)
        colour = [*rgb(_accent(content, arc.partner, mode)), 255 if strong else _FAINT]
        arcs.append(
            {
                "a": [*arc.start, height],
                "b": [*arc.end, height],
                "c": colour,
                "w": round(1.2 + 0.42 * arc.items**0.5 * strong, 1),
            }
        )
        dots.append(
            {
                "partner": arc.partner,
                "label": partner.name.get(language),
                "x": partner.lon,
                "y": partner.lat,
                "c": colour,
                "r": 9 if chosen else 6.5,
            }
        )
    return (
        _layer(
            "ArcLayer",
            arcs,
            "arcs",
            get_source_position="a",
            get_target_position="b",
            get_source_color="c",
            get_target_color="c",
            great_circle=True,
            get_height=0,
            get_width="w",
            parameters={"cullMode": "none"},
        ),
        _layer(
            "ScatterplotLayer",
            dots,
            None,
            get_position=f"[x, y, {height * 2}]",
            get_fill_color="c",
            get_line_color=list(rgb(palette.paper)),
            stroked=True,
            line_width_min_pixels=1.5,
            radius_units=_S("pixels"),
            get_radius="r",
        ),
    )


def _items(
    content: Content, selection: Selection, language: str, mode: Mode, height: int
) -> pdk.Layer:
    """Every item at its places; the graphics card leaves out what the filters do."""
    window = open_window(selection=selection, known=list_known(content=content))
    return _layer(
        "IconLayer",
        geo_address(f"items-{language}"),
        None,
        icon_atlas=_S(geo_address(f"marks-{mode}")),
        icon_mapping=_S(geo_address("marks")),
        get_icon="icon",
        get_position=f"[x, y, {height}]",
        get_size=_MARK_M,
        size_units=_S("meters"),
        size_min_pixels=7,
        size_max_pixels=20,
        parameters=_SHEET_BLENDING,
        extensions=[{"@@type": "DataFilterExtension", "filterSize": 3, "categorySize": 3}],
        get_filter_category="c",
        get_filter_value="v",
        filter_categories=[list(allowed) for allowed in window.categories],
        filter_range=[list(ends) for ends in window.ranges],
    )


def _chosen_item(
    content: Content, selection: Selection, palette: Palette, height: int
) -> list[pdk.Layer]:
    """A ring round every place of the chosen item."""
    spots = {
        (point.lon, point.lat)
        for point in place_points(content=content)
        if point.item.id == selection.item
    }
    return [
        _layer(
            "ScatterplotLayer",
            [{"x": lon, "y": lat} for lon, lat in sorted(spots)],
            "chosen",
            get_position=f"[x, y, {height}]",
            filled=False,
            stroked=True,
            get_line_color=list(rgb(palette.red)),
            line_width_min_pixels=2.5,
            radius_units=_S("pixels"),
            get_radius=14,
        )
    ]


def _names(language: str, mode: Mode, *, globe: bool) -> list[pdk.Layer]:
    """Jiangsu and the partners at every zoom; the cities only when there is room for them."""
    sheet = {
        "icon_atlas": _S(geo_address(f"labels-{language}-{mode}")),
        "icon_mapping": _S(geo_address(f"labels-{language}")),
        "get_icon": "icon",
        "get_position": f"[x, y, {_GLOBE_M if globe else 0}]",
        "parameters": {**_SHEET_BLENDING, **(_GLOBE_NAMES if globe else {})},
    }
    return [
        _layer(
            "IconLayer",
            geo_address("cities"),
            "city-names",
            get_size=CITY_LABEL_KM * 1000,
            size_units=_S("meters"),
            size_max_pixels=LABEL_HEIGHT - 3,
            **sheet,
        ),
        _layer(
            "IconLayer",
            geo_address("places"),
            "names",
            get_size=LABEL_HEIGHT,
            get_pixel_offset="o",
            **sheet,
        ),
    ]
