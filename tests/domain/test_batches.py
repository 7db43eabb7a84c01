"""Which photo belongs to which row of a batch, and what a row says as an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form_examples import BATCH, BATCH_ROW, TODAY, a_file
from youcheng.content.loader import load_content
from youcheng.domain.batches import (
    compose_entry,
    entry_folder,
    entry_id,
    find_row_problems,
    match_photos,
    place_photo,
)
from youcheng.domain.forms import validate

CONTENT = load_content()
ENTRY_FORM = CONTENT.form("painting-2026").definition
BATCH_FORM = CONTENT.form("painting-batch-2026").definition


def answers(rows: Sequence[Mapping[str, object]], *names: str) -> dict[str, object]:
    """A batch whose photos have these names; the key of each is its name."""
    photos = [{**a_file("jpg"), "key": name, "name": name} for name in names]
    return {**BATCH, "works": [*rows], "photos": photos}


MIRA = {"child_given_name": "Mira", "child_family_name": "Rochat", "title": "The lake"}
LI = {"child_given_name": "Li", "child_family_name": "Wang", "title": "春天的长江"}
TARA = {"child_given_name": "तारा", "title": "My river"}


@pytest.mark.parametrize(
    ("names", "matched"),
    [
        (("01.jpg", "02.jpg", "03.jpg"), ("01.jpg", "02.jpg", "03.jpg")),
        (("3 x.jpg", "2_x.jpg", "#1 x.jpg"), ("#1 x.jpg", "2_x.jpg", "3 x.jpg")),
        (("३.jpg", "१.jpg"), ("१.jpg", None, "३.jpg")),
        (("scan my-river.jpg", "MIRA.jpg"), ("MIRA.jpg", None, "scan my-river.jpg")),
        (("长江.jpg", "IMG 春天的长江 1.jpg"), ("长江.jpg", "IMG 春天的长江 1.jpg", None)),
        (("तारा.jpg", "rochat_mira.jpg"), ("rochat_mira.jpg", None, "तारा.jpg")),
        # Neither a camera's number nor a part of a word says anything.
        (("20261123_1.jpg", "lilac.jpg"), ("20261123_1.jpg", "lilac.jpg", None)),
        (("9.jpg", "0.jpg"), ("9.jpg", "0.jpg", None)),
        # The number goes before the words, and the first of two with the same number has the row.
        (("2 Mira.jpg", "02 tara.jpg"), ("02 tara.jpg", "2 Mira.jpg", None)),
    ],
)
def test_photos_find_their_rows(names: tuple[str, ...], matched: tuple[str | None, ...]) -> None:
    assert match_photos(answers([MIRA, LI, TARA], *names)) == matched


def test_a_name_that_two_children_share_decides_nothing() -> None:
    other = {**MIRA, "child_family_name": "Favre", "title": "A boat"}
    assert match_photos(answers([other, MIRA], "Mira.jpg", "Mira Rochat.jpg")) == (
        "Mira.jpg",
        "Mira Rochat.jpg",
    )


def test_what_the_teacher_chose_goes_before_the_file_name() -> None:
    rows = [MIRA, {**LI, "photo": "1.jpg"}, TARA]
    assert match_photos(answers(rows, "1.jpg", "2.jpg")) == ("2.jpg", "1.jpg", None)
    # A photo that was removed is chosen by nobody.
    assert match_photos(answers(rows, "2.jpg")) == (None, "2.jpg", None)


NAMES = st.lists(
    st.one_of(
        st.integers(0, 12).map(lambda number: f"{number}.jpg"),
        st.sampled_from(["Mira.jpg", "Li.jpg", "तारा.jpg", "春天的长江.png", "The lake 2.jpg"]),
        st.text(min_size=1, max_size=12),
    ),
    unique=True,
    max_size=12,
)
ROWS = st.lists(
    st.one_of(
        st.sampled_from([MIRA, LI, TARA, {}]),
        st.builds(lambda key: {**MIRA, "photo": key}, st.integers(0, 12).map("{}.jpg".format)),
    ),
    max_size=12,
)


@given(rows=ROWS, names=NAMES)
def test_every_photo_has_one_row_as_long_as_there_are_rows(
    rows: list[dict[str, object]], names: list[str]
) -> None:
    matched = match_photos(answers(rows, *names))
    held = [key for key in matched if key is not None]
    assert len(matched) == len(rows)
    assert len(set(held)) == len(held) == min(len(rows), len(names))
    assert set(held) <= set(names)


@given(rows=ROWS.filter(len), names=NAMES.filter(len), data=st.data())
def test_placing_a_photo_changes_its_row_and_the_one_it_takes_and_no_other(
    rows: list[dict[str, object]], names: list[str], data: st.DataObject
) -> None:
    batch = answers(rows, *names)
    key = data.draw(st.sampled_from(names))
    row = data.draw(st.integers(0, len(rows) - 1))
    before = match_photos(batch)
    after = match_photos({**batch, "works": place_photo(batch, key, row)})
    assert after[row] == key
    changed = {number for number in range(len(rows)) if before[number] != after[number]}
    assert changed <= {row, *(n for n, held in enumerate(before) if held == key)}


@pytest.mark.parametrize(("key", "row"), [("9.jpg", 0), ("1.jpg", 1), ("1.jpg", -1)])
def test_a_photo_is_placed_only_where_both_are_there(key: str, row: int) -> None:
    with pytest.raises(ValueError, match="there is no such"):
        place_photo(answers([MIRA], "1.jpg"), key, row)


def test_a_row_is_a_valid_entry_with_its_photo() -> None:
    batch = answers([BATCH_ROW, BATCH_ROW], "1.jpg", "2.jpg")
    for row, key in enumerate(match_photos(batch)):
        entry = compose_entry(ENTRY_FORM, batch, row, key)
        assert validate(ENTRY_FORM, entry, today=TODAY) == ()
        assert [one["key"] for one in entry["image"]] == [key]  # type: ignore[attr-defined]
        assert entry["submitter_role"] == "teacher"
        assert "families_know" not in entry
    assert list(find_row_problems(ENTRY_FORM, BATCH_FORM, batch, today=TODAY)) == []


def test_a_child_below_eight_is_not_said_to_have_agreed() -> None:
    batch = answers([{**BATCH_ROW, "birth": "2021-01"}], "1.jpg")
    assert "child_assent" not in compose_entry(ENTRY_FORM, batch, 0, "1.jpg")


def test_ids_and_folders_of_entries_are_their_own_and_stay() -> None:
    made = [
        name(batch, row)
        for name in (entry_id, entry_folder)
        for batch in ("a" * 32, "b" * 32)
        for row in range(30)
    ]
    assert len(set(made)) == len(made) == 120
    assert all(len(one) == 32 and int(one, 16) for one in made)
    assert entry_id("a" * 32, 3) == made[3]


def test_ages_are_counted_at_the_deadline() -> None:
    young = answers([{**BATCH_ROW, "birth": "2024-01"}], "1.jpg")
    (problem,) = find_row_problems(ENTRY_FORM, BATCH_FORM, young, today=dt.date(2026, 11, 23))
    assert (problem.field, problem.at) == ("works", (0, "birth"))
