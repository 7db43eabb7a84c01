"""Who scores what: every entry has its quorum, and loads are as even as conflicts allow.

The method. For one entry, the sets of q jurors without conflict from at least k countries are the
bases of a matroid: take x out of a set X, and any other set Y has a y to put in its place (where
X - x has too few countries, Y has a juror of another one). Loads of jurors are therefore sums of
bases, an M-convex set, and such a set has a least majorised vector: it has at once the lowest
highest load, the highest lowest load and so the smallest spread (A. Frank and K. Murota,
"Decreasing minimization on M-convex sets", Mathematical Programming 195, 2022). It is reached when
no cost-reducing path is left, a chain of exchanges that takes one entry from a juror and gives one
to a juror with at least two fewer (N. Harvey, R. Ladner, L. Lovász and T. Tamir, "Semi-matchings
for bipartite graphs and load balancing", Journal of Algorithms 59, 2006). A shortest chain has no
short cut, so that its exchanges may all be done (A. Schrijver, "Combinatorial Optimization", 2003,
corollary 39.12a).

What is scored is kept: the bases that hold it are a matroid again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, NamedTuple

from youcheng.domain.jury.rounds import Quorum

_DIGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Task:
    """An entry whose jurors are looked for.

    Attributes:
        id: of the entry.
        open_to: ids of the jurors who may score it.
        kept: ids of the jurors who scored it, or began to; they are not changed. They need not be
            among `open_to`: who left the jury stays in what they scored.
        given: ids of the jurors who have it and have not begun; kept where that is as even.
    """

    id: str
    open_to: frozenset[str]
    kept: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who scores what.

    Attributes:
        jurors: by entry, ids of its jurors.
        loads: by juror who may be given entries, how many they have.
        short: ids of entries that cannot have their quorum, in order; they have the jurors from
            the countries that there are.
    """

    jurors: Mapping[str, frozenset[str]]
    loads: Mapping[str, int]
    short: tuple[str, ...] = ()

    @property
    def spread(self) -> int:
        """The highest load less the lowest."""
        return max(self.loads.values(), default=0) - min(self.loads.values(), default=0)


def assign(
    tasks: Iterable[Task],
    countries: Mapping[str, str],
    quorum: Quorum,
    *,
    seed: str,
    left: frozenset[str] = frozenset(),
) -> Assignment:
    """Give every entry its jurors.

    Args:
        tasks: the entries, each id once.
        countries: the country of every juror, those who left included.
        quorum: what every entry needs. An entry that keeps more jurors has more.
        seed: decides between what is equally even; the same seed gives the same assignment on
            every machine.
        left: ids of jurors who are given nothing any more.
    """
    making = _Making(tuple(tasks), countries, quorum, seed, left)
    making.fill()
    making.even_out()
    return Assignment(
        {one: frozenset(members) for one, members in making.members.items()},
        dict(making.loads),
        tuple(sorted(making.short)),
    )


def _lot(seed: str, *names: str) -> int:
    """A number that is as good as drawn, the same wherever it is asked for."""
    text = "\n".join((seed, *names)).encode()
    return int.from_bytes(blake2b(text, digest_size=_DIGEST).digest(), "big")


class _Need(NamedTuple):
    """What an entry can have of the quorum."""

    jurors: int
    countries: int


class _Making:
    """An assignment while it is made."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        countries: Mapping[str, str],
        quorum: Quorum,
        seed: str,
        left: frozenset[str],
    ) -> None:
        self.countries = countries
        self.seed = seed
        self.loads = {juror: 0 for juror in sorted(countries) if juror not in left}
        self.tasks = {one.id: one for one in tasks}
        self.open_to = {one.id: one.open_to & self.loads.keys() for one in tasks}
        self.needs = {one.id: self._reachable(one, quorum) for one in tasks}
        self.short = [
            one.id
            for one in tasks
            if self.needs[one.id].jurors < quorum.jurors
            or self.needs[one.id].countries < quorum.countries
        ]
        self.members: dict[str, set[str]] = {one.id: set() for one in tasks}
        self.movable: dict[str, set[str]] = {juror: set() for juror in self.loads}
        for task in tasks:
            for juror in task.kept | (task.given & task.open_to & self.loads.keys()):
                self._take(task.id, juror)

    def fill(self) -> None:
        """Give every entry its number of jurors, those with the least to do first; entries that
        fewest may score come first."""
        for task in sorted(
            self.tasks.values(),
            key=lambda one: (len(self.open_to[one.id]), _lot(self.seed, one.id), one.id),
        ):
            self._make_room(task)
            self._fill_up(task)

    def even_out(self) -> None:
        """Do cost-reducing exchanges until none is left; each from the most loaded juror who has
        one to the least loaded whom it reaches, so that few entries change hands."""
        changed = True
        while changed:
            changed, waiting = False, set(self.loads)
            while waiting:
                juror = max(waiting, key=lambda one: (self.loads[one], _lot(self.seed, one), one))
                if self._relieve(juror):
                    changed = True
                else:
                    waiting.remove(juror)

    def _reachable(self, task: Task, quorum: Quorum) -> _Need:
        """As much of `quorum` as this entry can have, and no fewer jurors than it keeps."""
        everybody = task.kept | self.open_to[task.id]
        jurors = max(min(quorum.jurors, len(everybody)), len(task.kept))
        own, whole = self._span(task.kept), self._span(everybody)
        if min(whole, quorum.countries) > own + jurors - len(task.kept):
            jurors = min(len(everybody), len(task.kept) + min(whole, quorum.countries) - own)
        return _Need(jurors, min(quorum.countries, whole))

    def _make_room(self, task: Task) -> None:
        """Let those go who are too many, or too alike; the most loaded first."""
        members, need = self.members[task.id], self.needs[task.id]
        for spare in sorted(members - task.kept, key=lambda one: (-self.loads[one], one)):
            if need.jurors - len(members) >= max(need.countries - self._span(members), 0):
                return
            self._drop(task.id, spare)

    def _fill_up(self, task: Task) -> None:
        members, need = self.members[task.id], self.needs[task.id]
        free = sorted(
            self.open_to[task.id] - members,
            key=lambda one: (self.loads[one], _lot(self.seed, task.id, one), one),
        )
        while len(members) < need.jurors:
            fewest = need.countries - (need.jurors - len(members) - 1)
            chosen = next(one for one in free if self._span({*members, one}) >= fewest)
            free.remove(chosen)
            self._take(task.id, chosen)

    def _relieve(self, start: str) -> bool:
        """Take one entry from `start` for somebody who has at least two fewer, by a shortest chain
        of exchanges; False when there is none."""
        lowest, goal = min(self.loads.values()), self.loads[start] - 2
        if goal < lowest:
            return False
        least = ""
        came: dict[str, tuple[str, str]] = {}
        seen, ring = {start}, deque([start])
        while ring and not (least and self.loads[least] == lowest):
            juror = ring.popleft()
            for entry in sorted(self.movable[juror]):
                if len(seen) == len(self.loads):
                    break
                for other in sorted(self.open_to[entry] - seen - self.members[entry]):
                    if not self._may_exchange(entry, juror, other):
                        continue
                    came[other] = (juror, entry)
                    seen.add(other)
                    ring.append(other)
                    if self.loads[other] <= (self.loads[least] - 1 if least else goal):
                        least = other
        if least:
            self._exchange(came, least, start)
        return bool(least)

    def _exchange(self, came: Mapping[str, tuple[str, str]], last: str, start: str) -> None:
        taker = last
        while taker != start:
            giver, entry = came[taker]
            self._drop(entry, giver)
            self._take(entry, taker)
            taker = giver

    def _may_exchange(self, entry: str, giver: str, taker: str) -> bool:
        if self.countries[giver] == self.countries[taker]:
            return True
        after = {*self.members[entry], taker} - {giver}
        return self._span(after) >= self.needs[entry].countries

    def _span(self, members: Iterable[str]) -> int:
        return len({self.countries[one] for one in members})

    def _take(self, entry: str, juror: str) -> None:
        self.members[entry].add(juror)
        if juror in self.loads:
            self.loads[juror] += 1
            if juror not in self.tasks[entry].kept:
                self.movable[juror].add(entry)

    def _drop(self, entry: str, juror: str) -> None:
        self.members[entry].remove(juror)
        self.loads[juror] -= 1
        self.movable[juror].discard(entry)


def make_tasks(
    entries: Iterable[str],
    jurors: Iterable[str],
    excludes: Callable[[str, str], bool],
    *,
    kept: Mapping[str, frozenset[str]] | None = None,
    given: Mapping[str, frozenset[str]] | None = None,
) -> list[Task]:
    """The tasks of a round.

    Args:
        entries: their ids.
        jurors: ids of those who may be given entries.
        excludes: whether a conflict keeps this juror from that entry.
        kept, given: by entry, see `Task`.
    """
    kept, given, all_jurors = kept or {}, given or {}, tuple(jurors)
    return [
        Task(
            one,
            frozenset(juror for juror in all_jurors if not excludes(juror, one)),
            kept.get(one, frozenset()),
            given.get(one, frozenset()),
        )
        for one in entries
    ]
