"""What the desk needs from the records: its queue, and what staff keep beside submissions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from youcheng.domain.answering import EarlierAnswers
from youcheng.domain.corrections import Correction, StaffTranslation
from youcheng.domain.desk import BulkStep, Note, Question, SavedView, Tag
from youcheng.domain.permissions import Reach
from youcheng.domain.queue import QueueEntry, QueueView
from youcheng.domain.states import SubmissionKind


class Group(StrEnum):
    """What the queue is counted by; the value is the name of the column."""

    REVIEW = "review"
    PROGRAMME = "programme"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the queue, as the records find it.

    Attributes:
        reach: whose it is to read; nothing else is found.
        view: what is asked for, the assignee an id, or empty.
        unassigned: what nobody looks after.
        overdue_from: what waits for the staff since then is overdue.
        waiting_from, sent_from: the latest times that the view allows; None for any.
        sent_since: the earliest time of sending; None for any.
    """

    reach: Reach
    view: QueueView
    unassigned: bool
    overdue_from: datetime
    waiting_from: datetime | None
    sent_from: datetime | None
    sent_since: datetime | None = None


class Queue(Protocol):
    """The desk's queue, in the order of places."""

    def find(self, submission: str) -> QueueEntry | None: ...

    def put(self, entry: QueueEntry, *, before: QueueEntry | None) -> None:
        """Store it in place of `before`, as it was found in this unit of work."""

    def unqueued(self, *, limit: int = 200) -> Sequence[str]:
        """Ids of submissions that are with the staff and have no entry, in the order of ids."""

    def remove(self, submission: str) -> None: ...

    def after(self, asked: Asked, place: str, *, limit: int) -> Sequence[QueueEntry]:
        """The first entries after `place`; from the beginning where it is empty."""

    def before(self, asked: Asked, place: str, *, limit: int) -> Sequence[QueueEntry]:
        """The last entries before `place`, in order."""

    def count_by(self, asked: Asked, group: Group) -> Mapping[str, int]: ...

    def count_between(self, asked: Asked, moments: Sequence[datetime]) -> Sequence[int]:
        """How many were sent from each of `moments` (rising) until the next, the last included and
        the next not; one number fewer than moments."""

    def decided(self, asked: Asked) -> Iterator[tuple[str, datetime, datetime]]:
        """Programme, time of sending and time of the present state of what stands at a decision
        (`youcheng.domain.numbers.DECIDED`), in no order."""

    def programmes(self, asked: Asked) -> Mapping[str, SubmissionKind]:
        """The programmes of what is found, each with the kind of its submissions."""


class Tags(Protocol):
    """Tags, and which submissions bear them."""

    def named(self, name: str) -> Tag | None: ...

    def find(self, tag: str) -> Tag | None: ...

    def add(self, tag: Tag) -> None:
        """Store it, unless somebody else has stored one of that name at the same moment."""

    def all(self) -> Sequence[Tag]:
        """Every tag by name."""

    def of(self, *submissions: str) -> Mapping[str, Sequence[Tag]]:
        """The tags of each of these submissions, by name."""

    def put_on(self, submission: str, tag: str) -> None: ...

    def take_off(self, submission: str, tag: str) -> None: ...

    def remove(self, submission: str) -> None:
        """Take all tags off a submission."""


class Notes(Protocol):
    """Notes of staff, the oldest first."""

    def add(self, note: Note) -> None: ...

    def of(self, submission: str) -> Sequence[Note]: ...

    def remove(self, submission: str) -> None: ...


class Questions(Protocol):
    """Questions on fields, the oldest first."""

    def add(self, question: Question) -> None: ...

    def of(self, submission: str) -> Sequence[Question]: ...

    def answer(self, submission: str, at: datetime) -> None:
        """Mark all that are open as answered then."""

    def remove(self, submission: str) -> None: ...


class EarlierAnswersKept(Protocol):
    """Answers that were sent and then replaced, the oldest first."""

    def add(self, earlier: EarlierAnswers) -> None: ...

    def of(self, submission: str) -> Sequence[EarlierAnswers]: ...

    def remove(self, submission: str) -> None: ...


class Corrections(Protocol):
    """Corrections of answers."""

    def add(self, correction: Correction) -> None: ...

    def of(self, *submissions: str) -> Mapping[str, Sequence[Correction]]:
        """Those of each of these submissions that count, the oldest first."""

    def end(self, submission: str, fields: Collection[str], at: datetime) -> None:
        """Let those of these fields count no longer."""

    def remove(self, submission: str) -> None:
        """Forget all of a submission, also those that count no longer."""


class StaffTranslations(Protocol):
    """Answers in languages of the staff."""

    def put(self, translation: StaffTranslation) -> None:
        """Store it in place of the one of the same field and language."""

    def of(self, submission: str) -> Sequence[StaffTranslation]:
        """By field and language."""

    def drop(self, submission: str, field: str, language: str) -> None: ...

    def remove(self, submission: str) -> None:
        """Forget all of a submission."""


class SavedViews(Protocol):
    """Views that accounts keep, by name."""

    def put(self, view: SavedView) -> None:
        """Store it in place of the one of the same account and name."""

    def of(self, account: str) -> Sequence[SavedView]: ...

    def remove(self, account: str, view: str) -> None: ...


class Bulks(Protocol):
    """What acts on many submissions did to each."""

    def add(self, step: BulkStep) -> None: ...

    def of(self, batch: str) -> Sequence[BulkStep]:
        """The steps of one act, in the order of the ids of submissions."""

    def put(self, step: BulkStep) -> None: ...


class DeskRecords(Protocol):
    """The desk's part of a unit of work."""

    queue: Queue
    tags: Tags
    notes: Notes
    questions: Questions
    earlier_answers: EarlierAnswersKept
    corrections: Corrections
    staff_translations: StaffTranslations
    saved_views: SavedViews
    bulks: Bulks
