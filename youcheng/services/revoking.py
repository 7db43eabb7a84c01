"""Revokes a single certificate, and issues what was revoked anew under another code.

What is left of a revoked certificate is what is left after a withdrawal: what it was for. That its
submission had one, of which kind, and why it was revoked, stands in the log.
"""

from __future__ import annotations

from typing import Literal

from youcheng.content.subjects import edition_of
from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.certificates import RevocationReason
from youcheng.domain.codes import CodeRefused, parse_certificate_code, parse_reference_code
from youcheng.domain.permissions import may_revoke
from youcheng.domain.states import SubmissionKind
from youcheng.domain.workflow.rows import Recipient, Template
from youcheng.services.certifying import (
    CERTIFIED,
    ISSUED,
    REVOKED,
    add_certificate,
    revoked_kinds,
    tell_batch,
)
from youcheng.services.desk_access import NotAllowed
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.mailing import address_of, queue_mail
from youcheng.services.ports import Services
from youcheng.services.revealing import is_revealed

RevocationProblem = Literal["code", "reason", "none"]


class RevocationRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Nothing was done.

    Attributes:
        problem: `code` (no valid certificate has it), `reason` (none of the list), `none` (nothing
            of this submission was revoked, or it was issued anew meanwhile).
    """

    def __init__(self, problem: RevocationProblem) -> None:
        super().__init__(problem)
        self.problem: RevocationProblem = problem


def revoke_certificate(services: Services, /, *, actor: Actor, code: str, reason: str) -> None:
    """Revoke the certificate with this code. Nobody is mailed.

    Args:
        actor: a lead.
        code: of the certificate, as it was typed.
        reason: one of `RevocationReason`.

    Raises:
        NotAllowed: `role`.
        RevocationRefused: `code`, `reason`.
    """
    if not may_revoke(actor):
        raise NotAllowed("role")
    if reason not in {*RevocationReason}:
        raise RevocationRefused("reason")
    try:
        plain = parse_certificate_code(code)
    except CodeRefused:
        raise RevocationRefused("code") from None
    with services.records.write() as uow:
        found = uow.certificates.find(plain)
        if found is None or not found.submission:
            raise RevocationRefused("code")
        uow.submissions.find(found.submission)
        now = services.clock()
        if not uow.certificates.revoke_one(plain, now):
            raise RevocationRefused("code")
        note_event(
            uow,
            at=now,
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind=REVOKED,
            subject=submission_subject(found.submission),
            details={"certificate": str(found.kind), "count": "1", "reason": reason},
        )
        uow.commit()


def reissue_certificates(services: Services, /, *, actor: Actor, code: str) -> int:
    """Issue anew what was revoked of a painting, or of a batch; return how many certificates.

    Whoever answers for the submission gets the same mail as for the first one.

    Args:
        actor: a lead.
        code: reference code of the submission, as it was typed.

    Raises:
        NotAllowed: `role`.
        RevocationRefused: `none`.
    """
    if not may_revoke(actor):
        raise NotAllowed("role")
    try:
        wanted = parse_reference_code(code)
    except CodeRefused:
        raise RevocationRefused("none") from None
    with services.records.write() as uow:
        submission = uow.submissions.find_code(wanted)
        if submission is None or submission.review not in CERTIFIED:
            raise RevocationRefused("none")
        edition = edition_of(services.content, submission.programme)
        had = {one.kind for one in uow.certificates.of(submission.id)}
        kinds = sorted(revoked_kinds(uow, submission.id) - had)
        if edition is None or not kinds or not is_revealed(services, uow, edition):
            raise RevocationRefused("none")
        by, now, causes = f"staff:{actor.id}", services.clock(), []
        for kind in kinds:
            add_certificate(services, uow, edition, submission, kind, by=by)
            event = note_event(
                uow,
                at=now,
                actor=by,
                via=Via.DESK,
                kind=ISSUED,
                subject=submission_subject(submission.id),
                details={"certificate": str(kind), "count": "1"},
            )
            causes.append(event.sequence)
        if submission.kind is SubmissionKind.BATCH:
            tell_batch(services, uow, submission, causes[0])
        else:
            queue_mail(
                services,
                uow,
                template=Template.CERTIFICATE,
                address=address_of(submission, Recipient.CONTACT),
                submission=submission,
                now=now,
                cause=causes[0],
            )
        uow.commit()
    return len(kinds)
