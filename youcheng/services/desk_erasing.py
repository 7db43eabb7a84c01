"""An officer erases a submission because somebody entitled asks for it: looked at first, then done
with its reference code typed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import CodeRefused, parse_reference_code
from youcheng.domain.workflow.rows import Action, Recipient
from youcheng.services.desk_access import Opened, open_submission
from youcheng.services.desk_acts import acting, require_role
from youcheng.services.erasing import LEGAL_REQUEST, erase
from youcheng.services.mailing import address_of
from youcheng.services.moving import Mover
from youcheng.services.ports import Services, UnitOfWork

ERASING_REASONS: Final = ("submitter_request", "guardian_request", LEGAL_REQUEST)
"""Codes of who asks for it: the submitter, a guardian, or a legal request of somebody else."""


class CodeMistyped(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """What was typed is not the code of the submission; nothing was erased."""


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What goes when a submission is erased: how many of each.

    Attributes:
        answers: answers as they were sent.
        files: files and pictures, their copies not counted.
        mails: mails about it, of which the addresses go.
        agreements: consents and declarations.
        staff: notes, questions, corrections and translations of the staff.
        told: somebody can still be told of it by e-mail.
    """

    answers: int
    files: int
    mails: int
    agreements: int
    staff: int
    told: bool


def plan_erasure(services: Services, /, *, actor: Actor, code: str) -> ErasurePlan:
    """What would go now; nothing is changed.

    Raises:
        NotAllowed: `desk`, `submission` or `role`.
    """
    with services.records.read() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        require_role(opened, Action.ERASE_ON_REQUEST)
        return _plan(uow, opened)


def erase_submission(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    typed: str,
    reason: str,
) -> None:
    """Erase it; its code, its dates and the log stay.

    Args:
        typed: the reference code as the actor typed it to confirm.
        reason: one of `ERASING_REASONS`; the log tells it.

    Raises:
        NotAllowed: `desk`, `submission` or `role`.
        Outdated: it has changed since that version.
        CodeMistyped: nothing was confirmed.
        TransitionRefused: it is still being worked on, or erased already.
        ValueError: no such reason.
    """
    if reason not in ERASING_REASONS:
        raise ValueError(f"{reason} is no reason for erasing")
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.ERASE_ON_REQUEST)
        opened.require_version(version)
        try:
            confirmed = parse_reference_code(typed) == opened.submission.code
        except CodeRefused:
            confirmed = False
        if not confirmed:
            raise CodeMistyped
        erase(
            services,
            uow,
            opened.submission,
            Action.ERASE_ON_REQUEST,
            mover=Mover(Role.OFFICER, f"staff:{actor.id}", Via.DESK),
            reason=reason,
            legal_request=True,
        )
        uow.commit()


def _plan(uow: UnitOfWork, opened: Opened) -> ErasurePlan:
    submission = opened.submission
    beside = (uow.notes, uow.questions, uow.staff_translations)
    corrections = uow.corrections.of(submission.id).get(submission.id, ())
    return ErasurePlan(
        answers=len(submission.sent or {}),
        files=sum(not one.derived_from for one in uow.attachments.of(submission.id)),
        mails=len(uow.outbox.of(submission.id)),
        agreements=len(uow.agreements.of(submission.id)),
        staff=sum(len(one.of(submission.id)) for one in beside) + len(corrections),
        told=bool(address_of(submission, Recipient.CONTACT)),
    )
