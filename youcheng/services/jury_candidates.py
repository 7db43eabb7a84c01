"""Who and what may come before a jury: submissions for a round, jurors for a seat, and what stood
against them in the round before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import entry_form_id
from youcheng.domain.actors import Role
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.records import RoundRecord, Ruling, TaskState
from youcheng.domain.jury.rounds import Round, RoundState
from youcheng.domain.staff import Account
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.jury_access import JuryRefused, find_round, hold_submissions
from youcheng.services.jury_sheets import chosen_in
from youcheng.services.ports import Services, UnitOfWork


def find_candidates(
    services: Services,
    uow: UnitOfWork,
    edition: CompetitionEdition,
    rules: Round,
    now: datetime,
    *,
    samples: bool = False,
) -> tuple[RoundRecord | None, list[Submission]]:
    """The closed round before a round, None for the first, and what this one would judge.

    Raises:
        JuryRefused: `round`, `closed` (the round before it is still open), `entry` (there is none).
    """
    before = _check_order(uow, edition, rules, now)
    if before is None:
        submissions = _eligible(uow, entry_form_id(edition), samples=samples)
    else:
        left, chosen = find_round(services, uow, before.id).submissions, chosen_in(before)
        submissions = [one for entry, one in left.items() if entry in chosen]
    if not submissions:
        raise JuryRefused("entry")
    return before, submissions


def check_juror(uow: UnitOfWork, juror: str, country: str) -> Account:
    """The account of somebody who may be seated for a country.

    Raises:
        JuryRefused: `juror`, `country`.
    """
    account = uow.accounts.find(juror)
    if account is None or not account.active or Role.JUROR not in account.roles:
        raise JuryRefused("juror")
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise JuryRefused("country")
    return account


def carried_rulings(uow: UnitOfWork, before: str) -> list[Ruling]:
    """What holds on from a round: pupils that were declared, and what jurors stepped back from.
    Each names a submission in place of an entry."""
    named = {one.id: one.submission for one in uow.jury.entries(before)}
    declared = [one for one in uow.jury.rulings(before) if not one.dismissed]
    recused = [
        Ruling("", before, one.juror, one.entry, Rule.RECUSED, False, one.reason, one.juror, at)
        for one in uow.jury.tasks(before)
        if one.state is TaskState.RECUSED
        for at in (one.changed_at,)
    ]
    return [
        replace(one, id=uuid4().hex, entry=named[one.entry])
        for one in (*declared, *recused)
        if named.get(one.entry)
    ]


def _check_order(
    uow: UnitOfWork, edition: CompetitionEdition, rules: Round, now: datetime
) -> RoundRecord | None:
    """The round before this one, closed and held with its submissions; None for the first."""
    names = [one.id for one in edition.rules.rounds]
    at = names.index(rules.id)
    opened = {one.name: one for one in uow.jury.rounds(edition.id)}
    before = opened.get(names[at - 1]) if at else None
    if before is not None:
        # Two who open one at once come one after the other: the second finds it opened.
        hold_submissions(uow, before.id)
        opened = {one.name: one for one in uow.jury.rounds(edition.id)}
    if rules.id in opened or now >= rules.closes_at or (at and before is None):
        raise JuryRefused("round")
    if before is not None and opened[before.name].state is not RoundState.CLOSED:
        raise JuryRefused("closed")
    return None if before is None else opened[before.name]


def _eligible(uow: UnitOfWork, programme: str, *, samples: bool) -> list[Submission]:
    found, after = [], ""
    while ids := uow.submissions.in_state(ReviewState.ELIGIBLE, after=after):
        for one in filter(None, map(uow.submissions.find, ids)):
            if (
                one.kind is SubmissionKind.PAINTING
                and one.programme == programme
                and one.is_sample is samples
                and one.review is ReviewState.ELIGIBLE
            ):
                found.append(one)
        after = ids[-1]
    return found
