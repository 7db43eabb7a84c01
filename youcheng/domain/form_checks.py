"""The one validator: what is wrong with normalised answers, as codes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from youcheng.domain.form_answers import FILE_KEYS, read_date, read_month
from youcheng.domain.form_conditions import asked_fields
from youcheng.domain.form_dates import (
    BIKRAM_SAMBAT,
    check_age,
    check_count,
    check_date,
    check_month,
    check_months,
    check_range,
    is_texts,
)
from youcheng.domain.form_definitions import (
    AGREE,
    CHOICES,
    REFUSE,
    Answers,
    Field,
    FormDefinition,
    Kind,
    Problem,
    offered,
)

MAX_EMAIL: Final = 254
"""RFC 5321, section 4.5.3.1.3, less the angle brackets."""
MAX_LOCAL: Final = 64
"""RFC 5321, section 4.5.3.1.1."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
"""E.164: at most 15 digits; below 7 there is no subscriber to call."""
_URL: Final = re.compile(r"https://[^\s/?#@\\\"<>]+(?:[/?#][^\s\\\"<>]*)?")
_HELD: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "email": ("holds_email", re.compile(r"[@\uff20]")),
    "url": (
        "holds_url",
        re.compile(r"://|\bwww\.|\w\.(?:com|cn|org|net|by|ch|bn|np|cg|ru)\b", re.I),
    ),
    "digits": ("holds_digits", re.compile(r"\d{5}")),
}


def validate(
    definition: FormDefinition, answers: Answers, *, today: dt.date
) -> tuple[Problem, ...]:
    """Return everything that is wrong with `answers`, in the order of the form; () if nothing.

    `answers` must be normalised. Fields that the answers hide are neither required nor looked at,
    and no more is what a guardian alone is asked: `prune` them before keeping. `today` is the
    server's day where the deadline counts; ages are those on the form's closing day.
    """
    asked = asked_fields(definition, answers)
    shown = {one.id: one for one, _ in asked}
    known = {name: value for name, value in answers.items() if name in shown}
    problems: list[Problem] = []
    for one, required in asked:
        if one.id not in known:
            if required:
                problems.append(Problem(one.id, "required"))
            continue
        found = list(_check_answer(one, known[one.id], today))
        if not found and definition.closing_day is not None:
            found.extend(check_age(one, known[one.id], definition.closing_day))
        problems.extend(found or _check_against(one, known, shown))
    return tuple(problems)


def _check_answer(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not one.is_list:
        yield from _CHECKS[one.kind](one, value, today)
        return
    if not isinstance(value, list):
        yield Problem(one.id, "type")
        return
    yield from check_count(one, value)
    for number, line in enumerate(value):
        for problem in _CHECKS[one.kind](one, line, today):
            yield replace(problem, at=(number, *problem.at))


def _check_text(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
        return
    limits, length = one.limits, len(value)
    if limits.min_length is not None and length < limits.min_length:
        yield Problem(one.id, "too_short", {"min": limits.min_length, "length": length})
    if limits.max_length is not None and length > limits.max_length:
        yield Problem(one.id, "too_long", {"max": limits.max_length, "length": length})
    for name in limits.refuse:
        code, pattern = _HELD[name]
        if pattern.search(value):
            yield Problem(one.id, code)


def _check_email(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
    elif len(value) > MAX_EMAIL:
        yield Problem(one.id, "too_long", {"max": MAX_EMAIL, "length": len(value)})
    elif not is_email(value):
        yield Problem(one.id, "email")


def is_email(value: str) -> bool:
    """Return whether mail can be sent to `value`: an ASCII name, and a domain with a dot.

    The domain may be in any script; its ASCII form counts for the length. Quoted names and address
    literals, which RFC 5321 allows, are taken for mistakes.
    """
    local, _, domain = value.rpartition("@")
    if len(value) > MAX_EMAIL or len(local) > MAX_LOCAL or not _LOCAL.fullmatch(local):
        return False
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    if len(local) + len("@") + len(host) > MAX_EMAIL:
        return False
    labels = host.split(".")
    return len(labels) > 1 and not labels[-1].isdecimal() and all(map(_LABEL.fullmatch, labels))


def _check_phone(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
    elif not _PHONE.fullmatch(value):
        yield Problem(one.id, "phone")


def _check_url(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
        return
    if one.limits.max_length is not None and len(value) > one.limits.max_length:
        values = {"max": one.limits.max_length, "length": len(value)}
        yield Problem(one.id, "too_long", values)
    elif value.startswith("http://"):
        yield Problem(one.id, "url_https")
    elif not _URL.fullmatch(value) or "." not in value.split("/")[2]:
        yield Problem(one.id, "url")


def _check_number(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        yield Problem(one.id, "type")
        return
    if not isinstance(value, int):
        yield Problem(one.id, "number")
        return
    low, high = _number_bounds(one, today)
    if _is_bikram_sambat(one, value, today):
        yield Problem(one.id, "bikram_sambat")
    elif low is not None and value < low:
        yield Problem(one.id, "too_low", {"min": low})
    elif high is not None and value > high:
        yield Problem(one.id, "too_high", {"max": high})


def _number_bounds(one: Field, today: dt.date) -> tuple[int | None, int | None]:
    limits = one.limits
    low = limits.min_value if limits.min_year is None else today.year + limits.min_year
    high = limits.max_value if limits.max_year is None else today.year + limits.max_year
    return low, high


def _is_bikram_sambat(one: Field, year: int, today: dt.date) -> bool:
    """Whether a year of the past was given in the Nepalese calendar."""
    low, high = _number_bounds(one, today)
    if one.limits.max_year is None or one.limits.max_year > 0 or high is None:
        return False
    first = today.year + 1 if low is None else max(today.year + 1, low + BIKRAM_SAMBAT - 1)
    return first <= year <= high + BIKRAM_SAMBAT


def _check_choice(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
    elif value not in offered(one, today=today):
        yield Problem(one.id, "choice")


def _check_choices(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not is_texts(value):
        yield Problem(one.id, "type")
        return
    alone = one.limits.exclusive
    if not set(value) <= set(offered(one, today=today)):
        yield Problem(one.id, "choice")
    elif alone is not None and alone in value and len(value) > 1:
        yield Problem(one.id, "choice_alone", {"option": alone})
    else:
        yield from check_count(one, value)


def _check_tick(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if value is not True:
        yield Problem(one.id, "type")


def _check_consent(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(one.id, "type")
    elif value not in (AGREE, REFUSE):
        yield Problem(one.id, "choice")
    elif one.must_agree and value == REFUSE:
        yield Problem(one.id, "must_agree")


def _check_rows(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        yield Problem(one.id, "type")
        return
    yield from check_count(one, value)
    for number, row in enumerate(value):
        for column in one.columns:
            if column.id not in row:
                if column.required:
                    yield Problem(one.id, "required", at=(number, column.id))
                continue
            for problem in _check_answer(column, row[column.id], today):
                yield Problem(
                    one.id, problem.code, problem.values, (number, column.id, *problem.at)
                )
    ascending = one.limits.ascending
    if ascending is not None:
        yield from _check_ascending(one, ascending, value)


def _check_ascending(
    one: Field, column: str, rows: list[Mapping[str, object]]
) -> Iterator[Problem]:
    before: dt.date | None = None
    for number, row in enumerate(rows):
        moment = read_month(row.get(column)) or read_date(row.get(column))
        if moment is not None and before is not None and moment < before:
            yield Problem(one.id, "rows_backwards", at=(number, column))
            return
        before = moment or before


def _check_files(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(one.id, "type")
        return
    yield from check_count(one, value)
    for number, file in enumerate(value):
        if not _is_file(file):
            yield Problem(one.id, "type", at=(number,))
        elif file["kind"] not in one.limits.file_kinds:
            kinds = ",".join(one.limits.file_kinds)
            yield Problem(one.id, "file_kind", {"kinds": kinds}, (number,))
        elif file["bytes"] < 1:
            yield Problem(one.id, "file_empty", at=(number,))
        elif one.limits.max_bytes is not None and file["bytes"] > one.limits.max_bytes:
            yield Problem(one.id, "file_too_big", {"max": one.limits.max_bytes}, (number,))


def _is_file(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != set(FILE_KEYS):
        return False
    size = value["bytes"]
    texts = all(isinstance(value[key], str) for key in FILE_KEYS if key != "bytes")
    return texts and isinstance(size, int) and not isinstance(size, bool)


def _check_trap(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    yield Problem(one.id, "not_empty")


def _check_against(one: Field, known: Answers, shown: Mapping[str, Field]) -> Iterator[Problem]:
    """Compare with other fields, as far as these are shown and can be compared."""
    limits, value = one.limits, known[one.id]
    for other in limits.unlike:
        if _fold(known.get(other)) == _fold(value):
            yield Problem(one.id, "same_as", {"other": other})
    for bound, sign in ((limits.at_most, 1), (limits.at_least, -1)):
        if bound is None or bound not in known:
            continue
        codes = _ORDER_CODES[one.kind]
        mine, theirs = _comparable(one, value), _comparable(shown[bound], known[bound])
        if mine is not None and theirs is not None and (mine - theirs) * sign > 0:
            yield Problem(one.id, codes[sign], {"other": bound})


_ORDER_CODES: Final[Mapping[Kind, Mapping[int, str]]] = {
    Kind.NUMBER: {1: "more_than", -1: "less_than"},
    Kind.DATE: {1: "after_other", -1: "before_other"},
}


def _comparable(one: Field, value: object) -> int | None:
    if one.kind is Kind.DATE:
        day = read_date(value)
        return None if day is None else day.toordinal()
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _fold(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


_CHECKS: Final[Mapping[Kind, Callable[[Field, object, dt.date], Iterator[Problem]]]] = {
    **dict.fromkeys(CHOICES, _check_choice),
    Kind.TEXT: _check_text,
    Kind.TEXTAREA: _check_text,
    Kind.EMAIL: _check_email,
    Kind.TEL: _check_phone,
    Kind.URL: _check_url,
    Kind.NUMBER: _check_number,
    Kind.CHECKBOXES: _check_choices,
    Kind.CHECKBOX: _check_tick,
    Kind.CONSENT: _check_consent,
    Kind.DATE: check_date,
    Kind.MONTH: check_month,
    Kind.MONTH_RANGE: check_range,
    Kind.MONTHS: check_months,
    Kind.ROWS: _check_rows,
    Kind.FILE: _check_files,
    Kind.PHOTO: _check_text,
    Kind.HONEYPOT: _check_trap,
}
