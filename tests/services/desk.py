"""What the staff do by the transition table; the services for it come with their desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.domain.workflow_facts import passing_facts
from tests.services.office import Office
from youcheng.domain.audit import Via
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, move

DECLINE: Final = (
    Action.TAKE,
    Action.START_REVIEW,
    Action.PROPOSE_DECLINED,
    Action.APPLY_DECISION,
)
ACCEPT: Final = (
    Action.TAKE,
    Action.START_REVIEW,
    Action.PROPOSE_ACCEPTED,
    Action.APPLY_DECISION,
    Action.CLOSE,
)


def act(office: Office, submission_id: str, *actions: Action) -> None:
    """Let the staff do `actions` one after the other, a minute apart."""
    for action in actions:
        office.wait(minutes=1)
        with office.services.records.write() as uow:
            submission = uow.submissions.find(submission_id)
            assert submission is not None
            row = TRANSITIONS[submission.kind, submission.review, action]
            role = min(row.roles)
            facts = replace(passing_facts(row), now=office.now, reveal_at=office.now)
            mover = Mover(role, f"{role}:1", Via.DESK)
            move(office.services, uow, submission, action, mover=mover, facts=facts)
            uow.commit()
