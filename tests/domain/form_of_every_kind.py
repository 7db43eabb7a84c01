"""A form with a question of every kind, good answers to it, and whatever else may be sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from youcheng.domain.forms import (
    Condition,
    Field,
    FormDefinition,
    Kind,
    Limits,
    Step,
    Terms,
    VisibilityClass,
)

TODAY = dt.date(2026, 11, 23)
STAFF = frozenset({VisibilityClass.STAFF})


def ask(name: str, kind: Kind, **more: object) -> Field:
    return replace(Field(name, kind, STAFF), **more)  # type: ignore[arg-type]


ADULT = ask("adult", Kind.RADIO, required=True, options=("yes", "no"))
EVERY_KIND = (
    ADULT,
    ask("name", Kind.TEXT, required=True, limits=Limits(min_length=2, max_length=10)),
    ask("single", Kind.CHECKBOX),
    ask(
        "family",
        Kind.TEXT,
        required_when=(Condition("single", not_among=("yes",)),),
        limits=Limits(max_length=10),
    ),
    ask("alias", Kind.TEXT, limits=Limits(refuse=("email", "url", "digits"), unlike=("family",))),
    ask("colleges", Kind.TEXT, limits=Limits(max_length=5, max_count=2)),
    ask(
        "story", Kind.TEXTAREA, limits=Limits(min_length=5, max_length=20), guards=("patient_data",)
    ),
    ask("email", Kind.EMAIL),
    ask(
        "guardian",
        Kind.EMAIL,
        required_when=(Condition("adult", among=("no",)),),
        when=(Condition("adult", among=("no",)),),
        limits=Limits(unlike=("email",)),
    ),
    ask("phone", Kind.TEL),
    ask("link", Kind.URL, limits=Limits(max_length=40)),
    ask("born", Kind.NUMBER, limits=Limits(min_value=1950, max_year=-15)),
    ask("people", Kind.NUMBER, limits=Limits(min_value=1, max_value=40)),
    ask("minors", Kind.NUMBER, limits=Limits(min_value=0, max_value=40, at_most="people")),
    ask("contact", Kind.TEXT, when=(Condition("minors", above=0),), required=True),
    ask("intake", Kind.SELECT, options=("unsure",), terms=Terms((3, 9), 4)),
    ask(
        "cities",
        Kind.CHECKBOXES,
        options=("a", "b", "c", "none"),
        limits=Limits(min_count=1, max_count=2, exclusive="none"),
    ),
    ask("consent", Kind.CONSENT, must_agree=True, required=True),
    ask("day", Kind.DATE, limits=Limits(min_days=1, max_days=400)),
    ask("until", Kind.DATE, limits=Limits(at_least="day")),
    ask("birth", Kind.MONTH, limits=Limits(max_months=0)),
    ask("window", Kind.MONTH_RANGE, limits=Limits(min_months=0, max_span=12)),
    ask("months", Kind.MONTHS, limits=Limits(min_months=0, max_months=17, min_count=2)),
    ask(
        "rows",
        Kind.ROWS,
        limits=Limits(max_count=2, ascending="month"),
        columns=(
            ask("what", Kind.TEXT, required=True, limits=Limits(max_length=5)),
            ask("month", Kind.MONTH, required=True),
        ),
    ),
    ask("files", Kind.FILE, limits=Limits(file_kinds=("pdf", "jpg"), max_bytes=100, max_count=2)),
    ask("website", Kind.HONEYPOT),
    ask("language", Kind.HIDDEN, options=("zh", "en")),
)
FORM = FormDefinition("all", 1, (Step("only", EVERY_KIND),))
GOOD: dict[str, object] = {"adult": "yes", "name": "Ada", "family": "Li", "consent": "agree"}
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        ["2026-02-31", "2027-03", "１２", "+४१ ७९", "a@b.cn", "yes", "agree", "https://x"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["day", "month", "year", "from", "to", "what", "key", "bytes", "kind", "name"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
ANSWERS = st.one_of(
    VALUES, st.dictionaries(st.sampled_from([one.id for one in EVERY_KIND]), VALUES, max_size=12)
)
