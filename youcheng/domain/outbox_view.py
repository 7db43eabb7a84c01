"""How a part of the outbox is chosen, its address, and whether what a draft tells is still so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlencode

from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import ReviewState, SubmissionState, Visibility
from youcheng.domain.workflow.rows import Template

_LONGEST: Final = 500
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")
_PLACE: Final = re.compile(r"([0-9]{8}T[0-9]{12})-([0-9a-f]{32})")
_TIME: Final = "%Y%m%dT%H%M%S%f"


class Pile(StrEnum):
    """A part of the outbox by how far its mails are."""

    DRAFTS = "drafts"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


STATES: Final[Mapping[Pile, frozenset[MailState]]] = {
    Pile.DRAFTS: frozenset({MailState.HELD}),
    Pile.WAITING: frozenset({MailState.QUEUED, MailState.SENDING}),
    Pile.SENT: frozenset({MailState.SENT}),
    Pile.FAILED: frozenset({MailState.FAILED}),
    Pile.DISCARDED: frozenset({MailState.DISCARDED}),
}
"""The states of the mails of each pile."""


@dataclass(frozen=True, slots=True)
class OutboxView:
    """Which mails are asked for; what is empty asks for nothing.

    Attributes:
        pile: how far they are.
        template: name of the letter.
        programme: id.
        language: code.
        batch: id of the act by which they left.
    """

    pile: Pile = Pile.DRAFTS
    template: str = ""
    programme: str = ""
    language: str = ""
    batch: str = ""

    def to_query(self) -> str:
        """The view as the query of an address; empty for all drafts."""
        pile = "" if self.pile is Pile.DRAFTS else str(self.pile)
        values = {
            "pile": pile,
            "template": self.template,
            "programme": self.programme,
            "language": self.language,
            "batch": self.batch,
        }
        return urlencode({name: value for name, value in values.items() if value})

    @classmethod
    def from_query(cls, query: str) -> OutboxView:
        """The view that an address asks for; what cannot be followed is passed over."""
        try:
            given = parse_qs(query[:_LONGEST], errors="replace")
        except ValueError:
            return cls()
        asked = {name: values[0] for name, values in given.items() if _ID.fullmatch(values[0])}
        pile = asked.get("pile", "")
        return cls(
            pile=Pile(pile) if pile in {*Pile} else Pile.DRAFTS,
            template=asked.get("template", ""),
            programme=asked.get("programme", ""),
            language=asked.get("language", ""),
            batch=asked.get("batch", ""),
        )


def place_of(mail: OutboxMail) -> str:
    """Where a mail stands among all, as an address holds it."""
    return f"{mail.created_at.astimezone(UTC):{_TIME}}-{mail.id}"


def read_place(text: str) -> tuple[datetime, str] | None:
    """When the mail at a place was written, and its id; None for what is no place."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _TIME).replace(tzinfo=UTC), found[2]
    except ValueError:
        return None


_STANDS_AT: Final[Mapping[str, frozenset[ReviewState]]] = {
    Template.DECISION_ACCEPTED: frozenset({ReviewState.ACCEPTED, ReviewState.CLOSED}),
    Template.DECISION_WAITLISTED: frozenset({ReviewState.WAITLISTED}),
    Template.DECISION_DECLINED: frozenset({ReviewState.DECLINED, ReviewState.CLOSED}),
    Template.AWARD: frozenset({ReviewState.AWARDED, ReviewState.ARCHIVED}),
    Template.PARTICIPATION: frozenset({ReviewState.PARTICIPATED, ReviewState.ARCHIVED}),
    Template.INELIGIBLE: frozenset({ReviewState.INELIGIBLE}),
}
"""Where a submission stands while a letter tells the truth; of other letters it is not asked."""


def is_still_so(template: str, state: SubmissionState) -> bool:
    """Whether what the draft of a letter tells of a submission is so: a decision that was changed,
    or a picture that was taken down meanwhile, must not be told."""
    if template == Template.ON_SHOW:
        return state.visibility is Visibility.PUBLIC
    stands = _STANDS_AT.get(template)
    return stands is None or state.review in stands
