"""Drafts: saves from one device and from two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.domain.drafts import Draft, StaleBase, save
from youcheng.domain.lifetimes import DRAFT, Due

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
EMPTY = Draft(saved_at=NOW)


def test_a_save_sets_changes_and_clears_fields() -> None:
    first = save(EMPTY, {"title": "Tea", "email": "a@example.org"}, base=0, now=NOW)
    assert first.changed == ("email", "title")
    second = save(first.draft, {"title": "Moon", "email": None}, base=1, now=NOW)
    assert second.draft.answers == {"title": "Moon"}
    assert second.draft.revisions == {"email": 2, "title": 2}
    assert (second.draft.revision, second.overwritten) == (2, ())


def test_a_save_that_is_sent_again_changes_nothing_but_the_time() -> None:
    first = save(EMPTY, {"title": "Tea"}, base=0, now=NOW).draft
    later = NOW + timedelta(days=29)
    again = save(first, {"title": "Tea", "email": None}, base=0, now=later)
    assert (again.changed, again.overwritten) == ((), ())
    assert again.draft.revision == 1
    assert again.draft.saved_at == later


def test_two_devices_keep_each_others_fields_and_are_told_of_the_same_field() -> None:
    start = save(EMPTY, {"title": "Tea", "story": "Once"}, base=0, now=NOW).draft
    phone = save(start, {"title": "Moon"}, base=1, now=NOW).draft
    laptop = save(phone, {"story": "Twice", "title": "Boat"}, base=1, now=NOW)
    assert laptop.draft.answers == {"title": "Boat", "story": "Twice"}
    assert laptop.overwritten == ("title",)


def test_one_is_not_true() -> None:
    start = save(EMPTY, {"size": 1}, base=0, now=NOW).draft
    assert save(start, {"size": True}, base=1, now=NOW).changed == ("size",)


def test_a_base_that_does_not_exist_is_refused() -> None:
    with pytest.raises(StaleBase):
        save(EMPTY, {}, base=1, now=NOW)


def test_thirty_days_run_from_the_last_saving() -> None:
    draft = save(EMPTY, {"title": "Tea"}, base=0, now=NOW + timedelta(days=20)).draft
    assert draft.expires_at == NOW + timedelta(days=50)
    due = [
        DRAFT.due(draft.saved_at, NOW + timedelta(days=days), reminders_sent=draft.reminders_sent)
        for days in (46, 47, 50)
    ]
    assert due == [Due.NOTHING, Due.REMIND, Due.END]


CHANGES = st.dictionaries(
    st.sampled_from("abc"), st.none() | st.integers(0, 2) | st.text(max_size=2), max_size=3
)


@given(st.lists(CHANGES, max_size=8))
@settings(max_examples=60)
def test_the_last_word_of_every_field_is_kept(saves: list[dict[str, object]]) -> None:
    draft, said = EMPTY, dict[str, object]()
    for changes in saves:
        draft = save(draft, changes, base=draft.revision, now=NOW).draft
        said |= changes
    assert draft.answers == {name: answer for name, answer in said.items() if answer is not None}
