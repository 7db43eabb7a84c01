"""The home page's content the usual Streamlit way: the same texts and pictures."""

import streamlit as st

from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.markup.assets import assets
from youcheng.markup.hero_map import draw_hero_map

CODE = "en"
content = load_content()
t = translator(CODE)

st.set_page_config(page_title=t.gettext("Youcheng: Jiangsu and its five partners"), layout="wide")
st.caption(t.gettext("Jiangsu’s international partners"))
st.title(t.gettext("One ripple,|five friends").replace("|", " "))
st.markdown(
    t.gettext(
        "From the Yangtze the rings run out to the Dnieper, Lake Geneva, the Brunei River, the "
        "Bagmati and the Atlantic, and to the people who live there."
    )
)
st.image(draw_hero_map(content).svg, width="stretch")
st.header(t.gettext("What time is it there?"))
for column, partner in zip(st.columns(len(content.partners)), content.partners, strict=True):
    with column:
        st.image(assets()[f"partner-{partner.id}.svg"].content.decode(), width=96)
        st.caption(f"{partner.country_name.get(CODE)} · {partner.jiangsu_side.get(CODE)}")
        st.subheader(partner.short.get(CODE))
        st.markdown(partner.line.get(CODE))
st.header(t.gettext("Choose a window into Jiangsu"))
columns = st.columns(3)
for number, programme in enumerate(content.programmes):
    with columns[number % 3]:
        st.image(assets()[f"window-{programme.window}.svg"].content.decode(), width=64)
        st.subheader(programme.name.get(CODE))
        st.markdown(programme.line.get(CODE))
        with st.expander(t.gettext("More")):
            st.markdown(programme.intro.get(CODE))
            st.markdown(programme.who.get(CODE))
st.header(t.gettext("Three figures"))
for column, figure in zip(st.columns(len(content.figures)), content.figures, strict=True):
    column.metric(figure.label.get(CODE), figure.value.get(CODE))
st.header(t.gettext("Anniversaries"))
for partner in content.partners:
    st.markdown(f"- {partner.signing.text.get(CODE)}")
