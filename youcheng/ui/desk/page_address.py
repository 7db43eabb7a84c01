"""The address of the page of the desk that is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st


def write_address(values: Mapping[str, str], *, but: Collection[str]) -> None:
    """Write parameters into the address, in place of those that are named in `but`."""
    rest = {name: st.query_params.get_all(name) for name in st.query_params if name not in but}
    st.query_params.from_dict({**rest, **{name: [value] for name, value in values.items()}})
