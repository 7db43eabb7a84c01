"""The log: events chained by their hashes, so that nothing is altered, dropped or moved unseen.

An event holds ids, codes and names of fields, never what a person wrote: each detail has a form
that it must fit, and there is no free text. Erasing a person's data therefore leaves the log as it
is, and its chain whole.

The hash of an event is the SHA-256 of its canonical form: JSON with sorted keys and no spaces,
UTF-8, times in UTC with six decimals. Every form is ASCII, so the text is in NFC as it stands; it
is not normalised before hashing, because a look-alike that folds to the same text would pass. The
hash covers the hash before it, so a break shows at the first event that is not what it was. What no
chain can show by itself, that its end was cut off, the `Head` shows, which is kept apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from youcheng.domain.certificates import CertificateKind
from youcheng.domain.exports import Format
from youcheng.domain.states import (
    Consent,
    ConsentAnswer,
    PendingState,
    ReviewState,
    SubmissionKind,
    Visibility,
)

FIRST_PREVIOUS: Final = "0" * 64
"""What stands for the hash before the first event."""

_KIND: Final = re.compile(r"[a-z]{2,20}(\.[a-z_]{2,30})?")
_ACTOR: Final = re.compile(r"public|system|[a-z_]{2,20}:[0-9A-Za-z-]{1,40}")
_SUBJECT: Final = re.compile(r"[a-z_]{2,20}:[0-9A-Za-z-]{1,64}")
_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,63}(\[[0-9]{1,3}\])?")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ID: Final = re.compile(r"[0-9a-f-]{1,40}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NUMBER: Final = re.compile(r"[0-9]{1,12}")
_LIST: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}(,[a-z][a-z0-9_-]{0,39}){0,19}")


def _one_of(values: type[StrEnum]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(values)))


DETAILS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "action": _NAME,
        "answer": _one_of(ConsentAnswer),
        "assignee": _ID,
        "batch": _ID,
        "before_spam": _one_of(ReviewState),
        "certificate": _one_of(CertificateKind),
        "city": _NAME,
        "confirmed": re.compile("yes|no"),
        "consent": _one_of(Consent),
        "count": _NUMBER,
        "filters": _LIST,
        "fit": _LIST,
        "format": _one_of(Format),
        "kind": _one_of(SubmissionKind),
        "language": re.compile("[a-z]{2,3}"),
        "pending": _one_of(PendingState),
        "quorum": _NUMBER,
        "reason": _NAME,
        "review": _one_of(ReviewState),
        "role": _NAME,
        "round": _ID,
        "tag": _ID,
        "template": _NAME,
        "text_hash": _HASH,
        "tombstone": _ID,
        "unfit": _LIST,
        "until": _MOMENT,
        "version": re.compile(r"[0-9a-z.-]{1,20}"),
        "visibility": _one_of(Visibility),
        "way": re.compile("password|provider"),
        "rank_hash": _HASH,
        "roles": _LIST,
        "programmes": _LIST,
    }
)
"""The details that an event may hold, each with the form that it must fit."""


class Via(StrEnum):
    """By what way an act came."""

    WEB = "web"
    LINK = "link"
    DESK = "desk"
    JOB = "job"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    Attributes:
        sequence: 1, 2, 3 … without gaps.
        at: aware time by the server's clock.
        actor: `public`, `system`, or the kind and id of an account or grant (`staff:9f…`).
        via: by what way.
        kind: what happened, as the transition table names it (`consent.given`), or a view, an
            export, a command.
        subject: kind and id of what it happened to (`submission:41…`).
        fields: names of the fields that were read or changed, sorted.
        details: codes and ids, see `DETAILS`.
        previous: hash of the event before, `FIRST_PREVIOUS` for the first.
        hash: SHA-256 of all this, 64 hexadecimal digits.
    """

    sequence: int
    at: datetime
    actor: str
    via: Via
    kind: str
    subject: str
    fields: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, kept apart from it."""

    sequence: int = 0
    hash: str = FIRST_PREVIOUS


Break = Literal["sequence", "previous", "content", "cut_off"]


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the log stops being what was written.

    Attributes:
        sequence: of the first event that is wrong or missing.
        what: `sequence` (dropped, doubled or moved), `previous` (does not follow the event before
            it), `content` (altered), `cut_off` (the end is missing, or is not the head's).
    """

    sequence: int
    what: Break


def append(
    head: Head,
    *,
    at: datetime,
    actor: str,
    via: Via,
    kind: str,
    subject: str,
    fields: Iterable[str] = (),
    details: Mapping[str, str] | None = None,
) -> tuple[Event, Head]:
    """The next event and the new head; both are written in the unit of work of their cause.

    Raises:
        ValueError: a time without zone, or anything whose form could hold what a person wrote.
    """
    if at.tzinfo is None:
        raise ValueError("an event needs an aware time")
    names = tuple(sorted({*fields}))
    pairs = tuple(sorted((details or {}).items()))
    _refuse_free_text(actor=actor, kind=kind, subject=subject, fields=names, details=pairs)
    bare = Event(
        sequence=head.sequence + 1,
        at=at.astimezone(UTC),
        actor=actor,
        via=via,
        kind=kind,
        subject=subject,
        fields=names,
        details=pairs,
        previous=head.hash,
        hash="",
    )
    digest = hash_event(bare)
    event = Event(**{name: getattr(bare, name) for name in _HASHED}, hash=digest)
    return event, Head(event.sequence, digest)


_HASHED: Final = tuple(name for name in Event.__slots__ if name != "hash")


def canonical(event: Event) -> bytes:
    """The bytes that the hash is taken of: everything but the hash itself.

    Raises:
        ValueError: a time without zone.
    """
    if event.at.tzinfo is None:
        raise ValueError("an event needs an aware time")
    content: dict[str, object] = {name: getattr(event, name) for name in _HASHED}
    content["at"] = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    content["details"] = [[*pair] for pair in event.details]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def hash_event(event: Event) -> str:
    """SHA-256 of `canonical`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(event)).hexdigest()


def verify(events: Iterable[Event], *, head: Head | None = None) -> Broken | None:
    """The first place where the log is not what was written, or None.

    Args:
        events: all of them in the order of storage, from the first.
        head: the end as it was kept apart; without it a cut-off end is not seen.
    """
    end = Head()
    for event in events:
        if event.sequence != end.sequence + 1:
            return Broken(end.sequence + 1, "sequence")
        if event.previous != end.hash:
            return Broken(event.sequence, "previous")
        if event.at.tzinfo is None or event.hash != hash_event(event):
            return Broken(event.sequence, "content")
        end = Head(event.sequence, event.hash)
    if head is None or head == end:
        return None
    return Broken(min(end.sequence, head.sequence) + (end.sequence != head.sequence), "cut_off")


def _refuse_free_text(
    *,
    actor: str,
    kind: str,
    subject: str,
    fields: tuple[str, ...],
    details: tuple[tuple[str, str], ...],
) -> None:
    wrong = [
        name
        for name, value, form in (
            ("actor", actor, _ACTOR),
            ("kind", kind, _KIND),
            ("subject", subject, _SUBJECT),
        )
        if not form.fullmatch(value)
    ]
    wrong += [f"field {name!r}" for name in fields if not _FIELD.fullmatch(name)]
    wrong += [
        f"detail {name!r}"
        for name, value in details
        if name not in DETAILS or not DETAILS[name].fullmatch(value)
    ]
    if wrong:
        raise ValueError(f"not fit for the log: {', '.join(wrong)}")
