"""What a letter names: plain values, checked before they meet any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

_LINK: Final = re.compile(r"https?://[^\s<>\"]+")
_FORBIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters, separators of lines and paragraphs."""


class FactError(ValueError):
    """A fact that no letter may hold. The message names the fact and never its value, which may be
    a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """The facts of one letter. No names of people and no answers are among them.

    Attributes:
        code: reference code.
        contact: e-mail address that answers questions.
        programme: name of the programme, already in the language of the letter.
        link: the one address that the letter leads to (http or https).
        withdraw_link: the address of the page that withdraws the submission.
        one_time_code: digits.
        until: the one moment that the letter names, aware.
        zone: the reader's IANA time zone; empty when not known.
        fields: labels of fields, already in the language of the letter.
        reason: code of the reason, one of those that the letter has a sentence for.

    Raises:
        FactError: a control character or a line break in a text, an address that is none, a moment
            without a time zone.
    """

    code: str
    contact: str
    programme: str = ""
    link: str = ""
    withdraw_link: str = ""
    one_time_code: str = ""
    until: datetime | None = None
    zone: str = ""
    fields: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        for name in FACTS:
            value = getattr(self, name)
            texts = value if isinstance(value, tuple) else (value,)
            if any(isinstance(text, str) and _is_broken(text) for text in texts):
                raise FactError(f"{name}: holds a line break or a control character")
        for name in ("link", "withdraw_link"):
            if (link := getattr(self, name)) and not _LINK.fullmatch(link):
                raise FactError(f"{name}: is no http or https address")
        if self.until is not None and self.until.tzinfo is None:
            raise FactError("until: has no time zone")

    @classmethod
    def from_json(cls, texts: Mapping[str, str]) -> LetterFacts:
        """The facts from texts by name: `until` in ISO 8601, `fields` one a line.

        Raises:
            FactError: an unknown or missing name, or a value that does not fit.
        """
        if unknown := sorted(texts.keys() - FACTS):
            raise FactError(f"unknown facts: {', '.join(unknown)}")
        values: dict[str, object] = {"code": "", "contact": "", **texts}
        try:
            values["until"] = datetime.fromisoformat(texts["until"]) if "until" in texts else None
        except ValueError:
            raise FactError("until: is no moment in ISO 8601") from None
        values["fields"] = tuple(filter(None, texts.get("fields", "").split("\n")))
        return cls(**values)  # type: ignore[arg-type]


FACTS: Final = frozenset(one.name for one in fields(LetterFacts))
"""The names of all facts."""


def _is_broken(text: str) -> bool:
    return any(unicodedata.category(sign) in _FORBIDDEN for sign in text)
