"""The form for a class: what it takes over from the entry form, and faults told by their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.form_examples import BATCH, TODAY
from youcheng.content.models import Content
from youcheng.domain.forms import normalise, validate

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

FILE = "forms/painting-batch.toml"
EDITION = "competition/2026.toml"
COLUMNS = (
    "child_given_name child_family_name birth theme title what_do_you_see technique year_made"
    " guardian_name guardian_relation guardian_email guardian_language photo"
)


def test_a_class_is_entered_in_four_pages_and_a_row_for_each_work(content: Content) -> None:
    form = content.form("painting-batch-2026")
    assert [step.id for step in form.steps] == ["school", "works", "photos", "declarations"]
    assert [one.id for one in form.field("works").columns] == COLUMNS.split()
    assert form.guardian_steps == ()
    answers = normalise(form.definition, BATCH)
    assert answers == BATCH
    assert validate(form.definition, answers, today=TODAY) == ()
    most = content.editions[0].batch_limit
    assert form.field("works").rules.limits.max_count == most
    assert form.field("photos").rules.limits.max_count == most


def test_what_is_taken_over_is_as_the_entry_form_has_it(content: Content) -> None:
    entry, batch = content.form("painting-2026"), content.form("painting-batch-2026")
    for column in batch.field("works").columns:
        if column.id == "photo":
            continue
        asked = entry.field(column.id)
        assert column.options == asked.options
        assert column.rules.limits == asked.rules.limits
        assert column.rules.required == asked.rules.required
    assert batch.field("school_name").label == entry.field("school_name").label
    # What is given here goes before what is taken over.
    assert batch.field("school_name").hint != entry.field("school_name").hint
    assert [one.id for one in batch.field("public_name_choice").options] == [
        "anonymous",
        "first-name",
    ]
    assert batch.field("country").rules.public_with is None


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            FILE,
            'id = "title"\nas_in = "painting"',
            'id = "name"\nas_in = "painting"',
            f"{FILE}: steps 2 (works), fields 1 (works), columns 5 (name): as_in: "
            "there is no question name in forms/painting.toml",
        ),
        (
            FILE,
            'id = "city"\nas_in = "painting"',
            'id = "city"\nas_in = "drawing"',
            f"{FILE}: steps 1 (school), fields 5 (city): as_in: "
            "there is no question city in forms/drawing.toml",
        ),
        (
            FILE,
            "limits = { max_count = 30 }",
            "limits = { max_count = 20 }",
            f"{FILE}: works.limits.max_count: must be 30 in 2026",
        ),
        (
            FILE,
            'id = "technique"\nas_in = "painting"',
            'id = "material"\nkind = "text"\nlimits = { max_length = 40 }',
            f"{FILE}: steps: painting requires technique, which is not asked",
        ),
        (
            FILE,
            'kind = "photo"',
            'kind = "text"\nlimits = { max_length = 40 }',
            f"{FILE}: works.columns: needs photo of the kind photo",
        ),
        (
            EDITION,
            'batch_form = "painting-batch"',
            'batch_form = "class"',
            f"{EDITION}: batch_form: there is no form class",
        ),
    ],
)
def test_a_fault_of_a_class_s_form_is_named_with_its_place(
    change: Change, faults: Faults, file: str, old: str, new: str, fault: str
) -> None:
    change(file, old, new)
    assert fault in faults()


def test_a_photo_stands_in_rows_only(change: Change, faults: Faults) -> None:
    change(
        "forms/painting.toml",
        'id = "title"\nkind = "text"',
        'id = "title"\nkind = "photo"',
    )
    assert any("photo stands in rows only" in one for one in faults())
