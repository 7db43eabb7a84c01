"""Proves the log: the chain is what was written, and replaying it gives what the store holds."""

from __future__ import annotations

from dataclasses import dataclass

from youcheng.domain.audit import Broken, Head, verify
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
        broken: the first place where the log is not what was written.
        differences: submissions that differ; empty while the log is broken, since a broken log
            proves nothing.
    """

    head: Head
    broken: Broken | None
    differences: tuple[Difference, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when nothing is wrong."""
        return self.broken is None and not self.differences


def verify_log(services: Services, /) -> Verdict:
    """Read the whole log, as it is at one moment, and compare it with the submissions."""
    with services.records.read() as uow:
        head = uow.log.head()
        broken = verify(uow.log.all(), head=head)
        return Verdict(head, broken, () if broken else _differences(uow))


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
