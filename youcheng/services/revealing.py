"""Results day: what two leads confirmed is applied at the reveal of the edition, all of it at once.

Until all is applied nobody outside the desk is told anything: no state on a status page, no work in
the gallery, no certificate. The letters are drafts in the outbox, which a lead sends.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import edition_of, entry_form_id
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.consents import agreed
from youcheng.domain.states import ReviewState, shown_review
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork
from youcheng.tracing import caused_by

_log = logging.getLogger(__name__)


def apply_due_results(services: Services, /, *, via: Via = Via.JOB) -> int:
    """Apply the results of every edition whose reveal has come; return how many.

    Those of an edition stand in one unit of work: all of them, or none. It may be repeated. What
    two leads have not confirmed stays as it is.
    """
    now = services.clock()
    due = [one for one in services.content.editions if one.reveals_at <= now]
    return sum(_apply(services, one, via) for one in due)


def is_revealed(services: Services, uow: UnitOfWork, edition: CompetitionEdition | None) -> bool:
    """Whether the results of the edition are known: its reveal has come by the server's clock, and
    all that was confirmed is applied. None, for what belongs to no edition, has no results."""
    return (
        edition is not None
        and services.clock() >= edition.reveals_at
        and next(_confirmed(uow, edition), None) is None
    )


def told_review(services: Services, uow: UnitOfWork, submission: Submission) -> ReviewState:
    """The state that whoever sent the submission is told now."""
    plain = shown_review(submission.state, revealed=True)
    if plain is shown_review(submission.state, revealed=False):
        return plain
    revealed = is_revealed(services, uow, edition_of(services.content, submission.programme))
    return shown_review(submission.state, revealed=revealed)


def told_award(uow: UnitOfWork, submission: Submission, told: ReviewState) -> str:
    """Id of the award that whoever sent the submission is told of, `told` being its state for them;
    empty where there is none."""
    known = told in {ReviewState.AWARDED, ReviewState.ARCHIVED}
    return uow.jury.award_of(submission.id) if known else ""


def _apply(services: Services, edition: CompetitionEdition, via: Via) -> int:
    with services.records.read() as uow:
        ids = sorted(one.id for one in _confirmed(uow, edition))
    if not ids:
        return 0
    applied: list[Submission] = []
    # The two leads who confirmed a result are who decides; the clock only waits for the moment.
    mover = Mover(Role.LEAD, "system", via)
    with services.records.write() as uow:
        for submission_id in ids:
            submission = uow.submissions.find(submission_id)
            if submission is None or not _is_confirmed(submission, edition):
                continue
            facts = gather_facts(
                services,
                submission,
                agreed=agreed(uow.agreements.of(submission.id)),
                reveal_at=edition.reveals_at,
                preview_accepted=True,
            )
            with caused_by(submission.request):
                move(services, uow, submission, Action.APPLY_DECISION, mover=mover, facts=facts)
            applied.append(submission)
        uow.commit()
    for one in applied:
        with caused_by(one.request):
            _log.info("the result of submission %s is applied", one.id)
    return len(applied)


def _confirmed(uow: UnitOfWork, edition: CompetitionEdition) -> Iterator[Submission]:
    after = ""
    while ids := uow.submissions.in_state(ReviewState.SHORTLISTED, after=after):
        yield from (one for one in uow.submissions.many(ids) if _is_confirmed(one, edition))
        after = ids[-1]


def _is_confirmed(submission: Submission, edition: CompetitionEdition) -> bool:
    return (
        submission.programme == entry_form_id(edition)
        and submission.review is ReviewState.SHORTLISTED
        and submission.state.pending_confirmed
    )
