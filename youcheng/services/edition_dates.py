"""Dates of an edition as staff set them: they win over those of the files everywhere.

Nothing under data/ is written. What was set is a row of the records and an event of the log; the
content of the process is read anew with it, by the same checks as at the start.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from youcheng.content.collection import Content
from youcheng.content.editions import CompetitionEdition
from youcheng.content.loader import load_shipped, read_with_moments
from youcheng.content.problems import ContentError
from youcheng.content.subjects import batch_form_id, entry_form_id
from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.edition_dates import (
    CLOSES,
    REVEALS,
    DateChange,
    DatesRefused,
    check_dates,
    differing,
    moments_of,
)
from youcheng.domain.editions import Edition, Phase, band_of, phase
from youcheng.domain.jury.rounds import RoundState
from youcheng.domain.states import ReviewState, Visibility
from youcheng.services.desk_settings import require_settings
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork

CHANGED: Final = "edition.dates_changed"
RESTORED: Final = "edition.dates_restored"

_log = logging.getLogger(__name__)


class Touched(StrEnum):
    """Whom another date touches."""

    DRAFTS = "drafts"
    BANDS = "bands"
    WAITING_WORKS = "waiting_works"


@dataclass(frozen=True, slots=True)
class SetDates:
    """The dates of an edition as they stand.

    Attributes:
        edition: with its texts, as it holds now.
        phase: how it stands now.
        moments: as they hold now, by name, in order.
        delivered: as the site was delivered with them.
        changes: what was set, the newest first.
        people: names of the accounts that did, by id.
    """

    edition: CompetitionEdition
    phase: Phase
    moments: Mapping[str, datetime]
    delivered: Mapping[str, datetime]
    changes: Sequence[DateChange]
    people: Mapping[str, str]

    @property
    def number(self) -> int:
        """Of the newest change; 0 for none."""
        return self.changes[0].number if self.changes else 0


@dataclass(frozen=True, slots=True)
class DatesPlan:
    """What other dates would come to.

    Attributes:
        edition: its id.
        before, after: every moment by name.
        changed: names of those that are changed.
        phase: how the edition would stand.
        touched: how many of whom; those that nothing changes for are left out.
        seen: number of the newest change that this was planned upon.
    """

    edition: str
    before: Mapping[str, datetime]
    after: Mapping[str, datetime]
    changed: tuple[str, ...]
    phase: Phase
    touched: Mapping[Touched, int]
    seen: int


def content_in_force(services: Services, /) -> Content:
    """The content with the dates that staff have set; the same object where nothing differs.

    What does not agree with the files any more, after a new delivery, is passed over and told in
    the process's own log: the site stands all the same.

    Raises:
        StoreBusy: it cannot be read now.
    """
    with services.records.read() as uow:
        return _in_force(services, uow)


def _in_force(services: Services, uow: UnitOfWork) -> Content:
    try:
        return _content_with(services.content, _wanted(uow))
    except ContentError:
        _log.exception("the dates that staff have set do not agree with the files")
        return services.content


def _wanted(uow: UnitOfWork) -> dict[str, Mapping[str, datetime]]:
    """The dates that staff have set, by the edition's id."""
    return {one.edition: one.moments for one in uow.date_changes.latest()}


def view_dates(services: Services, /, *, actor: Actor) -> tuple[SetDates, ...]:
    """The dates of every edition.

    Raises:
        NotAllowed: `role`.
    """
    require_settings(actor)
    with services.records.read() as uow:
        people = {one.id: one.name for one in uow.accounts.all()}
        return tuple(
            SetDates(
                edition=one,
                phase=phase(one.rules, services.clock()),
                moments=moments_of(one.rules),
                delivered=delivered_moments(one.id),
                changes=uow.date_changes.of(one.id),
                people=people,
            )
            # Another process may have set dates that this one has not read yet.
            for one in _in_force(services, uow).editions
        )


def plan_dates(
    services: Services, /, *, actor: Actor, edition: str, moments: Mapping[str, datetime]
) -> DatesPlan:
    """What other dates would change, and for whom; nothing is done.

    Args:
        actor: who asks.
        edition: its id.
        moments: aware moments by name, all or some; an unknown name is passed over.

    Raises:
        NotAllowed: `role`.
        DatesRefused: they may not be so.
        KeyError: there is no such edition.
    """
    require_settings(actor)
    with services.records.read() as uow:
        return _plan(services, uow, edition, moments)[0]


def change_dates(
    services: Services,
    /,
    *,
    actor: Actor,
    edition: str,
    moments: Mapping[str, datetime],
    seen: int,
) -> DateChange:
    """Let other dates hold from now on, in this process at once and in others within a minute.

    Args:
        actor: who says it.
        edition: its id.
        moments: as for `plan_dates`.
        seen: number of the newest change that the actor saw.

    Raises:
        NotAllowed: `role`.
        DatesRefused: they may not be so, or somebody has changed them meanwhile (`changed`).
        KeyError: there is no such edition.
    """
    require_settings(actor)
    with services.records.write() as uow:
        uow.log.head()  # Whoever else changes dates waits here.
        if _last(uow, edition) != seen:
            raise DatesRefused("changed")
        plan, content = _plan(services, uow, edition, moments)
        own = _own_moments(edition, plan.after)
        number, now = uow.date_changes.last_number() + 1, services.clock()
        change = DateChange(number, edition, own, now, actor.id)
        uow.date_changes.add(change)
        note_event(
            uow,
            at=now,
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind=CHANGED if own else RESTORED,
            subject=f"edition:{edition}",
            fields=plan.changed,
        )
        uow.after_commit(lambda: services.renew(content))
        uow.commit()
    return change


def delivered_moments(edition: str) -> dict[str, datetime]:
    """The dates of an edition as the site was delivered with them. Raises KeyError."""
    return moments_of(load_shipped().edition(edition).rules)


def _own_moments(edition: str, moments: Mapping[str, datetime]) -> dict[str, datetime]:
    delivered = delivered_moments(edition)
    return {name: moments[name] for name in differing(delivered, moments)}


def _content_with(content: Content, wanted: Mapping[str, Mapping[str, datetime]]) -> Content:
    """The content with other moments; the given one where they hold in it already.

    Raises:
        ContentError: they do not agree with the rest.
    """
    for one in load_shipped().editions:
        target = moments_of(one.rules)
        own = wanted.get(one.id, {})
        target.update({name: own[name] for name in target if name in own})
        if moments_of(content.edition(one.id).rules) != target:
            return read_with_moments(wanted)
    return content


def _plan(
    services: Services, uow: UnitOfWork, edition: str, moments: Mapping[str, datetime]
) -> tuple[DatesPlan, Content]:
    now, holding = services.clock(), _in_force(services, uow)
    found = holding.edition(edition)
    before = moments_of(found.rules)
    after = {name: moments.get(name, at) for name, at in before.items()}
    rounds = uow.jury.rounds(edition)
    changed = check_dates(
        found.rules,
        after,
        now=now,
        begun={one.name for one in rounds},
        ended={one.name for one in rounds if one.state is RoundState.CLOSED},
    )
    wanted = {**_wanted(uow), edition: _own_moments(edition, after)}
    try:
        content = _content_with(holding, wanted)
    except ContentError as error:
        _log.info("dates of an edition were refused: %s", error)
        raise DatesRefused("content") from None
    rules = content.edition(edition).rules
    plan = DatesPlan(
        edition=edition,
        before=before,
        after=after,
        changed=changed,
        phase=phase(rules, now),
        touched=_touched(uow, found, rules, changed),
        seen=_last(uow, edition),
    )
    return plan, content


def _last(uow: UnitOfWork, edition: str) -> int:
    changes = uow.date_changes.of(edition)
    return changes[0].number if changes else 0


def _touched(
    uow: UnitOfWork, edition: CompetitionEdition, rules: Edition, changed: Sequence[str]
) -> dict[Touched, int]:
    batch = batch_form_id(edition)
    forms = [entry_form_id(edition), *([] if batch is None else [batch])]
    found: dict[Touched, int] = {}
    if CLOSES in changed:
        found[Touched.DRAFTS] = uow.submissions.count(forms, ReviewState.DRAFT)
        if _month(edition.rules) != _month(rules):
            found[Touched.BANDS] = _count_bands(uow, edition.rules, rules, forms[:1])
    if REVEALS in changed:
        found[Touched.WAITING_WORKS] = sum(
            len(ids) for ids in _pages(uow, Visibility.SCHEDULED, forms[:1])
        )
    return {one: number for one, number in found.items() if number}


def _month(rules: Edition) -> str:
    return rules.closes_at.astimezone(ZoneInfo(rules.zone)).strftime("%Y-%m")


def _count_bands(uow: UnitOfWork, before: Edition, after: Edition, forms: Sequence[str]) -> int:
    """How many entries that were sent would be in another age band, or in none."""
    count = 0
    for visibility in Visibility:
        for ids in _pages(uow, visibility, forms):
            for one in uow.submissions.many(ids):
                born = (one.sent or {}).get("birth")
                if isinstance(born, str) and born:
                    count += band_of(before, born) != band_of(after, born)
    return count


def _pages(
    uow: UnitOfWork, visibility: Visibility, forms: Sequence[str]
) -> Iterator[Sequence[str]]:
    after = ""
    while ids := uow.submissions.with_visibility(visibility, programmes=forms, after=after):
        yield ids
        after = ids[-1]
