"""Erases a submission: a tombstone and counts are left, so that the log stays whole.

Of the row stay its id, its reference code (no other submission is to be given the same) and dates.
What was agreed to goes as well: it proves something only of somebody who is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import agreed
from youcheng.domain.states import GONE, ReviewState, SubmissionState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork

LEGAL_REQUEST: Final = "legal_request"
"""The reason for which an officer erases before the time."""


class UnknownCode(LookupError):  # noqa: N818 -- says what the code is
    """No submission has this reference code."""


def erase(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    action: Action,
    *,
    mover: Mover,
    reason: str,
    **facts: bool,
) -> Submission:
    """Do the erasing `action` and remove all that is left of the submission; the caller commits.

    The letter that tells of it, where somebody can still be told, takes the address along when it
    leaves.

    Args:
        services, uow: a unit of work that writes.
        submission: as it was read in this unit of work.
        action: `ERASE_BY_RETENTION` or `ERASE_ON_REQUEST`.
        mover: who does it.
        reason: code for the log.
        facts: what opens the action, by the names of `youcheng.domain.guards.Facts`.

    Raises:
        youcheng.domain.transitions.TransitionRefused: it may not happen; nothing was written.
    """
    mails = uow.outbox.of(submission.id)
    given = uow.agreements.of(submission.id)
    counts = {
        "agreements": len(given),
        "attachments": len(uow.attachments.of(submission.id)),
        "mails": len(mails),
    }
    tombstone = uuid4().hex
    gathered = gather_facts(services, submission, agreed=agreed(given), **facts)
    after = move(
        services,
        uow,
        submission,
        action,
        mover=mover,
        facts=gathered,
        details={"tombstone": tombstone, "count": str(sum(counts.values())), "reason": reason},
    )
    for mail in mails:
        uow.outbox.put(mail.forgotten())
    uow.agreements.remove(submission.id)
    uow.grants.remove(submission.id)
    uow.challenges.remove(submission.id)
    uow.tombstones.add(tombstone, kind=str(after.kind), at=gathered.now, counts=counts)
    bare = replace(after, access="", extended_to=None, waiting_since=None)
    uow.submissions.put(bare)
    return bare


def erase_on_request(services: Services, /, *, code: ReferenceCode, via: Via) -> None:
    """Erase because somebody entitled asked for it.

    Raises:
        UnknownCode: no submission has this code.
        TransitionRefused: `state`: it is still being worked on, or erased already.
    """
    with services.records.write() as uow:
        submission = uow.submissions.find_code(code)
        if submission is None:
            raise UnknownCode(str(code))
        erase(
            services,
            uow,
            submission,
            Action.ERASE_ON_REQUEST,
            mover=Mover(Role.OFFICER, "system", via),
            reason=LEGAL_REQUEST,
            legal_request=True,
        )
        uow.commit()


def unlisted(services: Services, /) -> tuple[tuple[str, str, ReviewState], ...]:
    """Id, code and end of every submission that has ended and is not so in the erasure list."""
    listed = _listed(services)
    with services.records.read() as uow:
        return tuple(
            (submission_id, code, end)
            for submission_id, code, state in uow.submissions.states()
            if (end := _end(state)) is not None and not _covers(listed.get(submission_id), end)
        )


def list_unlisted(services: Services, /) -> int:
    """Write into the erasure list what is missing there; return how many."""
    missing = unlisted(services)
    for submission_id, _, end in missing:
        services.erasures.note(submission_id, str(end), services.clock())
    return len(missing)


def returned(services: Services, /) -> tuple[tuple[str, str], ...]:
    """Id and code of every submission that the erasure list names as ended and that has not ended:
    an old backup brought it back."""
    listed = _listed(services)
    with services.records.read() as uow:
        return tuple(
            (submission_id, code)
            for submission_id, code, state in uow.submissions.states()
            if submission_id in listed and not _covers(_end(state), listed[submission_id])
        )


def end_returned(services: Services, /) -> int:
    """End again what an old backup brought back; return how many.

    Nobody is told: whoever it is about was told when it ended. Mails about it that waited when the
    backup was made do not leave.
    """
    listed = _listed(services)
    back = returned(services)
    for submission_id, _ in back:
        _end_again(services, submission_id, listed[submission_id])
    return len(back)


def _end_again(services: Services, submission_id: str, end: ReviewState) -> None:
    mover = Mover(Role.SYSTEM, "system", Via.COMMAND)
    with services.records.write() as uow:
        submission = uow.submissions.find(submission_id)
        if submission is None:
            return
        if _end(submission.state) is None:
            facts = gather_facts(
                services,
                submission,
                ended_before=True,
                agreed=agreed(uow.agreements.of(submission_id)),
            )
            submission = move(services, uow, submission, Action.END_AGAIN, mover=mover, facts=facts)
        for mail in uow.outbox.of(submission_id):
            uow.outbox.put(mail.forgotten())
        if end is ReviewState.ERASED:
            erase(
                services,
                uow,
                submission,
                Action.ERASE_BY_RETENTION,
                mover=mover,
                reason="erased_before",
                retention_approved=True,
            )
        uow.commit()


def _listed(services: Services) -> Mapping[str, ReviewState]:
    """The furthest end of every submission in the erasure list, by id."""
    found: dict[str, ReviewState] = {}
    for submission_id, what, _ in services.erasures.all():
        if what in {*GONE} and found.get(submission_id) is not ReviewState.ERASED:
            found[submission_id] = ReviewState(what)
    return found


def _end(state: SubmissionState) -> ReviewState | None:
    """How a submission has ended, also when it was marked as spam after that."""
    review = state.before_spam if state.review is ReviewState.SPAM else state.review
    return review if review in GONE else None


def _covers(noted: ReviewState | None, end: ReviewState | None) -> bool:
    """Whether what is `noted` is at least as far an end as `end`."""
    return noted is not None and (noted is ReviewState.ERASED or end is not ReviewState.ERASED)
