"""What in an answer is probably a mistake, though nothing forbids it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from youcheng.domain.form_conditions import visible_fields
from youcheng.domain.form_definitions import Answers, FormDefinition, Kind, Problem

MAIL_HOSTS: Final = (
    "163.com",
    "126.com",
    "qq.com",
    "sina.com",
    "foxmail.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "mail.ru",
    "yandex.ru",
    "yandex.by",
    "tut.by",
    "bluewin.ch",
    "proton.me",
)
"""Large mail hosts in the six countries, which a slip of the finger is measured against."""
OTHER_HOSTS: Final = frozenset(
    {"mail.com", "ymail.com", "gmx.com", "gmx.ch", "me.com", "aol.com", "139.com", "189.cn"}
)
"""Hosts that exist, though one letter away from another."""

_IDENTITY: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d(?:[ .-]?\d){8,}(?!\d)")
_BIRTH: Final = re.compile(
    r"(?<!\d)(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d{2}(?!\d)"
)


def find_warnings(definition: FormDefinition, answers: Answers) -> tuple[Problem, ...]:
    """Return what to ask about once; the form may be sent when the person confirms it.

    `answers` must be normalised. The codes are those of `WARNINGS`.
    """
    found: list[Problem] = []
    for one in visible_fields(definition, answers):
        value = answers.get(one.id)
        if not isinstance(value, str):
            continue
        if one.kind is Kind.EMAIL and (better := suggest_email(value)):
            found.append(Problem(one.id, "email_typo", {"suggestion": better}))
        if "patient_data" in one.guards:
            found.extend(Problem(one.id, code) for code in _find_patient_data(value))
    return tuple(found)


def _find_patient_data(text: str) -> Iterator[str]:
    if _IDENTITY.search(text):
        yield "looks_like_identity_number"
    if _BIRTH.search(text):
        yield "looks_like_birth_date"


def suggest_email(address: str) -> str | None:
    """Return the address with the mail host that was probably meant, or None."""
    local, at, host = address.rpartition("@")
    if not at or not local or host in MAIL_HOSTS or host in OTHER_HOSTS:
        return None
    near = (known for known in MAIL_HOSTS if _is_one_slip(host, known))
    found = next(near, None)
    return None if found is None else f"{local}@{found}"


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether one sign is wrong, missing, too much, or two neighbours are swapped."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, wanted = typed[start:], meant[start:]
    swapped = wanted[1:2] + wanted[:1] + wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or rest == swapped
