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
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.domain.jury.records import Confidence, TaskState
from youcheng.domain.jury.rounds import takes_scores
from youcheng.domain.jury.scores import check_marks
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import Overtaken, clean_reason, edition_round
from youcheng.services.jury_cases import (
    OwnScore,
    find_case,
    keep_task,
    move_case,
    note_case,
    own_score,
    write_task,
)
from youcheng.services.jury_giving import rebalance
from youcheng.services.ports import Services
from youcheng.services.ports_files import FileMissing
from youcheng.services.works import sent_picture

SIZES: Final[Mapping[int, str]] = {640: "640.webp", 1_280: "1280.jpg", 2_560: "2560.jpg"}
"""The longer edge in pixels of the copies that a juror looks at, each with its name."""
_NO_WORDS: Final = Words("", "")


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
class OwnRound:
    """A round in which the actor has a seat.

    Attributes:
        round: its id.
        edition: its id.
        number: of the round in the edition, from 1.
        opens_at, closes_at: from when until when it takes scores.
        is_open: whether it does now.
        is_over: whether it will not any more.
        scores: the actor's own while it takes scores, in the order of random ids: what they have to
            do and have done. Else there are none.
    """

    round: str
    edition: str
    number: int
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    is_over: bool
    scores: tuple[OwnScore, ...]

    @property
    def finished(self) -> int:
        """How many of the scores are finished."""
        return sum(one.state is TaskState.SCORED for one in self.scores)


def may_score(actor: Actor) -> bool:
    """Whether the actor is a juror, who sees their rounds and nothing of the desk by that."""
    return actor.active and Role.JUROR in actor.roles


def list_rounds(services: Services, /, *, actor: Actor) -> tuple[OwnRound, ...]:
    """The rounds in which the actor has a seat, the latest first.

    Raises:
        NotAllowed: `role`: the actor is no juror.
    """
    if not may_score(actor):
        raise NotAllowed("role")
    own, now = [], services.clock()
    with services.records.read() as uow:
        for edition in services.content.editions:
            numbers = {one.id: number for number, one in enumerate(edition.rules.rounds, 1)}
            for record in uow.jury.rounds(edition.id):
                seats = {one.juror: one for one in uow.jury.seats(record.id)}
                if actor.id not in seats or seats[actor.id].left_at is not None:
                    continue
                _, rules = edition_round(services, record.edition, record.name)
                is_open = takes_scores(rules, record.state, now)
                given = uow.jury.given_to(record.id, actor.id) if is_open else ()
                own.append(
                    OwnRound(
                        record.id,
                        record.edition,
                        numbers[record.name],
                        rules.opens_at,
                        rules.closes_at,
                        is_open,
                        not is_open and now >= rules.opens_at,
                        tuple(own_score(one) for one in given),
                    )
                )
    return tuple(sorted(own, key=lambda one: one.opens_at, reverse=True))


def view_entry(
    services: Services, /, *, actor: Actor, entry: str, language: str
) -> tuple[BlindEntry, OwnScore]:
    """An entry that the actor was given, with their own score; words in `language` where staff
    wrote some, else in English or Chinese."""
    with services.records.read() as uow:
        case = find_case(services, uow, actor, entry)
        written = uow.translations.of(case.submission.id)
    order = (language, *reversed(ALT_LANGUAGES))
    words = next((written[one] for one in order if one in written), _NO_WORDS)
    statement = "\n\n".join(one for one in (words.see, words.story) if one)
    blind = BlindEntry(entry, case.task.picture, words.title, statement, case.entry.band)
    return blind, own_score(case.task)


def read_entry_picture(
    services: Services, /, *, actor: Actor, picture: str, size: int = 1_280
) -> tuple[str, Iterator[bytes]]:
    """The picture at a juror's own address: its kind (jpg or webp), and its bytes in pieces.

    Args:
        services, actor: who looks.
        picture: the address.
        size: one of `SIZES`.

    Raises:
        NotAllowed: `submission`.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    name = SIZES.get(size)
    with services.records.read() as uow:
        task = uow.jury.at_picture(picture)
        if task is None or task.juror != actor.id:
            raise NotAllowed("submission")
        case = find_case(services, uow, actor, task.entry)
        sent = sent_picture(uow, case.submission)
        copy = uow.attachments.copy_of(sent.id, name) if sent and name else None
    if copy is None:
        raise FileMissing
    return copy.kind, services.files.read(copy.key)


def save_draft_score(
    services: Services,
    /,
    *,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
    confidence: Confidence | None = None,
) -> OwnScore:
    """Keep what a juror has so far, as often as they change it; it counts once it is finished.

    Raises:
        Overtaken: also where it is finished; it has to be reopened first.
    """
    return _save(services, actor, entry, marks, comment, version, confidence, finish=False)


def finish_score(
    services: Services,
    /,
    *,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
    confidence: Confidence | None = None,
) -> OwnScore:
    """Finish a score: a mark for every criterion."""
    return _save(services, actor, entry, marks, comment, version, confidence, finish=True)


def reopen_score(services: Services, /, *, actor: Actor, entry: str, version: int) -> OwnScore:
    """Take a finished score back to change it; until it is finished again it does not count."""
    with services.records.write() as uow:
        case = find_case(services, uow, actor, entry, version)
        if case.task.state is not TaskState.SCORED:
            return own_score(case.task)
        move_case(services, uow, actor, case, Action.REOPEN_SCORE)
        return keep_task(services, uow, case, state=TaskState.BEGUN)


def recuse(services: Services, /, *, actor: Actor, entry: str, reason: str, version: int) -> None:
    """Step back from an entry: an earlier score of it counts no more, and somebody else is given
    it.

    Raises:
        JuryRefused: `reason`.
    """
    kept = clean_reason(reason)
    with services.records.write() as uow:
        case = find_case(services, uow, actor, entry, version)
        case = replace(case, facts=replace(case.facts, reason="conflict"))
        move_case(services, uow, actor, case, Action.RECUSE)
        write_task(
            services,
            uow,
            case,
            state=TaskState.RECUSED,
            reason=kept,
            marks={},
            comment="",
            confidence=None,
            favourite=False,
        )
        rebalance(services, uow, actor, case.record.id, case.record.version)
        uow.commit()


def _save(
    services: Services,
    actor: Actor,
    entry: str,
    marks: Mapping[str, int],
    comment: str,
    version: int,
    confidence: Confidence | None,
    *,
    finish: bool,
) -> OwnScore:
    with services.records.write() as uow:
        case = find_case(services, uow, actor, entry, version)
        edition, _ = edition_round(services, case.record.edition, case.record.name)
        check_marks(marks, comment, edition.rules.criteria, complete=finish)
        if finish:
            move_case(services, uow, actor, case, Action.SAVE_SCORE, fields=tuple(sorted(marks)))
        elif case.task.state is TaskState.SCORED:
            raise Overtaken(case.task.version)
        else:
            note_case(uow, actor, case, "score.drafted", marks)
        return keep_task(
            services,
            uow,
            case,
            state=TaskState.SCORED if finish else TaskState.BEGUN,
            marks=dict(marks),
            comment=comment,
            confidence=confidence,
            skipped=False,
        )
