"""The files of an edition and of its entry form: a further edition, and what is said of a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.test_form_editions import problems
from youcheng.content.loader import read_content

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

FILE = "forms/painting.toml"
EDITION = "competition/2026.toml"


def test_a_further_edition_has_a_form_of_its_own(copy: Path) -> None:
    text = (copy / EDITION).read_text("utf-8")
    for year in ("2028", "2027", "2026"):
        text = text.replace(f"{year}-", f"{int(year) + 1}-")
    text = text.replace('id = "2026"', 'id = "2027"', 1).replace('id = "water"', 'id = "sky"', 1)
    (copy / "competition" / "2027.toml").write_text(text, "utf-8")
    content = read_content(copy)
    first, second = content.form("painting-2026"), content.form("painting-2027")
    assert second.definition.closing_day == dt.date(2028, 3, 31)
    assert ("sky" in second.field("theme").rules.options) != (
        "sky" in first.field("theme").rules.options
    )
    assert problems(first, "guardian", birth="2010-02") == []
    assert problems(second, "guardian", birth="2010-02", theme="sky") == [
        ("birth", "month_too_early")
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            EDITION,
            'entry_form = "painting"',
            'entry_form = "drawing"',
            f"{EDITION}: entry_form: there is no form drawing",
        ),
        (
            FILE,
            "min_age = 4",
            "min_age = 5",
            f"{FILE}: birth.limits.min_age: is 4 in 2026",
        ),
        (
            FILE,
            "version = 1\n",
            "version = 1\ncloses_at = 2027-03-31T20:00:00+08:00\n",
            f"{FILE}: closes_at: an entry form has its window from the edition",
        ),
        (
            FILE,
            'field = "birth", age_from',
            'field = "year_made", age_from',
            f"{FILE}: steps 5 (check-picture), fields 3 (child_assent): when: "
            "year_made is number, not month",
        ),
        (
            FILE,
            'unlike = ["email", "teacher_email"]',
            'unlike = ["email", "title"]',
            f"{FILE}: steps 6 (guardian), fields 3 (guardian_email): limits.unlike: "
            "title is text, not email",
        ),
        (
            FILE,
            'id = "guardian"\ntitle',
            'id = "guardian"\nreader = "guardian"\ntitle',
            f"{FILE}: steps 6 (guardian), fields 1 (guardian_name): kind: "
            "a guardian is asked for consents alone",
        ),
        (
            "forms/study.toml",
            'field = "nationality", in = ["CN"]',
            'field = "nationality", age_from = 8',
            "forms/study.toml: notices 1 (chinese-citizens): when: "
            "the form has no day on which ages are counted",
        ),
    ],
)
def test_a_fault_is_named_with_file_table_and_key(
    change: Change, faults: Faults, file: str, old: str, new: str, line: str
) -> None:
    change(file, old, new)
    assert line in faults()


def test_a_broken_edition_brings_no_echo_from_its_form(change: Change, faults: Faults) -> None:
    change(EDITION, 'zone = "Asia/Shanghai"', 'zone = "Asia/Nowhere"')
    assert [line for line in faults() if "painting" in line] == []
