"""An entry that a juror was given: found for them alone, and what they do with it stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.guards import Facts
from youcheng.domain.jury.conflicts import conflicts
from youcheng.domain.jury.records import (
    Confidence,
    JuryEntry,
    RoundRecord,
    TaskRecord,
    TaskState,
)
from youcheng.domain.jury.rounds import takes_scores
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import (
    Overtaken,
    describe_entry,
    describe_juror,
    edition_round,
    find_ground,
)
from youcheng.services.logbook import note_event
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnScore:
    """A juror's own score of an entry.

    Attributes:
        entry: its random id.
        state: how far they are.
        version: of the score.
        marks: by id of the criterion.
        comment: for the staff.
        confidence: how sure they are; None where they did not say.
        favourite, skipped: what they marked for themselves.
        is_flagged: they asked a moderator to look at it.
    """

    entry: str
    state: TaskState
    version: int
    marks: Mapping[str, int]
    comment: str
    confidence: Confidence | None = None
    favourite: bool = False
    skipped: bool = False
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An entry that the actor was given, as the store holds it."""

    record: RoundRecord
    entry: JuryEntry
    task: TaskRecord
    submission: Submission
    facts: Facts


def keep_task(services: Services, uow: UnitOfWork, case: Case, **changes: object) -> OwnScore:
    """Store the task with `changes` at its next version, and commit."""
    task = write_task(services, uow, case, **changes)
    uow.commit()
    return own_score(task)


def write_task(services: Services, uow: UnitOfWork, case: Case, **changes: object) -> TaskRecord:
    """The same; the caller commits."""
    task = replace(
        case.task,
        version=case.task.version + 1,
        changed_at=services.clock(),
        **changes,  # type: ignore[arg-type]
    )
    uow.jury.put_task(task)
    return task


def note_case(
    uow: UnitOfWork, actor: Actor, case: Case, kind: str, fields: Iterable[str] = ()
) -> None:
    """Write into the log what the juror did with the entry; it names fields, no values."""
    note_event(
        uow,
        at=case.facts.now,
        actor=f"staff:{actor.id}",
        via=Via.DESK,
        kind=kind,
        subject=f"jury_entry:{case.entry.id}",
        fields=sorted(fields),
    )


def move_case(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    case: Case,
    action: Action,
    fields: tuple[str, ...] = (),
) -> None:
    """Let the juror do `action` by the table, in the log too."""
    move(
        services,
        uow,
        case.submission,
        action,
        mover=Mover(Role.JUROR, f"staff:{actor.id}", Via.DESK),
        facts=case.facts,
        fields=fields,
        details={"round": case.record.id},
    )


def find_case(
    services: Services, uow: UnitOfWork, actor: Actor, entry: str, version: int | None = None
) -> Case:
    """The entry as the actor was given it; the round held for writing where `uow` writes.

    Whoever may not know of an entry is told the same as for an id that names none.

    Raises:
        NotAllowed: `submission`.
        Overtaken: the task is not at `version` any more.
    """
    found = uow.jury.find_entry(entry)
    record = None if found is None else uow.jury.find_round(found.round)
    submission = None if found is None else uow.submissions.find(found.submission)
    # As it is from here on: nobody gives or forgets anything while both are held.
    task = None if found is None else uow.jury.find_task(entry, actor.id)
    if found is None or record is None or task is None or submission is None:
        raise NotAllowed("submission")
    seat = next(one for one in uow.jury.seats(record.id) if one.juror == actor.id)
    _, rules = edition_round(services, record.edition, record.name)
    against = conflicts(
        describe_juror(seat, uow.accounts.find(actor.id)),
        describe_entry(entry, submission),
        find_ground(uow.jury.rulings(record.id), [task]),
    )
    is_open = takes_scores(rules, record.state, services.clock()) and seat.left_at is None
    scope = replace(
        submission.scope,
        round_open=is_open,
        jurors=frozenset() if against else frozenset({actor.id}),
    )
    if reading(actor, Area.JURY, scope) is not Reading.YES or Role.JUROR not in actor.roles:
        raise NotAllowed("submission")
    if version is not None and version != task.version:
        raise Overtaken(task.version)
    facts = gather_facts(
        services,
        submission,
        actor=actor.id,
        round_open=is_open,
        juror_assigned=True,
        conflict_free=not against,
    )
    return Case(record, found, task, submission, facts)


def own_score(task: TaskRecord) -> OwnScore:
    """What a juror is told of their own score."""
    return OwnScore(
        task.entry,
        task.state,
        task.version,
        dict(task.marks),
        task.comment,
        task.confidence,
        task.favourite,
        task.skipped,
        bool(task.concern),
    )
