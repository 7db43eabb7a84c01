"""The result sheet: one way of writing it, one hash."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from youcheng.domain.editions import Criterion
from youcheng.domain.jury.ranking import evaluate, rank
from youcheng.domain.jury.rounds import Quorum
from youcheng.domain.jury.scores import Score
from youcheng.domain.jury.sheets import Sheet, canonical, read_sheet, sheet_hash

RANKED = rank(
    evaluate(
        [Score("j", "a", 4), Score("k", "a", 5), Score("j", "b", 2), Score("k", "b", 5)],
        {"j": "A", "k": "B"},
        Quorum(2, 2),
    ).values()
)
SHEET = Sheet(
    edition="2026",
    round="first",
    seed="s",
    criteria=(Criterion("idea", 2),),
    quorum=Quorum(2, 2),
    shortlist=1,
    alpha=-0.0,
    bands={"8-10": RANKED},
    chosen=frozenset("a"),
)


def test_a_sheet_is_written_in_one_way() -> None:
    text = canonical(SHEET)
    assert canonical(replace(SHEET, bands=dict(SHEET.bands))) == text
    assert sheet_hash(text) == ("22fe3a6eea763f1b088877b6ffb7f380a4cae4ab3f2597104493ff43a59ce4e8")
    value = json.loads(text)
    assert value["alpha"] == "0.000000000"
    assert [(one["entry"], one["rank"], one["goes_on"]) for one in value["bands"]["8-10"]] == [
        ("a", 1, True),
        ("b", 2, False),
    ]


def test_whatever_changes_in_a_sheet_changes_its_hash() -> None:
    changed = (
        replace(SHEET, seed="t"),
        replace(SHEET, reason="n1"),
        replace(SHEET, shortlist=2),
        replace(SHEET, chosen=frozenset("ab")),
        replace(SHEET, criteria=(Criterion("idea", 3),)),
        replace(SHEET, bands={"8-10": RANKED[:1]}),
    )
    hashes = {sheet_hash(canonical(one)) for one in (SHEET, *changed)}
    assert len(hashes) == 1 + len(changed)


def test_a_sheet_is_read_as_it_was_written() -> None:
    for one in (SHEET, replace(SHEET, alpha=None, unscored=frozenset("cd"), reason="n1")):
        text = canonical(one)
        again = read_sheet(text.decode())
        assert canonical(again) == text
        assert again.under_quorum == one.under_quorum
    with pytest.raises(ValueError, match="no result sheet"):
        read_sheet("{}")
