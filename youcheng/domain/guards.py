"""What must hold before a transition: named predicates over a frozen object of facts.

Services gather the facts from the store and the form's check; the predicates decide. Every fact's
default is the one that refuses, so a fact that nobody looked up never opens anything. The name of
a predicate is the code of its refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from youcheng.domain import lifetimes
from youcheng.domain.actors import Role
from youcheng.domain.states import (
    CONSENTS_TO_SHOW,
    Consent,
    SubmissionKind,
    SubmissionState,
)


class Check(StrEnum):
    """What a moderator ticks before a painting is eligible."""

    CONSENT = "consent"
    NAMES = "names"
    FACES = "faces"
    COPY = "copy"
    ALT_TEXT = "alt_text"


class IneligibleReason(StrEnum):
    """Why a painting may not take part: the rules of the entry form, nothing else."""

    NOT_OWN_WORK = "not_own_work"
    COPIED = "copied"
    MADE_BY_MACHINE = "made_by_machine"
    ALREADY_AWARDED = "already_awarded"
    AGE = "age"
    WORKS_LIMIT = "works_limit"
    PERSONAL_DATA = "personal_data"
    UNSUITABLE = "unsuitable"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Batch:
    """What the last batch did to a submission.

    Attributes:
        actor: id of who applied it.
        previous: where the submission stood before.
        latest: nothing has happened to the submission since.
        mail_left: a mail of the batch, to anybody, has left the outbox.
    """

    actor: str
    previous: SubmissionState
    latest: bool
    mail_left: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of a submission and of the request at this moment.

    Attributes:
        now: the server's clock, aware.
        actor: id of who acts.
        since: when the present wait began: last saving of a draft, latest request to the guardian,
            question to the submitter, finding of ineligibility, marking as spam.
        reminders_sent: how many reminders of this wait were sent.
        within_limits: rate limits leave room.
        in_window: `deadlines.Window.is_open` at `now`.
        valid: the form's check found no problem.
        complete: an officer found all that is needed.
        required: consents that this submission needs.
        agreed: consents that stand (after the change, when one is being withdrawn). Needed for
            every transition of what is scheduled or public.
        withdrawn_consent: the consent that is being withdrawn.
        adult: 18 or older; None when not answered.
        link_open: the mailed link is neither used, expired nor revoked.
        readdressings: how often the guardian's address was corrected.
        picture_changed: the edit changes the picture.
        notes: how many field notes are asked.
        only_unlocked: the edit touches only fields that were unlocked.
        assigned: somebody takes it over.
        checklist: what the moderator ticked.
        other_school: the moderator does not belong to the painter's school.
        second: id of the second person.
        reason: code of the reason given.
        own_city: the liaison's city is the one it was referred to.
        assignment_ready: the assignment satisfies quorum and conflicts of interest.
        round_open, juror_assigned, conflict_free: of the juror and the round.
        quorum_met: every entry has its quorum of scores.
        comment: a comment was written.
        sheet_signed: the result sheet is signed.
        proposer: id of who proposed the pending decision.
        preview_accepted: the batch's preview was accepted.
        reveal_at: reveal time of the edition, or of the programme's batch.
        moderation_passed, alt_text: staff have seen what is shown; words in Chinese and English.
        result_delivered, certificate_issued: the end of a programme, of a painting.
        retention_approved: the purge's dry run that lists it was approved.
        legal_request: somebody entitled asked for erasure.
        ended_before: the erasure list says that it had ended already.
        appeals: how many appeals there were.
        appeal_open: an appeal waits for the lead.
        batch: the last batch that touched it.
        mail_known: there is an address to write to.
        guardian_apart: the guardian's address is not the submitter's, who hears of this submission
            by itself: the teacher of a batch does not.
        second_guardian: another guardian was named, with an address of their own.
    """

    now: datetime
    actor: str = ""
    since: datetime | None = None
    reminders_sent: int | None = None
    within_limits: bool = False
    in_window: bool = False
    valid: bool = False
    complete: bool = False
    required: frozenset[Consent] | None = None
    agreed: frozenset[Consent] | None = None
    withdrawn_consent: Consent | None = None
    adult: bool | None = None
    link_open: bool = False
    readdressings: int | None = None
    picture_changed: bool | None = None
    notes: int = 0
    only_unlocked: bool = False
    assigned: bool = False
    checklist: frozenset[Check] = frozenset()
    other_school: bool = False
    second: str = ""
    reason: str = ""
    own_city: bool = False
    assignment_ready: bool = False
    round_open: bool = False
    juror_assigned: bool = False
    conflict_free: bool = False
    quorum_met: bool = False
    comment: bool = False
    sheet_signed: bool = False
    proposer: str = ""
    preview_accepted: bool = False
    reveal_at: datetime | None = None
    moderation_passed: bool = False
    alt_text: bool = False
    result_delivered: bool = False
    certificate_issued: bool = False
    retention_approved: bool = False
    legal_request: bool = False
    ended_before: bool = False
    appeals: int | None = None
    appeal_open: bool = False
    batch: Batch | None = None
    mail_known: bool = False
    guardian_apart: bool = False
    second_guardian: bool = False

    @property
    def revealed(self) -> bool:
        """True once the reveal time has come."""
        return self.reveal_at is not None and self.now >= self.reveal_at

    def agrees_to(self, *consents: Consent) -> bool:
        """True when all of `consents` stand; never when nobody looked them up."""
        return self.agreed is not None and self.agreed.issuperset(consents)


@dataclass(frozen=True, slots=True)
class Case:
    """What a guard looks at: the state (None before a draft is made), the role, the facts."""

    kind: SubmissionKind
    state: SubmissionState | None
    role: Role
    facts: Facts


Guard = Callable[[Case], bool]


def _over(lifetime: lifetimes.Lifetime) -> Guard:
    return lambda case: (
        case.facts.since is not None and lifetime.is_over(case.facts.since, case.facts.now)
    )


def _within(lifetime: lifetimes.Lifetime) -> Guard:
    return lambda case: (
        case.facts.since is not None and not lifetime.is_over(case.facts.since, case.facts.now)
    )


def _reminder_due(lifetime: lifetimes.Lifetime) -> Guard:
    def due(case: Case) -> bool:
        facts = case.facts
        if facts.since is None or facts.reminders_sent is None:
            return False
        asked = lifetime.due(facts.since, facts.now, reminders_sent=facts.reminders_sent)
        return asked is lifetimes.Due.REMIND

    return due


def _consents_given(case: Case) -> bool:
    facts = case.facts
    return facts.required is not None and facts.agrees_to(Consent.PROCESS, *facts.required)


def _needs_guardian(case: Case) -> bool:
    """A painting always asks a guardian; a programme asks one for applicants of 16 and 17."""
    return case.kind is SubmissionKind.PAINTING or case.facts.adult is False


def _readdressing_left(case: Case) -> bool:
    done = case.facts.readdressings
    return done is not None and done < lifetimes.READDRESSINGS


def _second_person(case: Case) -> bool:
    return bool(case.facts.actor) and case.facts.second not in {"", case.facts.actor}


def _second_lead(case: Case) -> bool:
    return bool(case.facts.actor) and case.facts.proposer not in {"", case.facts.actor}


def _quorum_or_reason(case: Case) -> bool:
    return case.facts.quorum_met or bool(case.facts.reason)


def _decision_ready(case: Case) -> bool:
    """Something is pending, and an award has its second pair of eyes."""
    if case.state is None or case.state.pending is None:
        return False
    return case.kind is not SubmissionKind.PAINTING or case.state.pending_confirmed


def _award_pending(case: Case) -> bool:
    return (
        case.state is not None
        and case.state.pending is not None
        and not case.state.pending_confirmed
    )


def _own_city(case: Case) -> bool:
    """Only a liaison is bound to a city; an officer may call a referral back."""
    return case.role is not Role.LIAISON or case.facts.own_city


def _show_consents(case: Case) -> bool:
    return case.facts.agrees_to(*CONSENTS_TO_SHOW[case.kind])


def _consent_withdrawn(case: Case) -> bool:
    withdrawn, agreed = case.facts.withdrawn_consent, case.facts.agreed
    return withdrawn is not None and agreed is not None and withdrawn not in agreed


def _batch_latest(case: Case) -> bool:
    return case.facts.batch is not None and case.facts.batch.latest


def _batch_unmailed(case: Case) -> bool:
    return case.facts.batch is not None and not case.facts.batch.mail_left


def _batch_owner(case: Case) -> bool:
    """The one who applied the batch, or a lead."""
    batch = case.facts.batch
    if batch is None:
        return False
    return case.role is Role.LEAD or (bool(case.facts.actor) and batch.actor == case.facts.actor)


GUARDS: Final[Mapping[str, Guard]] = {
    "within_limits": lambda case: case.facts.within_limits,
    "in_window": lambda case: case.facts.in_window,
    "valid": lambda case: case.facts.valid,
    "complete": lambda case: case.facts.complete,
    "consents_given": _consents_given,
    "adult": lambda case: case.facts.adult is True,
    "needs_guardian": _needs_guardian,
    "draft_over": _over(lifetimes.DRAFT),
    "draft_reminder_due": _reminder_due(lifetimes.DRAFT),
    "link_open": lambda case: case.facts.link_open,
    "consent_within": _within(lifetimes.CONSENT),
    "consent_over": _over(lifetimes.CONSENT),
    "consent_reminder_due": _reminder_due(lifetimes.CONSENT),
    "readdressing_left": _readdressing_left,
    "picture_kept": lambda case: case.facts.picture_changed is False,
    "picture_changed": lambda case: case.facts.picture_changed is True,
    "assigned": lambda case: case.facts.assigned,
    "notes_given": lambda case: case.facts.notes >= 1,
    "only_unlocked": lambda case: case.facts.only_unlocked,
    "changes_over": _over(lifetimes.CHANGES),
    "changes_reminder_due": _reminder_due(lifetimes.CHANGES),
    "reminded": lambda case: (case.facts.reminders_sent or 0) >= 1,
    "other_school": lambda case: case.facts.other_school,
    "checklist_done": lambda case: case.facts.checklist == frozenset(Check),
    "second_person": _second_person,
    "reason_listed": lambda case: case.facts.reason in {*IneligibleReason},
    "reason_given": lambda case: bool(case.facts.reason),
    "share_agreed": lambda case: case.facts.agrees_to(Consent.SHARE_PARTNER),
    "own_city": _own_city,
    "assignment_ready": lambda case: case.facts.assignment_ready,
    "round_open": lambda case: case.facts.round_open,
    "juror_assigned": lambda case: case.facts.juror_assigned,
    "conflict_free": lambda case: case.facts.conflict_free,
    "quorum_or_reason": _quorum_or_reason,
    "comment_given": lambda case: case.facts.comment,
    "sheet_signed": lambda case: case.facts.sheet_signed,
    "award_pending": _award_pending,
    "second_lead": _second_lead,
    "decision_ready": _decision_ready,
    "preview_accepted": lambda case: case.facts.preview_accepted,
    "revealed": lambda case: case.facts.revealed,
    "show_agreed": _show_consents,
    "moderation_passed": lambda case: case.facts.moderation_passed,
    "alt_text": lambda case: case.kind is not SubmissionKind.PAINTING or case.facts.alt_text,
    "result_delivered": lambda case: case.facts.result_delivered,
    "certificate_issued": lambda case: case.facts.certificate_issued,
    "spam_within": _within(lifetimes.SPAM_RETURN),
    "appeal_within": _within(lifetimes.APPEAL),
    "first_appeal": lambda case: case.facts.appeals == 0,
    "appeal_open": lambda case: case.facts.appeal_open,
    "consent_withdrawn": _consent_withdrawn,
    "retention_approved": lambda case: case.facts.retention_approved,
    "legal_request": lambda case: case.facts.legal_request,
    "ended_before": lambda case: case.facts.ended_before,
    "batch_latest": _batch_latest,
    "batch_unmailed": _batch_unmailed,
    "batch_owner": _batch_owner,
}

MAIL_CONDITIONS: Final[Mapping[str, Guard]] = {
    "mail_known": lambda case: case.facts.mail_known,
    "guardian_apart": lambda case: case.facts.guardian_apart,
    "second_guardian": lambda case: case.facts.second_guardian,
}
"""When a mail that a transition names does not go: no address, or the same one twice."""
