"""The moderation of paintings: somebody of the staff has looked at all that would be shown."""

from __future__ import annotations

from collections.abc import Collection

from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import agreed
from youcheng.domain.guards import Check
from youcheng.domain.states import ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services
from youcheng.services.publishing import find_painting


def pass_moderation(
    services: Services,
    /,
    *,
    code: ReferenceCode,
    checked: Collection[Check],
    other_school: bool,
    mover: Mover,
) -> None:
    """Take a painting over, unless somebody has, and let it pass the moderation.

    Args:
        services: of the site.
        code: of the submission.
        checked: what the moderator has looked at and found in order.
        other_school: the moderator does not belong to the painter's school.
        mover: the moderator.

    Raises:
        UnknownCode: no painting that is with the staff has this code.
        TransitionRefused: `checklist_done`: something was not looked at; `other_school`; `state`:
            it is not waiting for a moderation; or `role`. Nothing was written then.
    """
    with services.records.write() as uow:
        submission = find_painting(uow, code)
        facts = gather_facts(
            services,
            submission,
            agreed=agreed(uow.agreements.of(submission.id)),
            assigned=True,
            other_school=other_school,
            checklist=frozenset(checked),
        )
        if submission.review is ReviewState.SUBMITTED:
            submission = move(services, uow, submission, Action.TAKE, mover=mover, facts=facts)
        move(services, uow, submission, Action.PASS_MODERATION, mover=mover, facts=facts)
        uow.commit()
