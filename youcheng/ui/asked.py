"""What somebody asks for on a page of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for.

    Attributes:
        act: name of the act.
        values: what was filled in, by the names of the fields.
    """

    act: str
    values: Mapping[str, str | Sequence[str]]

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        found = self.values.get(name, ())
        return (found,) if isinstance(found, str) else tuple(map(str, found))

    def text(self, name: str) -> str:
        """The last value of a field; empty for one that was not filled in."""
        return (self.texts(name) or ("",))[-1]

    def number(self, name: str) -> int:
        """The count in a field, of nine digits at most; 0 for anything else."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
