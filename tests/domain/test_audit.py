"""The log: every alteration, gap and move is found and named; nothing a person wrote fits in."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.domain.audit import (
    DETAILS,
    FIRST_PREVIOUS,
    Broken,
    Event,
    Head,
    Via,
    append,
    canonical,
    hash_event,
    verify,
)
from youcheng.i18n.languages import BY_CODE

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


def log(length: int = 6) -> tuple[list[Event], Head]:
    head, events = Head(), []
    for number in range(length):
        event, head = append(
            head,
            at=NOW + timedelta(seconds=number),
            actor="staff:9f",
            via=Via.DESK,
            kind="draft.saved",
            subject="submission:41",
            fields=["title", "family_name"],
            details={"review": "draft", "count": str(number)},
        )
        events.append(event)
    return events, head


EVENTS, HEAD = log()


def test_the_log_as_written_verifies_and_is_numbered_from_one() -> None:
    assert verify(EVENTS, head=HEAD) is None
    assert [event.sequence for event in EVENTS] == [1, 2, 3, 4, 5, 6]
    assert EVENTS[0].previous == FIRST_PREVIOUS
    assert verify([], head=Head()) is None


def test_the_canonical_form_is_fixed() -> None:
    assert canonical(EVENTS[0]) == (
        b'{"actor":"staff:9f","at":"2026-08-01T12:00:00.000000Z",'
        b'"details":[["count","0"],["review","draft"]],"fields":["family_name","title"],'
        b'"kind":"draft.saved","previous":"' + b"0" * 64 + b'","sequence":1,'
        b'"subject":"submission:41","via":"desk"}'
    )


def test_the_same_moment_on_another_clock_has_the_same_hash() -> None:
    nanjing = EVENTS[0].at.astimezone(timezone(timedelta(hours=8)))
    assert hash_event(replace(EVENTS[0], at=nanjing)) == EVENTS[0].hash


ALTERED = {
    "at": NOW + timedelta(microseconds=1),
    "actor": "staff:9e",
    "via": Via.WEB,
    "kind": "draft.taken",
    "subject": "submission:42",
    "fields": ("family_name",),
    "details": (("count", "9"), ("review", "draft")),
    "previous": "1" * 64,
    "hash": "1" * 64,
    "sequence": 99,
}


@pytest.mark.parametrize("position", range(6))
@pytest.mark.parametrize("name", [field.name for field in fields(Event)])
def test_an_altered_field_of_any_event_is_found_and_named(position: int, name: str) -> None:
    events = [*EVENTS]
    events[position] = replace(events[position], **{name: ALTERED[name]})
    broken = verify(events, head=HEAD)
    assert broken is not None
    assert broken.sequence == position + 1


@given(st.integers(0, 5), st.data())
@settings(max_examples=80)
def test_altering_any_one_character_is_found_and_named(position: int, data: st.DataObject) -> None:
    event = EVENTS[position]
    name = data.draw(st.sampled_from(["actor", "kind", "subject", "previous", "hash"]))
    text: str = getattr(event, name)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda character: character != text[place]))
    events = [*EVENTS]
    altered = text[:place] + other + text[place + 1 :]
    events[position] = replace(event, **{name: altered})
    broken = verify(events, head=HEAD)
    assert broken is not None
    assert broken.sequence == position + 1


def test_a_look_alike_that_normalises_to_the_same_text_is_found() -> None:
    events, _ = log(1)
    event, head = append(
        Head(), at=NOW, actor="staff:K", via=Via.WEB, kind="erased", subject="submission:K"
    )
    assert verify([event], head=head) is None
    assert verify([replace(event, actor="staff:\u212a")]) == Broken(1, "content")
    assert len(events) == 1


@pytest.mark.parametrize("position", range(6))
def test_a_dropped_event_is_found_and_named(position: int) -> None:
    events = [*EVENTS[:position], *EVENTS[position + 1 :]]
    broken = verify(events, head=HEAD)
    what = "cut_off" if position == 5 else "sequence"
    assert broken == Broken(position + 1, what)


@pytest.mark.parametrize(("one", "two"), [*itertools.combinations(range(6), 2)])
def test_events_that_changed_places_are_found_and_named(one: int, two: int) -> None:
    events = [*EVENTS]
    events[one], events[two] = events[two], events[one]
    assert verify(events, head=HEAD) == Broken(one + 1, "sequence")


def test_a_doubled_event_and_a_renumbered_gap_are_found() -> None:
    assert verify([*EVENTS[:3], EVENTS[2], *EVENTS[3:]]) == Broken(4, "sequence")
    renumbered = [EVENTS[0], *(replace(event, sequence=event.sequence - 1) for event in EVENTS[2:])]
    assert verify(renumbered) == Broken(2, "previous")


def test_a_cut_off_end_is_found_by_the_head_alone() -> None:
    assert verify(EVENTS[:4]) is None
    assert verify(EVENTS[:4], head=HEAD) == Broken(5, "cut_off")
    assert verify([], head=HEAD) == Broken(1, "cut_off")


def test_a_rewritten_end_is_found_by_the_head() -> None:
    last, _ = append(
        Head(EVENTS[4].sequence, EVENTS[4].hash),
        at=NOW,
        actor="system",
        via=Via.JOB,
        kind="erased",
        subject="submission:41",
    )
    assert verify([*EVENTS[:5], last]) is None
    assert verify([*EVENTS[:5], last], head=HEAD) == Broken(6, "cut_off")


def test_a_time_that_lost_its_zone_is_named_and_stops_nothing() -> None:
    bare = replace(EVENTS[2], at=EVENTS[2].at.replace(tzinfo=None))
    assert verify([*EVENTS[:2], bare]) == Broken(3, "content")


@pytest.mark.parametrize(
    "wrong",
    [
        {"actor": "Zhang Wei"},
        {"actor": "staff:zhang@example.org"},
        {"kind": "Draft saved"},
        {"subject": "submission:张伟"},
        {"fields": ["Family name"]},
        {"fields": ["family_name=Zhang"]},
        {"details": {"name": "zhang"}},
        {"details": {"reason": "Because of Zhang"}},
        {"details": {"text_hash": "zhang"}},
        {"details": {"count": "many"}},
    ],
)
def test_what_a_person_may_have_written_does_not_fit(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"actor": "public", "kind": "erased", "subject": "submission:41"}
    with pytest.raises(ValueError, match="not fit for the log"):
        append(Head(), at=NOW, via=Via.WEB, **{**good, **wrong})


def test_a_time_without_a_zone_does_not_fit() -> None:
    with pytest.raises(ValueError, match="aware"):
        append(
            Head(),
            at=NOW.replace(tzinfo=None),
            actor="public",
            via=Via.WEB,
            kind="erased",
            subject="submission:41",
        )


def test_a_language_that_the_site_gets_later_fits_the_log() -> None:
    for code in (*BY_CODE, "de", "fil"):
        assert DETAILS["language"].fullmatch(code), code


def test_every_form_of_a_detail_is_ascii_and_refuses_an_address_and_a_sentence() -> None:
    for name, form in DETAILS.items():
        for text in ("anna@example.org", "Anna Muster", "张伟", "", "x" * 100):
            assert not form.fullmatch(text), name
