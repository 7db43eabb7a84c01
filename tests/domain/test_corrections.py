"""Which answers staff may correct, and what counts once they have."""

from __future__ import annotations

from datetime import UTC, datetime

from youcheng.content.loader import load_content
from youcheng.domain.corrections import Correction, correctable, is_translatable, lay_over
from youcheng.domain.form_definitions import (
    Condition,
    Field,
    FormDefinition,
    Kind,
    Step,
    VisibilityClass,
)

STAFF = frozenset({VisibilityClass.STAFF})
FORM = FormDefinition(
    "form",
    1,
    (
        Step(
            "one",
            (
                Field("kind", Kind.RADIO, STAFF, options=("a", "b")),
                Field("title", Kind.TEXT, STAFF, required=True),
                Field("more", Kind.TEXT, STAFF, when=(Condition("kind", among=("a",)),)),
                Field("email", Kind.EMAIL, STAFF),
            ),
        ),
    ),
)


def correction(field: str, value: object) -> Correction:
    at = datetime(2026, 11, 27, tzinfo=UTC)
    return Correction("0" * 32, "1" * 32, field, value, "slip", "", "c1", at)


def test_what_other_questions_hang_on_and_addresses_are_left_to_the_submitter() -> None:
    assert correctable(FORM) == {"title", "more"}


def test_no_form_lets_staff_correct_consents_letters_files_or_a_childs_public_name() -> None:
    for form in load_content().forms:
        allowed = correctable(form.definition)
        kinds = {form.definition.field(name).kind for name in allowed}
        assert not kinds & {Kind.CONSENT, Kind.EMAIL, Kind.FILE, Kind.CHECKBOX, Kind.HIDDEN}
        assert not allowed & {"alias", "country", "birth", "adult"}


def test_corrections_count_in_the_order_of_the_form() -> None:
    sent = {"kind": "a", "title": "x", "more": "y"}
    over = [correction("more", "z"), correction("title", "w")]
    assert [*lay_over(FORM, sent, over).items()] == [("kind", "a"), ("title", "w"), ("more", "z")]
    assert lay_over(FORM, sent, [correction("more", None)]) == {"kind": "a", "title": "x"}
    assert sent == {"kind": "a", "title": "x", "more": "y"}


def test_a_correction_of_what_was_not_sent_or_may_not_be_corrected_counts_for_nothing() -> None:
    sent = {"kind": "b", "title": "x", "email": "a@example.org"}
    over = [correction("more", "z"), correction("email", "b@example.org"), correction("kind", "a")]
    assert lay_over(FORM, sent, over) == sent


def test_own_words_are_translated_and_choices_are_not() -> None:
    assert [one.id for one in FORM.fields if is_translatable(one)] == ["title", "more"]


def test_a_correction_does_not_show_its_value_in_a_log_line() -> None:
    assert "secret" not in repr(correction("title", "secret"))
