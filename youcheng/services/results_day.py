"""The end of a results day that a lead has arranged: certificates, and then letters.

It comes after the results are applied and the works are on show, so that nothing is told before it
is true. Every step follows from the records and may be repeated: a certificate is issued to what
has none, a letter leaves that is a draft.
"""

from __future__ import annotations

from typing import Final

from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import entry_form_id
from youcheng.domain.arming import Arming
from youcheng.domain.audit import Via
from youcheng.domain.states import PendingState
from youcheng.domain.workflow.rows import DECISION_MAILS
from youcheng.services.certifying import issue_with_results
from youcheng.services.desk_outbox_acts import release_drafts
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services
from youcheng.services.revealing import is_revealed

RELEASED: Final = "results.released"
_LETTERS: Final = tuple(
    DECISION_MAILS[one] for one in (PendingState.AWARDED, PendingState.PARTICIPATED)
)


def finish_due_results(services: Services, /, *, via: Via = Via.JOB) -> int:
    """Issue the certificates and let the letters leave that leads have arranged for editions whose
    results are known now; return how many editions were finished.

    It happens once for an edition: what is confirmed, brought back or revoked later waits for a
    lead.
    """
    with services.records.read() as uow:
        waiting = {
            one.edition: one for one in uow.armings.latest() if one.is_armed and one.done_at is None
        }
        due = [
            (one, waiting[one.id])
            for one in services.content.editions
            if one.id in waiting and is_revealed(services, uow, one)
        ]
    return sum(_finish(services, edition, arming, via) for edition, arming in due)


def _finish(services: Services, edition: CompetitionEdition, arming: Arming, via: Via) -> bool:
    if arming.certificates:
        issue_with_results(services, edition, via=via)
    if arming.letters:
        release_drafts(
            services,
            programme=entry_form_id(edition),
            templates=_LETTERS,
            batch=arming.batch,
            via=via,
        )
    now = services.clock()
    with services.records.write() as uow:
        finished = uow.armings.finish(arming.number, now)
        if finished:
            note_event(
                uow,
                at=now,
                actor="system",
                via=via,
                kind=RELEASED,
                subject=f"edition:{edition.id}",
            )
            uow.commit()
    return finished
