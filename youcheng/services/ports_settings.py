"""What the services need of the records of what staff have set in place of the site's content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from youcheng.domain.edition_dates import DateChange
from youcheng.domain.mail_texts import MailTextChange, MailTexts


class DateChanges(Protocol):
    """Dates of editions as staff have set them, one change after the other."""

    def add(self, change: DateChange) -> None: ...

    def last_number(self) -> int:
        """Of the newest change; 0 where there is none."""

    def latest(self) -> Sequence[DateChange]:
        """The newest of each edition that has any."""

    def of(self, edition: str) -> Sequence[DateChange]:
        """Those of an edition, the newest first."""


class MailTextChanges(Protocol):
    """Texts of mails as staff have set them, one change after the other."""

    def add(self, change: MailTextChange) -> None: ...

    def last_number(self) -> int:
        """Of the newest change; 0 where there is none."""

    def in_force(self) -> MailTexts:
        """All that hold in place of the delivered ones."""

    def of(self, template: str) -> Sequence[MailTextChange]:
        """Those of a letter in every language, the newest first."""
