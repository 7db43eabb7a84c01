from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.forms import (
    CODES,
    WARNINGS,
    Condition,
    Field,
    FormDefinition,
    Kind,
    Limits,
    Notice,
    Step,
    Terms,
    VisibilityClass,
    clean_text,
    find_notices,
    find_warnings,
    guardian_fields,
    is_email,
    normalise,
    offered,
    prune,
    required_fields,
    suggest_email,
    validate,
    visible_fields,
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


def codes(**answers: object) -> list[tuple[str, str]]:
    given = normalise(FORM, {**GOOD, **answers})
    return [(problem.anchor, problem.code) for problem in validate(FORM, given, today=TODAY)]


def kept(**answers: object) -> dict[str, object]:
    return normalise(FORM, answers)


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


@given(ANSWERS)
def test_normalising_twice_changes_nothing(answers: object) -> None:
    once = normalise(FORM, answers)
    assert normalise(FORM, once) == once


PIECES = (
    *(
        "İ",
        "ß",
        "ẞ",
        "ΑΣ",
        "ᾳ",
        "e",
        "é",
        "\u0301",
        "\u0345",
        "\u2126",
        "\u0f71\u0f72",
        "\u1100",
        "\u1161",
    ),
    *(
        "(0)",
        "00",
        "+",
        "＋",
        "0",
        "１",
        "५",
        "@",
        "＠",
        "。",
        ".",
        "://",
        "www.",
        "HTTP",
        "-",
        "–",
        ",",
    ),
    *("\u200d", "\u200b", "\u202e", " ", "\u3000", "\x85", "\n", "\ud800", "\u037e", "a", "A"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_odd_texts_come_to_rest_at_once_in_every_field(text: str) -> None:
    once = normalise(FORM, {one.id: text for one in EVERY_KIND})
    assert normalise(FORM, once) == once
    validate(FORM, once, today=TODAY)


@given(ANSWERS)
def test_whatever_is_sent_gets_codes_that_are_listed(answers: object) -> None:
    given_answers = normalise(FORM, answers)
    for problem in validate(FORM, given_answers, today=TODAY):
        assert set(problem.values) == CODES[problem.code]
        FORM.field(problem.field)
    for warning in find_warnings(FORM, given_answers):
        assert set(warning.values) == WARNINGS[warning.code]


@given(ANSWERS)
def test_pruned_answers_show_the_same_fields_and_have_the_same_problems(answers: object) -> None:
    given_answers = normalise(FORM, answers)
    left = prune(FORM, given_answers)
    assert set(left) <= {one.id for one in visible_fields(FORM, given_answers)}
    assert visible_fields(FORM, left) == visible_fields(FORM, given_answers)
    assert validate(FORM, left, today=TODAY) == validate(FORM, given_answers, today=TODAY)
    assert prune(FORM, left) == left


@given(st.text())
def test_a_clean_text_is_composed_and_holds_no_control_signs(text: str) -> None:
    for lines in (True, False):
        clean = clean_text(text, keep_lines=lines)
        assert unicodedata.is_normalized("NFC", clean)
        assert clean == clean.strip()
        barred = {unicodedata.category(sign) for sign in clean if sign != "\n" or not lines}
        assert not barred & {"Cc", "Cs"}


def test_nothing_is_wrong_with_good_answers() -> None:
    assert codes() == []
    missing = validate(FORM, {}, today=TODAY)
    assert [(one.field, one.code) for one in missing] == [
        ("adult", "required"),
        ("name", "required"),
        ("family", "required"),
        ("consent", "required"),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("name", "  e\u0301\tb\r\nc\x00 ", "é b c"),
        ("name", "\u202egpj.exe", "gpj.exe"),
        ("name", "राम\u200dशर्मा", "राम\u200dशर्मा"),
        ("name", "\u200b \ufeff", None),
        ("story", " one\r\ntwo\u2028three\x07 ", "one\ntwo\nthree"),
        ("email", " Ada.Li@EXAMPLE.Org ", "Ada.Li@example.org"),
        ("email", "ada＠例子。中国", "ada@例子.中国"),
        ("phone", "+41 (0)21 555-01 23", "+41215550123"),
        ("phone", "００８６ ２５ १२३४ ५६७८", "+862512345678"),
        ("link", "example.org/a", "https://example.org/a"),
        ("link", "HTTPS://example.org", "https://example.org"),
        ("people", " １２ ", 12),
        ("people", "२५", 25),
        ("people", "1,200", 1200),
        ("people", 7.0, 7),
        ("people", "1.5", "1.5"),
        ("single", "on", True),
        ("single", False, None),
        ("cities", ["c", "a", "a", ""], ["a", "c"]),
        ("cities", "b", ["b"]),
        ("day", {"day": "५", "month": "9", "year": "２０２７"}, "2027-09-05"),
        (
            "day",
            {"day": "31", "month": "2", "year": "2027"},
            {"day": "31", "month": "2", "year": "2027"},
        ),
        ("day", {"day": "", "month": " ", "year": None}, None),
        ("birth", {"month": 7, "year": 1990}, "1990-07"),
        ("window", {"from": {"month": "1", "year": "2027"}, "to": ""}, {"from": "2027-01"}),
        ("months", ["2027-05", "2027-01", "2027-05"], ["2027-01", "2027-05"]),
        ("rows", [{"what": " a ", "more": 1}, {}, {"what": ""}], [{"what": "a"}]),
        ("colleges", ["", " NAU ", ""], ["NAU"]),
        ("website", "  ", None),
        ("unknown", "x", None),
    ],
)
def test_answers_are_brought_into_one_shape(field: str, typed: object, stored: object) -> None:
    assert kept(**{field: typed}) == ({} if stored is None else {field: stored})


@pytest.mark.parametrize(
    ("field", "answer", "problem"),
    [
        ("name", "A", ("name", "too_short")),
        ("name", "A" * 11, ("name", "too_long")),
        ("name", 3, ("name", "type")),
        ("alias", "ada@x", ("alias", "holds_email")),
        ("alias", "www.ada", ("alias", "holds_url")),
        ("alias", "ada12345", ("alias", "holds_digits")),
        ("alias", "LI", ("alias", "same_as")),
        ("colleges", ["a", "b", "c"], ("colleges", "too_many")),
        ("colleges", ["a", "toolong"], ("colleges-1", "too_long")),
        ("colleges", {"a": 1}, ("colleges", "type")),
        ("email", "ada.example.org", ("email", "email")),
        ("email", "ada@localhost", ("email", "email")),
        ("email", "ada@10.0.0.1", ("email", "email")),
        ("email", "a" * 65 + "@example.org", ("email", "email")),
        ("email", "a@" + "b." * 130 + "cn", ("email", "too_long")),
        ("email", "a@" + "例." * 60 + "cn", ("email", "email")),
        ("phone", "021 555 01 23", ("phone", "phone")),
        ("phone", "+41 call me", ("phone", "phone")),
        ("link", "http://example.org", ("link", "url_https")),
        ("link", "javascript:alert(1)", ("link", "url")),
        ("link", "https://me@example.org", ("link", "url")),
        ("link", "https://example.org/" + "a" * 40, ("link", "too_long")),
        ("people", "many", ("people", "number")),
        ("people", 1.5, ("people", "number")),
        ("people", True, ("people", "type")),
        ("people", 0, ("people", "too_low")),
        ("people", 41, ("people", "too_high")),
        ("people", "9" * 400, ("people", "number")),
        ("born", 2012, ("born", "too_high")),
        ("born", 2062, ("born", "bikram_sambat")),
        ("born", 2090, ("born", "too_high")),
        ("intake", "2026-09", ("intake", "choice")),
        ("intake", ["unsure"], ("intake", "type")),
        ("cities", ["a", "x"], ("cities", "choice")),
        ("cities", ["a", "b", "c"], ("cities", "too_many")),
        ("cities", ["a", "none"], ("cities", "choice_alone")),
        ("cities", [1], ("cities", "type")),
        ("single", "perhaps", ("single", "type")),
        ("consent", "refuse", ("consent", "must_agree")),
        ("consent", "perhaps", ("consent", "choice")),
        ("day", {"day": "31", "month": "2", "year": "2027"}, ("day", "date_unreal")),
        ("day", {"day": "1", "month": "2"}, ("day-year", "date_missing")),
        ("day", "tomorrow", ("day", "date_unreal")),
        ("day", 5, ("day", "type")),
        ("day", "2026-11-23", ("day", "date_too_early")),
        ("day", "2029-11-23", ("day", "date_too_late")),
        ("birth", "2026-12", ("birth", "month_too_late")),
        ("birth", "2070-01", ("birth", "bikram_sambat")),
        ("birth", {"year": "1990"}, ("birth-month", "month_missing")),
        ("birth", "2026-13", ("birth", "month_unreal")),
        ("window", {"from": "2027-01"}, ("window-to", "required")),
        ("window", {"from": "2027-02", "to": "2027-01"}, ("window-to", "range_backwards")),
        ("window", {"from": "2027-01", "to": "2028-01"}, ("window-to", "range_too_long")),
        ("window", {"from": "2026-10", "to": "2027-01"}, ("window-from", "month_too_early")),
        ("months", ["2026-12"], ("months", "too_few")),
        ("months", ["2026-12", "2028-05"], ("months", "month_too_late")),
        ("rows", [{"what": "a"}], ("rows-0-month", "required")),
        ("rows", [{"what": "toolong", "month": "2027-01"}], ("rows-0-what", "too_long")),
        ("files", [{"key": "k", "name": "n", "kind": "exe", "bytes": 5}], ("files-0", "file_kind")),
        (
            "files",
            [{"key": "k", "name": "n", "kind": "pdf", "bytes": 0}],
            ("files-0", "file_empty"),
        ),
        (
            "files",
            [{"key": "k", "name": "n", "kind": "pdf", "bytes": 101}],
            ("files-0", "file_too_big"),
        ),
        ("files", [{"key": "k"}], ("files-0", "type")),
        ("website", "http://spam.example", ("website", "not_empty")),
        ("language", "xx", ("language", "choice")),
    ],
)
def test_a_wrong_answer_gets_its_code(field: str, answer: object, problem: tuple[str, str]) -> None:
    assert codes(**{field: answer}) == [problem]


def test_no_mail_is_sent_to_an_address_that_is_too_long() -> None:
    assert is_email("a@" + "b." * 125 + "c")
    assert not is_email("a@" + "b." * 126 + "c")


def test_rows_may_not_go_back_in_time() -> None:
    rows = [{"what": "a", "month": "2027-02"}, {"what": "b", "month": "2027-01"}]
    assert codes(rows=rows) == [("rows-1-month", "rows_backwards")]
    assert codes(rows=list(reversed(rows))) == []
    assert codes(rows=[{"what": "a", "month": "2027-02"}] * 3) == [("rows", "too_many")]


def test_answers_are_compared_with_one_another() -> None:
    assert codes(people=3, minors=4, contact="Ann") == [("minors", "more_than")]
    assert codes(day="2027-02-01", until="2027-01-31") == [("until", "before_other")]
    assert codes(day="2027-02-01", until="2027-02-01") == []
    same = {"email": "a@example.org", "guardian": "A@example.org"}
    assert codes(adult="no", **same) == [("guardian", "same_as")]


def test_the_length_counts_code_points_after_normalising() -> None:
    assert codes(name="e\u0301" * 10) == []
    assert codes(name="🏮" * 10) == []
    problem = validate(FORM, {**GOOD, "name": "🏮" * 11}, today=TODAY)[0]
    assert problem.values == {"max": 10, "length": 11}


def test_hidden_questions_are_neither_required_nor_kept() -> None:
    answers = normalise(FORM, {**GOOD, "guardian": "no address"})
    assert validate(FORM, answers, today=TODAY) == ()
    assert "guardian" not in prune(FORM, answers)
    assert codes(adult="no") == [("guardian", "required")]
    assert codes(people=3, minors=1) == [("contact", "required")]
    assert codes(people=3, minors=0) == []


def test_a_single_name_needs_no_family_name() -> None:
    answers = {**GOOD, "single": True}
    del answers["family"]
    assert validate(FORM, answers, today=TODAY) == ()
    required = [one.id for one in required_fields(FORM, answers)]
    assert required == ["adult", "name", "consent"]


def test_terms_move_with_the_calendar() -> None:
    coming = ("2027-03", "2027-09", "2028-03", "2028-09", "unsure")
    assert offered(FORM.field("intake"), today=TODAY) == coming
    assert offered(FORM.field("intake"), today=dt.date(2027, 3, 1))[0] == "2027-09"


def test_notices_follow_the_answers_and_stops_come_first() -> None:
    definition = FormDefinition(
        "n",
        1,
        FORM.steps,
        (
            Notice("old", False, (Condition("born", age_above=29),)),
            Notice("young", True, (Condition("adult", among=("no",)),)),
        ),
    )
    found = find_notices(definition, {"adult": "no", "born": 1996}, today=TODAY)
    assert [(one.id, one.stops) for one in found] == [("young", True), ("old", False)]
    assert find_notices(definition, {"adult": "yes", "born": 1997}, today=TODAY) == ()


CLOSING = dt.date(2027, 3, 31)
WORK = FormDefinition(
    "work",
    1,
    (
        Step(
            "child",
            (
                ask("birth", Kind.MONTH, limits=Limits(min_age=4, max_age=17)),
                ask("assent", Kind.CHECKBOX, required=True, when=(Condition("birth", age_from=8),)),
                ask("alone", Kind.CHECKBOX),
            ),
        ),
    ),
    (
        Notice(
            "young", True, (Condition("birth", age_below=14), Condition("alone", among=("yes",)))
        ),
    ),
    (
        Step(
            "guardian",
            (
                ask("consent_process", Kind.CONSENT, required=True, must_agree=True),
                ask("consent_old", Kind.CONSENT, when=(Condition("birth", age_from=16),)),
            ),
        ),
    ),
    CLOSING,
)
MONTHS_OF_BIRTH = st.dates(dt.date(2000, 1, 1), dt.date(2027, 3, 31))


@given(MONTHS_OF_BIRTH)
def test_an_age_is_counted_in_whole_years_on_the_closing_day(born: dt.date) -> None:
    """A month short of the birthday is a year less; today plays no part."""
    reached = CLOSING.year - born.year - (born.month > CLOSING.month)
    answers: dict[str, object] = {"birth": f"{born:%Y-%m}", "alone": True}
    shown = {one.id for one in visible_fields(WORK, answers)}
    assert ("assent" in shown) == (reached >= 8)
    stops = find_notices(WORK, answers, today=born)
    assert bool(stops) == (reached < 14)
    wrong = [one for one in validate(WORK, answers, today=TODAY) if one.field == "birth"]
    assert [one.code for one in wrong] == (
        ["month_too_late"] if reached < 4 else ["month_too_early"] if reached > 17 else []
    )
    for one in wrong:
        for name, bound in one.values.items():
            assert validate(WORK, {"birth": bound, "assent": True}, today=TODAY) == (), name


@given(ANSWERS)
def test_a_submitter_neither_sees_nor_keeps_nor_misses_what_a_guardian_is_asked(
    answers: object,
) -> None:
    given = {**answers} if isinstance(answers, dict) else {}
    guarded = {"consent_process": "agree", "consent_old": "refuse"}
    kept = normalise(WORK, {**given, **guarded})
    assert guarded.keys() & kept.keys() == set()
    assert guarded.keys() & prune(WORK, {**kept, **guarded}).keys() == set()
    assert guarded.keys() & {one.field for one in validate(WORK, kept, today=TODAY)} == set()


def test_a_guardian_is_asked_what_the_answers_call_for() -> None:
    def asked(born: str) -> list[str]:
        return [one.id for one in guardian_fields(WORK, {"birth": born})]

    assert asked("2011-04") == ["consent_process"]
    assert asked("2011-03") == ["consent_process", "consent_old"]
    assert WORK.step_of("consent_old").id == "guardian"


def test_without_guardian_steps_a_guardian_is_asked_for_the_same_consents() -> None:
    assert [one.id for one in guardian_fields(FORM, GOOD)] == ["consent"]


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("li@gmial.com", "li@gmail.com"),
        ("li@gmail.co", "li@gmail.com"),
        ("li@qqq.com", "li@qq.com"),
        ("li@163.con", "li@163.com"),
        ("li@gmail.com", None),
        ("li@ymail.com", None),
        ("li@example.org", None),
    ],
)
def test_a_slip_in_the_mail_host_is_noticed(address: str, meant: str | None) -> None:
    assert suggest_email(address) == meant


@pytest.mark.parametrize(
    ("story", "found"),
    [
        ("ID 320102199003077715", ["looks_like_identity_number"]),
        ("born 07/03/1990", ["looks_like_birth_date"]),
        ("生于1990年3月7日", ["looks_like_birth_date"]),
        ("From 2018 to 2020, 12 cases.", []),
    ],
)
def test_what_looks_like_a_patient_is_asked_about(story: str, found: list[str]) -> None:
    assert [one.code for one in find_warnings(FORM, {**GOOD, "story": story})] == found


def test_fields_and_steps_are_found_by_id() -> None:
    assert FORM.step_of("email").id == "only"
    with pytest.raises(KeyError):
        FORM.step_of("nowhere")
    with pytest.raises(KeyError):
        FORM.field("nowhere")
