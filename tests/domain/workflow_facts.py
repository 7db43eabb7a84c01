"""Facts and states that let a transition pass, and the least change that stops one guard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from youcheng.domain.actors import Role
from youcheng.domain.guards import Batch, Check, Facts, IneligibleReason
from youcheng.domain.states import (
    PENDING_IN,
    Consent,
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
)
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action, Target, Transition

NOW: Final = datetime(2026, 8, 1, 12, tzinfo=UTC)
ACTOR: Final = "staff-1"
ALL_CONSENTS: Final = frozenset(Consent)


def _ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


PASSING: Final[dict[str, dict[str, Any]]] = {
    "within_limits": {"within_limits": True},
    "in_window": {"in_window": True},
    "valid": {"valid": True},
    "complete": {"complete": True},
    "consents_given": {"required": frozenset({Consent.CROSS_BORDER}), "agreed": ALL_CONSENTS},
    "adult": {"adult": True},
    "needs_guardian": {"adult": False},
    "draft_over": {"since": _ago(30)},
    "draft_reminder_due": {"since": _ago(27), "reminders_sent": 0},
    "link_open": {"link_open": True},
    "consent_within": {"since": _ago(13.99)},
    "consent_over": {"since": _ago(14)},
    "consent_reminder_due": {"since": _ago(10), "reminders_sent": 1},
    "readdressing_left": {"readdressings": 2},
    "picture_kept": {"picture_changed": False},
    "picture_changed": {"picture_changed": True},
    "assigned": {"assigned": True},
    "notes_given": {"notes": 1},
    "only_unlocked": {"only_unlocked": True},
    "changes_over": {"since": _ago(21)},
    "changes_reminder_due": {"since": _ago(14), "reminders_sent": 0},
    "reminded": {"reminders_sent": 1},
    "other_school": {"other_school": True},
    "checklist_done": {"checklist": frozenset(Check)},
    "second_person": {"second": "staff-2"},
    "reason_listed": {"reason": IneligibleReason.COPIED},
    "reason_given": {"reason": "pupil_of_mine"},
    "share_agreed": {"agreed": ALL_CONSENTS},
    "own_city": {"own_city": True},
    "assignment_ready": {"assignment_ready": True},
    "round_open": {"round_open": True},
    "juror_assigned": {"juror_assigned": True},
    "conflict_free": {"conflict_free": True},
    "quorum_or_reason": {"quorum_met": True},
    "comment_given": {"comment": True},
    "sheet_signed": {"sheet_signed": True},
    "award_pending": {},
    "second_lead": {"proposer": "staff-2"},
    "decision_ready": {},
    "preview_accepted": {"preview_accepted": True},
    "revealed": {"reveal_at": NOW},
    "show_agreed": {"agreed": ALL_CONSENTS},
    "moderation_passed": {"moderation_passed": True},
    "alt_text": {"alt_text": True},
    "result_delivered": {"result_delivered": True},
    "certificate_issued": {"certificate_issued": True},
    "spam_within": {"since": _ago(29.99)},
    "appeal_within": {"since": _ago(13.99)},
    "first_appeal": {"appeals": 0},
    "appeal_open": {"appeal_open": True},
    "consent_withdrawn": {
        "withdrawn_consent": Consent.NEWS,
        "agreed": ALL_CONSENTS - {Consent.NEWS},
    },
    "retention_approved": {"retention_approved": True},
    "legal_request": {"legal_request": True},
    "ended_before": {"ended_before": True},
    "batch_owner": {},
    "batch_latest": {},
    "batch_unmailed": {},
}
"""For every guard, facts by which it holds; those of a batch are in `passing_facts`."""

FAILING: Final[dict[str, list[dict[str, Any]]]] = {
    "consents_given": [
        {"agreed": None},
        {"required": None},
        {"agreed": frozenset({Consent.PROCESS})},
        {"agreed": frozenset({Consent.CROSS_BORDER})},
    ],
    "adult": [{"adult": None}, {"adult": False}],
    "needs_guardian": [{"adult": None}, {"adult": True}],
    "draft_over": [{"since": None}, {"since": _ago(29.999)}],
    "draft_reminder_due": [{"reminders_sent": 1}, {"since": _ago(26)}, {"since": _ago(30)}],
    "consent_within": [{"since": None}, {"since": _ago(14)}],
    "consent_over": [{"since": None}, {"since": _ago(13.999)}],
    "consent_reminder_due": [{"reminders_sent": 2}, {"since": _ago(9)}, {"since": _ago(14)}],
    "readdressing_left": [{"readdressings": None}, {"readdressings": 3}],
    "picture_kept": [{"picture_changed": None}, {"picture_changed": True}],
    "picture_changed": [{"picture_changed": None}, {"picture_changed": False}],
    "notes_given": [{"notes": 0}],
    "changes_over": [{"since": None}, {"since": _ago(20.999)}],
    "changes_reminder_due": [{"reminders_sent": 1}, {"since": _ago(13)}, {"since": _ago(21)}],
    "reminded": [{"reminders_sent": 0}, {"reminders_sent": None}],
    "checklist_done": [{"checklist": frozenset(Check) - {check}} for check in Check],
    "second_person": [{"second": ""}, {"second": ACTOR}],
    "reason_listed": [{"reason": ""}, {"reason": "ugly"}],
    "reason_given": [{"reason": ""}],
    "share_agreed": [{"agreed": ALL_CONSENTS - {Consent.SHARE_PARTNER}}, {"agreed": None}],
    "quorum_or_reason": [{"quorum_met": False}],
    "second_lead": [{"proposer": ""}, {"proposer": ACTOR}],
    "revealed": [{"reveal_at": None}, {"reveal_at": NOW + timedelta(microseconds=1)}],
    "show_agreed": [
        {"agreed": ALL_CONSENTS - {Consent.PROCESS}},
        {"agreed": ALL_CONSENTS - {Consent.SHOW_WORK, Consent.PUBLISH_SUMMARY}},
        {"agreed": None},
    ],
    "spam_within": [{"since": None}, {"since": _ago(30)}],
    "appeal_within": [{"since": None}, {"since": _ago(14)}],
    "first_appeal": [{"appeals": None}, {"appeals": 1}],
    "consent_withdrawn": [{"agreed": ALL_CONSENTS}, {"withdrawn_consent": None}],
}
"""Changes that make a guard fail; a guard that is not here fails when its facts are not given."""


def passing_state(transition: Transition) -> SubmissionState:
    """A state from which the row passes; the row has a source."""
    assert transition.source is not None
    state = SubmissionState(transition.kind, transition.source)
    if transition.source is ReviewState.SPAM:
        state = replace(state, before_spam=ReviewState.SUBMITTED)
    if transition.visibility is not None:
        state = replace(state, visibility=transition.visibility[0])
    if transition.action is Action.CONFIRM_AWARD:
        state = replace(state, pending=PendingState.AWARDED)
    if transition.action is Action.APPLY_DECISION:
        pending = sorted(PENDING_IN[transition.source])[0]
        confirmed = transition.kind is SubmissionKind.PAINTING
        state = replace(state, pending=pending, pending_confirmed=confirmed)
    return state


STAFF: Final = frozenset({Role.OFFICER, Role.MODERATOR, Role.LEAD})


@cache
def previous_states(undo: Transition) -> tuple[SubmissionState, ...]:
    """Where an undone batch may lead back to: from where a step of the staff led here."""
    reviews = {
        row.source
        for row in TRANSITIONS.values()
        if row.kind is undo.kind and row.source is not None and row.roles & STAFF
        if row.action is not undo.action and _leads_to(row, undo.source)
    }
    return tuple(
        SubmissionState(
            undo.kind,
            review,
            before_spam=ReviewState.SUBMITTED if review is ReviewState.SPAM else None,
        )
        for review in sorted(reviews)
    )


def _leads_to(row: Transition, review: ReviewState | None) -> bool:
    if row.target is Target.SAME:
        return row.source is review
    if row.target is Target.PENDING:
        assert row.source is not None
        return review in {*map(str, PENDING_IN[row.source])}
    if row.target is Target.BEFORE_SPAM:
        return review is not ReviewState.SPAM
    return row.target is review


@cache
def passing_facts(transition: Transition) -> Facts:
    """Facts by which every guard of the row holds."""
    given: dict[str, Any] = {"agreed": ALL_CONSENTS}
    for guard in transition.guards:
        given |= PASSING[guard]
    if transition.action is Action.UNDO_BATCH:
        previous = previous_states(transition)[0]
        given["batch"] = Batch(ACTOR, previous, latest=True, mail_left=False)
    return Facts(now=NOW, actor=ACTOR, **given)


def failing_facts(transition: Transition, guard: str, role: Role) -> list[Facts]:
    """Facts by which this guard alone fails, or nothing where facts cannot stop it for `role`."""
    facts = passing_facts(transition)
    if guard in {"award_pending", "decision_ready"}:
        return []
    if guard == "own_city" and role is not Role.LIAISON:
        return []
    if guard == "alt_text" and transition.kind is SubmissionKind.PROGRAMME:
        return []
    if guard == "needs_guardian" and transition.kind is SubmissionKind.PAINTING:
        return []
    if guard.startswith("batch_"):
        return _failing_batches(facts, guard, role)
    blank = [{name: getattr(Facts(now=NOW), name) for name in PASSING[guard]}]
    return [replace(facts, **changes) for changes in FAILING.get(guard, blank)]


def _failing_batches(facts: Facts, guard: str, role: Role) -> list[Facts]:
    assert facts.batch is not None
    if guard == "batch_owner":
        changed = [None] if role is Role.LEAD else [None, replace(facts.batch, actor="staff-2")]
        return [replace(facts, batch=batch) for batch in changed]
    if guard == "batch_latest":
        return [replace(facts, batch=replace(facts.batch, latest=False))]
    return [replace(facts, batch=replace(facts.batch, mail_left=True))]
