"""One way in for every service of the jury: who may, and the round as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.jury.conflicts import (
    Dismissal,
    Entry,
    Ground,
    Juror,
    Rule,
    conflicts,
    plain_name,
)
from youcheng.domain.jury.records import (
    JuryEntry,
    RoundRecord,
    Ruling,
    Seat,
    TaskRecord,
    TaskState,
)
from youcheng.domain.jury.rounds import Round, RoundState
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.staff import Account
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.services.desk_access import NotAllowed
from youcheng.services.logbook import note_event
from youcheng.services.moving import Mover
from youcheng.services.ports import Services, UnitOfWork

LONGEST_REASON = 1000
"""Characters of a reason."""
_AT_ONCE = 400


class JuryRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """It may not be so; nothing was changed.

    Attributes:
        code: `round` (none that can be opened, or none such), `closed` (it is, or it is not),
            `entry` (none such), `juror` (no active account of a juror, or not seated),
            `country`, `quorum` (entries cannot have it), `reason` (none given), `rule` (not one
            that is dismissed), `sheet` (another than was seen, or not signed), `award` (unknown,
            or all given).
        entries: reference codes of submissions that cannot have a quorum.
    """

    def __init__(self, code: str, entries: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.entries = tuple(entries)


class Overtaken(Exception):  # noqa: N818 -- a refusal, which is an answer
    """It is not as the actor saw it; nothing was changed. `version` is that of now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"at version {version}")
        self.version = version


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """A round with all that belongs to it, as the store holds it.

    Attributes:
        record: the round.
        edition: with its criteria.
        rules: what the edition says of the round.
        seats: by juror.
        entries: by random id.
        submissions: of entries that are still with the jury, by random id of the entry.
        tasks: all of them.
        jurors: by id, as conflicts ask.
        described: entries that are still with the jury, as conflicts ask.
        ground: what else conflicts ask.
        now: the server's clock.
    """

    record: RoundRecord
    edition: CompetitionEdition
    rules: Round
    seats: Mapping[str, Seat]
    entries: Mapping[str, JuryEntry]
    submissions: Mapping[str, Submission]
    tasks: tuple[TaskRecord, ...]
    jurors: Mapping[str, Juror]
    described: Mapping[str, Entry]
    ground: Ground
    now: datetime

    @property
    def serving(self) -> tuple[str, ...]:
        """Jurors who score."""
        return tuple(one for one, seat in self.seats.items() if seat.left_at is None)

    @property
    def countries(self) -> dict[str, str]:
        """The country of every juror, those who left included."""
        return {one: seat.country for one, seat in self.seats.items()}

    def rules_against(self, juror: str, entry: str) -> frozenset[Rule]:
        """The conflicts between a juror and an entry that is with the jury."""
        return conflicts(self.jurors[juror], self.described[entry], self.ground)

    def require_version(self, version: int) -> None:
        """Raise Overtaken unless nothing has changed since."""
        if version != self.record.version:
            raise Overtaken(self.record.version)


def may_run_jury(actor: Actor) -> bool:
    """Whether the jury is the actor's to run."""
    return reading(actor, Area.ALL_SCORES) is Reading.YES and Role.LEAD in actor.roles


def require_lead(actor: Actor) -> None:
    """Return if the actor runs the jury. Raises NotAllowed: `role`."""
    if not may_run_jury(actor):
        raise NotAllowed("role")


def lead_mover(actor: Actor) -> Mover:
    """A lead at the desk, as whoever brings a submission on."""
    return Mover(Role.LEAD, f"staff:{actor.id}", Via.DESK)


def clean_reason(text: str) -> str:
    """A reason as it is kept. Raises JuryRefused: `reason`."""
    reason = text.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise JuryRefused("reason")
    return reason


def edition_round(services: Services, edition: str, name: str) -> tuple[CompetitionEdition, Round]:
    """An edition with one of its rounds. Raises JuryRefused: `round`."""
    try:
        found = services.content.edition(edition)
    except KeyError:
        raise JuryRefused("round") from None
    rules = next((one for one in found.rules.rounds if one.id == name), None)
    if rules is None:
        raise JuryRefused("round")
    return found, rules


def find_round(services: Services, uow: UnitOfWork, round_id: str) -> OpenedRound:
    """The round with all that belongs to it; held for writing where `uow` writes.

    Raises:
        JuryRefused: `round`.
    """
    record = uow.jury.find_round(round_id)
    if record is None:
        raise JuryRefused("round")
    edition, rules = edition_round(services, record.edition, record.name)
    seats = {one.juror: one for one in uow.jury.seats(round_id)}
    entries = {one.id: one for one in uow.jury.entries(round_id)}
    submissions = _with_jury(uow, entries.values())
    tasks = tuple(uow.jury.tasks(round_id))
    accounts = {one.id: one for one in uow.accounts.all()}
    return OpenedRound(
        record=record,
        edition=edition,
        rules=rules,
        seats=seats,
        entries=entries,
        submissions=submissions,
        tasks=tasks,
        jurors={one: describe_juror(seat, accounts.get(one)) for one, seat in seats.items()},
        described={entry: describe_entry(entry, one) for entry, one in submissions.items()},
        ground=find_ground(uow.jury.rulings(round_id), tasks),
        now=services.clock(),
    )


def find_open_round(
    services: Services, uow: UnitOfWork, round_id: str, version: int
) -> OpenedRound:
    """The round, as it was seen and still open.

    Raises:
        JuryRefused: `round`, `closed`.
        Overtaken: it has changed since `version`.
    """
    opened = find_round(services, uow, round_id)
    opened.require_version(version)
    if opened.record.state is not RoundState.OPEN:
        raise JuryRefused("closed")
    return opened


def hold_submissions(uow: UnitOfWork, round_id: str) -> None:
    """Hold a round and its submissions for writing: none is withdrawn until the end."""
    if uow.jury.find_round(round_id) is not None:
        for submission in sorted(one.submission for one in uow.jury.entries(round_id)):
            if submission:
                uow.submissions.find(submission)


def _with_jury(uow: UnitOfWork, entries: Iterable[JuryEntry]) -> dict[str, Submission]:
    """By random id, the submissions of entries that nobody withdrew or took out."""
    found = find_submissions(uow, entries)
    return {one: each for one, each in found.items() if each.review is ReviewState.IN_JURY}


def find_submissions(uow: UnitOfWork, entries: Iterable[JuryEntry]) -> dict[str, Submission]:
    """By random id, the submissions of entries that have not been forgotten."""
    by_submission = {one.submission: one.id for one in entries if one.submission}
    ids, found = sorted(by_submission), {}
    for start in range(0, len(ids), _AT_ONCE):
        for one in uow.submissions.many(ids[start : start + _AT_ONCE]):
            found[by_submission[one.id]] = one
    return found


def find_ground(rulings: Iterable[Ruling], tasks: Iterable[TaskRecord]) -> Ground:
    """What conflicts ask beside jurors and entries."""
    known = tuple(rulings)
    return Ground(
        declared=frozenset((one.juror, one.entry) for one in known if not one.dismissed),
        recused=frozenset(
            (one.juror, one.entry) for one in tasks if one.state is TaskState.RECUSED
        ),
        dismissals=frozenset(
            Dismissal(one.rule, one.juror, one.entry) for one in known if one.dismissed
        ),
    )


def describe_juror(seat: Seat, account: Account | None) -> Juror:
    """A juror, as conflicts ask. What an account does not say is no conflict."""
    if account is None:
        return Juror(seat.juror, seat.country)
    return Juror(
        seat.juror, seat.country, _plain(account.name, account.email), _plain(account.school)
    )


def describe_entry(entry: str, submission: Submission) -> Entry:
    """An entry, as conflicts ask: by what was sent."""
    sent = submission.sent or {}

    def told(name: str) -> str:
        value = sent.get(name)
        return value if isinstance(value, str) else ""

    return Entry(
        entry,
        told("country"),
        _plain(told("school_name")),
        _plain(told("teacher_name"), told("teacher_email"), told("email")),
    )


def _plain(*texts: str) -> frozenset[str]:
    return frozenset(plain for one in texts if (plain := plain_name(one)))


def touch(uow: UnitOfWork, before: RoundRecord, **changes: object) -> RoundRecord:
    """Store the round with `changes` at its next version."""
    record = replace(before, version=before.version + 1, **changes)  # type: ignore[arg-type]
    uow.jury.put_round(record)
    return record


def note_round(
    uow: UnitOfWork, actor: Actor, round_id: str, kind: str, now: datetime, **details: str
) -> None:
    """Log what somebody did to a round."""
    note_event(
        uow,
        at=now,
        actor=f"staff:{actor.id}",
        via=Via.DESK,
        kind=kind,
        subject=f"jury_round:{round_id}",
        details=details,
    )
