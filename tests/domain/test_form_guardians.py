"""Ages are counted on the closing day, and what a guardian alone is asked."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.form_of_every_kind import ANSWERS, FORM, GOOD, TODAY, ask
from youcheng.domain.forms import (
    Condition,
    FormDefinition,
    Kind,
    Limits,
    Notice,
    Step,
    find_notices,
    guardian_fields,
    normalise,
    prune,
    validate,
    visible_fields,
)

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
