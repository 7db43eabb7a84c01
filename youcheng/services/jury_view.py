"""What a lead reads of the jury: the rounds of the editions, one of them while it runs, its awards.

Names of jurors are told where the permissions let the actor read them, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor, Role
from youcheng.domain.codes import CodeRefused, parse_reference_code
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.ranking import Result
from youcheng.domain.jury.records import RoundRecord, TaskRecord, TaskState
from youcheng.domain.jury.rounds import Round, RoundState, following, takes_scores
from youcheng.domain.jury.sheets import read_sheet
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.states import PendingState
from youcheng.services.desk_facts import proposer_of
from youcheng.services.jury_access import (
    JuryRefused,
    OpenedRound,
    edition_round,
    find_round,
    find_submissions,
    require_lead,
)
from youcheng.services.jury_sheets import is_signed, make_sheet
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork

IDLE_AFTER: Final = timedelta(days=3)
"""A juror with entries to score who has done nothing for so long is idle. A proposal of this
site."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of an edition in the list.

    Attributes:
        edition: its edition.
        rules: what the edition says of it.
        record: as it was opened; None before.
        may_open: whether it is the next one, and its time is not over.
        signed: whether its sheet is signed.
    """

    edition: CompetitionEdition
    rules: Round
    record: RoundRecord | None
    may_open: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class RoundList:
    """Every round, the newest edition first, and who may be seated: names by id of the account."""

    lines: tuple[RoundLine, ...]
    jurors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JurorLine:
    """A juror in a round.

    Attributes:
        id, name, country: of the juror; the name is empty where it is not the actor's to read.
        load: how many entries they have.
        scored, begun: how many of them they finished, and began.
        last: when they last did something; None for never.
        idle: they have something to score, and have done nothing for `IDLE_AFTER`.
        left: they score no more.
    """

    id: str
    name: str
    country: str
    load: int
    scored: int
    begun: int
    last: datetime | None
    idle: bool
    left: bool

    @property
    def missing(self) -> int:
        """How many entries are still to be scored by them."""
        return self.load - self.scored


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands between a juror and an entry, or does not any more, by somebody's word.

    Attributes:
        juror: id of the juror.
        rule: which rule; `Rule.RECUSED` where the juror stepped back.
        code: reference code of the entry; empty for every entry, and for one that was withdrawn.
        reason: in the words of the lead or the juror.
    """

    juror: str
    rule: Rule
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as it runs.

    Attributes:
        record, edition, rules: of the round.
        running: jurors may score now.
        is_last: awards follow from it.
        signed: the sheet that is kept is signed.
        signer: name of the lead who signed.
        jurors: everybody with a seat, by name.
        entries: how many are judged.
        under: reference codes of entries that lack scores for their quorum.
        discuss: entries about which jurors differ much, with their codes; while it is open.
        free: further jurors who may be seated, names by id.
        objections: rules that were dismissed, pupils that were declared, what jurors stepped back
            from.
    """

    record: RoundRecord
    edition: CompetitionEdition
    rules: Round
    running: bool
    is_last: bool
    signed: bool
    signer: str
    jurors: tuple[JurorLine, ...]
    entries: int
    under: tuple[str, ...]
    discuss: tuple[tuple[str, Result], ...]
    free: Mapping[str, str]
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An entry of the last shortlist.

    Attributes:
        entry, code, band, rank: of the entry.
        award: id of the award that is proposed; empty for none.
        pending: the decision that is proposed; None before.
        confirmed: a second lead has confirmed it.
        own: the actor proposed it, so that somebody else has to confirm it.
    """

    entry: str
    code: str
    band: str
    rank: int
    award: str
    pending: PendingState | None
    confirmed: bool
    own: bool


def list_rounds(services: Services, /, *, actor: Actor) -> RoundList:
    """The rounds of every edition.

    Raises:
        NotAllowed: the actor is no lead.
    """
    require_lead(actor)
    now, lines = services.clock(), []
    with services.records.read() as uow:
        for edition in reversed(services.content.editions):
            opened = {one.name: one for one in uow.jury.rounds(edition.id)}
            before = RoundState.CLOSED
            for rules in edition.rules.rounds:
                record = opened.get(rules.id)
                may_open = record is None and before is RoundState.CLOSED and now < rules.closes_at
                signed = record is not None and is_signed(record)
                lines.append(RoundLine(edition, rules, record, may_open, signed))
                before = RoundState.OPEN if record is None else record.state
        return RoundList(tuple(lines), _available(uow))


def view_round(services: Services, /, *, actor: Actor, round_id: str) -> RoundView:
    """A round as it is now.

    Raises:
        NotAllowed: the actor is no lead.
        JuryRefused: `round`.
    """
    require_lead(actor)
    with services.records.read() as uow:
        opened = find_round(services, uow, round_id)
        names = {one.id: one.name for one in uow.accounts.all()}
        rulings = uow.jury.rulings(round_id)
        every = find_submissions(uow, opened.entries.values())
        free = {one: name for one, name in _available(uow).items() if one not in opened.seats}
    if reading(actor, Area.JUROR_NAMES) is not Reading.YES:
        names, free = {}, {}
    record, rules = opened.record, opened.rules
    is_open = record.state is RoundState.OPEN
    sheet = make_sheet(opened) if is_open else read_sheet(record.sheet)
    codes = {entry: str(one.code) for entry, one in every.items()}
    results = [one.result for band in sheet.bands.values() for one in band]
    return RoundView(
        record=record,
        edition=opened.edition,
        rules=rules,
        running=takes_scores(rules, record.state, opened.now),
        is_last=following(opened.edition.rules.rounds, rules.id) is None,
        signed=is_signed(record),
        signer=names.get(record.signed_by, ""),
        jurors=_jurors(opened, names),
        entries=len(opened.entries),
        under=tuple(sorted(codes[one] for one in sheet.under_quorum)) if is_open else (),
        discuss=tuple((codes[one.entry], one) for one in results if one.discuss) if is_open else (),
        free=free,
        objections=(
            *(
                Objection(one.juror, one.rule, codes.get(one.entry, ""), one.reason)
                for one in rulings
            ),
            *(
                Objection(one.juror, Rule.RECUSED, codes.get(one.entry, ""), one.reason)
                for one in opened.tasks
                if one.state is TaskState.RECUSED
            ),
        ),
    )


def find_entry_id(services: Services, /, *, actor: Actor, round_id: str, code: str) -> str:
    """The random id of the entry with a reference code, for a lead who names it.

    Raises:
        NotAllowed: the actor is no lead.
        JuryRefused: `round`, `entry`.
    """
    require_lead(actor)
    with services.records.read() as uow:
        opened = find_round(services, uow, round_id)
    try:
        wanted = parse_reference_code(code)
    except CodeRefused:
        raise JuryRefused("entry") from None
    for entry, one in opened.submissions.items():
        if one.code == wanted:
            return entry
    raise JuryRefused("entry")


def view_awards(services: Services, /, *, actor: Actor, round_id: str) -> Sequence[AwardLine]:
    """The entries of the last shortlist by age band and rank, with what is proposed for them.

    Raises:
        NotAllowed: the actor is no lead.
        JuryRefused: `round` (none such, or not the last), `closed` (it is still open).
    """
    require_lead(actor)
    with services.records.read() as uow:
        record = uow.jury.find_round(round_id)
        if record is None:
            raise JuryRefused("round")
        edition, rules = edition_round(services, record.edition, record.name)
        if following(edition.rules.rounds, rules.id) is not None:
            raise JuryRefused("round")
        if record.state is not RoundState.CLOSED:
            raise JuryRefused("closed")
        sheet = read_sheet(record.sheet)
        entries = {one.id: one for one in uow.jury.entries(round_id) if one.id in sheet.chosen}
        submissions = find_submissions(uow, entries.values())
        ordered = [one for band in edition.rules.bands for one in sheet.bands.get(band.id, ())]
        lines = []
        for ranked in ordered:
            one = ranked.result.entry
            if one not in submissions:
                continue
            state, submission = submissions[one].state, submissions[one]
            events = tuple(uow.log.of(submission_subject(submission.id)))
            lines.append(
                AwardLine(
                    entry=one,
                    code=str(submission.code),
                    band=entries[one].band,
                    rank=ranked.rank,
                    award=entries[one].award,
                    pending=state.pending,
                    confirmed=state.pending_confirmed,
                    own=proposer_of(events) == actor.id,
                )
            )
        return lines


def _available(uow: UnitOfWork) -> dict[str, str]:
    found = [one for one in uow.accounts.all() if one.active and Role.JUROR in one.roles]
    return {one.id: one.name for one in sorted(found, key=lambda one: (one.name, one.id))}


def _jurors(opened: OpenedRound, names: Mapping[str, str]) -> tuple[JurorLine, ...]:
    own: dict[str, list[TaskRecord]] = {one: [] for one in opened.seats}
    for task in opened.tasks:
        if task.entry in opened.submissions or opened.record.state is RoundState.CLOSED:
            own[task.juror].append(task)
    lines = [_juror(opened, one, tasks, names.get(one, "")) for one, tasks in own.items()]
    return tuple(sorted(lines, key=lambda one: (one.left, one.name, one.id)))


def _juror(opened: OpenedRound, juror: str, tasks: Sequence[TaskRecord], name: str) -> JurorLine:
    seat = opened.seats[juror]
    done = [one for one in tasks if one.state is not TaskState.GIVEN]
    last = max((one.changed_at for one in done), default=None)
    load = sum(one.state is not TaskState.RECUSED for one in tasks)
    scored = sum(one.state is TaskState.SCORED for one in tasks)
    since = max(last or seat.seated_at, opened.rules.opens_at)
    return JurorLine(
        id=juror,
        name=name,
        country=seat.country,
        load=load,
        scored=scored,
        begun=sum(one.state is TaskState.BEGUN for one in tasks),
        last=last,
        idle=seat.left_at is None
        and opened.record.state is RoundState.OPEN
        and scored < load
        and opened.now - since >= IDLE_AFTER,
        left=seat.left_at is not None,
    )
