"""The queue's order, what is overdue, and views as addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.queue import (
    ANSWER_WITHIN,
    QueueView,
    Turn,
    due_at,
    overdue_from,
    place_of,
    read_place,
    turn_of,
)
from youcheng.domain.states import STATES_OF, ReviewState, SubmissionKind

MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 -- the strategy adds the zone
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", max_size=40)
VIEWS = st.builds(
    QueueView,
    programme=IDS,
    kind=st.sampled_from(["", "programme", "painting"]),
    country=IDS,
    partner=IDS,
    city=IDS,
    states=st.sets(st.sampled_from(ReviewState)).map(
        lambda chosen: tuple(one for one in ReviewState if one in chosen)
    ),
    tag=IDS,
    assignee=IDS,
    age=st.integers(0, 3660),
    waiting=st.integers(0, 3660),
    overdue=st.booleans(),
    returned=st.booleans(),
    query=st.sampled_from(["", "alphorn", "友城 江苏", "50 % & more", "a+b=c?"]),
)


@given(VIEWS)
def test_a_view_comes_back_from_its_address(view: QueueView) -> None:
    assert QueueView.from_query(view.to_query()) == view
    assert QueueView.from_query(f"?{view.to_query()}") == view


@given(st.text(max_size=300))
def test_whatever_an_address_says_a_view_comes_out_that_has_an_address(text: str) -> None:
    view = QueueView.from_query(text)
    assert QueueView.from_query(view.to_query()) == view


@pytest.mark.parametrize(
    "query",
    [
        "kind=batch",
        "state=nonsense",
        "age=-3&waiting=1e9",
        "age=999999999999",
        "assignee=a b",
        "overdue=1",
        "programme=" + "x" * 41,
        "tag='; DROP TABLE tag",
        "&".join(["a=b"] * 500),
        "%ff%fe=%00",
    ],
)
def test_what_cannot_be_followed_is_passed_over(query: str) -> None:
    assert QueueView.from_query(query) == QueueView()


def test_the_whole_queue_has_an_empty_address() -> None:
    assert QueueView().to_query() == ""
    view = QueueView(programme="study", states=(ReviewState.SUBMITTED, ReviewState.SCREENING))
    assert parse_qs(view.to_query()) == {"programme": ["study"], "state": ["submitted,screening"]}


@pytest.mark.parametrize(
    ("since", "due"),
    [
        # Monday morning in Nanjing; ten working days later is the Monday after next.
        ("2026-11-23T01:00", "2026-12-07T01:00"),
        # Friday 23:59 in Nanjing.
        ("2026-11-27T15:59", "2026-12-11T15:59"),
        # Saturday and Sunday in Nanjing count from Monday on.
        ("2026-11-27T16:00", "2026-12-13T16:00"),
        ("2026-11-29T15:59", "2026-12-13T16:00"),
    ],
)
def test_staff_have_ten_working_days_by_nanjings_clock(since: str, due: str) -> None:
    begun = datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert due_at(begun) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_what_is_overdue_is_exactly_what_has_waited_longest(
    now: datetime, waited: timedelta
) -> None:
    since = now - waited
    assert (since <= overdue_from(now)) == (due_at(since) <= now)
    assert due_at(since) - since >= ANSWER_WITHIN


@given(st.sampled_from(Turn), MOMENTS, st.sampled_from(Turn), MOMENTS)
def test_places_compare_as_turns_and_times_do(
    turn: Turn, since: datetime, other: Turn, then: datetime
) -> None:
    one, two = place_of(turn, since, "JS-26-7K3M-1"), place_of(other, then, "JS-26-7K3M-1")
    assert (one < two) == ((turn, since) < (other, then))
    assert read_place(one) == one


@pytest.mark.parametrize("text", ["", "x", "0" * 18, "0" * 18 + "a", "0" * 18 + "A" * 17])
def test_what_is_no_place_is_read_as_none(text: str) -> None:
    assert read_place(text) == ""


def test_every_state_is_somebodys_turn_or_nobodys() -> None:
    waits = {review for review in ReviewState if turn_of(review) is Turn.STAFF}
    assert waits <= STATES_OF[SubmissionKind.PROGRAMME] | STATES_OF[SubmissionKind.PAINTING]
    assert turn_of(ReviewState.CHANGES_REQUESTED) is Turn.OTHERS
    assert turn_of(ReviewState.SPAM) is turn_of(ReviewState.WITHDRAWN) is Turn.NOBODY
