"""What must hold within a form: limits, options, conditions, consents, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as attributes_of
from typing import Final

from youcheng.content.form_entries import FieldEntry
from youcheng.content.forms import AgreementWords, Form, FormField
from youcheng.content.problems import Place, Problem
from youcheng.content.texts import Text
from youcheng.domain.forms import (
    AGREE,
    APPLICABLE,
    CHOICES,
    REFUSE,
    TICKED,
    UNTICKED,
    Condition,
    Field,
    Kind,
    Limits,
    VisibilityClass,
)
from youcheng.i18n.languages import LANGUAGES

MAX_STEPS: Final = 3
"""Pages of a programme's form before the page where all answers are checked."""
PLACEHOLDERS: Final = frozenset({"operator", "country"})
"""What a consent may leave to the settings: who runs the site, and where the data lie."""

NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.TEXT: ("max_length",),
    Kind.TEXTAREA: ("max_length",),
    Kind.URL: ("max_length",),
    Kind.FILE: ("file_kinds", "max_bytes", "max_count"),
    Kind.ROWS: ("max_count",),
    Kind.MONTHS: ("min_months", "max_months"),
}
"""Limits that a field must have: nothing that a visitor sends is without bounds."""

SYSTEM_ONLY: Final = frozenset({Kind.CONSENT, Kind.HONEYPOT})
IN_ROWS: Final = frozenset(
    {
        *(Kind.TEXT, Kind.TEXTAREA, Kind.NUMBER, Kind.SELECT, Kind.DATE),
        *(Kind.MONTH, Kind.EMAIL, Kind.URL, Kind.PHOTO),
    }
)
_PLACEHOLDER: Final = re.compile(r"\{(.*?)\}")


def check_form(
    form: Form,
    entries: Mapping[str, FieldEntry],
    places: Mapping[str, Place],
    *,
    file: str,
    max_steps: int = MAX_STEPS,
) -> Iterator[Problem]:
    """Yield every problem within `form`; `places` says where its parts stand, `file` is its own."""
    if len(form.steps) > max_steps:
        message = f"a form has at most {max_steps} steps, this one {len(form.steps)}"
        yield Problem(file, "", "steps", message)
    for step in (*form.steps, *form.guardian_steps):
        if not step.fields:
            yield Problem(*places[f"step:{step.id}"], "fields", "the step asks for nothing")
        yield from _check_words(places[f"step:{step.id}"], title=step.title, intro=step.intro)
    before: dict[str, FormField] = {}
    for one in form.fields:
        place = places[one.id]
        yield from _check_kind(one, entries[one.id], place)
        yield from _check_limits(one.rules, place, "limits")
        yield from _check_references(one.rules, before, form, place)
        yield from _check_conditions(one.rules.when, before, form, (*place, "when"))
        conditions = one.rules.required_when
        yield from _check_conditions(conditions, before, form, (*place, "required_when"))
        yield from _check_texts(one, place)
        before[one.id] = one
    for notice in form.notices:
        where = (*places[f"notice:{notice.id}"], "when")
        yield from _check_conditions(notice.rules.when, before, form, where, ages=True)
        place = places[f"notice:{notice.id}"]
        yield from _check_words(place, title=notice.title, text=notice.text)
    if form.not_asked is not None:
        yield from _check_words((file, ""), not_asked=form.not_asked)


def _check_kind(one: FormField, entry: FieldEntry, place: Place) -> Iterator[Problem]:
    """What a kind needs, and what means nothing for it."""
    rules = one.rules
    if rules.kind in CHOICES and not rules.options and rules.terms is None:
        yield Problem(*place, "options", f"{rules.kind} needs options")
    if rules.kind not in CHOICES and rules.options:
        yield Problem(*place, "options", f"{rules.kind} has no options")
    if rules.kind is Kind.PHOTO:
        yield Problem(*place, "kind", f"{rules.kind} stands in rows only")
    if rules.terms is not None and rules.kind not in {Kind.SELECT, Kind.RADIO}:
        yield Problem(*place, "terms", f"{rules.kind} has no terms")
    if (rules.kind is Kind.ROWS) != bool(rules.columns):
        message = "rows need columns" if rules.kind is Kind.ROWS else "only rows have columns"
        yield Problem(*place, "columns", message)
    for column in one.columns:
        yield from _check_column(column, place)
    if rules.kind in SYSTEM_ONLY and rules.visibility != {VisibilityClass.SYS}:
        yield Problem(*place, "visibility", f"{rules.kind} is SYS")
    if rules.must_agree and rules.kind is not Kind.CONSENT:
        yield Problem(*place, "must_agree", "only a consent can be agreed to")
    if rules.kind is Kind.CONSENT and one.statement is None:
        yield Problem(*place, "statement", "a consent needs its statement")
    if one.statement is not None and rules.kind not in {Kind.CONSENT, Kind.CHECKBOX}:
        yield Problem(*place, "statement", f"{rules.kind} has no statement")
    if (one.statement is None) != (one.version is None):
        yield Problem(*place, "version", "statement and version belong together")
    if one.points and one.statement is None:
        yield Problem(*place, "points", "points belong below a statement")
    if rules.public_with is not None and VisibilityClass.PUB not in rules.visibility:
        yield Problem(*place, "public_with", "only what is PUB can be public")
    if rules.guards and rules.kind not in {Kind.TEXT, Kind.TEXTAREA}:
        yield Problem(*place, "guards", f"{rules.kind} has no guards")
    if entry.autocomplete is not None and not re.fullmatch(
        r"[a-z]+(?:-[a-z0-9]+)*", entry.autocomplete
    ):
        yield Problem(*place, "autocomplete", "must be an autofill token such as email")


def _check_column(column: FormField, place: Place) -> Iterator[Problem]:
    key = f"columns ({column.id})"
    kind = column.rules.kind
    if kind not in IN_ROWS:
        yield Problem(*place, f"{key}.kind", f"{kind} cannot stand in a row")
    if (kind in CHOICES) != bool(column.rules.options):
        message = f"{kind} needs options" if kind in CHOICES else f"{kind} has no options"
        yield Problem(*place, f"{key}.options", message)
    yield from _check_limits(column.rules, place, f"{key}.limits")
    yield from _check_words(place, prefix=f"{key}.", label=column.label, hint=column.hint)


def _check_limits(one: Field, place: Place, key: str) -> Iterator[Problem]:
    plain = Limits()
    for attribute in attributes_of(Limits):
        name = attribute.name
        given = getattr(one.limits, name) != getattr(plain, name)
        if given and name not in APPLICABLE[one.kind]:
            yield Problem(*place, f"{key}.{name}", f"means nothing for {one.kind}")
        if not given and name in NEEDED.get(one.kind, ()):
            yield Problem(*place, f"{key}.{name}", f"{one.kind} needs it")
    if one.kind is Kind.NUMBER:
        for what in ("min", "max"):
            bounds = (f"{what}_value", f"{what}_year")
            if all(getattr(one.limits, name) is None for name in bounds):
                yield Problem(*place, f"{key}.{bounds[0]}", "number needs it")


def _check_references(
    one: Field, before: Mapping[str, FormField], form: Form, place: Place
) -> Iterator[Problem]:
    limits = one.limits
    bounds = (("at_most", limits.at_most), ("at_least", limits.at_least))
    others = (*bounds, *(("unlike", name) for name in limits.unlike))
    for key, other in others:
        if other is None:
            continue
        where = (*place, f"limits.{key}")
        if other not in before:
            yield Problem(*where, _missing(other, form))
        elif before[other].rules.kind is not one.kind:
            yield Problem(*where, f"{other} is {before[other].rules.kind}, not {one.kind}")
    if limits.exclusive is not None and limits.exclusive not in one.options:
        yield Problem(*place, "limits.exclusive", f"{limits.exclusive} is no option of {one.id}")
    if limits.ascending is not None:
        column = next((each for each in one.columns if each.id == limits.ascending), None)
        if column is None or column.kind not in {Kind.MONTH, Kind.DATE}:
            message = f"{limits.ascending} is no column with a date or month"
            yield Problem(*place, "limits.ascending", message)
    most = len(one.options)
    for key in ("min_count", "max_count"):
        count = getattr(limits, key)
        if one.kind is Kind.CHECKBOXES and count is not None and count > most > 0:
            yield Problem(*place, f"limits.{key}", f"there are only {most} options")
    if one.public_with is not None:
        consent = next((each for each in form.fields if each.id == one.public_with), None)
        if consent is None or consent.rules.kind is not Kind.CONSENT:
            message = f"the form has no consent {one.public_with}"
            yield Problem(*place, "public_with", message)


def _missing(field_id: str, form: Form) -> str:
    if any(one.id == field_id for one in form.fields):
        return f"{field_id} does not come before"
    return f"the form has no field {field_id}"


def _check_conditions(
    conditions: Iterable[Condition],
    before: Mapping[str, FormField],
    form: Form,
    where: tuple[str, str, str],
    *,
    ages: bool = False,
) -> Iterator[Problem]:
    for condition in conditions:
        other = before.get(condition.field)
        if other is None:
            yield Problem(*where, _missing(condition.field, form))
            continue
        kind = other.rules.kind
        if condition.age_above is not None and not ages:
            yield Problem(*where, "age_above is for notices only")
        if condition.above is not None or condition.age_above is not None:
            if kind is not Kind.NUMBER:
                yield Problem(*where, f"{condition.field} is {kind}, not number")
            continue
        if condition.age_from is not None or condition.age_below is not None:
            if kind is not Kind.MONTH:
                yield Problem(*where, f"{condition.field} is {kind}, not month")
            if form.definition.closing_day is None:
                yield Problem(*where, "the form has no day on which ages are counted")
            continue
        known = _values_of(other.rules)
        if known is None:
            message = f"{condition.field} is {kind} and has no values to compare with"
            yield Problem(*where, message)
            continue
        for value in (*condition.among, *condition.not_among):
            if value not in known:
                yield Problem(*where, f"{value} is no option of {condition.field}")


def _values_of(one: Field) -> tuple[str, ...] | None:
    if one.kind is Kind.CHECKBOX:
        return TICKED, UNTICKED
    if one.kind is Kind.CONSENT:
        return AGREE, REFUSE
    return one.options if one.kind in CHOICES else None


def _check_texts(one: FormField, place: Place) -> Iterator[Problem]:
    yield from _check_words(place, label=one.label, hint=one.hint)
    for option in one.options:
        yield from _check_words(place, prefix=f"options ({option.id}).", label=option.label)
    yield from _check_words(place, allowed=PLACEHOLDERS, statement=one.statement)
    for point in one.points:
        prefix = f"points ({point.id})."
        yield from _check_words(place, prefix=prefix, allowed=PLACEHOLDERS, text=point.text)
    if one.guardian is not None and one.guardian != one.own_words:
        yield from _check_guardian(one.guardian, place)


def _check_guardian(words: AgreementWords, place: Place) -> Iterator[Problem]:
    yield from _check_words(place, prefix="guardian.", label=words.label)
    statement = words.statement
    yield from _check_words(place, prefix="guardian.", allowed=PLACEHOLDERS, statement=statement)
    for point in words.points:
        prefix = f"guardian.points ({point.id})."
        yield from _check_words(place, prefix=prefix, allowed=PLACEHOLDERS, text=point.text)


def _check_words(
    place: Place,
    *,
    prefix: str = "",
    allowed: frozenset[str] = frozenset(),
    **texts: Text | None,
) -> Iterator[Problem]:
    """Yield what is wrong with the placeholders of texts, which must be the same everywhere."""
    for key, text in texts.items():
        if text is None:
            continue
        wanted = set(_PLACEHOLDER.findall(text.get(LANGUAGES[0].code)))
        for language in LANGUAGES:
            found = set(_PLACEHOLDER.findall(text.get(language.code)))
            where = (*place, f"{prefix}{key}.{language.code}")
            for name in sorted(found - allowed):
                yield Problem(*where, f"unknown placeholder {{{name}}}")
            for name in sorted((wanted ^ found) & allowed):
                yield Problem(*where, f"{{{name}}} is not in every language")
