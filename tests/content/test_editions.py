"""Editions of the competition as data, and what the loader says of a broken one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import sample
from youcheng.content.loader import read_content
from youcheng.content.models import Content
from youcheng.domain.jury.rounds import Quorum

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

FILE = "competition/2026.toml"


def test_the_shipped_editions_are_marked_as_a_proposal(content: Content) -> None:
    assert [one.id for one in content.editions if not one.provisional] == []
    assert content.edition("2026").name.get("en") == "International Youth Painting Competition"
    with pytest.raises(KeyError):
        content.edition("1999")


def test_the_rules_of_an_edition_are_those_of_its_file(content: Content) -> None:
    edition = content.edition("2026")
    rules = edition.rules
    assert rules.closes_at == datetime(2027, 3, 31, 12, tzinfo=UTC)
    assert [(one.id, one.youngest, one.oldest) for one in rules.bands] == [
        ("4-7", 4, 7),
        ("8-10", 8, 10),
        ("11-13", 11, 13),
        ("14-17", 14, 17),
    ]
    assert {one.id: one.weight for one in rules.criteria} == {
        "idea": 2,
        "expression": 2,
        "technique": 1,
    }
    assert (rules.youngest, rules.oldest, rules.works_per_child) == (4, 17, 1)
    assert [one.id for one in rules.awards] == [one.id for one in edition.awards]
    assert [(one.id, one.quorum, one.shortlist) for one in rules.rounds] == [
        ("first", Quorum(3, 2), 30),
        ("final", Quorum(5, 3), 12),
    ]


def test_a_further_edition_needs_its_file_alone(copy: Path) -> None:
    text = (copy / FILE).read_text("utf-8")
    for year in ("2028", "2027", "2026"):
        text = text.replace(f"{year}-", f"{int(year) + 1}-")
    text = text.replace('id = "2026"', 'id = "2027"', 1)
    (copy / "competition" / "2027.toml").write_text(text, "utf-8")
    content = read_content(copy)
    assert [one.id for one in content.editions] == ["2026", "2027"]
    first, second = content.editions
    assert content.current_edition(first.opens_at) is first
    assert content.current_edition(first.reveals_at) is second
    assert content.current_edition(second.reveals_at + timedelta(days=99)) is second


def test_an_edition_may_keep_the_clock_of_another_place(copy: Path, change: Change) -> None:
    change(FILE, '"Asia/Shanghai"', '"Europe/Zurich"')
    change(FILE, "2026-11-16T09:00:00+08:00", "2026-11-16T09:00:00+01:00")
    change(FILE, "2027-03-31T20:00:00+08:00", "2027-03-31T20:00:00+02:00")
    change(FILE, "2027-06-01T10:00:00+08:00", "2027-06-01T10:00:00+02:00")
    for moment in ("2027-04-12T09", "2027-05-03T20", "2027-05-06T09", "2027-05-20T20"):
        change(FILE, f"{moment}:00:00+08:00", f"{moment}:00:00+02:00")
    closes_at = read_content(copy).edition("2026").closes_at
    assert closes_at == datetime(2027, 3, 31, 20, tzinfo=ZoneInfo("Europe/Zurich"))


FAULTS: Final = [
    ("works_per_child = 1", "works_per_child = 0", "works_per_child: Input should be greater"),
    ("works_per_child = 1", "", "works_per_child: Field required"),
    ('id = "2026"', 'id = "2027"', "id: must be 2026, as the file is called"),
    ('"Asia/Shanghai"', '"Asia/Nanjing"', "zone: unknown zone Asia/Nanjing"),
    ("00:00+08:00\ncloses", "00:00\ncloses", "opens_at: must be a time with its zone"),
    (
        "2027-03-31T20:00:00+08:00",
        "2027-03-31T20:00:00+01:00",
        "closes_at has another offset than Asia/Shanghai has then",
    ),
    ("2027-03-31", "2026-03-31", "opens_at, closes_at and reveals_at must follow one another"),
    ("youngest = 8", "youngest = 9", "bands: 8-10 must begin at 8, after 4-7"),
    ("oldest = 7", "oldest = 3", "bands: 4-7 ends before it begins"),
    ("enters_alone_from = 14", "enters_alone_from = 4", "enters_alone_from must lie within"),
    ("weight = 2", "weight = 0", "criteria[1].weight: Input should be greater"),
    ('share = "band"', 'share = "school"', "awards[1].share: Input should be"),
    ("count = 1", "count = 0", "awards[1].count: Input should be greater"),
    ('id = "second"', 'id = "first"', "awards holds first twice"),
    ("name.ne =", "name.de =", "name.ne: no text in this language"),
    ('answer.ru = "Нет. П', 'answer.de = "Нет. П', "answers[1].answer.ru: no text"),
    ("jurors = 3", "jurors = 2", "rounds[1].jurors: Input should be greater"),
    ("countries = 2", "countries = 1", "rounds[1].countries: Input should be greater"),
    ("countries = 2", "countries = 4", "the round first asks for more countries than jurors"),
    ("2027-04-12", "2027-03-12", "the round first must lie after what comes before it"),
    ("2027-05-20", "2027-06-20", "the round final must lie after what comes before it"),
    ("2027-05-06", "2027-05-02", "the round final must lie after what comes before it"),
    ("shortlist = 12", "shortlist = 30", "the round final must leave fewer than the one"),
    ("shortlist = 12", "shortlist = 5", "the last round must leave 6 or more for the awards"),
    ("2027-05-20T20:00:00+08:00", "2027-05-20T20:00:00+07:00", "closes_at of the round final"),
    ('id = "final"', 'id = "first"', "rounds holds first twice"),
    ("[[child_rules]]", "[[children_rules]]", "children_rules: Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("old", "new", "fault"), sample(FAULTS, 9, "faults of editions"))
def test_a_broken_edition_is_told_with_its_place(
    change: Change, faults: Faults, old: str, new: str, fault: str
) -> None:
    change(FILE, old, new)
    found = faults()
    assert any(line.startswith(f"{FILE}: {fault}") for line in found), found


def test_editions_that_are_open_at_once_are_told(copy: Path, faults: Faults) -> None:
    text = (copy / FILE).read_text("utf-8").replace('id = "2026"', 'id = "2027"', 1)
    text = text.replace("2026-11-16", "2026-12-16")
    (copy / "competition" / "2027.toml").write_text(text, "utf-8")
    assert faults() == ["competition/2027.toml: opens_at: lies before the deadline of 2026"]


def test_without_an_edition_the_content_does_not_load(copy: Path, faults: Faults) -> None:
    (copy / FILE).unlink()
    assert "competition/: the folder holds no .toml file" in faults()
