"""Ranking: z-scores to nine decimals, fall-backs, ties, what hangs on one juror, erased entries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.jury.ranking import (
    Change,
    Ranked,
    by_mean,
    by_normalised,
    evaluate,
    first,
    habits,
    rank,
    sensitivity,
)
from youcheng.domain.jury.rounds import Quorum
from youcheng.domain.jury.scores import Score

LANDS = {"harsh": "A", "lenient": "B", "usual": "C", "single": "A", "alike": "B"}
QUORUM = Quorum(2, 2)


def table(**given: dict[str, float]) -> list[Score]:
    return [
        Score(juror, entry, value) for juror, own in given.items() for entry, value in own.items()
    ]


HARSH_AND_LENIENT = table(
    harsh={"a": 3, "b": 2, "c": 1},
    lenient={"a": 4, "b": 4.5, "d": 5},
    usual={"b": 3, "c": 2, "d": 4},
)


def ids(ranked: list[Ranked]) -> list[tuple[int, str]]:
    return [(one.rank, one.result.entry) for one in ranked]


def test_z_scores_are_known_to_nine_decimals() -> None:
    results = evaluate(HARSH_AND_LENIENT, LANDS, QUORUM)
    # harsh: mean 2, deviation sqrt(2/3); lenient: mean 4.5, deviation sqrt(1/6); usual as harsh.
    root = 1.5**0.5
    known = {"a": 0.0, "b": 0.0, "c": -root, "d": root}
    for entry, value in known.items():
        assert abs(results[entry].normalised - value) < 1e-9
    assert abs(results["a"].mean - 3.5) < 1e-9
    assert results["b"].median == 3


def test_normalising_undoes_harsh_and_lenient_jurors() -> None:
    scores = table(
        harsh={"best": 3, "good": 2.5, "poor": 1},
        lenient={"middle": 4, "poor": 3, "low": 3.5, "good": 5},
    )
    results = evaluate(scores, LANDS, Quorum(1, 1)).values()
    assert ids(rank(results, by_mean))[:3] == [(1, "middle"), (2, "good"), (3, "low")]
    assert ids(rank(results, by_normalised))[:3] == [(1, "best"), (2, "good"), (3, "middle")]


def test_a_juror_with_one_score_or_all_alike_is_marked_and_counts_raw() -> None:
    scores = [*HARSH_AND_LENIENT, *table(single={"a": 5}, alike={"c": 3, "d": 3})]
    using = habits(scores)
    assert {one for one, habit in using.items() if habit.fallback} == {"single", "alike"}
    assert (using["single"].mean, using["single"].scores) == (using["alike"].mean, 1)
    results = evaluate(scores, LANDS, QUORUM)
    assert {one for one, result in results.items() if result.fallback} == {"a", "c", "d"}


def test_scores_that_are_all_alike_rank_nothing() -> None:
    results = evaluate(table(harsh={"a": 3, "b": 3}, usual={"a": 3}), LANDS, QUORUM)
    assert ids(rank(results.values())) == [(1, "a"), (1, "b")]
    assert results["b"].normalised == 0


def test_entries_under_quorum_and_those_to_be_discussed_are_marked() -> None:
    results = evaluate(
        table(harsh={"a": 1, "b": 3, "c": 2}, lenient={"a": 5, "b": 3}, single={"c": 2}),
        LANDS,
        QUORUM,
    )
    assert {one for one, result in results.items() if result.discuss} == {"a"}
    assert {one for one, result in results.items() if result.under_quorum} == {"c"}
    assert (results["c"].scores, results["c"].countries) == (2, 1)


def test_equal_entries_share_a_rank_and_a_shortlist_takes_all_of_them() -> None:
    scores = table(harsh={"a": 4, "b": 3, "c": 3, "d": 1})
    ranked = rank(evaluate(scores, LANDS, Quorum(1, 1)).values())
    assert ids(ranked) == [(1, "a"), (2, "b"), (2, "c"), (4, "d")]
    assert first(ranked, 2) == {"a", "b", "c"}


def test_a_winner_who_hangs_on_one_juror_is_told() -> None:
    scores = table(
        harsh={"a": 2, "b": 1.6, "c": 1},
        lenient={"a": 3, "b": 5, "c": 3.1},
        usual={"a": 3.5, "b": 3.4, "c": 2},
    )
    among = frozenset("abc")
    assert first(rank(evaluate(scores, LANDS, QUORUM).values()), 1) == {"b"}
    found = sensitivity(scores, LANDS, QUORUM, among=among, number=1)
    assert found == [Change("lenient", frozenset("a"), frozenset("b"))]
    assert sensitivity(scores, LANDS, QUORUM, among=among, number=3) == []


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(LANDS)), st.sampled_from("abcdef")),
        st.integers(5, 25).map(lambda one: one / 5),
        min_size=1,
    ),
    st.sampled_from("abcdef"),
)
def test_no_result_changes_when_another_entry_is_erased(
    marks: dict[tuple[str, str], float], erased: str
) -> None:
    """An erased entry leaves the ranks; its scores stay under its random id."""
    scores = [Score(juror, entry, value) for (juror, entry), value in marks.items()]
    results = evaluate(scores, LANDS, QUORUM)
    others = [one for one in results.values() if one.entry != erased]
    order = [one.result for one in rank(results.values()) if one.result.entry != erased]
    assert [one.result for one in rank(others)] == order
