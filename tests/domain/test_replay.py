"""What the log tells of one submission: where it stands, and since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from youcheng.domain.audit import Event, Head, Via, append
from youcheng.domain.replay import replay, state_details, state_since
from youcheng.domain.states import ReviewState, SubmissionKind, SubmissionState

BEGUN = datetime(2026, 8, 1, 12, tzinfo=UTC)
SUBJECT = "submission:41"


def told(*reviews: ReviewState | None) -> list[Event]:
    """A log of one submission, an event an hour; None is an event that tells no state."""
    head, events = Head(), []
    for hour, review in enumerate(reviews):
        state = review and SubmissionState(SubmissionKind.PROGRAMME, review)
        event, head = append(
            head,
            at=BEGUN + timedelta(hours=hour),
            actor="system",
            via=Via.WEB,
            kind="state.changed" if review else "draft.link_mailed",
            subject=SUBJECT,
            details=state_details(state) if state else {},
        )
        events.append(event)
    return events


def test_a_state_lasts_from_the_event_that_led_to_it() -> None:
    draft, sent = ReviewState.DRAFT, ReviewState.SUBMITTED
    assert state_since(told(draft, draft, sent, None, sent)) == BEGUN + timedelta(hours=2)


def test_a_state_that_came_back_begins_anew() -> None:
    review, referred = ReviewState.UNDER_REVIEW, ReviewState.REFERRED
    assert state_since(told(review, referred, review)) == BEGUN + timedelta(hours=2)


def test_a_log_without_states_tells_none() -> None:
    assert state_since(told(None)) is None
    assert replay(told(None)) == {}
