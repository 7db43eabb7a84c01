"""The map the usual Streamlit way: pydeck with its data inline, widgets, and a table."""

import json
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from youcheng.content.loader import load_content
from youcheng.domain.selection import STATUSES, THEMES
from youcheng.paths import GEO

CODE = "en"
content = load_content()


def read(name: str) -> Any:
    """A file of data/geo."""
    return json.loads((GEO / f"{name}.geojson").read_text("utf-8"))


st.title("Map of cooperation")
st.selectbox("Partner", [partner.short.get(CODE) for partner in content.partners], index=None)
st.multiselect("Theme", THEMES)
st.selectbox("Status", STATUSES, index=None)
st.slider("Year", 2015, 2026, (2015, 2026))
places = pd.DataFrame(
    [
        {"name": item.title.get(CODE), "lon": place.lon, "lat": place.lat}
        for item in content.items
        for place in item.places
    ]
)
arcs = pd.DataFrame([{"from": [119.5, 32.9], "to": [one.lon, one.lat]} for one in content.partners])
layers = [
    pdk.Layer("GeoJsonLayer", read(name), stroked=True, filled=True, get_fill_color=[240, 235, 220])
    for name in ("world_lite", "nanhai", "jiangsu", "partners")
]
layers += [
    pdk.Layer("ArcLayer", arcs, get_source_position="from", get_target_position="to"),
    pdk.Layer("ScatterplotLayer", places, get_position="[lon, lat]", get_radius=20_000,
              pickable=True),
]  # fmt: skip
view = pdk.ViewState(latitude=30, longitude=60, zoom=1.2)
st.pydeck_chart(pdk.Deck(layers, initial_view_state=view, map_provider=None,
                         tooltip={"text": "{name}"}))  # fmt: skip
st.dataframe(places)
