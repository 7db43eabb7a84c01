"""Assignment: quorum and conflicts always, loads as even as can be, what is scored stays."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.domain.jury.assignment import Assignment, Task, assign, make_tasks
from youcheng.domain.jury.rounds import Quorum

LANDS = "ABC"


@dataclass(frozen=True, slots=True)
class Case:
    """A small jury: countries of jurors, and who may score which entry."""

    countries: dict[str, str]
    tasks: list[Task]
    quorum: Quorum


@st.composite
def cases(draw: st.DrawFn, most_entries: int = 4, most_jurors: int = 5) -> Case:
    jurors = [f"j{one}" for one in range(draw(st.integers(2, most_jurors)))]
    countries = {one: draw(st.sampled_from(LANDS)) for one in jurors}
    needed = draw(st.integers(1, 3))
    quorum = Quorum(needed, draw(st.integers(1, needed)))
    tasks = [
        Task(f"e{one}", draw(st.frozensets(st.sampled_from(jurors))))
        for one in range(draw(st.integers(1, most_entries)))
    ]
    return Case(countries, tasks, quorum)


def span(members: Iterable[str], countries: Mapping[str, str]) -> int:
    return len({countries[one] for one in members})


def bases(task: Task, case: Case) -> list[frozenset[str]]:
    """Every set of jurors that holds the quorum and what is kept."""
    return [
        frozenset(members)
        for members in itertools.combinations(sorted(task.open_to | task.kept), case.quorum.jurors)
        if task.kept <= {*members} and span(members, case.countries) >= case.quorum.countries
    ]


def smallest_spread(tasks: list[Task], case: Case, serving: list[str]) -> int:
    """By trying every assignment."""

    def add(loads: set[tuple[int, ...]], task: Task) -> set[tuple[int, ...]]:
        rows = {tuple(int(one in base) for one in serving) for base in bases(task, case)}
        return {
            tuple(a + b for a, b in zip(load, row, strict=True)) for load in loads for row in rows
        }

    reached = reduce(add, tasks, {(0,) * len(serving)})
    return min(max(one) - min(one) for one in reached)


def check_whole(found: Assignment, case: Case, tasks: list[Task]) -> None:
    for task in tasks:
        members = found.jurors[task.id]
        assert task.kept <= members <= task.open_to | task.kept
        if task.id not in found.short:
            assert len(members) >= case.quorum.jurors
            assert span(members, case.countries) >= case.quorum.countries
    for juror, load in found.loads.items():
        assert load == sum(juror in members for members in found.jurors.values())


@given(cases(), st.text(max_size=3))
@settings(max_examples=150)
def test_the_spread_is_the_smallest_that_any_assignment_has(case: Case, seed: str) -> None:
    found = assign(case.tasks, case.countries, case.quorum, seed=seed)
    check_whole(found, case, case.tasks)
    assert set(found.short) == {one.id for one in case.tasks if not bases(one, case)}
    if not found.short:
        assert found.spread == smallest_spread(case.tasks, case, sorted(case.countries))


@given(cases(most_entries=3), st.data())
@settings(max_examples=100)
def test_losing_and_adding_jurors_keeps_what_is_scored_and_evens_out_the_rest(
    case: Case, data: st.DataObject
) -> None:
    before = assign(case.tasks, case.countries, case.quorum, seed="a")
    left = data.draw(st.frozensets(st.sampled_from(sorted(case.countries)), max_size=2))
    new = {
        f"n{one}": data.draw(st.sampled_from(LANDS)) for one in range(data.draw(st.integers(0, 1)))
    }
    scored = {
        task.id: data.draw(st.frozensets(st.sampled_from(sorted(before.jurors[task.id] or {"j0"}))))
        & before.jurors[task.id]
        for task in case.tasks
    }
    tasks = [
        Task(
            one.id,
            (one.open_to | new.keys()) - left,
            scored[one.id],
            before.jurors[one.id] - scored[one.id] - left,
        )
        for one in case.tasks
    ]
    wider = Case({**case.countries, **new}, tasks, case.quorum)
    after = assign(tasks, wider.countries, case.quorum, seed="b", left=left)
    check_whole(after, wider, tasks)
    assert after.loads.keys() == wider.countries.keys() - left
    for one in tasks:
        assert not (after.jurors[one.id] - one.kept) & left
    if after.loads and all(bases(one, wider) for one in tasks):
        serving = sorted(after.loads)
        assert after.spread == smallest_spread(tasks, wider, serving)


def no_conflict(_juror: str, _entry: str) -> bool:
    return False


def test_without_conflicts_loads_differ_by_one_at_most() -> None:
    entries = [f"e{one}" for one in range(1000)]
    countries = {f"j{one}": LANDS[one % 3] for one in range(9)}
    found = assign(make_tasks(entries, countries, no_conflict), countries, Quorum(), seed="1")
    assert found.short == ()
    assert sorted(found.loads.values()) == [333] * 6 + [334] * 3


def test_a_tenth_juror_takes_from_the_others_and_nobody_else_changes() -> None:
    entries = [f"e{one}" for one in range(100)]
    countries = {f"j{one}": LANDS[one % 3] for one in range(9)}
    before = assign(make_tasks(entries, countries, no_conflict), countries, Quorum(), seed="1")
    wider = {**countries, "late": "A"}
    tasks = make_tasks(entries, wider, no_conflict, given=before.jurors)
    after = assign(tasks, wider, Quorum(), seed="1")
    assert after.loads["late"] == 30
    assert after.spread == 0
    for entry in entries:
        assert after.jurors[entry] - before.jurors[entry] <= {"late"}


def test_the_same_seed_gives_the_same_assignment_whatever_the_order() -> None:
    entries = [f"e{one}" for one in range(50)]
    countries = {f"j{one}": LANDS[one % 3] for one in range(7)}
    tasks = make_tasks(entries, countries, no_conflict)
    turned = dict(reversed(countries.items()))
    one = assign(tasks, countries, Quorum(), seed="1").jurors
    assert assign(tasks[::-1], turned, Quorum(), seed="1").jurors == one
    assert assign(tasks, countries, Quorum(), seed="2").jurors != one


def test_an_entry_without_a_quorum_is_named_and_has_whom_there_is() -> None:
    countries = {"a": "A", "b": "A", "c": "A", "d": "B"}
    tasks = [
        Task("alike", frozenset("abc")),
        Task("few", frozenset("ad")),
        Task("whole", frozenset("abcd")),
    ]
    found = assign(tasks, countries, Quorum(), seed="1")
    assert found.short == ("alike", "few")
    assert found.jurors["alike"] == {*"abc"}
    assert found.jurors["few"] == {*"ad"}
