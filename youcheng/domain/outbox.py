"""Mails as they wait and leave: written in the unit of work of their cause, each sent once.

A mail is a template and facts; its words are put together when it leaves, in the language of whom
it goes to. The links in the facts are secrets: they go from the row once the mail has left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from youcheng.domain.workflow.rows import Template

LEASE: Final = timedelta(minutes=2)
"""How long a mail counts as being sent; after it whoever looks takes it for interrupted."""

DELAYS: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
)
"""Waits between two attempts, three days in all; a server that is down for a weekend is fine."""

LONGEST_PERSONAL: Final = 2000
"""Characters of a personal paragraph."""

_BLANK: Final = re.compile(r"[\[{<][^\[\]{}<>]*[\]}>]|%\(\w*\)|_{3,}|X{3,}")
"""What people and templates leave for somebody to fill in: brackets of any kind, lines, XXX."""

_LAST: Final = Template.ERASED
"""After this letter nothing is known of its reader any more, their address included."""


class MailState(StrEnum):
    """How far a mail is."""

    QUEUED = "queued"
    HELD = "held"  # a draft of the staff, which waits for a click
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class OutboxMail:
    """One mail to one address.

    Attributes:
        id: 32 random hexadecimal digits; part of the Message-ID, which every attempt keeps.
        cause: sequence number of the log event that caused it; 0 for one-time codes and links that
            somebody asked for without any transition.
        submission: id of the submission; empty for mails about none.
        template: name of the letter.
        language: code of the language it is written in.
        address: to whom; empty once it may be forgotten.
        facts: what the letter names (code, links, moments); empty once it was sent or may be
            forgotten. One that failed keeps them, so that it can be tried again.
        state: how far it is.
        attempts: how often it was tried.
        next_at: when it may be tried (again); for `SENDING`, when the attempt counts as lost.
        created_at, sent_at: aware times.
        error: code of the last failure, such as `delayed` or `refused`.
        personal: what the staff add to the letter, paragraphs with empty lines between them; empty
            for the letter as it is.
        edited_by, edited_at: the account that wrote it, and when.
        batch: id of the act by which the staff let it leave, with others or alone; empty for none.
        released_at: when they did; every attempt bears that time.
        version: counts up with everything that the staff do to it.
        request: id of the request that wrote it, for the log; empty for none.
    """

    id: str
    cause: int
    submission: str
    template: str
    language: str
    address: str
    facts: Mapping[str, str]
    created_at: datetime
    next_at: datetime
    state: MailState = MailState.QUEUED
    attempts: int = 0
    sent_at: datetime | None = None
    error: str = ""
    personal: str = ""
    edited_by: str = ""
    edited_at: datetime | None = None
    batch: str = ""
    released_at: datetime | None = None
    version: int = 0
    request: str = ""

    def is_due(self, now: datetime) -> bool:
        """True when it waits, or when an attempt at it was interrupted, and its time has come."""
        return self.state in {MailState.QUEUED, MailState.SENDING} and self.next_at <= now

    def taken(self, now: datetime) -> OutboxMail:
        """The mail as it is while it is being sent."""
        return replace(
            self, state=MailState.SENDING, attempts=self.attempts + 1, next_at=now + LEASE
        )

    def interrupted(self, now: datetime) -> OutboxMail:
        """The mail when whoever was sending it is known to have died: it may be tried again now.

        Raises:
            ValueError: it is not being sent.
        """
        self._require(MailState.SENDING)
        return replace(self, next_at=now)

    def delivered(self, now: datetime) -> OutboxMail:
        """The mail once the server has taken it: its links are forgotten."""
        last = self.template == _LAST
        return replace(
            self,
            state=MailState.SENT,
            sent_at=now,
            address="" if last else self.address,
            facts={},
            error="",
            personal="" if last else self.personal,
        )

    def delayed(self, now: datetime) -> OutboxMail:
        """The mail after an attempt that may be repeated; after the last one it has failed."""
        if self.attempts > len(DELAYS):
            return self.refused("given_up")
        return replace(
            self,
            state=MailState.QUEUED,
            next_at=now + DELAYS[max(self.attempts, 1) - 1],
            error="delayed",
        )

    def refused(self, error: str = "refused") -> OutboxMail:
        """The mail after a failure that no repetition mends."""
        return replace(self, state=MailState.FAILED, error=error)

    def is_worthless(self, now: datetime) -> bool:
        """True when it can be tried no more: forgotten, or what it names is over."""
        if not self.address or not self.facts:
            return True
        until = self.facts.get("until")
        return until is not None and datetime.fromisoformat(until) <= now

    def retried(self, now: datetime) -> OutboxMail:
        """The mail when an operator has it tried again, with all its attempts before it.

        Raises:
            ValueError: it neither failed nor waits, or it is worthless.
        """
        if self.state not in {MailState.FAILED, MailState.QUEUED} or self.is_worthless(now):
            raise ValueError(f"a mail that is {self.state} cannot be tried again")
        return replace(self, state=MailState.QUEUED, attempts=0, next_at=now, error="")

    def forgotten(self) -> OutboxMail:
        """The mail without address and facts; one that had not left never will."""
        waits = self.state in {MailState.QUEUED, MailState.HELD, MailState.SENDING}
        state = MailState.DISCARDED if waits else self.state
        return replace(self, state=state, address="", facts={}, personal="")

    def edited(self, text: str, by: str, now: datetime) -> OutboxMail:
        """The draft with a personal paragraph; an empty one brings the letter back as it was.

        Raises:
            ValueError: it is no draft, or the text is too long.
        """
        self._require(MailState.HELD)
        if len(text) > LONGEST_PERSONAL:
            raise ValueError(f"a personal paragraph has {LONGEST_PERSONAL} characters at most")
        version = self.version + 1
        return replace(self, personal=text, edited_by=by, edited_at=now, version=version)

    def discarded(self) -> OutboxMail:
        """The draft when it is not to leave; it keeps all that it needs to come back.

        Raises:
            ValueError: it is no draft.
        """
        self._require(MailState.HELD)
        return replace(self, state=MailState.DISCARDED, version=self.version + 1)

    def brought_back(self) -> OutboxMail:
        """A discarded draft as a draft again.

        Raises:
            ValueError: it was not discarded, or is forgotten.
        """
        self._require(MailState.DISCARDED)
        if not self.address or not self.facts:
            raise ValueError("what is forgotten does not come back")
        return replace(self, state=MailState.HELD, version=self.version + 1)

    def released(self, batch: str, now: datetime) -> OutboxMail:
        """The mail when the staff let it leave: a draft, or one that failed.

        Raises:
            ValueError: it is neither, or it is worthless.
        """
        if self.state is MailState.HELD and not self.is_worthless(now):
            free = replace(self, state=MailState.QUEUED, next_at=now)
        else:
            self._require(MailState.FAILED)
            free = self.retried(now)
        return replace(free, batch=batch, released_at=now, version=self.version + 1)

    def _require(self, state: MailState) -> None:
        if self.state is not state:
            raise ValueError(f"a mail that is {self.state} is not {state}")


def first_blank(text: str) -> str:
    """What somebody left first to be filled in, such as ``[name]``, ``{code}``, ``___``; empty for
    nothing."""
    found = _BLANK.search(text)
    return found[0] if found else ""


def has_blanks(text: str) -> bool:
    """Whether somebody left something to be filled in."""
    return bool(first_blank(text))
