"""Who works in the desk, as colleagues know each other: by name, and what they can look after."""

from __future__ import annotations

from dataclasses import dataclass

from youcheng.domain.actors import Actor
from youcheng.domain.permissions import roles_towards
from youcheng.services.desk_access import WORKING, NotAllowed, open_submission, require_working
from youcheng.services.ports import Services


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account.

    Attributes:
        id: of the account, as the log has it.
        name: as colleagues read it.
        fits: whether they can look after the submission in question.
    """

    id: str
    name: str
    fits: bool


def list_colleagues(services: Services, /, *, actor: Actor, code: str) -> tuple[Colleague, ...]:
    """Everybody with an account by name, closed ones too: they stand in what has happened.

    Args:
        actor: who asks.
        code: of the submission that somebody is to look after.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    require_working(actor)
    with services.records.read() as uow:
        scope = open_submission(services, uow, actor=actor, code=code).scope
        return tuple(
            Colleague(one.id, one.name, bool(roles_towards(one.actor, scope) & WORKING))
            for one in uow.accounts.all()
        )


def find_colleague(services: Services, /, *, actor: Actor, colleague: str) -> Actor:
    """Who acts with an account, for `desk_actions.assign`.

    Raises:
        NotAllowed: `desk`, or `assignee`: there is no such account.
    """
    require_working(actor)
    with services.records.read() as uow:
        found = uow.accounts.find(colleague)
    if found is None:
        raise NotAllowed("assignee")
    return found.actor
