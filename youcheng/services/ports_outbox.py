"""The outbox, as those who write and send mails use it and as the desk reads it, and the words of
letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from youcheng.domain.mail_texts import MailText, MailTexts
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import OutboxView
from youcheng.domain.permissions import Reach


class MailGroup(StrEnum):
    """What mails are counted by; the value is the name of the column."""

    STATE = "state"
    TEMPLATE = "template"
    LANGUAGE = "language"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class MailsAsked:
    """A part of the outbox, as the records find it: mails about submissions that are with the staff
    and in `reach`; with `every_state` its pile is not asked for."""

    reach: Reach
    view: OutboxView
    every_state: bool = False


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail with the reference code and the programme of the submission that it is about."""

    mail: OutboxMail
    code: str
    programme: str


class Outbox(Protocol):
    """Mails that wait."""

    def add(self, mail: OutboxMail) -> None: ...

    def find(self, mail_id: str) -> OutboxMail | None: ...

    def put(self, mail: OutboxMail) -> None: ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[str]:
        """Ids of the mails that are due, the longest waiting first."""

    def of(self, submission: str) -> Sequence[OutboxMail]: ...

    def in_state(self, *states: MailState, limit: int = 200) -> Sequence[OutboxMail]:
        """The mails in one of `states`, the oldest first."""

    def count(self, state: MailState) -> int: ...

    def forget_before(self, moment: datetime) -> int:
        """Empty the address of what was sent, failed or discarded before `moment`."""


class DeskMails(Protocol):
    """The outbox as the desk reads it, in the order in which mails were written; what has been sent
    comes the latest first."""

    def after(self, asked: MailsAsked, place: str, *, limit: int) -> Sequence[FoundMail]:
        """The first mails after `place` (`place_of`); from the beginning where it is empty."""

    def before(self, asked: MailsAsked, place: str, *, limit: int) -> Sequence[FoundMail]:
        """The last mails before `place`, in order."""

    def of_ids(self, reach: Reach, ids: Sequence[str]) -> Sequence[FoundMail]:
        """Those of these mails that are in reach, in the order of reference codes; not held."""

    def count_by(self, asked: MailsAsked, group: MailGroup) -> Mapping[str, int]: ...


class Letter(Protocol):
    """A letter in one language: its subject, the text, and the same as one HTML document."""

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def html(self) -> str: ...


class UnwritableError(ValueError):
    """A letter that cannot be written: something that it names is missing, or unfit. The message
    names facts, never their values."""


class WriteLetter(Protocol):
    """Writes letters, exactly as they leave."""

    def __call__(self, mail: OutboxMail, language: str, texts: MailTexts, /) -> Letter:
        """The letter of `mail` in the language with this code, in the text that staff have set for
        it where `texts` has one. Raises UnwritableError."""


class MailTemplates(Protocol):
    """The letters as the site was delivered with them."""

    def groups(self) -> Mapping[str, Sequence[str]]:
        """The names of all letters, by the group that they are in, in order."""

    def text(self, template: str, language: str) -> MailText:
        """The delivered text of a letter. Raises KeyError."""

    def show(
        self, template: str, language: str, text: MailText, *, programme: str, until: datetime
    ) -> Letter:
        """The letter in this text about nothing real: the programme with this id, a time, and
        addresses that open nothing. Raises KeyError, and UnwritableError."""
