"""What came back from the submitter with answers, until somebody of the staff has looked at it."""

from __future__ import annotations

from dataclasses import replace

from youcheng.domain.actors import Actor
from youcheng.domain.permissions import Area
from youcheng.services.desk_access import LOOKED_AT
from youcheng.services.desk_acts import acting, note
from youcheng.services.ports import Services


def look_at_answers(services: Services, /, *, actor: Actor, code: str) -> bool:
    """Note that the actor has looked at what was answered; return whether they are the first.

    It changes nothing that others have seen, so that the submission's version stays.

    Raises:
        NotAllowed: `desk`, `submission`, or `area`: not somebody who looks after it.
    """
    with acting(services, actor, code) as (uow, opened):
        opened.require(Area.NOTES)
        entry = uow.queue.find(opened.submission.id)
        if entry is None or not entry.returned:
            return False
        uow.queue.put(replace(entry, returned=False), before=entry)
        note(uow, opened, LOOKED_AT)
        uow.commit()
    return True
