"""Where a submission stands: review, visibility, pending decision, consents.

Three axes are independent (review, visibility, consent); a fourth value, the pending decision, is
held back until it is applied. What may move where is in `workflow`; this module says which
combinations exist at all, so that storage can constrain its rows by the same sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SubmissionKind(StrEnum):
    """What is sent: one of the six programme forms, a painting entry, or a teacher's batch of them.

    A batch is taken apart: each of its rows becomes a painting of its own.
    """

    PROGRAMME = "programme"
    PAINTING = "painting"
    BATCH = "batch"


class ReviewState(StrEnum):
    """How far the review of a submission is."""

    DRAFT = "draft"
    AWAITING_GUARDIAN = "awaiting_guardian"
    SUBMITTED = "submitted"
    PROCESSING = "processing"
    SCREENING = "screening"
    MODERATION = "moderation"
    CHANGES_REQUESTED = "changes_requested"
    UNDER_REVIEW = "under_review"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CLOSED = "closed"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    IN_JURY = "in_jury"
    SHORTLISTED = "shortlisted"
    AWARDED = "awarded"
    PARTICIPATED = "participated"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SPAM = "spam"
    ERASED = "erased"


class Visibility(StrEnum):
    """Whether the public sees it."""

    HIDDEN = "hidden"
    SCHEDULED = "scheduled"
    PUBLIC = "public"
    TAKEN_DOWN = "taken_down"


class PendingState(StrEnum):
    """A decision that is proposed and not yet applied; it never leaves the desk."""

    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    AWARDED = "awarded"
    PARTICIPATED = "participated"


class Consent(StrEnum):
    """What is asked for; the number is that of the painting form's consents C1 to C8."""

    PROCESS = "process"  # C1
    CROSS_BORDER = "cross_border"  # C2
    SHOW_WORK = "show_work"  # C3
    SHOW_NAME = "show_name"  # C4
    CREDIT_SCHOOL = "credit_school"  # C5
    MEDIA_USE = "media_use"  # C6
    KEEP_IN_ARCHIVE = "keep_in_archive"  # C7
    NEWS = "news"  # C8
    SHARE_PARTNER = "share_partner"
    PUBLISH_SUMMARY = "publish_summary"


class ConsentAnswer(StrEnum):
    """An answer; no answer is neither. A withdrawal is a later REFUSE."""

    AGREE = "agree"
    REFUSE = "refuse"


_PROGRAMME: Final = SubmissionKind.PROGRAMME
_PAINTING: Final = SubmissionKind.PAINTING
_BATCH: Final = SubmissionKind.BATCH
_S = ReviewState

CONSENTS_TO_SHOW: Final[Mapping[SubmissionKind, frozenset[Consent]]] = {
    _PROGRAMME: frozenset({Consent.PROCESS, Consent.PUBLISH_SUMMARY}),
    _PAINTING: frozenset({Consent.PROCESS, Consent.SHOW_WORK}),
    _BATCH: frozenset(),
}
"""Without all of these nothing of a submission is public; a later refusal takes it down at once."""

_COMMON: Final = frozenset(
    {
        _S.DRAFT,
        _S.AWAITING_GUARDIAN,
        _S.SUBMITTED,
        _S.CHANGES_REQUESTED,
        _S.WITHDRAWN,
        _S.EXPIRED,
        _S.SPAM,
        _S.ERASED,
    }
)
STATES_OF: Final[Mapping[SubmissionKind, frozenset[ReviewState]]] = {
    _PROGRAMME: _COMMON
    | {_S.SCREENING, _S.UNDER_REVIEW, _S.REFERRED}
    | {_S.ACCEPTED, _S.WAITLISTED, _S.DECLINED, _S.CLOSED},
    _PAINTING: _COMMON
    | {_S.MODERATION, _S.ELIGIBLE, _S.INELIGIBLE, _S.IN_JURY, _S.SHORTLISTED}
    | {_S.AWARDED, _S.PARTICIPATED, _S.ARCHIVED},
    _BATCH: frozenset({_S.DRAFT, _S.PROCESSING, _S.CLOSED, _S.WITHDRAWN, _S.EXPIRED, _S.ERASED}),
}

UNSENT: Final = frozenset({_S.DRAFT, _S.AWAITING_GUARDIAN})
"""Not yet with the staff: the desk and the jury find none of these."""

FINAL: Final = frozenset({_S.ERASED})
"""No way leads out."""

GONE: Final = frozenset({_S.WITHDRAWN, _S.EXPIRED, _S.ERASED})
"""No longer taking part; nothing of it is read by staff beyond code, state and dates."""

ERASABLE: Final = frozenset(
    {
        _S.WITHDRAWN,
        _S.EXPIRED,
        _S.ARCHIVED,
        _S.DECLINED,
        _S.CLOSED,
        _S.WAITLISTED,
        _S.SPAM,
        _S.INELIGIBLE,
    }
)
"""From here retention or a legal request leads to a tombstone."""

SHOWABLE: Final[Mapping[SubmissionKind, frozenset[ReviewState]]] = {
    _PROGRAMME: frozenset({_S.ACCEPTED, _S.CLOSED}),
    _PAINTING: frozenset(
        {_S.ELIGIBLE, _S.IN_JURY, _S.SHORTLISTED, _S.AWARDED, _S.PARTICIPATED, _S.ARCHIVED}
    ),
    _BATCH: frozenset(),
}
"""Only in these states may anything of a submission be scheduled or public."""

OPEN: Final[Mapping[SubmissionKind, frozenset[ReviewState]]] = {
    kind: states - ERASABLE - FINAL for kind, states in STATES_OF.items()
}
"""Somebody still has something to do: the submitter, a guardian, the staff or the jury."""

PENDING_IN: Final[Mapping[ReviewState, frozenset[PendingState]]] = {
    _S.UNDER_REVIEW: frozenset(
        {PendingState.ACCEPTED, PendingState.WAITLISTED, PendingState.DECLINED}
    ),
    _S.WAITLISTED: frozenset({PendingState.ACCEPTED, PendingState.DECLINED}),
    _S.SHORTLISTED: frozenset({PendingState.AWARDED, PendingState.PARTICIPATED}),
}
"""Which decisions may be pending in which state; in every other state none may."""

EMBARGOED: Final = frozenset({_S.SHORTLISTED, _S.AWARDED, _S.PARTICIPATED, _S.ARCHIVED})
"""States that tell the jury's result; before the reveal all outside the desk read IN_JURY."""


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """Where one submission stands.

    Attributes:
        kind: what it is; never changes.
        review: how far its review is.
        visibility: whether the public sees it.
        pending: the decision that waits to be applied.
        pending_confirmed: a second lead has confirmed it (awards only).
        before_spam: where it returns to when it was no spam; set exactly while it is spam.
    """

    kind: SubmissionKind
    review: ReviewState
    visibility: Visibility = Visibility.HIDDEN
    pending: PendingState | None = None
    pending_confirmed: bool = False
    before_spam: ReviewState | None = None


def faults(state: SubmissionState) -> tuple[str, ...]:
    """Codes of the rules that `state` breaks; empty for a state that may exist.

    The same rules are the constraints of the database.
    """
    found = []
    if state.review not in STATES_OF[state.kind]:
        found.append("state_of_other_kind")
    exposed = state.visibility in {Visibility.SCHEDULED, Visibility.PUBLIC}
    if exposed and state.review not in SHOWABLE[state.kind]:
        found.append("shown_in_hidden_state")
    if state.pending is not None and state.pending not in PENDING_IN.get(state.review, ()):
        found.append("pending_not_allowed")
    if state.pending_confirmed and state.pending is None:
        found.append("confirmed_without_pending")
    if (state.before_spam is not None) != (state.review is _S.SPAM):
        found.append("before_spam_wrong")
    if state.before_spam in {_S.SPAM, _S.ERASED}:
        found.append("before_spam_wrong")
    return tuple(found)


def reasons_against_showing(
    state: SubmissionState,
    *,
    agreed: Iterable[Consent],
    moderation_passed: bool,
    alt_text: bool,
    revealed: bool,
) -> tuple[str, ...]:
    """Why nothing of the submission may be public now; empty when it may.

    Args:
        state: where it stands.
        agreed: the consents that stand at AGREE for everybody who was asked.
        moderation_passed: staff have looked at what would be shown.
        alt_text: the picture's words exist in Chinese and English (paintings only).
        revealed: the reveal time of its edition has passed.
    """
    found = []
    if state.review not in SHOWABLE[state.kind]:
        found.append("state")
    if not CONSENTS_TO_SHOW[state.kind] <= {*agreed}:
        found.append("consent")
    if not moderation_passed:
        found.append("moderation")
    if state.kind is _PAINTING and not alt_text:
        found.append("alt_text")
    if not revealed:
        found.append("embargo")
    return tuple(found)


def shown_review(state: SubmissionState, *, revealed: bool) -> ReviewState:
    """The review state that people outside the desk are told.

    Before the reveal a painting that the jury has seen reads as `IN_JURY`, whatever came out.
    """
    if state.kind is _PAINTING and not revealed and state.review in EMBARGOED:
        return _S.IN_JURY
    return state.review
