"""What is wrong with answers, by its code, and what a person is asked about or told of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from tests.domain.form_of_every_kind import ANSWERS, FORM, GOOD, TODAY
from youcheng.domain.forms import (
    CODES,
    WARNINGS,
    Condition,
    FormDefinition,
    Notice,
    find_notices,
    find_warnings,
    is_email,
    normalise,
    offered,
    prune,
    required_fields,
    suggest_email,
    validate,
)


def codes(**answers: object) -> list[tuple[str, str]]:
    given = normalise(FORM, {**GOOD, **answers})
    return [(problem.anchor, problem.code) for problem in validate(FORM, given, today=TODAY)]


@given(ANSWERS)
def test_whatever_is_sent_gets_codes_that_are_listed(answers: object) -> None:
    given_answers = normalise(FORM, answers)
    for problem in validate(FORM, given_answers, today=TODAY):
        assert set(problem.values) == CODES[problem.code]
        FORM.field(problem.field)
    for warning in find_warnings(FORM, given_answers):
        assert set(warning.values) == WARNINGS[warning.code]


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
