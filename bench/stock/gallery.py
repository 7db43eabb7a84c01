"""The gallery the usual Streamlit way: the whole table in pandas, the pictures by their paths."""

import math
import os
from pathlib import Path

import pandas as pd
import streamlit as st

FOLDER = Path(os.environ["BENCH_GALLERY"])
KEPT = "BENCH_GALLERY_KEPT" in os.environ
PAGE = 24
COLUMNS = 4
FILTERS = ("country", "edition", "theme", "place", "band", "technique", "award")


def read() -> pd.DataFrame:
    """Every work."""
    return pd.read_csv(FOLDER / "works.csv", keep_default_na=False)


st.set_page_config(page_title="Gallery", layout="wide")
st.title("Gallery")
works = st.cache_data(read)() if KEPT else read()
for column, name in zip(st.columns(len(FILTERS)), FILTERS, strict=True):
    chosen = column.selectbox(name.capitalize(), sorted(works[name].unique()), index=None)
    if chosen is not None:
        works = works[works[name] == chosen]
query = st.text_input("Search")
if query:
    works = works[works["search"].str.contains(query.casefold(), regex=False)]
pages = max(1, math.ceil(len(works) / PAGE))
page = st.number_input("Page", min_value=1, max_value=pages)
st.caption(f"{len(works)} works, {pages} pages")
columns = st.columns(COLUMNS)
shown = works.iloc[(page - 1) * PAGE : page * PAGE]
for number, work in enumerate(shown.itertuples()):
    with columns[number % COLUMNS]:
        st.image(FOLDER / "pictures" / f"{work.code}.jpg", width="stretch")
        st.caption(f"**{work.title}** · {work.band} · {work.place} · {work.country} · {work.code}")
