"""What comes of the scores: raw mean, median and normalised score side by side, ranks, sensitivity.

A juror's scores are normalised by their own mean and standard deviation (z-scores): who is harsh,
lenient or sparing with the scale then weighs as much as everybody else. It is the usual correction
where every juror sees only a part of what is judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median
from typing import Final

from youcheng.domain.jury.rounds import Quorum
from youcheng.domain.jury.scores import Score

DISCUSS_FROM: Final = 1.0
"""Jurors differ by that much (standard deviation of an entry's scores, in steps of the scale) where
an entry is to be discussed. A proposal of this site."""
FEWEST_SCORES: Final = 2
DIGITS: Final = 9
"""Decimals to which normalised scores are compared: what differs less is a tie."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a juror uses the scale.

    Attributes:
        scores: how many they gave.
        mean: of their scores.
        deviation: standard deviation of their scores (of the whole, not of a sample).
        fallback: they gave fewer than two scores, or all alike; theirs are normalised by mean and
            deviation of all scores of the round, which leaves raw differences as they are.
    """

    scores: int
    mean: float
    deviation: float
    fallback: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What an entry has come to.

    Attributes:
        entry: its random id.
        scores: how many count.
        countries: from how many countries their jurors come.
        mean, median: of the raw scores, from 1 to 5.
        normalised: mean of the z-scores.
        deviation: standard deviation of the raw scores; 0 for a single one.
        under_quorum: it has fewer scores or countries than the round asks for.
        discuss: its jurors differ by DISCUSS_FROM or more.
        fallback: a score of it is by a juror whose scores could not be normalised by their own.
    """

    entry: str
    scores: int
    countries: int
    mean: float
    median: float
    normalised: float
    deviation: float
    under_quorum: bool
    discuss: bool
    fallback: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its rank among those that are compared; equal ones share a rank."""

    rank: int
    result: Result


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation of the whole."""
    mean = fsum(values) / len(values)
    return mean, sqrt(fsum((one - mean) ** 2 for one in values) / len(values))


def habits(scores: Iterable[Score]) -> dict[str, Habit]:
    """How each juror uses the scale."""
    own: defaultdict[str, list[float]] = defaultdict(list)
    for score in scores:
        own[score.juror].append(score.value)
    if not own:
        return {}
    mean, deviation = _spread([value for values in own.values() for value in values])
    found = {}
    for juror, values in own.items():
        own_mean, own_deviation = _spread(values)
        fallback = len(values) < FEWEST_SCORES or own_deviation == 0
        found[juror] = (
            Habit(len(values), mean, deviation, True)
            if fallback
            else Habit(len(values), own_mean, own_deviation, False)
        )
    return found


def evaluate(
    scores: Collection[Score], countries: Mapping[str, str], quorum: Quorum
) -> dict[str, Result]:
    """What every scored entry has come to.

    Args:
        scores: the finished ones that count, at most one of a juror for an entry. Those of entries
            that left are among them: they belong to how a juror uses the scale.
        countries: of every juror.
        quorum: of the round.
    """
    using = habits(scores)
    by_entry: defaultdict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_entry[score.entry].append(score)
    return {entry: _result(entry, own, using, countries, quorum) for entry, own in by_entry.items()}


def _result(
    entry: str,
    own: Sequence[Score],
    using: Mapping[str, Habit],
    countries: Mapping[str, str],
    quorum: Quorum,
) -> Result:
    values = [one.value for one in own]
    mean, deviation = _spread(values)
    spanned = len({countries[one.juror] for one in own})
    return Result(
        entry=entry,
        scores=len(own),
        countries=spanned,
        mean=mean,
        median=median(values),
        normalised=fsum(_normalise(one.value, using[one.juror]) for one in own) / len(own),
        deviation=deviation,
        under_quorum=len(own) < quorum.jurors or spanned < quorum.countries,
        discuss=deviation >= DISCUSS_FROM,
        fallback=any(using[one.juror].fallback for one in own),
    )


def _normalise(value: float, habit: Habit) -> float:
    return (value - habit.mean) / habit.deviation if habit.deviation else 0.0


def by_mean(result: Result) -> float:
    """What raw ranking goes by."""
    return round(result.mean, DIGITS)


def by_normalised(result: Result) -> float:
    """What normalised ranking goes by."""
    return round(result.normalised, DIGITS)


def rank(
    results: Iterable[Result], worth: Callable[[Result], float] = by_normalised
) -> list[Ranked]:
    """The entries by falling worth; equal ones share the lower number and stand by their ids."""
    ordered = sorted(results, key=lambda one: (-worth(one), one.entry))
    ranked: list[Ranked] = []
    for place, one in enumerate(ordered, 1):
        shared = ranked and worth(ranked[-1].result) == worth(one)
        ranked.append(Ranked(ranked[-1].rank if shared else place, one))
    return ranked


def first(ranked: Sequence[Ranked], number: int) -> frozenset[str]:
    """The entries of the first `number` ranks; of those that share the last, all."""
    return frozenset(one.result.entry for one in ranked if one.rank <= number)


@dataclass(frozen=True, slots=True)
class Change:
    """What the first ones would be without a juror.

    Attributes:
        juror: id of the one left out.
        enter, leave: entries that would come among the first, and that would not be there.
    """

    juror: str
    enter: frozenset[str]
    leave: frozenset[str]


def sensitivity(
    scores: Collection[Score],
    countries: Mapping[str, str],
    quorum: Quorum,
    *,
    among: frozenset[str],
    number: int,
) -> list[Change]:
    """The jurors without whom the first `number` of the entries `among` would be others."""

    def find_first(some: Collection[Score]) -> frozenset[str]:
        results = evaluate(some, countries, quorum)
        return first(rank(one for entry, one in results.items() if entry in among), number)

    now = find_first(scores)
    changes = []
    for juror in sorted({one.juror for one in scores if one.entry in among}):
        without = find_first([one for one in scores if one.juror != juror])
        if without != now:
            changes.append(Change(juror, without - now, now - without))
    return changes
