"""What is wrong with the content files, told so that the place can be found at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Place = tuple[str, str]
"""File and table."""
Ids = Mapping[str, Mapping[str, Place]]
"""For each file or folder name without ending: id → where it was read, broken entries included."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: the file below data/, the table in it, the key in the table, and what is wrong."""

    file: str
    table: str
    key: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.table, self.key, self.message) if part)


class ContentError(Exception):
    """The content does not load. The message holds every problem, one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([f"The content has {head}:", *map(str, self.problems)]))
