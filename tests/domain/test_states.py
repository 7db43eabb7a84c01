"""Which states may exist, what may be shown, what is told outside the desk."""

from __future__ import annotations

import pytest

from youcheng.domain.states import (
    ERASABLE,
    SHOWABLE,
    UNSENT,
    Consent,
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
    faults,
    reasons_against_showing,
    shown_review,
)

PAINTING = SubmissionKind.PAINTING
PROGRAMME = SubmissionKind.PROGRAMME


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SubmissionState(PAINTING, ReviewState.ELIGIBLE, Visibility.PUBLIC), ()),
        (SubmissionState(PAINTING, ReviewState.SCREENING), ("state_of_other_kind",)),
        (
            SubmissionState(PAINTING, ReviewState.MODERATION, Visibility.PUBLIC),
            ("shown_in_hidden_state",),
        ),
        (
            SubmissionState(PROGRAMME, ReviewState.SUBMITTED, Visibility.SCHEDULED),
            ("shown_in_hidden_state",),
        ),
        (SubmissionState(PROGRAMME, ReviewState.SUBMITTED, Visibility.TAKEN_DOWN), ()),
        (
            SubmissionState(PROGRAMME, ReviewState.SUBMITTED, pending=PendingState.ACCEPTED),
            ("pending_not_allowed",),
        ),
        (
            SubmissionState(PAINTING, ReviewState.SHORTLISTED, pending_confirmed=True),
            ("confirmed_without_pending",),
        ),
        (SubmissionState(PAINTING, ReviewState.SPAM), ("before_spam_wrong",)),
        (
            SubmissionState(PAINTING, ReviewState.DRAFT, before_spam=ReviewState.DRAFT),
            ("before_spam_wrong",),
        ),
        (
            SubmissionState(PAINTING, ReviewState.SPAM, before_spam=ReviewState.SPAM),
            ("before_spam_wrong",),
        ),
        (SubmissionState(PAINTING, ReviewState.SPAM, before_spam=ReviewState.DRAFT), ()),
    ],
)
def test_states_that_cannot_be_are_named(state: SubmissionState, expected: tuple[str, ...]) -> None:
    assert faults(state) == expected


def reasons(
    state: SubmissionState,
    *,
    agreed: frozenset[Consent] = frozenset({Consent.PROCESS, Consent.SHOW_WORK}),
    moderation_passed: bool = True,
    alt_text: bool = True,
    revealed: bool = True,
) -> tuple[str, ...]:
    return reasons_against_showing(
        state,
        agreed=agreed,
        moderation_passed=moderation_passed,
        alt_text=alt_text,
        revealed=revealed,
    )


def test_a_painting_is_shown_when_all_five_conditions_hold_and_else_each_is_named() -> None:
    state = SubmissionState(PAINTING, ReviewState.AWARDED)
    assert reasons(state) == ()
    assert reasons(state, agreed=frozenset({Consent.PROCESS})) == ("consent",)
    assert reasons(state, agreed=frozenset({Consent.SHOW_WORK})) == ("consent",)
    assert reasons(state, moderation_passed=False) == ("moderation",)
    assert reasons(state, alt_text=False) == ("alt_text",)
    assert reasons(state, revealed=False) == ("embargo",)
    assert reasons(SubmissionState(PAINTING, ReviewState.MODERATION)) == ("state",)


def test_a_programme_summary_needs_its_own_consent_and_no_picture() -> None:
    state = SubmissionState(PROGRAMME, ReviewState.ACCEPTED)
    assert reasons(state) == ("consent",)
    own = frozenset({Consent.PROCESS, Consent.PUBLISH_SUMMARY})
    assert reasons(state, agreed=own, alt_text=False) == ()


@pytest.mark.parametrize(
    "review", [ReviewState.SHORTLISTED, ReviewState.PARTICIPATED, ReviewState.AWARDED]
)
def test_before_the_reveal_every_result_reads_alike(review: ReviewState) -> None:
    state = SubmissionState(PAINTING, review)
    assert shown_review(state, revealed=False) is ReviewState.IN_JURY
    assert shown_review(state, revealed=True) is review


def test_other_states_are_told_as_they_are() -> None:
    state = SubmissionState(PAINTING, ReviewState.WITHDRAWN)
    assert shown_review(state, revealed=False) is ReviewState.WITHDRAWN
    accepted = SubmissionState(PROGRAMME, ReviewState.ACCEPTED)
    assert shown_review(accepted, revealed=False) is ReviewState.ACCEPTED


def test_nothing_unsent_is_erasable_or_showable() -> None:
    assert not UNSENT & ERASABLE
    assert not UNSENT & (SHOWABLE[PAINTING] | SHOWABLE[PROGRAMME])
