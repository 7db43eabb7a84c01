"""Conflicts of interest: each rule, what a lead may dismiss, what nobody may."""

from __future__ import annotations

import pytest

from youcheng.domain.jury.conflicts import (
    Dismissal,
    Entry,
    Ground,
    Juror,
    Rule,
    conflicts,
    plain_name,
)

JUROR = Juror(
    "j", "CH", frozenset({plain_name("Anne Favre")}), frozenset({plain_name("École de Vevey")})
)
ENTRY = Entry("e", "NP")


def test_nothing_in_common_is_no_conflict() -> None:
    assert conflicts(JUROR, ENTRY) == frozenset()


def test_country_school_and_teacher_are_conflicts() -> None:
    entry = Entry(
        "e",
        "CH",
        frozenset({plain_name("ÉCOLE  de Vevey.")}),
        frozenset({plain_name("anne favre")}),
    )
    assert conflicts(JUROR, entry) == {Rule.COUNTRY, Rule.SCHOOL, Rule.TEACHER}


def test_names_are_compared_without_case_width_and_punctuation() -> None:
    assert plain_name("Ｎo. 1 Primary") == plain_name("no 1 PRIMARY")
    assert plain_name("काठमाडौँ") != plain_name("काठमाडौ")


def test_a_declared_pupil_and_a_recusal_hold_for_this_entry_alone() -> None:
    ground = Ground(frozenset({("j", "e")}), frozenset({("j", "other"), ("k", "e")}))
    assert conflicts(JUROR, ENTRY, ground) == {Rule.PUPIL}
    assert conflicts(JUROR, Entry("other", "NP"), ground) == {Rule.RECUSED}


def test_a_dismissed_rule_holds_no_more_and_the_others_do() -> None:
    entry = Entry("e", "CH", JUROR.schools)
    for dismissal in (Dismissal(Rule.COUNTRY, "j"), Dismissal(Rule.COUNTRY, "j", "e")):
        ground = Ground(dismissals=frozenset({dismissal}))
        assert conflicts(JUROR, entry, ground) == {Rule.SCHOOL}
    for dismissal in (Dismissal(Rule.COUNTRY, "k"), Dismissal(Rule.COUNTRY, "j", "other")):
        ground = Ground(dismissals=frozenset({dismissal}))
        assert Rule.COUNTRY in conflicts(JUROR, entry, ground)


@pytest.mark.parametrize("rule", [Rule.PUPIL, Rule.RECUSED])
def test_what_a_juror_declared_is_not_dismissed(rule: Rule) -> None:
    with pytest.raises(ValueError, match="is not dismissed"):
        Dismissal(rule, "j")
