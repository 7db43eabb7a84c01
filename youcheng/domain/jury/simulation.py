"""A simulated edition with known truth: how often each ranking finds the true best.

The model. An entry has a true worth, drawn from the standard normal distribution. A juror sees it
with an error of their own, moved by how harsh or lenient they are, and marks every criterion in
whole steps from 1 to 5. Usual jurors err by a standard deviation of 0.5, noisy ones by 1.2; harsh
ones stand 1 step below, lenient ones 1 step above. Half of the entries come from China, the others
from the five partners' countries in turn; jurors come from the six in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from statistics import fmean
from typing import Final

from youcheng.domain.editions import HIGHEST_SCORE, LOWEST_SCORE, Criterion
from youcheng.domain.jury.agreement import krippendorff_alpha
from youcheng.domain.jury.assignment import Assignment, Task, assign, make_tasks
from youcheng.domain.jury.conflicts import Entry, Juror, conflicts
from youcheng.domain.jury.ranking import Result, by_mean, by_normalised, evaluate
from youcheng.domain.jury.rounds import Quorum
from youcheng.domain.jury.scores import Score, weigh

COUNTRIES: Final = ("CN", "BY", "CH", "BN", "NP", "CG")
CRITERIA: Final = (Criterion("idea", 2), Criterion("expression", 2), Criterion("technique", 1))
BEST: Final = 10
_STEP: Final = 0.8
"""Steps of the scale for one standard deviation of true worth."""
_CRITERION_ERROR: Final = 0.3
_MIDDLE: Final = (LOWEST_SCORE + HIGHEST_SCORE) / 2


@dataclass(frozen=True, slots=True)
class Character:
    """How a simulated juror marks: moved by `bias` steps, with an error of `error` steps."""

    name: str
    bias: float
    error: float


CHARACTERS: Final = (
    Character("usual", 0, 0.5),
    Character("harsh", -1, 0.5),
    Character("lenient", 1, 0.5),
    Character("noisy", 0, 1.2),
)
"""As many jurors of each as can be."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated.

    Attributes:
        entries, jurors: how many.
        lose: how many jurors leave when everybody has scored half of what they have.
        quorum: what every entry needs.
    """

    entries: int
    jurors: int
    lose: int = 0
    quorum: Quorum = field(default_factory=Quorum)

    def __post_init__(self) -> None:
        if self.entries < 1 or not 0 <= self.lose < self.jurors:
            raise ValueError("an edition needs entries, and a juror who stays")


@dataclass(frozen=True, slots=True)
class Played:
    """How one simulated edition went.

    Attributes:
        seed: that everything was drawn from.
        loads: by juror who stayed, how many entries they had in the end.
        spread_before: highest less lowest load before anybody left.
        spread: the same in the end.
        short: how many entries have fewer jurors or countries than the quorum.
        conflicts: how many entries were given to somebody with a conflict.
        moved: how many pairs of juror and entry that were scored have changed; none may.
        alpha: Krippendorff's alpha of the scores.
        raw, normalised: how many of the true best ten are among the first ten, by raw means and by
            normalised scores.
    """

    seed: str
    loads: Mapping[str, int]
    spread_before: int
    spread: int
    short: int
    conflicts: int
    moved: int
    alpha: float | None
    raw: int
    normalised: int


def play(plan: Plan, seed: str) -> Played:
    """Play one edition: assign, lose jurors, score, rank."""
    draw = Random(seed)
    jurors = _draw_jurors(plan, draw)
    entries = {
        f"e{number:05}": Entry(f"e{number:05}", _country_of_entry(number))
        for number in range(plan.entries)
    }
    truth = {one: draw.gauss(0, 1) for one in entries}
    countries = {one: juror.country for one, (juror, _) in jurors.items()}

    def excludes(juror: str, entry: str) -> bool:
        return bool(conflicts(jurors[juror][0], entries[entry]))

    before = assign(make_tasks(entries, jurors, excludes), countries, plan.quorum, seed=seed)
    left = frozenset(draw.sample(sorted(jurors), plan.lose))
    kept = _score_half(before, draw) if left else {}
    after = before
    if left:
        tasks = [
            Task(task.id, task.open_to, kept[task.id], before.jurors[task.id] - left)
            for task in make_tasks(entries, jurors.keys() - left, excludes)
        ]
        after = assign(tasks, countries, plan.quorum, seed=seed, left=left)
    scores = [
        Score(juror, entry, _mark(truth[entry], jurors[juror][1], draw))
        for entry in entries
        for juror in sorted(after.jurors[entry])
    ]
    results = evaluate(scores, countries, plan.quorum)
    return Played(
        seed=seed,
        loads=after.loads,
        spread_before=before.spread,
        spread=after.spread,
        short=len(after.short),
        conflicts=sum(excludes(juror, entry) for entry in entries for juror in after.jurors[entry]),
        moved=sum(len(pairs - after.jurors[entry]) for entry, pairs in kept.items()),
        alpha=krippendorff_alpha(_values(scores)),
        raw=_found(truth, results, by_mean),
        normalised=_found(truth, results, by_normalised),
    )


def _draw_jurors(plan: Plan, draw: Random) -> dict[str, tuple[Juror, Character]]:
    characters = [CHARACTERS[number % len(CHARACTERS)] for number in range(plan.jurors)]
    draw.shuffle(characters)
    return {
        f"j{number:03}": (
            Juror(f"j{number:03}", COUNTRIES[number % len(COUNTRIES)]),
            characters[number],
        )
        for number in range(plan.jurors)
    }


def _country_of_entry(number: int) -> str:
    if number % 2 == 0:
        return COUNTRIES[0]
    return COUNTRIES[1 + number // 2 % (len(COUNTRIES) - 1)]


def _score_half(assignment: Assignment, draw: Random) -> dict[str, frozenset[str]]:
    """By entry, who has scored it once everybody is half through."""
    scored: dict[str, set[str]] = {one: set() for one in assignment.jurors}
    own: dict[str, list[str]] = {one: [] for one in assignment.loads}
    for entry in sorted(assignment.jurors):
        for juror in sorted(assignment.jurors[entry]):
            own[juror].append(entry)
    for juror, given in own.items():
        for entry in draw.sample(given, len(given) // 2):
            scored[entry].add(juror)
    return {entry: frozenset(one) for entry, one in scored.items()}


def _mark(worth: float, character: Character, draw: Random) -> float:
    seen = _MIDDLE + _STEP * worth + character.bias + draw.gauss(0, character.error)
    return weigh(
        {
            one.id: min(
                max(round(seen + draw.gauss(0, _CRITERION_ERROR)), LOWEST_SCORE), HIGHEST_SCORE
            )
            for one in CRITERIA
        },
        CRITERIA,
    )


def _values(scores: list[Score]) -> list[list[float]]:
    by_entry: dict[str, list[float]] = {}
    for one in scores:
        by_entry.setdefault(one.entry, []).append(one.value)
    return list(by_entry.values())


def _found(
    truth: Mapping[str, float], results: Mapping[str, Result], worth: Callable[[Result], float]
) -> int:
    """How many of the true best are among as many first; the order of ids, which says nothing of
    worth, decides between equal ones."""
    best = sorted(truth, key=lambda one: (-truth[one], one))[:BEST]
    ordered = sorted(results.values(), key=lambda one: (-worth(one), one.entry))
    return len({*best} & {one.entry for one in ordered[:BEST]})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several editions together.

    Attributes:
        played: each of them.
        raw, normalised: mean number of the true best ten that each ranking finds.
        better, worse: in how many editions normalising finds more of them, and fewer.
    """

    played: tuple[Played, ...]
    raw: float
    normalised: float
    better: int
    worse: int


def compare(plan: Plan, seed: str, runs: int) -> Comparison:
    """Play `runs` editions, each from a seed of its own that follows from `seed`."""
    if runs < 1:
        raise ValueError("a comparison needs an edition")
    played = tuple(play(plan, f"{seed}/{number}") for number in range(runs))
    return Comparison(
        played=played,
        raw=fmean(one.raw for one in played),
        normalised=fmean(one.normalised for one in played),
        better=sum(one.normalised > one.raw for one in played),
        worse=sum(one.normalised < one.raw for one in played),
    )
