"""What a row of the transition table is made of: actions, mails, effects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.states import (
    STATES_OF,
    PendingState,
    ReviewState,
    SubmissionKind,
    Visibility,
)


class Action(StrEnum):
    """What somebody does to a submission; verbs."""

    CREATE_DRAFT = "create_draft"
    SAVE_DRAFT = "save_draft"
    REMIND_DRAFT = "remind_draft"
    EXPIRE_DRAFT = "expire_draft"
    SUBMIT = "submit"
    SEND_BATCH = "send_batch"
    FINISH_BATCH = "finish_batch"
    REQUEST_CONSENT = "request_consent"
    REMIND_GUARDIAN = "remind_guardian"
    READDRESS_GUARDIAN = "readdress_guardian"
    GIVE_CONSENT = "give_consent"
    REFUSE_CONSENT = "refuse_consent"
    EXPIRE_CONSENT = "expire_consent"
    EDIT = "edit"
    EDIT_PICTURE = "edit_picture"
    TAKE = "take"
    REQUEST_CHANGES = "request_changes"
    REMIND_CHANGES = "remind_changes"
    RESUBMIT = "resubmit"
    END_SILENCE = "end_silence"
    PASS_MODERATION = "pass_moderation"
    FAIL_MODERATION = "fail_moderation"
    OPEN_APPEAL = "open_appeal"
    GRANT_APPEAL = "grant_appeal"
    DISMISS_APPEAL = "dismiss_appeal"
    START_REVIEW = "start_review"
    REFER = "refer"
    RETURN_REFERRAL = "return_referral"
    OPEN_ROUND = "open_round"
    SAVE_SCORE = "save_score"
    RECUSE = "recuse"
    REOPEN_SCORE = "reopen_score"
    SHORTLIST = "shortlist"
    PASS_OVER = "pass_over"
    PROPOSE_ACCEPTED = "propose_accepted"
    PROPOSE_WAITLISTED = "propose_waitlisted"
    PROPOSE_DECLINED = "propose_declined"
    PROPOSE_AWARDED = "propose_awarded"
    PROPOSE_PARTICIPATED = "propose_participated"
    CONFIRM_AWARD = "confirm_award"
    APPLY_DECISION = "apply_decision"
    UNDO_BATCH = "undo_batch"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    TAKE_DOWN = "take_down"
    WITHDRAW_CONSENT = "withdraw_consent"
    REQUEST_WITHDRAWAL = "request_withdrawal"
    WITHDRAW = "withdraw"
    END_AGAIN = "end_again"
    CLOSE = "close"
    ARCHIVE = "archive"
    MARK_SPAM = "mark_spam"
    UNMARK_SPAM = "unmark_spam"
    ERASE_BY_RETENTION = "erase_by_retention"
    ERASE_ON_REQUEST = "erase_on_request"


class Target(StrEnum):
    """A state that the table cannot name because it depends on the submission."""

    SAME = "same"
    PENDING = "pending"
    BEFORE_SPAM = "before_spam"
    BEFORE_BATCH = "before_batch"


class Template(StrEnum):
    """A mail; one template in six languages."""

    RESUME_LINK = "resume_link"
    DRAFT_REMINDER = "draft_reminder"
    RECEIPT = "receipt"
    BATCH_RECEIPT = "batch_receipt"
    GUARDIAN_REQUEST = "guardian_request"
    GUARDIAN_REMINDER = "guardian_reminder"
    YOUNG_PERSON_NOTE = "young_person_note"
    SECOND_GUARDIAN = "second_guardian"
    CONSENT_RECEIPT = "consent_receipt"
    CONSENT_ENDED = "consent_ended"
    CHANGES_REQUESTED = "changes_requested"
    CHANGES_REMINDER = "changes_reminder"
    RESUBMITTED = "resubmitted"
    REFERRAL = "referral"
    JUROR_ASSIGNMENT = "juror_assignment"
    INELIGIBLE = "ineligible"
    APPEAL_DECIDED = "appeal_decided"
    DECISION = "decision"
    DECISION_ACCEPTED = "decision_accepted"
    DECISION_WAITLISTED = "decision_waitlisted"
    DECISION_DECLINED = "decision_declined"
    AWARD = "award"
    PARTICIPATION = "participation"
    CERTIFICATE = "certificate"
    ON_SHOW = "on_show"
    TAKEN_DOWN = "taken_down"
    CONSENT_CHANGED = "consent_changed"
    WITHDRAWAL_LINK = "withdrawal_link"
    WITHDRAWAL_CONFIRMED = "withdrawal_confirmed"
    ERASED = "erased"


DECISION_MAILS: Final[Mapping[PendingState, Template]] = {
    PendingState.ACCEPTED: Template.DECISION_ACCEPTED,
    PendingState.WAITLISTED: Template.DECISION_WAITLISTED,
    PendingState.DECLINED: Template.DECISION_DECLINED,
    PendingState.AWARDED: Template.AWARD,
    PendingState.PARTICIPATED: Template.PARTICIPATION,
}
"""What `Template.DECISION` stands for, by the decision that is applied."""


class Sending(StrEnum):
    """When a mail leaves: at once, after staff confirm it, or from the outbox when they say so."""

    NOW = "S"
    CONFIRMED = "S after confirm"
    OUTBOX = "O"


class Recipient(StrEnum):
    """To whom; CONTACT answers for the submission: the guardian where there is one."""

    SUBMITTER = "submitter"
    GUARDIAN = "guardian"
    SECOND_GUARDIAN = "second_guardian"
    CONTACT = "contact"
    JUROR = "juror"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that a transition causes; its one cause is the transition's first event.

    Attributes:
        template, to, sending: which, to whom, when.
        when: name of a condition in `guards.MAIL_CONDITIONS`; empty for always.
        per_batch: one for the whole batch and recipient, not one for each submission.
    """

    template: Template
    to: Recipient
    sending: Sending = Sending.NOW
    when: str = ""
    per_batch: bool = False


class Effect(StrEnum):
    """What else the caller does in the same unit of work."""

    PURGE_FILES = "purge_files"
    REDEEM_ACCESS_CODE = "redeem_access_code"
    USE_UP_LINK = "use_up_link"
    REVOKE_LINKS = "revoke_links"
    NOTIFY_STAFF = "notify_staff"
    REMOVE_MAIL_DRAFTS = "remove_mail_drafts"
    WRITE_TOMBSTONE = "write_tombstone"
    CLOSE_ADDRESSES = "close_addresses"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table, for one kind and one state.

    Attributes:
        kind, source, action: the key; source None means that nothing exists yet.
        target: where it leads.
        roles: who may.
        guards: names in `guards.GUARDS`; all must hold, checked in this order.
        mails, effects: what follows.
        events: kinds of the log events, the first being the cause of the mails.
        visibility: from which visibility to which; None leaves it alone.
        proposes: the decision that becomes pending.
    """

    kind: SubmissionKind
    source: ReviewState | None
    action: Action
    target: ReviewState | Target
    roles: frozenset[Role]
    guards: tuple[str, ...] = ()
    mails: tuple[Mail, ...] = ()
    events: tuple[str, ...] = ()
    effects: frozenset[Effect] = frozenset()
    visibility: tuple[Visibility, Visibility] | None = None
    proposes: PendingState | None = None


Key = tuple[SubmissionKind, ReviewState | None, Action]
"""What finds one transition."""

PROGRAMME: Final = SubmissionKind.PROGRAMME
PAINTING: Final = SubmissionKind.PAINTING
BATCH: Final = SubmissionKind.BATCH
BOTH: Final = (PROGRAMME, PAINTING)
EVERY: Final = (PROGRAMME, PAINTING, BATCH)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is written: for some kinds and some states of each.

    `sources` names states, of which each kind takes those that it has; None is "nothing yet".
    """

    kinds: tuple[SubmissionKind, ...]
    sources: frozenset[ReviewState] | None
    action: Action
    target: ReviewState | Target
    roles: frozenset[Role]
    guards: tuple[str, ...]
    mails: tuple[Mail, ...]
    events: tuple[str, ...]
    effects: frozenset[Effect]
    visibility: tuple[Visibility, Visibility] | None
    proposes: PendingState | None

    def spread(self) -> Iterable[Transition]:
        """The transitions that the row stands for."""
        for kind in self.kinds:
            sources: Iterable[ReviewState | None] = (
                (None,) if self.sources is None else sorted(self.sources & STATES_OF[kind])
            )
            for source in sources:
                yield Transition(
                    kind=kind,
                    source=source,
                    action=self.action,
                    target=self.target,
                    roles=self.roles,
                    guards=self.guards,
                    mails=self.mails,
                    events=self.events,
                    effects=self.effects,
                    visibility=self.visibility,
                    proposes=self.proposes,
                )


def row(
    action: Action,
    *,
    of: Iterable[SubmissionKind] = BOTH,
    sources: Iterable[ReviewState] | None,
    to: ReviewState | Target,
    by: Iterable[Role],
    when: Iterable[str] = (),
    mails: Iterable[Mail] = (),
    log: Iterable[str],
    effects: Iterable[Effect] = (),
    visibility: tuple[Visibility, Visibility] | None = None,
    proposes: PendingState | None = None,
) -> Row:
    """A row from lists; the order of `when`, `mails` and `log` is kept."""
    return Row(
        kinds=tuple(of),
        sources=None if sources is None else frozenset(sources),
        action=action,
        target=to,
        roles=frozenset(by),
        guards=tuple(when),
        mails=tuple(mails),
        events=tuple(log),
        effects=frozenset(effects),
        visibility=visibility,
        proposes=proposes,
    )
