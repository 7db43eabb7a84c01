"""A part of the log that somebody asks for, as it stands in an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

_KIND: Final = re.compile(r"[a-z_.]{1,52}")
_WHO: Final = re.compile(r"[a-z_]{2,20}(:[0-9A-Za-z-]{1,64})?")
_YEARS: Final = range(2000, 2200)
_CODE: Final = re.compile(r"[0-9A-Za-z -]{1,40}")


@dataclass(frozen=True, slots=True)
class LogView:
    """A part of the log; what is empty asks nothing.

    Attributes:
        kind: what happened, such as `session.started`.
        actor: who did it, or what kind of actor, as the log has it.
        code: reference code of the submission that it happened to.
        subject: what it happened to, as the log has it; `code` goes before it.
        since, until: days in Nanjing, both included.
    """

    kind: str = ""
    actor: str = ""
    code: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def from_query(cls, given: Mapping[str, str]) -> LogView:
        """The part that an address asks for; what cannot be followed is passed over."""
        return cls(
            kind=_fitting(given.get("kind", ""), _KIND),
            actor=_fitting(given.get("actor", ""), _WHO),
            code=_fitting(given.get("code", "").strip(), _CODE),
            subject=_fitting(given.get("subject", ""), _WHO),
            since=_day(given.get("since", "")),
            until=_day(given.get("until", "")),
        )

    def to_query(self) -> dict[str, str]:
        """The parameters of the address of this part."""
        return {name: str(value) for name, value in asdict(self).items() if value}


def _fitting(text: str, form: re.Pattern[str]) -> str:
    return text if form.fullmatch(text) else ""


def _day(text: str) -> date | None:
    with suppress(ValueError):
        found = date.fromisoformat(text)
        return found if found.year in _YEARS else None
    return None
