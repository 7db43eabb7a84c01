"""What a lead arranges beforehand to happen with the results: certificates and letters.

Without an arrangement a lead issues and sends them after the reveal. With one, the job of the
reveal does both (`youcheng.services.results_day`). Nobody but leads learns of it before; until the
reveal it can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import uuid4

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor
from youcheng.domain.arming import Arming
from youcheng.domain.audit import Via
from youcheng.services.arming_plan import ArmingPlan, forecast
from youcheng.services.jury_access import require_lead
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork

ARMED: Final = "results.armed"
DISARMED: Final = "results.disarmed"

ArmingProblem = Literal["edition", "nothing", "revealed", "changed"]


class ArmingRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Nothing was arranged, or undone.

    Attributes:
        problem: `edition` (there is no such one), `nothing` (neither certificates nor letters),
            `revealed` (the time has come), `changed` (it is not as the actor saw it).
    """

    def __init__(self, problem: ArmingProblem) -> None:
        super().__init__(problem)
        self.problem: ArmingProblem = problem


@dataclass(frozen=True, slots=True)
class ArmingView:
    """What is arranged for an edition.

    Attributes:
        edition: the edition.
        arming: what holds; None where nothing does.
        who: name of the lead who arranged it.
        is_open: it may still be arranged, and undone: the reveal has not come.
    """

    edition: CompetitionEdition
    arming: Arming | None
    who: str
    is_open: bool


def view_arming(services: Services, /, *, actor: Actor, edition: str) -> ArmingView:
    """What is arranged to happen with the results of an edition.

    Raises:
        NotAllowed: `role`.
        ArmingRefused: `edition`.
    """
    require_lead(actor)
    found = _find(services, edition)
    with services.records.read() as uow:
        newest = newest_arming(uow, edition)
        names = {one.id: one.name for one in uow.accounts.all()}
    arming = newest if newest is not None and newest.is_armed else None
    who = names.get(arming.by, "") if arming is not None else ""
    return ArmingView(found, arming, who, services.clock() < found.reveals_at)


def plan_arming(
    services: Services, /, *, actor: Actor, edition: str, certificates: bool, letters: bool
) -> ArmingPlan:
    """What would happen with the results, as things stand; nothing is changed.

    Args:
        actor: a lead.
        edition: its id.
        certificates: the certificates are to be issued.
        letters: the letters about awards are to leave.

    Raises:
        NotAllowed: `role`.
        ArmingRefused: `edition`, `nothing`, `revealed`.
    """
    require_lead(actor)
    found = _require_open(services, edition, certificates or letters)
    with services.records.read() as uow:
        return _plan(services, uow, found, certificates=certificates, letters=letters)


def arm_results(
    services: Services,
    /,
    *,
    actor: Actor,
    edition: str,
    certificates: bool,
    letters: bool,
    stamp: str,
) -> Arming:
    """Arrange what happens with the results, in place of what was arranged before.

    Args:
        actor, edition, certificates, letters: as of `plan_arming`.
        stamp: of the plan that the actor saw.

    Raises:
        NotAllowed: `role`.
        ArmingRefused: as of `plan_arming`; or `changed`: something would happen otherwise than the
            actor saw.
    """
    require_lead(actor)
    with services.records.write() as uow:
        uow.log.head()  # Whoever else arranges or decides something waits here.
        found = _require_open(services, edition, certificates or letters)
        plan = _plan(services, uow, found, certificates=certificates, letters=letters)
        if plan.stamp != stamp:
            raise ArmingRefused("changed")
        arming = _put(services, uow, actor, edition, certificates=certificates, letters=letters)
        uow.commit()
    return arming


def disarm_results(services: Services, /, *, actor: Actor, edition: str, seen: int) -> None:
    """Undo what was arranged: certificates and letters wait for somebody after the reveal.

    Args:
        actor: a lead.
        edition: its id.
        seen: number of the arrangement that the actor saw.

    Raises:
        NotAllowed: `role`.
        ArmingRefused: `edition`, `revealed`, `changed`.
    """
    require_lead(actor)
    with services.records.write() as uow:
        uow.log.head()
        _require_open(services, edition, True)
        newest = newest_arming(uow, edition)
        if newest is None or newest.number != seen or not newest.is_armed:
            raise ArmingRefused("changed")
        _put(services, uow, actor, edition, certificates=False, letters=False)
        uow.commit()


def newest_arming(uow: UnitOfWork, edition: str) -> Arming | None:
    """What was arranged or undone last for an edition; None for nothing."""
    return next((one for one in uow.armings.latest() if one.edition == edition), None)


def _plan(
    services: Services,
    uow: UnitOfWork,
    edition: CompetitionEdition,
    *,
    certificates: bool,
    letters: bool,
) -> ArmingPlan:
    newest = newest_arming(uow, edition.id)
    seen = 0 if newest is None else newest.number
    return forecast(services, uow, edition, certificates=certificates, letters=letters, seen=seen)


def _put(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    edition: str,
    *,
    certificates: bool,
    letters: bool,
) -> Arming:
    arming = Arming(
        number=uow.armings.last_number() + 1,
        edition=edition,
        certificates=certificates,
        letters=letters,
        batch=uuid4().hex,
        at=services.clock(),
        by=actor.id,
    )
    uow.armings.add(arming)
    chosen = {"certificates": certificates, "letters": letters}
    note_event(
        uow,
        at=arming.at,
        actor=f"staff:{actor.id}",
        via=Via.DESK,
        kind=ARMED if arming.is_armed else DISARMED,
        subject=f"edition:{edition}",
        fields=tuple(name for name, wanted in chosen.items() if wanted),
    )
    return arming


def _require_open(services: Services, edition: str, wanted: bool) -> CompetitionEdition:
    found = _find(services, edition)
    if services.clock() >= found.reveals_at:
        raise ArmingRefused("revealed")
    if not wanted:
        raise ArmingRefused("nothing")
    return found


def _find(services: Services, edition: str) -> CompetitionEdition:
    try:
        return services.content.edition(edition)
    except KeyError:
        raise ArmingRefused("edition") from None
