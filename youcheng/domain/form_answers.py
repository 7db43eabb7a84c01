"""Answers as people type them, brought into the one shape that is kept and checked."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from youcheng.domain.form_definitions import Field, FormDefinition, Kind

MAX_DIGITS: Final = 15
"""A longer number is left as text: no question has such an answer, and JSON would round it."""

FILE_KEYS: Final = ("key", "name", "kind", "bytes")

_BREAKS: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that turn the reading direction of what follows, and the byte order mark: no name needs
them, and they make one text look like another."""
_TRUE: Final = frozenset({"yes", "true", "on", "1"})
_FALSE: Final = frozenset({"no", "false", "off", "0", ""})
_PHONE_SIGNS: Final = re.compile(r"[\s().·/\-\u2010-\u2015\u2212\uff08\uff09\uff0d]+")
_BARE_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")


def normalise(definition: FormDefinition, answers: object) -> dict[str, object]:
    """Return the answers in the shape that is kept, in the order of the form.

    Shapes by kind: text, textarea, email, tel, url, select, radio, consent, hidden: str; number:
    int; checkbox: True; checkboxes, months: list of str; date "2026-09-14"; month "2026-09";
    month_range: {"from": month, "to": month}; rows: list of {column: answer}; file: list of {"key",
    "name", "kind", "bytes"}; photo: the key of a file of the same form; a text or url that may be
    given several times: list of str. A date or month that is no real one stays as {"day", "month",
    "year"} of what was typed.

    Unknown fields, those that a guardian alone is asked, and empty answers are left out. An answer
    of a wrong type stays as it is, for `validate` to name. Applying it twice changes nothing.
    """
    if not isinstance(answers, Mapping):
        return {}
    return _normalise_fields(definition.submitter_fields, answers)


def _normalise_fields(fields: Iterable[Field], answers: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for one in fields:
        value = _normalise_answer(one, answers.get(one.id))
        if value is not None and value != "" and value != [] and value != {}:
            kept[one.id] = value
    return kept


def _normalise_answer(one: Field, value: object) -> object:
    if value is None:
        return None
    if one.is_list:
        lines = [value] if isinstance(value, str) else value
        if not isinstance(lines, list):
            return value
        return _without_empty(_CLEANERS[one.kind](one, line) for line in lines)
    return _CLEANERS[one.kind](one, value)


def _without_empty(values: Iterable[object]) -> list[object]:
    return [value for value in values if value is not None and value not in ("", [], {})]


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """Return `text` in NFC, without outer white space, control and direction signs.

    Line breaks become "\\n", or a space unless `keep_lines`; so does a tab. What then shows
    nothing at all is empty.
    """
    text = _BREAKS.sub("\n" if keep_lines else " ", text).replace("\t", " ")
    text = "".join(sign for sign in text if sign == "\n" or not _is_barred(sign))
    text = unicodedata.normalize("NFC", text).strip()
    return text if any(_shows(sign) for sign in text) else ""


def _is_barred(sign: str) -> bool:
    code = ord(sign)
    nobody = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return nobody or sign in _DIRECTIONS or unicodedata.category(sign) in {"Cc", "Cs"}


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cf", "Zs", "Zl", "Zp", "Cc"}


def ascii_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _clean_line(_: Field, value: object) -> object:
    return clean_text(value) if isinstance(value, str) else value


def _clean_lines(_: Field, value: object) -> object:
    return clean_text(value, keep_lines=True) if isinstance(value, str) else value


def _clean_email(_: Field, value: object) -> object:
    if not isinstance(value, str):
        return value
    local, at, domain = clean_text(value).replace("\uff20", "@").rpartition("@")
    domain = unicodedata.normalize("NFC", domain.lower()).replace("\u3002", ".")
    return clean_text(f"{local}{at}{domain}")


def _clean_phone(_: Field, value: object) -> object:
    if not isinstance(value, str):
        return value
    text = ascii_digits(clean_text(value)).replace("\uff0b", "+")
    if text.lstrip("( ").startswith(("+", "00")):
        text = text.replace("(0)", "")
    text = clean_text(_PHONE_SIGNS.sub("", text))
    return f"+{text[2:]}" if text.startswith("00") else text


def _clean_url(_: Field, value: object) -> object:
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    scheme, colon, rest = text.partition("://")
    if colon:
        return f"{scheme.lower()}://{rest}" if scheme.isascii() else text
    return f"https://{text}" if _BARE_HOST.fullmatch(text) else text


def _clean_number(_: Field, value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**MAX_DIGITS:
        return int(value)
    if not isinstance(value, str):
        return value
    text = clean_text(re.sub(r"\s+", "", ascii_digits(clean_text(value))))
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+", text):
        text = text.replace(",", "")
    if re.fullmatch(rf"[+-]?[0-9]{{1,{MAX_DIGITS}}}", text):
        return int(text)
    return text


def _clean_tick(_: Field, value: object) -> object:
    if isinstance(value, str):
        word = clean_text(value).lower()
        return True if word in _TRUE else None if word in _FALSE else value
    return None if value is False else value


def _clean_choices(one: Field, value: object) -> object:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        return value
    chosen = dict.fromkeys(clean_text(item) for item in values)
    chosen.pop("", None)
    place = {option: number for number, option in enumerate(one.options)}
    return sorted(chosen, key=lambda item: place.get(item, len(place)))


def _clean_date(_: Field, value: object) -> object:
    return _clean_parts(value, ("day", "month", "year"))


def _clean_month(_: Field, value: object) -> object:
    return _clean_parts(value, ("month", "year"))


def _clean_parts(value: object, names: tuple[str, ...]) -> object:
    if isinstance(value, str):
        return ascii_digits(clean_text(value))
    if not isinstance(value, Mapping):
        return value
    parts: dict[str, str] = {}
    for name in names:
        part = value.get(name)
        if isinstance(part, bool) or not isinstance(part, (str, int, type(None))):
            return value
        text = "" if part is None else ascii_digits(clean_text(str(part)))
        if text:
            parts[name] = text
    found = _real_day(parts) if len(parts) == len(names) else None
    if found is None:
        return parts
    return found.isoformat() if "day" in names else found.isoformat()[:7]


def _real_day(parts: Mapping[str, str]) -> dt.date | None:
    if len(parts["year"]) != 4 or any(len(part) > 4 for part in parts.values()):
        return None
    try:
        return dt.date(int(parts["year"]), int(parts["month"]), int(parts.get("day", "1")))
    except ValueError:
        return None


def read_date(value: object) -> dt.date | None:
    """Return the day of a normalised date, or None if it is not a real one."""
    if isinstance(value, str) and (match := _DATE.fullmatch(value)):
        return _real_day(dict(zip(("year", "month", "day"), match.groups(), strict=True)))
    return None


def read_month(value: object) -> dt.date | None:
    """Return the first day of a normalised month, or None if it is not a real one."""
    if isinstance(value, str) and (match := _MONTH.fullmatch(value)):
        return _real_day(dict(zip(("year", "month"), match.groups(), strict=True)))
    return None


def _clean_range(one: Field, value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    ends = {name: _clean_month(one, value.get(name)) for name in ("from", "to")}
    return {name: end for name, end in ends.items() if end is not None and end not in ("", {})}


def _clean_months(_: Field, value: object) -> object:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        return value
    months = dict.fromkeys(ascii_digits(clean_text(item)) for item in values)
    months.pop("", None)
    return sorted(months)


def _clean_rows(one: Field, value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        return value
    return _without_empty(_normalise_fields(one.columns, row) for row in value)


def _clean_files(_: Field, value: object) -> object:
    files = [value] if isinstance(value, Mapping) else value
    if not isinstance(files, list) or not all(isinstance(item, Mapping) for item in files):
        return value
    return _without_empty(
        {
            name: clean_text(item[name]) if isinstance(item[name], str) else item[name]
            for name in FILE_KEYS
            if name in item
        }
        for item in files
    )


_CLEANERS: Final[Mapping[Kind, Callable[[Field, object], object]]] = {
    Kind.TEXT: _clean_line,
    Kind.TEXTAREA: _clean_lines,
    Kind.EMAIL: _clean_email,
    Kind.TEL: _clean_phone,
    Kind.URL: _clean_url,
    Kind.NUMBER: _clean_number,
    Kind.SELECT: _clean_line,
    Kind.RADIO: _clean_line,
    Kind.CHECKBOXES: _clean_choices,
    Kind.CHECKBOX: _clean_tick,
    Kind.CONSENT: _clean_line,
    Kind.DATE: _clean_date,
    Kind.MONTH: _clean_month,
    Kind.MONTH_RANGE: _clean_range,
    Kind.MONTHS: _clean_months,
    Kind.ROWS: _clean_rows,
    Kind.FILE: _clean_files,
    Kind.PHOTO: _clean_line,
    Kind.HONEYPOT: _clean_line,
    Kind.HIDDEN: _clean_line,
}
