"""Rows of the table for what staff and jury do until a decision is proposed, and after it."""

from __future__ import annotations

from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.states import PendingState
from youcheng.domain.states import ReviewState as State
from youcheng.domain.workflow.rows import (
    PAINTING,
    PROGRAMME,
    Action,
    Effect,
    Mail,
    Recipient,
    Sending,
    Target,
    Template,
    row,
)

PROGRAMME_REVIEW: Final = (
    row(
        Action.TAKE,
        of=[PROGRAMME],
        sources=[State.SUBMITTED],
        to=State.SCREENING,
        by=[Role.OFFICER],
        when=["assigned"],
        log=["state.changed", "assigned"],
    ),
    row(
        Action.START_REVIEW,
        of=[PROGRAMME],
        sources=[State.SCREENING],
        to=State.UNDER_REVIEW,
        by=[Role.OFFICER],
        when=["complete"],
        log=["state.changed"],
    ),
    row(
        Action.REFER,
        of=[PROGRAMME],
        sources=[State.UNDER_REVIEW],
        to=State.REFERRED,
        by=[Role.OFFICER],
        when=["share_agreed"],
        mails=[Mail(Template.REFERRAL, Recipient.INSTITUTION)],
        log=["referral.sent"],
    ),
    row(
        Action.RETURN_REFERRAL,
        of=[PROGRAMME],
        sources=[State.REFERRED],
        to=State.UNDER_REVIEW,
        by=[Role.OFFICER, Role.LIAISON],
        when=["own_city"],
        log=["referral.returned"],
    ),
    *(
        row(
            action,
            of=[PROGRAMME],
            sources=sources,
            to=Target.SAME,
            by=[Role.OFFICER],
            when=["comment_given"],
            log=["decision.proposed"],
            proposes=pending,
        )
        for action, sources, pending in (
            (
                Action.PROPOSE_ACCEPTED,
                [State.UNDER_REVIEW, State.WAITLISTED],
                PendingState.ACCEPTED,
            ),
            (Action.PROPOSE_WAITLISTED, [State.UNDER_REVIEW], PendingState.WAITLISTED),
            (
                Action.PROPOSE_DECLINED,
                [State.UNDER_REVIEW, State.WAITLISTED],
                PendingState.DECLINED,
            ),
        )
    ),
    row(
        Action.CLOSE,
        of=[PROGRAMME],
        sources=[State.ACCEPTED],
        to=State.CLOSED,
        by=[Role.OFFICER, Role.SYSTEM],
        when=["result_delivered"],
        log=["state.changed"],
    ),
)

PAINTING_REVIEW: Final = (
    row(
        Action.TAKE,
        of=[PAINTING],
        sources=[State.SUBMITTED],
        to=State.MODERATION,
        by=[Role.MODERATOR],
        when=["assigned"],
        log=["state.changed", "assigned"],
    ),
    row(
        Action.PASS_MODERATION,
        of=[PAINTING],
        sources=[State.MODERATION],
        to=State.ELIGIBLE,
        by=[Role.MODERATOR],
        when=["other_school", "checklist_done"],
        log=["moderation.passed"],
    ),
    row(
        Action.FAIL_MODERATION,
        of=[PAINTING],
        sources=[State.MODERATION],
        to=State.INELIGIBLE,
        by=[Role.MODERATOR],
        when=["second_person", "reason_listed"],
        mails=[Mail(Template.INELIGIBLE, Recipient.CONTACT, Sending.OUTBOX)],
        log=["moderation.failed"],
    ),
    row(
        Action.OPEN_APPEAL,
        of=[PAINTING],
        sources=[State.INELIGIBLE],
        to=Target.SAME,
        by=[Role.SUBMITTER],
        when=["appeal_within", "first_appeal"],
        log=["appeal.opened"],
        effects=[Effect.NOTIFY_STAFF],
    ),
    *(
        row(
            action,
            of=[PAINTING],
            sources=[State.INELIGIBLE],
            to=target,
            by=[Role.LEAD],
            when=["appeal_open"],
            mails=[Mail(Template.APPEAL_DECIDED, Recipient.CONTACT, Sending.OUTBOX)],
            log=["appeal.decided"],
        )
        for action, target in (
            (Action.GRANT_APPEAL, State.MODERATION),
            (Action.DISMISS_APPEAL, Target.SAME),
        )
    ),
    row(
        Action.OPEN_ROUND,
        of=[PAINTING],
        sources=[State.ELIGIBLE],
        to=State.IN_JURY,
        by=[Role.LEAD],
        when=["assignment_ready"],
        mails=[Mail(Template.JUROR_ASSIGNMENT, Recipient.JUROR, per_batch=True)],
        log=["round.opened", "assignments"],
    ),
    row(
        Action.SAVE_SCORE,
        of=[PAINTING],
        sources=[State.IN_JURY],
        to=Target.SAME,
        by=[Role.JUROR],
        when=["round_open", "juror_assigned", "conflict_free"],
        log=["score.saved"],
    ),
    row(
        Action.REOPEN_SCORE,
        of=[PAINTING],
        sources=[State.IN_JURY],
        to=Target.SAME,
        by=[Role.JUROR],
        when=["round_open", "juror_assigned", "conflict_free"],
        log=["score.reopened"],
    ),
    row(
        Action.RECUSE,
        of=[PAINTING],
        sources=[State.IN_JURY],
        to=Target.SAME,
        by=[Role.JUROR],
        when=["round_open", "juror_assigned", "reason_given"],
        log=["juror.recused"],
    ),
    *(
        row(
            action,
            of=[PAINTING],
            sources=[State.IN_JURY],
            to=target,
            by=[Role.LEAD],
            when=["quorum_or_reason"],
            log=["round.closed"],
        )
        for action, target in (
            (Action.SHORTLIST, State.SHORTLISTED),
            (Action.PASS_OVER, State.PARTICIPATED),
        )
    ),
    *(
        row(
            action,
            of=[PAINTING],
            sources=[State.SHORTLISTED],
            to=Target.SAME,
            by=[Role.LEAD],
            when=["sheet_signed"],
            log=["decision.proposed"],
            proposes=pending,
        )
        for action, pending in (
            (Action.PROPOSE_AWARDED, PendingState.AWARDED),
            (Action.PROPOSE_PARTICIPATED, PendingState.PARTICIPATED),
        )
    ),
    row(
        Action.CONFIRM_AWARD,
        of=[PAINTING],
        sources=[State.SHORTLISTED],
        to=Target.SAME,
        by=[Role.LEAD],
        when=["award_pending", "second_lead", "sheet_signed"],
        log=["decision.confirmed"],
    ),
    row(
        Action.ARCHIVE,
        of=[PAINTING],
        sources=[State.AWARDED, State.PARTICIPATED],
        to=State.ARCHIVED,
        by=[Role.OFFICER, Role.SYSTEM],
        when=["revealed", "certificate_issued"],
        mails=[Mail(Template.CERTIFICATE, Recipient.CONTACT)],
        log=["certificate.issued", "state.changed"],
    ),
)
