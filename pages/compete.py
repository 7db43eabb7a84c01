"""The painting competition: the edition of the day, its forms for one work and for a class."""

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.content.subjects import batch_form_id, entry_form_id
from youcheng.ui.forms.page import show_forms

services = get_services()
edition = services.content.current_edition(services.clock())
is_batch = st.query_params.get("start") == "batch"
show_forms("compete", (batch_form_id(edition) or "") if is_batch else entry_form_id(edition))
