"""What is kept of the jury: rounds, seats, entries under random ids, tasks with their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.rounds import RoundState


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A round that was opened.

    Attributes:
        id: 32 hexadecimal digits.
        edition, name: ids of the edition and of its round.
        seed: of the assignment.
        state: open or closed.
        version: counts up with everything that a lead changes.
        opened_at, opened_by: when and by whom (id of the account).
        closed_at, closed_by: the same; None and empty while it is open.
        reason: why it was closed under quorum, in a lead's words; empty where no entry was.
        sheet: the result sheet, once closed.
        sheet_hash: SHA-256 of it.
        signed_by: id of the lead who signed that hash; empty before.
    """

    id: str
    edition: str
    name: str
    seed: str
    state: RoundState
    version: int
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    closed_by: str = ""
    reason: str = field(default="", repr=False)
    sheet: str = field(default="", repr=False)
    sheet_hash: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A juror in a round; `left_at` is None while they score."""

    round: str
    juror: str
    country: str
    seated_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JuryEntry:
    """A painting before the jury.

    Attributes:
        id: random; all that a juror knows it by.
        round: id of the round.
        submission: id of the submission; empty once it has been forgotten.
        band: id of the age band.
        award: id of the award that is proposed; empty for none.
    """

    id: str
    round: str
    submission: str
    band: str
    award: str = ""


class TaskState(StrEnum):
    """How far a juror is with an entry."""

    GIVEN = "given"
    BEGUN = "begun"
    SCORED = "scored"
    RECUSED = "recused"


class Confidence(StrEnum):
    """How sure a juror is of a score; it changes no figure."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """An entry that a juror was given, with their score.

    Attributes:
        round, entry, juror: their ids.
        picture: 32 random hexadecimal digits: the address of the picture for this juror.
        state: how far they are.
        version: counts up with every change.
        changed_at: when it changed last.
        marks: by id of the criterion; all of them once it is scored.
        comment: for the staff.
        reason: why the juror stepped back, in their words.
        confidence: how sure they are; None where they did not say.
        favourite: they marked it for themselves.
        skipped: they left it for later.
        concern: what a moderator should look at, in the juror's words; empty for nothing.
    """

    round: str
    entry: str
    juror: str
    picture: str
    state: TaskState
    version: int
    changed_at: datetime
    marks: Mapping[str, int] = field(default_factory=dict)
    comment: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    confidence: Confidence | None = None
    favourite: bool = False
    skipped: bool = False
    concern: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a lead put down about conflicts: a rule that is dismissed, or a declared pupil.

    Attributes:
        id: 32 hexadecimal digits.
        round, juror: their ids.
        entry: id of the entry; empty for every entry.
        rule: which.
        dismissed: True: the rule does not hold. False: it does, whatever else is known.
        reason: in the lead's words.
        by, at: who and when.
    """

    id: str
    round: str
    juror: str
    entry: str
    rule: Rule
    dismissed: bool
    reason: str = field(repr=False)
    by: str
    at: datetime
