"""Proves the log: the chain is what was written, and replaying it gives what the store holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from youcheng.domain.audit import Broken, Event, Head, verify
from youcheng.domain.replay import replay
from youcheng.domain.states import ReviewState, SubmissionState
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork


@dataclass(frozen=True, slots=True)
class Difference:
    """A submission that does not stand where the log says.

    Attributes:
        submission: its id.
        code: its reference code; empty where the store has no such submission.
        logged, stored: where it stands by the log and by the store; None for nowhere.
    """

    submission: str
    code: str
    logged: ReviewState | None
    stored: ReviewState | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What looking through the log came to.

    Attributes:
        head: the end of the log as it is kept apart.
        latest: when the last event was; None for an empty log.
        broken: the first place where the log is not what was written.
        differences: submissions that differ; empty while the log is broken, since a broken log
            proves nothing.
        holds: whether the log still goes through the head that somebody had kept; True without one.
    """

    head: Head
    latest: datetime | None
    broken: Broken | None
    differences: tuple[Difference, ...] = ()
    holds: bool = True

    @property
    def is_whole(self) -> bool:
        """True when nothing is wrong."""
        return self.broken is None and not self.differences and self.holds


def verify_log(services: Services, /, *, kept: Head | None = None) -> Verdict:
    """Read the whole log, as it is at one moment, and compare it with the submissions.

    Args:
        kept: an earlier head that was noted outside of the database; whoever can write there can
            write a whole new chain, but not one that goes through it.
    """
    with services.records.read() as uow:
        head = uow.log.head()
        seen = _Seen(kept)
        broken = verify(seen.watch(uow.log.all()), head=head)
        return Verdict(head, seen.latest, broken, () if broken else _differences(uow), seen.holds)


class _Seen:
    """What goes by while the chain is verified."""

    def __init__(self, kept: Head | None) -> None:
        self._kept = kept
        self.latest: datetime | None = None
        self.holds = kept is None or kept == Head()

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            self.latest = event.at
            if self._kept == Head(event.sequence, event.hash):
                self.holds = True
            yield event


def _differences(uow: UnitOfWork) -> tuple[Difference, ...]:
    logged = dict(replay(uow.log.all()))
    found = []
    for submission_id, code, stored in uow.submissions.states():
        told = logged.pop(submission_subject(submission_id), None)
        if told != stored:
            found.append(_difference(submission_id, code, told, stored))
    for subject, told in logged.items():
        # The row of what was erased goes with its tombstone.
        if told.review is not ReviewState.ERASED:
            found.append(_difference(subject.partition(":")[2], "", told, None))
    return tuple(found)


def _difference(
    submission_id: str, code: str, told: SubmissionState | None, stored: SubmissionState | None
) -> Difference:
    return Difference(
        submission_id,
        code,
        None if told is None else told.review,
        None if stored is None else stored.review,
    )
