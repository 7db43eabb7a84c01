"""The desk's queue: whose turn it is and since when, how a part of it is chosen, and its address.

Everything in it stands in one order: what waits for the staff, the longest waiting first; then what
waits for somebody else; then what is over. One period holds for all that waits for the staff, so
that what is overdue always comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Final
from urllib.parse import parse_qs, urlencode

from youcheng.domain.deadlines import NANJING
from youcheng.domain.form_answers import clean_text
from youcheng.domain.gallery import LONGEST_QUERY, search_terms
from youcheng.domain.states import ReviewState, SubmissionKind

ANSWER_WITHIN: Final = timedelta(weeks=2)
"""Ten working days, Monday to Friday by Nanjing's clock; public holidays are not left out."""
MOST_DAYS: Final = 3660
_LONGEST: Final = 2000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")
_PLACE: Final = re.compile(r"[0-9]{18}[0-9A-Z-]{1,16}")
_SATURDAY: Final = 5


class Turn(IntEnum):
    """Who has to do something next."""

    STAFF = 0
    OTHERS = 1
    NOBODY = 2


_STAFF: Final = frozenset(
    {
        ReviewState.SUBMITTED,
        ReviewState.SCREENING,
        ReviewState.MODERATION,
        ReviewState.UNDER_REVIEW,
        ReviewState.REFERRED,
    }
)
_OTHERS: Final = frozenset(
    {
        ReviewState.CHANGES_REQUESTED,
        ReviewState.ELIGIBLE,
        ReviewState.IN_JURY,
        ReviewState.SHORTLISTED,
        ReviewState.ACCEPTED,
        ReviewState.WAITLISTED,
        ReviewState.AWARDED,
        ReviewState.PARTICIPATED,
    }
)


def turn_of(review: ReviewState) -> Turn:
    """Who has to do something with what stands at `review`."""
    if review in _STAFF:
        return Turn.STAFF
    return Turn.OTHERS if review in _OTHERS else Turn.NOBODY


def due_at(since: datetime) -> datetime:
    """Until when the staff act on what waits for them `since` (aware): ten working days later."""
    local = since.astimezone(NANJING)
    if local.weekday() >= _SATURDAY:
        local = _midnight(local) + timedelta(days=7 - local.weekday())
    return (local + ANSWER_WITHIN).astimezone(UTC)


def overdue_from(now: datetime) -> datetime:
    """What waits for the staff since this moment or longer is overdue at `now`."""
    local = now.astimezone(NANJING)
    if local.weekday() >= _SATURDAY:
        # Nothing becomes due on a weekend.
        saturday = _midnight(local) - timedelta(days=local.weekday() - _SATURDAY)
        local = saturday - timedelta(microseconds=1)
    return (local - ANSWER_WITHIN).astimezone(UTC)


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def place_of(turn: Turn, since: datetime, code: str) -> str:
    """Where something stands in the queue: texts that compare as the order goes, no two alike."""
    return f"{turn:d}{(since - _EPOCH) // timedelta(microseconds=1):017d}{code}"


def read_place(text: str) -> str:
    """The place that an address holds; empty for what is none."""
    return text if _PLACE.fullmatch(text) else ""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One submission as the queue keeps it; nothing here is of class RESTR.

    Attributes:
        submission: its id.
        code: its reference code.
        programme, kind, review: as of the submission.
        country, partner: ids; empty where nothing was answered.
        cities: ids of the Jiangsu cities that it is about.
        title: what it is called, from an answer of class PUB or STAFF.
        search: what a search looks through, see `gallery.search_text`; answers of those classes
            alone.
        since: since when it waits for whoever's turn it is.
        sent_at: when it was first sent.
        flags: as of the submission.
        assignee: id of the account that looks after it; empty for nobody.
        referred_to: id of the city that it is referred to; empty for none.
        returned: questions of the staff were answered, and nobody has looked at it since.
    """

    submission: str
    code: str
    programme: str
    kind: SubmissionKind
    review: ReviewState
    country: str
    partner: str
    cities: tuple[str, ...]
    title: str
    search: str
    since: datetime
    sent_at: datetime
    flags: tuple[str, ...] = ()
    assignee: str = ""
    referred_to: str = ""
    returned: bool = False

    @property
    def turn(self) -> Turn:
        """Who has to do something with it."""
        return turn_of(self.review)

    @property
    def place(self) -> str:
        """Where it stands in the queue."""
        return place_of(self.turn, self.since, self.code)

    @property
    def due_at(self) -> datetime | None:
        """Until when the staff act on it; None where it waits for somebody else or for nobody."""
        return due_at(self.since) if self.turn is Turn.STAFF else None


ME: Final = "me"
NOBODY: Final = "nobody"


@dataclass(frozen=True, slots=True)
class QueueView:
    """Which part of the queue is asked for; whatever is empty asks for all.

    Attributes:
        programme, country, partner, city: ids.
        kind: programme or painting.
        states: the review states, each once, in the order of `ReviewState`.
        tag: id of a tag.
        assignee: `ME`, `NOBODY`, or the id of an account.
        age: sent at least so many days ago.
        waiting: waiting for at least so many days.
        overdue: only what is overdue.
        returned: only what came back with answers, and nobody has looked at since.
        query: what is searched for.
    """

    programme: str = ""
    kind: str = ""
    country: str = ""
    partner: str = ""
    city: str = ""
    states: tuple[ReviewState, ...] = ()
    tag: str = ""
    assignee: str = ""
    age: int = 0
    waiting: int = 0
    overdue: bool = False
    returned: bool = False
    query: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """What everything that is found must hold, one by one."""
        return search_terms(self.query)

    def to_query(self) -> str:
        """The view as the query of an address; empty for the whole queue."""
        values = {
            "programme": self.programme,
            "kind": self.kind,
            "country": self.country,
            "partner": self.partner,
            "city": self.city,
            "state": ",".join(self.states),
            "tag": self.tag,
            "assignee": self.assignee,
            "age": str(self.age or ""),
            "waiting": str(self.waiting or ""),
            "overdue": "yes" if self.overdue else "",
            "returned": "yes" if self.returned else "",
            "q": self.query,
        }
        return urlencode({name: value for name, value in values.items() if value})

    @classmethod
    def from_query(cls, query: str) -> QueueView:
        """The view that an address asks for; what cannot be followed is passed over."""
        try:
            given = parse_qs(query[:_LONGEST].removeprefix("?"), errors="replace")
        except ValueError:
            return cls()
        kind = _id(given, "kind")
        asked = {*_first(given, "state").split(",")}
        return cls(
            programme=_id(given, "programme"),
            kind=kind if kind in {SubmissionKind.PROGRAMME, SubmissionKind.PAINTING} else "",
            country=_id(given, "country"),
            partner=_id(given, "partner"),
            city=_id(given, "city"),
            states=tuple(state for state in ReviewState if state in asked),
            tag=_id(given, "tag"),
            assignee=_id(given, "assignee"),
            age=_days(given, "age"),
            waiting=_days(given, "waiting"),
            overdue=_first(given, "overdue") == "yes",
            returned=_first(given, "returned") == "yes",
            query=_text(given, "q"),
        )


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _id(given: Mapping[str, list[str]], name: str) -> str:
    value = _first(given, name)
    return value if _ID.fullmatch(value) else ""


def _days(given: Mapping[str, list[str]], name: str) -> int:
    value = _first(given, name)
    return min(int(value), MOST_DAYS) if value.isdecimal() and len(value) <= 5 else 0


def _text(given: Mapping[str, list[str]], name: str) -> str:
    """The text without what cannot be seen; as long as a search may be."""
    return " ".join(clean_text(_first(given, name))[:LONGEST_QUERY].split())
