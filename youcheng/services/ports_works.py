"""What the gallery needs from the records: works on show, their addresses, the words of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from youcheng.domain.gallery import Choice, Position, Words, Work
from youcheng.domain.works import WorkAddress


class Works(Protocol):
    """What is public of each work on show, and nothing else; in the order of their positions."""

    def add(self, work: Work) -> None: ...

    def find(self, code: str) -> Work | None: ...

    def remove(self, submission: str) -> None:
        """Remove the row of a submission; one without a row is no error."""

    def mark(self) -> str:
        """What stands for all rows as they are: another one after every `add` and `remove`."""

    def after(self, choice: Choice, position: Position | None, *, limit: int) -> Sequence[Work]:
        """The first works that are chosen and stand after `position`; None: from the beginning."""

    def before(self, choice: Choice, position: Position, *, limit: int) -> Sequence[Work]:
        """The last works that are chosen and stand before `position`, in order."""

    def codes(self) -> Sequence[str]:
        """The codes of all of them, sorted."""

    def tally(self, query: str) -> Mapping[tuple[str, ...], int]:
        """How many works a search finds, by their values of every `Facet`, in that order."""


class Translations(Protocol):
    """The words of staff for works, by language."""

    def put(self, submission: str, language: str, words: Words) -> None: ...

    def of(self, submission: str) -> Mapping[str, Words]: ...

    def remove(self, submission: str) -> None: ...


class WorkAddresses(Protocol):
    """The registry of the public addresses of works; what is closed stays, to be told as gone."""

    def add(self, address: WorkAddress) -> None: ...

    def find(self, address: str) -> WorkAddress | None: ...

    def close(self, submission: str, now: datetime, *addresses: str) -> None:
        """Close these addresses of a submission for good; all of them when none is named."""

    def remove(self, submission: str) -> None:
        """Remove all of a submission: they are then told as unknown."""
