"""From the log back to the states: replaying every event gives what the store holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from youcheng.domain.audit import Event
from youcheng.domain.states import (
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
)


def state_details(state: SubmissionState) -> Mapping[str, str]:
    """What an event of a transition says of the state that it led to; fit for `audit.append`."""
    details = {
        "kind": str(state.kind),
        "review": str(state.review),
        "visibility": str(state.visibility),
        "confirmed": "yes" if state.pending_confirmed else "no",
    }
    if state.pending is not None:
        details["pending"] = str(state.pending)
    if state.before_spam is not None:
        details["before_spam"] = str(state.before_spam)
    return details


def replay(events: Iterable[Event]) -> Mapping[str, SubmissionState]:
    """The last state of every subject of which an event tells one, by subject."""
    states: dict[str, SubmissionState] = {}
    for event in events:
        details = dict(event.details)
        if "review" in details:
            states[event.subject] = _read(details)
    return states


def state_since(events: Iterable[Event]) -> datetime | None:
    """When one subject came to the review state that it is in; None without any event of a state.

    Args:
        events: all those of one subject, in order.
    """
    since, review = None, ""
    for event in events:
        told = dict(event.details).get("review")
        if told is not None and told != review:
            since, review = event.at, told
    return since


def _read(details: Mapping[str, str]) -> SubmissionState:
    return SubmissionState(
        kind=SubmissionKind(details["kind"]),
        review=ReviewState(details["review"]),
        visibility=Visibility(details["visibility"]),
        pending=PendingState(details["pending"]) if "pending" in details else None,
        pending_confirmed=details["confirmed"] == "yes",
        before_spam=ReviewState(details["before_spam"]) if "before_spam" in details else None,
    )
