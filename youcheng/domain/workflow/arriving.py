"""Rows of the table from the first draft to a submission that staff may take."""

from __future__ import annotations

from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.states import ReviewState as State
from youcheng.domain.workflow.rows import (
    BATCH,
    EVERY,
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

_NOTE_TO_SUBMITTER: Final = Mail(
    Template.YOUNG_PERSON_NOTE, Recipient.SUBMITTER, when="guardian_apart"
)
_GUARDIAN_REQUEST: Final = Mail(Template.GUARDIAN_REQUEST, Recipient.GUARDIAN)
_SECOND_GUARDIAN: Final = Mail(
    Template.SECOND_GUARDIAN, Recipient.SECOND_GUARDIAN, when="second_guardian"
)
_ENDED_NOTE: Final = Mail(Template.CONSENT_ENDED, Recipient.SUBMITTER, when="mail_known")

DRAFTS: Final = (
    row(
        Action.CREATE_DRAFT,
        of=EVERY,
        sources=None,
        to=State.DRAFT,
        by=[Role.PUBLIC],
        when=["within_limits", "in_window"],
        mails=[Mail(Template.RESUME_LINK, Recipient.SUBMITTER, when="mail_known")],
        log=["draft.created"],
    ),
    row(
        Action.SAVE_DRAFT,
        of=EVERY,
        sources=[State.DRAFT],
        to=Target.SAME,
        by=[Role.SUBMITTER],
        when=["in_window"],
        log=["draft.saved"],
    ),
    row(
        Action.REMIND_DRAFT,
        of=EVERY,
        sources=[State.DRAFT],
        to=Target.SAME,
        by=[Role.SYSTEM],
        when=["draft_reminder_due"],
        mails=[Mail(Template.DRAFT_REMINDER, Recipient.SUBMITTER, when="mail_known")],
        log=["draft.reminded"],
    ),
    row(
        Action.EXPIRE_DRAFT,
        of=EVERY,
        sources=[State.DRAFT],
        to=State.EXPIRED,
        by=[Role.SYSTEM],
        when=["draft_over"],
        log=["draft.expired"],
        effects=[Effect.PURGE_FILES, Effect.REVOKE_LINKS],
    ),
    row(
        Action.SUBMIT,
        of=[PROGRAMME],
        sources=[State.DRAFT],
        to=State.SUBMITTED,
        by=[Role.SUBMITTER],
        when=["in_window", "adult", "valid", "consents_given"],
        mails=[Mail(Template.RECEIPT, Recipient.SUBMITTER)],
        log=["submission.submitted"],
        effects=[Effect.REDEEM_ACCESS_CODE, Effect.NOTIFY_STAFF],
    ),
)

BATCHES: Final = (
    row(
        Action.SEND_BATCH,
        of=[BATCH],
        sources=[State.DRAFT],
        to=State.PROCESSING,
        by=[Role.SUBMITTER],
        when=["in_window", "valid"],
        mails=[Mail(Template.BATCH_RECEIPT, Recipient.SUBMITTER)],
        log=["batch.sent"],
        effects=[Effect.REDEEM_ACCESS_CODE],
    ),
    # Every row has its painting; what was written of the children is with these alone.
    row(
        Action.FINISH_BATCH,
        of=[BATCH],
        sources=[State.PROCESSING],
        to=State.CLOSED,
        by=[Role.SYSTEM],
        log=["batch.finished"],
    ),
)

CONSENT: Final = (
    row(
        Action.REQUEST_CONSENT,
        sources=[State.DRAFT],
        to=State.AWAITING_GUARDIAN,
        by=[Role.SUBMITTER],
        when=["in_window", "needs_guardian", "valid"],
        mails=[_GUARDIAN_REQUEST, _NOTE_TO_SUBMITTER, _SECOND_GUARDIAN],
        log=["consent.requested"],
        effects=[Effect.REDEEM_ACCESS_CODE],
    ),
    row(
        Action.REMIND_GUARDIAN,
        sources=[State.AWAITING_GUARDIAN],
        to=Target.SAME,
        by=[Role.SYSTEM],
        when=["consent_reminder_due"],
        mails=[Mail(Template.GUARDIAN_REMINDER, Recipient.GUARDIAN)],
        log=["consent.reminded"],
    ),
    row(
        Action.READDRESS_GUARDIAN,
        sources=[State.AWAITING_GUARDIAN],
        to=Target.SAME,
        by=[Role.SUBMITTER],
        when=["readdressing_left"],
        mails=[_GUARDIAN_REQUEST],
        log=["consent.readdressed"],
        effects=[Effect.REVOKE_LINKS],
    ),
    row(
        Action.GIVE_CONSENT,
        sources=[State.AWAITING_GUARDIAN],
        to=State.SUBMITTED,
        by=[Role.GUARDIAN],
        when=["link_open", "consent_within", "consents_given"],
        mails=[
            Mail(Template.CONSENT_RECEIPT, Recipient.GUARDIAN),
            Mail(Template.RECEIPT, Recipient.SUBMITTER, when="guardian_apart"),
        ],
        log=["consent.given"],
        effects=[Effect.USE_UP_LINK, Effect.NOTIFY_STAFF],
    ),
    row(
        Action.REFUSE_CONSENT,
        sources=[State.AWAITING_GUARDIAN],
        to=State.WITHDRAWN,
        by=[Role.GUARDIAN],
        when=["link_open"],
        mails=[_ENDED_NOTE],
        log=["consent.refused"],
        effects=[Effect.USE_UP_LINK, Effect.PURGE_FILES],
    ),
    row(
        Action.EXPIRE_CONSENT,
        sources=[State.AWAITING_GUARDIAN],
        to=State.EXPIRED,
        by=[Role.SYSTEM],
        when=["consent_over"],
        mails=[_ENDED_NOTE],
        log=["consent.expired"],
        effects=[Effect.PURGE_FILES, Effect.REVOKE_LINKS],
    ),
    row(
        Action.WITHDRAW_CONSENT,
        sources=frozenset(State) - {State.DRAFT, State.AWAITING_GUARDIAN, State.ERASED},
        to=Target.SAME,
        by=[Role.SUBMITTER, Role.GUARDIAN],
        when=["consent_withdrawn"],
        mails=[Mail(Template.CONSENT_CHANGED, Recipient.CONTACT)],
        log=["consent.changed"],
        effects=[Effect.NOTIFY_STAFF],
    ),
)

EDITING: Final = (
    row(
        Action.EDIT,
        sources=[State.SUBMITTED],
        to=Target.SAME,
        by=[Role.SUBMITTER],
        when=["in_window", "valid", "picture_kept"],
        mails=[Mail(Template.RECEIPT, Recipient.SUBMITTER)],
        log=["submission.edited"],
    ),
    row(
        Action.EDIT_PICTURE,
        of=[PAINTING],
        sources=[State.SUBMITTED],
        to=State.AWAITING_GUARDIAN,
        by=[Role.SUBMITTER],
        when=["in_window", "valid", "picture_changed"],
        mails=[_GUARDIAN_REQUEST, _NOTE_TO_SUBMITTER, _SECOND_GUARDIAN],
        log=["submission.edited", "consent.requested"],
    ),
    row(
        Action.REQUEST_CHANGES,
        of=[PROGRAMME],
        sources=[State.SCREENING],
        to=State.CHANGES_REQUESTED,
        by=[Role.OFFICER],
        when=["notes_given"],
        mails=[Mail(Template.CHANGES_REQUESTED, Recipient.CONTACT, Sending.CONFIRMED)],
        log=["changes.requested"],
    ),
    row(
        Action.REQUEST_CHANGES,
        of=[PAINTING],
        sources=[State.MODERATION],
        to=State.CHANGES_REQUESTED,
        by=[Role.MODERATOR],
        when=["notes_given"],
        mails=[Mail(Template.CHANGES_REQUESTED, Recipient.CONTACT, Sending.CONFIRMED)],
        log=["changes.requested"],
    ),
    row(
        Action.REMIND_CHANGES,
        sources=[State.CHANGES_REQUESTED],
        to=Target.SAME,
        by=[Role.SYSTEM],
        when=["changes_reminder_due"],
        mails=[Mail(Template.CHANGES_REMINDER, Recipient.CONTACT)],
        log=["changes.reminded"],
    ),
    *(
        row(
            Action.RESUBMIT,
            of=[kind],
            sources=[State.CHANGES_REQUESTED],
            to=back,
            by=[Role.SUBMITTER],
            when=["only_unlocked", "valid"],
            mails=[Mail(Template.RESUBMITTED, Recipient.SUBMITTER)],
            log=["changes.resubmitted"],
            effects=[Effect.NOTIFY_STAFF],
        )
        for kind, back in ((PROGRAMME, State.SCREENING), (PAINTING, State.MODERATION))
    ),
    row(
        Action.END_SILENCE,
        of=[PROGRAMME],
        sources=[State.CHANGES_REQUESTED],
        to=State.DECLINED,
        by=[Role.LEAD],
        when=["changes_over", "reminded"],
        mails=[Mail(Template.DECISION_DECLINED, Recipient.CONTACT, Sending.OUTBOX)],
        log=["state.changed"],
    ),
    row(
        Action.END_SILENCE,
        of=[PAINTING],
        sources=[State.CHANGES_REQUESTED],
        to=State.INELIGIBLE,
        by=[Role.LEAD],
        when=["changes_over", "reminded"],
        mails=[Mail(Template.INELIGIBLE, Recipient.CONTACT, Sending.OUTBOX)],
        log=["state.changed"],
    ),
)
