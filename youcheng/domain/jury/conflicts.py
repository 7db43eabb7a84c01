"""Conflicts of interest: which juror may not score which entry, and by which rule."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """Why a juror does not score an entry."""

    COUNTRY = "country"
    """The child lives in the juror's country."""
    SCHOOL = "school"
    """The child goes to a school that the juror belongs to."""
    TEACHER = "teacher"
    """The juror taught the child, by what the entry says of its teacher."""
    PUPIL = "pupil"
    """The child is declared to be a pupil or a relation of the juror."""
    RECUSED = "recused"
    """The juror stepped back from it, with a reason."""


DISMISSIBLE = frozenset({Rule.COUNTRY, Rule.SCHOOL, Rule.TEACHER})
"""What a lead may dismiss with a reason: nobody is made to score what they declared."""


def plain_name(text: str) -> str:
    """A name of a school or a person as two of them are compared: compatible forms of characters
    made one (NFKC), without case, spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] in "LMN")


@dataclass(frozen=True, slots=True)
class Juror:
    """A juror, as far as conflicts ask.

    Attributes:
        id: of the account.
        country: two letters of ISO 3166-1.
        names: own names and addresses as an entry may name its teacher, see `plain_name`.
        schools: names of the schools that they belong to, see `plain_name`.
    """

    id: str
    country: str
    names: frozenset[str] = field(default=frozenset(), repr=False)
    schools: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A painting before the jury, as far as conflicts ask.

    Attributes:
        id: its random id.
        country: where the child lives.
        schools: what it says of the school, see `plain_name`.
        teachers: what it says of the teacher: name and addresses.
    """

    id: str
    country: str
    schools: frozenset[str] = field(default=frozenset(), repr=False)
    teachers: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A rule that a lead dismissed for one juror, with a reason.

    Attributes:
        rule: one of `DISMISSIBLE`.
        juror: id of the juror.
        entry: random id of the entry; empty for every entry.
    """

    rule: Rule
    juror: str
    entry: str = ""

    def __post_init__(self) -> None:
        if self.rule not in DISMISSIBLE:
            raise ValueError(f"{self.rule} is not dismissed")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known beside jurors and entries.

    Attributes:
        declared: pairs of juror and entry: a declared pupil.
        recused: pairs of juror and entry: the juror stepped back.
        dismissals: rules that do not hold for a juror.
    """

    declared: frozenset[tuple[str, str]] = frozenset()
    recused: frozenset[tuple[str, str]] = frozenset()
    dismissals: frozenset[Dismissal] = frozenset()


NO_GROUND = Ground()


def conflicts(juror: Juror, entry: Entry, ground: Ground = NO_GROUND) -> frozenset[Rule]:
    """The rules by which `juror` does not score `entry`; empty where nothing stands against it."""
    pair = (juror.id, entry.id)
    found = set()
    if juror.country == entry.country:
        found.add(Rule.COUNTRY)
    if juror.schools & entry.schools:
        found.add(Rule.SCHOOL)
    if juror.names & entry.teachers:
        found.add(Rule.TEACHER)
    for rule in tuple(found):
        everywhere, here = Dismissal(rule, juror.id), Dismissal(rule, *pair)
        if everywhere in ground.dismissals or here in ground.dismissals:
            found.remove(rule)
    if pair in ground.declared:
        found.add(Rule.PUPIL)
    if pair in ground.recused:
        found.add(Rule.RECUSED)
    return frozenset(found)
