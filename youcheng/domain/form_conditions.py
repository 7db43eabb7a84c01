"""Which questions a form asks, given the answers so far, and which notices it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

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
    """Return the fields whose conditions hold for the normalised `answers`, in order."""
    return tuple(definition.field(field_id) for field_id in _facts_by_field(definition, answers))


def prune(definition: FormDefinition, answers: Answers) -> dict[str, object]:
    """Return the answers to visible fields only: what is not asked is not kept."""
    shown = visible_fields(definition, answers)
    return {one.id: answers[one.id] for one in shown if one.id in answers}


def required_fields(definition: FormDefinition, answers: Answers) -> tuple[Field, ...]:
    """Return the visible fields that must be answered, in order."""
    return tuple(one for one, required in asked_fields(definition, answers) if required)


def asked_fields(definition: FormDefinition, answers: Answers) -> tuple[tuple[Field, bool], ...]:
    """Return the visible fields in order, each with whether it must be answered."""
    facts = _facts_by_field(definition, answers)
    return tuple((one, _is_required(one, facts)) for one in map(definition.field, facts))


def _is_required(one: Field, facts: Mapping[str, tuple[object, ...]]) -> bool:
    return one.required or (bool(one.required_when) and _all_hold(one.required_when, facts))


def find_notices(
    definition: FormDefinition, answers: Answers, *, today: dt.date
) -> tuple[Notice, ...]:
    """Return the notices for the normalised `answers`, stops first.

    While there is a stop, the form can be neither continued nor sent.
    """
    facts = _facts_by_field(definition, answers)
    found = [one for one in definition.notices if _all_hold(one.when, facts, today=today)]
    return tuple(sorted(found, key=lambda one: not one.stops))


def _facts_by_field(definition: FormDefinition, answers: Answers) -> dict[str, tuple[object, ...]]:
    """Return for each visible field what conditions may ask of its answer."""
    facts: dict[str, tuple[object, ...]] = {}
    for one in definition.fields:
        if not one.when or _all_hold(one.when, facts):
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
    *,
    today: dt.date | None = None,
) -> bool:
    return all(_holds(one, facts.get(one.field, ()), today) for one in conditions)


def _holds(condition: Condition, facts: tuple[object, ...], today: dt.date | None) -> bool:
    if not facts:
        return False
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
