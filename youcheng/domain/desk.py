"""What the desk keeps beside a submission: tags, notes, questions, saved views, bulk acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.states import SubmissionState

LONGEST_NOTE: Final = 4000
LONGEST_QUESTION: Final = 1000
LONGEST_NAME: Final = 60
"""Characters of a note, of a question on a field, and of the name of a tag or a saved view."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word of the staff for submissions; the log knows it by its id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """What staff write for staff. Nothing that mails are made of knows of notes.

    Attributes:
        id: 32 random hexadecimal digits.
        submission: id of the submission.
        author: id of the account.
        at: aware time.
        text: what was written.
    """

    id: str
    submission: str
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What staff ask the submitter about one field; the submitter reads it beside that field.

    Attributes:
        id: 32 random hexadecimal digits.
        submission: id of the submission.
        field: id of the form field, which may be changed until it is answered.
        text: the question.
        asked_by: id of the account.
        asked_at: aware time.
        answered_at: when it was sent again; None before.
    """

    id: str
    submission: str
    field: str
    text: str
    asked_by: str
    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of the queue that an account keeps: its name and the query of its address."""

    id: str
    account: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class BulkStep:
    """What one act on many submissions did to one of them, so that it can be undone.

    Attributes:
        batch: id of the act, as the log has it.
        submission: id of the submission.
        actor: id of the account.
        at: aware time.
        act: what was done.
        before: where the submission stood.
        assignee: who looked after it before; empty for nobody.
        since: since when it waited; None for what was not in the queue.
        tag: id of the tag that was put on or taken off; empty for none.
        cause: sequence number of the first log event of the step; mails have it as their cause.
        version: version of the submission after the step.
        undone_at: when it was undone.
    """

    batch: str
    submission: str
    actor: str
    at: datetime
    act: str
    before: SubmissionState
    assignee: str
    since: datetime | None
    tag: str
    cause: int
    version: int
    undone_at: datetime | None = None
