"""Which questions a form asks, given the answers so far, and which notices it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from youcheng.domain.form_answers import read_month
from youcheng.domain.form_dates import age_on
from youcheng.domain.form_definitions import (
    TICKED,
    UNTICKED,
    Answers,
    Condition,
    Field,
    FormDefinition,
    Kind,
    Notice,
)


def visible_fields(definition: FormDefinition, answers: Answers) -> tuple[Field, ...]:
    """Return the fields that the submitter is asked with these normalised `answers`, in order."""
    return tuple(one for one, _ in asked_fields(definition, answers))


def guardian_fields(definition: FormDefinition, answers: Answers) -> tuple[Field, ...]:
    """Return the consents that a guardian is asked for, given the submitter's normalised `answers`.

    They are those of the form's steps for guardians. A form without such steps asks a guardian
    for the consents that the submitter was asked for.
    """
    facts = _facts_by_field(definition, answers)
    own = {one.id for step in definition.guardian_steps for one in step.fields}
    asked = (definition.field(name) for name in facts if name in own or not own)
    return tuple(one for one in asked if one.kind is Kind.CONSENT)


def prune(definition: FormDefinition, answers: Answers) -> dict[str, object]:
    """Return the answers to visible fields only: what is not asked is not kept."""
    shown = visible_fields(definition, answers)
    return {one.id: answers[one.id] for one in shown if one.id in answers}


def required_fields(definition: FormDefinition, answers: Answers) -> tuple[Field, ...]:
    """Return the visible fields that must be answered, in order."""
    return tuple(one for one, required in asked_fields(definition, answers) if required)


def asked_fields(definition: FormDefinition, answers: Answers) -> tuple[tuple[Field, bool], ...]:
    """Return the visible fields in order, each with whether it must be answered."""
    facts, closing = _facts_by_field(definition, answers), definition.closing_day
    shown = (one for one in definition.submitter_fields if one.id in facts)
    return tuple((one, _is_required(one, facts, closing)) for one in shown)


def _is_required(
    one: Field, facts: Mapping[str, tuple[object, ...]], closing: dt.date | None
) -> bool:
    if not one.required_when:
        return one.required
    return _all_hold(one.required_when, facts, closing)


def find_notices(
    definition: FormDefinition, answers: Answers, *, today: dt.date
) -> tuple[Notice, ...]:
    """Return the notices for the normalised `answers`, stops first.

    While there is a stop, the form can be neither continued nor sent.
    """
    facts = _facts_by_field(definition, answers)
    closing = definition.closing_day
    found = [one for one in definition.notices if _all_hold(one.when, facts, closing, today=today)]
    return tuple(sorted(found, key=lambda one: not one.stops))


def _facts_by_field(definition: FormDefinition, answers: Answers) -> dict[str, tuple[object, ...]]:
    """Return for each visible field what conditions may ask of its answer."""
    facts: dict[str, tuple[object, ...]] = {}
    for one in definition.fields:
        if _all_hold(one.when, facts, definition.closing_day):
            facts[one.id] = _facts_of(one, answers.get(one.id))
    return facts


def _facts_of(one: Field, value: object) -> tuple[object, ...]:
    if one.kind is Kind.CHECKBOX:
        return (TICKED if value is True else UNTICKED,)
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _all_hold(
    conditions: Iterable[Condition],
    facts: Mapping[str, tuple[object, ...]],
    closing: dt.date | None,
    *,
    today: dt.date | None = None,
) -> bool:
    return all(_holds(one, facts.get(one.field, ()), closing, today) for one in conditions)


def _holds(
    condition: Condition,
    facts: tuple[object, ...],
    closing: dt.date | None,
    today: dt.date | None,
) -> bool:
    if not facts:
        return False
    if condition.age_from is not None or condition.age_below is not None:
        return _is_of_age(condition, facts[0], closing)
    if condition.among:
        return any(fact in condition.among for fact in facts)
    if condition.not_among:
        return not any(fact in condition.not_among for fact in facts)
    number = facts[0]
    if isinstance(number, bool) or not isinstance(number, int):
        return False
    if condition.age_above is not None:
        return today is not None and today.year - number > condition.age_above
    return condition.above is not None and number > condition.above


def _is_of_age(condition: Condition, value: object, closing: dt.date | None) -> bool:
    born = read_month(value)
    if born is None or closing is None:
        return False
    age = age_on(closing, born)
    old_enough = condition.age_from is None or age >= condition.age_from
    return old_enough and (condition.age_below is None or age < condition.age_below)
