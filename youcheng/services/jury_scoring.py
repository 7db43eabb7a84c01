"""What a juror does: looks at an entry without learning whose it is, scores it, or steps back.

What leaves this module of an entry is `BlindEntry` and the bytes of its picture, nothing else.
Every verb raises, without having changed anything:

    NotAllowed: `submission`: the entry is none that the actor may know of now (not assigned, a
        conflict, the round not open).
    Overtaken: the score has changed since the version that the actor saw.
    ScoreRefused: marks or comment that cannot be so.
    TransitionRefused: the table refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.domain.guards import Facts
from youcheng.domain.jury.conflicts import conflicts
from youcheng.domain.jury.records import JuryEntry, RoundRecord, TaskRecord, TaskState
from youcheng.domain.jury.rounds import takes_scores
from youcheng.domain.jury.scores import check_marks
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.pictures import PAGE_COPY
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import (
    Overtaken,
    clean_reason,
    describe_entry,
    describe_juror,
    edition_round,
    find_ground,
)
from youcheng.services.jury_giving import rebalance
from youcheng.services.logbook import note_event
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing
from youcheng.services.works import sent_picture

_NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class BlindEntry:
    """All that a juror learns of a painting.

    Attributes:
        entry: its random id.
        picture: 32 random hexadecimal digits: the address of the picture for this juror alone.
        title, statement: in the words of the staff who moderated them; empty where there are none.
            The child's own words would tell the language, and so the country.
        band: id of the age band.
    """

    entry: str
    picture: str
    title: str
    statement: str
    band: str


@dataclass(frozen=True, slots=True)
class OwnScore:
    """A juror's own score of an entry.

    Attributes:
        entry: its random id.
        state: how far they are.
        version: of the score.
        marks: by id of the criterion.
        comment: for the staff.
    """

    entry: str
    state: TaskState
    version: int
    marks: Mapping[str, int]
    comment: str


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry that the actor was given, as the store holds it."""

    record: RoundRecord
    entry: JuryEntry
    task: TaskRecord
    submission: Submission
    facts: Facts


def list_scores(services: Services, /, *, actor: Actor, round_id: str) -> tuple[OwnScore, ...]:
    """The actor's own scores of a round while it takes scores, in the order of random ids: what
    they have to do and have done.

    Raises:
        NotAllowed: `role`: the actor is no juror, or `submission`: they have no seat.
    """
    if not actor.active or Role.JUROR not in actor.roles:
        raise NotAllowed("role")
    with services.records.read() as uow:
        record = uow.jury.find_round(round_id)
        seats = {one.juror: one for one in uow.jury.seats(round_id)}
        if record is None or actor.id not in seats or seats[actor.id].left_at is not None:
            raise NotAllowed("submission")
        _, rules = edition_round(services, record.edition, record.name)
        if not takes_scores(rules, record.state, services.clock()):
            return ()
        with_us = {one.id for one in uow.jury.entries(round_id) if one.submission}
        return tuple(
            _own(one)
            for one in uow.jury.tasks(round_id, actor.id)
            if one.entry in with_us and one.state is not TaskState.RECUSED
        )


def view_entry(
    services: Services, /, *, actor: Actor, entry: str, language: str
) -> tuple[BlindEntry, OwnScore]:
    """An entry that the actor was given, with their own score; words in `language` where staff
    wrote some, else in English or Chinese."""
    with services.records.read() as uow:
        case = _find(services, uow, actor, entry)
        written = uow.translations.of(case.submission.id)
    order = (language, *reversed(ALT_LANGUAGES))
    words = next((written[one] for one in order if one in written), _NO_WORDS)
    statement = "\n\n".join(one for one in (words.see, words.story) if one)
    blind = BlindEntry(entry, case.task.picture, words.title, statement, case.entry.band)
    return blind, _own(case.task)


def read_entry_picture(services: Services, /, *, actor: Actor, picture: str) -> Iterator[bytes]:
    """The picture at a juror's own address, as a JPEG in pieces.

    Raises:
        NotAllowed: `submission`.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    with services.records.read() as uow:
        task = uow.jury.at_picture(picture)
        if task is None or task.juror != actor.id:
            raise NotAllowed("submission")
        case = _find(services, uow, actor, task.entry)
        sent = sent_picture(uow, case.submission)
        copy = None if sent is None else uow.attachments.copy_of(sent.id, PAGE_COPY)
    if copy is None:
        raise FileMissing
    return services.files.read(copy.key)


def save_draft_score(
    services: Services,
    /,
    *,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
) -> OwnScore:
    """Keep what a juror has so far, as often as they change it; it counts once it is finished.

    Raises:
        TransitionRefused: `state`: it is finished; it has to be reopened first.
    """
    return _save(services, actor, entry, marks, comment, version, finish=False)


def finish_score(
    services: Services,
    /,
    *,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
) -> OwnScore:
    """Finish a score: a mark for every criterion."""
    return _save(services, actor, entry, marks, comment, version, finish=True)


def reopen_score(services: Services, /, *, actor: Actor, entry: str, version: int) -> OwnScore:
    """Take a finished score back to change it; until it is finished again it does not count."""
    with services.records.write() as uow:
        case = _find(services, uow, actor, entry, version)
        if case.task.state is not TaskState.SCORED:
            return _own(case.task)
        _move(services, uow, actor, case, Action.REOPEN_SCORE)
        return _keep(services, uow, case, state=TaskState.BEGUN)


def recuse(services: Services, /, *, actor: Actor, entry: str, reason: str, version: int) -> None:
    """Step back from an entry: an earlier score of it counts no more, and somebody else is given
    it.

    Raises:
        JuryRefused: `reason`.
    """
    kept = clean_reason(reason)
    with services.records.write() as uow:
        case = _find(services, uow, actor, entry, version)
        case = replace(case, facts=replace(case.facts, reason="conflict"))
        _move(services, uow, actor, case, Action.RECUSE)
        _write(services, uow, case, state=TaskState.RECUSED, marks={}, comment="", reason=kept)
        rebalance(services, uow, actor, case.record.id, case.record.version)
        uow.commit()


def _save(
    services: Services,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
    *,
    finish: bool,
) -> OwnScore:
    with services.records.write() as uow:
        case = _find(services, uow, actor, entry, version)
        edition, _ = edition_round(services, case.record.edition, case.record.name)
        check_marks(marks, comment, edition.rules.criteria, complete=finish)
        if finish:
            _move(services, uow, actor, case, Action.SAVE_SCORE, fields=tuple(sorted(marks)))
        elif case.task.state is TaskState.SCORED:
            raise Overtaken(case.task.version)
        else:
            note_event(
                uow,
                at=case.facts.now,
                actor=f"staff:{actor.id}",
                via=Via.DESK,
                kind="score.drafted",
                subject=f"jury_entry:{entry}",
                fields=sorted(marks),
            )
        state = TaskState.SCORED if finish else TaskState.BEGUN
        return _keep(services, uow, case, state=state, marks=dict(marks), comment=comment)


def _keep(services: Services, uow: UnitOfWork, case: _Case, **changes: object) -> OwnScore:
    task = _write(services, uow, case, **changes)
    uow.commit()
    return _own(task)


def _write(services: Services, uow: UnitOfWork, case: _Case, **changes: object) -> TaskRecord:
    task = replace(
        case.task,
        version=case.task.version + 1,
        changed_at=services.clock(),
        **changes,  # type: ignore[arg-type]
    )
    uow.jury.put_task(task)
    return task


def _move(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    case: _Case,
    action: Action,
    fields: tuple[str, ...] = (),
) -> None:
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


def _find(
    services: Services, uow: UnitOfWork, actor: Actor, entry: str, version: int | None = None
) -> _Case:
    """The entry as the actor was given it; the round held for writing where `uow` writes.

    Whoever may not know of an entry is told the same as for an id that names none.
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
    return _Case(record, found, task, submission, facts)


def _own(task: TaskRecord) -> OwnScore:
    return OwnScore(task.entry, task.state, task.version, dict(task.marks), task.comment)
