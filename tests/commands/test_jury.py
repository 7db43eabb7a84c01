"""`simulate-jury`: what it says to people and to machines, and what it refuses."""

from __future__ import annotations

from tests.commands.installation import Installation

PLAN = ("--entries", "60", "--jurors", "9", "--lose", "1", "--seed", "7", "--runs", "30")


def test_a_simulated_jury_keeps_its_rules_and_says_how_it_was_done(small: Installation) -> None:
    said = small.run("simulate-jury", *PLAN)
    assert "entries under quorum 0, conflicts 0, finished scores moved 0" in said
    assert "Harvey, Ladner, Lovász and Tamir" in said
    found = small.look("simulate-jury", *PLAN)
    assert found["normalised"] > found["raw"]
    assert len(found["editions"]) == 30
    first = found["editions"][0]
    assert (len(first["loads"]), sum(first["loads"].values()) <= 180) == (8, True)
    assert found == small.look("simulate-jury", *PLAN)


def test_a_jury_that_cannot_have_a_quorum_is_not_in_order(small: Installation) -> None:
    plan = ("--entries", "4", "--jurors", "2", "--seed", "1", "--runs", "1")
    (edition,) = small.look("simulate-jury", *plan, code=1)["editions"]
    assert (edition["under_quorum"], edition["conflicts"]) == (4, 0)


def test_a_jury_without_jurors_is_refused_in_one_line(small: Installation) -> None:
    why = small.fail(
        "simulate-jury", "--entries", "4", "--jurors", "2", "--lose", "2", "--seed", "1"
    )
    assert "an edition needs entries, and a juror who stays" in why
