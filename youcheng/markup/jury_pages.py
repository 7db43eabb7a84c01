"""The jury's pages: a juror's rounds, and one entry with the juror's own score."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.editions import HIGHEST_SCORE, LOWEST_SCORE
from youcheng.domain.jury.records import TaskState
from youcheng.domain.jury.scores import LONGEST_COMMENT
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.environment import address, render
from youcheng.markup.jury_words import (
    JURY,
    PICTURES,
    confidence_words,
    round_name,
    score_words,
)
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.jury_access import LONGEST_REASON
from youcheng.services.jury_cases import OwnScore
from youcheng.services.jury_scoring import BlindEntry, OwnRound

_STEPS: Final = tuple(range(LOWEST_SCORE, HIGHEST_SCORE + 1))


@dataclass(frozen=True, slots=True)
class Told:
    """What a juror is told of what they asked for.

    Attributes:
        said: what was done; empty for nothing.
        trouble: why it was not done.
        lost: a comment that was written and not kept.
    """

    said: str = ""
    trouble: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as the juror was given it; `number` is its place among theirs, from 1."""

    blind: BlindEntry
    own: OwnScore
    number: int


@dataclass(frozen=True, slots=True)
class EntryPage:
    """All that the page of an entry shows.

    Attributes:
        edition: with its criteria and age bands.
        seen: the entry.
        other: the one that it is compared with; None for none.
        scores: the juror's entries of the round, in their order.
        before: id of the entry to compare with, should the juror want to.
        told: of what was just asked for.
        again: how often the juror was shown the stored score in place of what they typed.
    """

    edition: CompetitionEdition
    seen: Seen
    other: Seen | None
    scores: Sequence[OwnScore]
    before: str
    told: Told
    again: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    address: str
    state: str
    is_finished: bool
    favourite: bool
    skipped: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class _RoundLines:
    name: str
    opens: Moment
    closes: Moment
    own: OwnRound
    lines: Sequence[_Line]
    onwards: str


def rounds_page(rounds: Sequence[OwnRound], t: Translator, *, told: Told) -> Markup:
    """The page with a juror's rounds."""
    return render(
        "jury/rounds.html",
        t,
        rounds=[_round(one, t) for one in rounds],
        told=told,
        sessions=address(SESSIONS, t.language.code),
    )


def _round(own: OwnRound, t: Translator) -> _RoundLines:
    lines = [
        _Line(
            number,
            entry_address(score.entry, t),
            score_words(score.state, t),
            score.state is TaskState.SCORED,
            score.favourite,
            score.skipped,
            score.is_flagged,
        )
        for number, score in enumerate(own.scores, 1)
    ]
    return _RoundLines(
        round_name(own.number, t),
        show_moment(own.opens_at, t),
        show_moment(own.closes_at, t),
        own,
        lines,
        next((line.address for line in lines if not line.is_finished), ""),
    )


def entry_page(page: EntryPage, t: Translator) -> Markup:
    """The page of one entry with the juror's own score."""
    entries = [one.entry for one in page.scores]
    at, entry = page.seen.number - 1, page.seen.blind.entry
    is_alone = len(entries) < 2
    to_compare = address(JURY, t.language.code, entry=entry, compare=page.before or None)
    return render(
        "jury/entry.html",
        t,
        page=page,
        number=page.seen.number,
        total=len(entries),
        finished=sum(one.state is TaskState.SCORED for one in page.scores),
        is_finished=page.seen.own.state is TaskState.SCORED,
        list_address=address(JURY, t.language.code),
        previous="" if is_alone else entry_address(entries[at - 1], t),
        following="" if is_alone else entry_address(entries[(at + 1) % len(entries)], t),
        comparing=entry_address(entry, t) if page.other else "" if is_alone else to_compare,
        others=[
            (one.entry, number, one.favourite)
            for number, one in enumerate(page.scores, 1)
            if one.entry != entry
        ],
        pictures=[(one, f"{PICTURES}/{one.blind.picture}") for one in _shown(page)],
        band=_band(page.edition, page.seen.blind.band, t),
        criteria=page.edition.criteria,
        steps=_STEPS,
        confidences=confidence_words(t),
        stored=json.dumps(_stored(page.seen.own, page.edition)),
        form=f"jy-score-{entry}-{page.again}",
        longest=LONGEST_COMMENT,
        longest_reason=LONGEST_REASON,
    )


def _shown(page: EntryPage) -> tuple[Seen, ...]:
    return (page.seen,) if page.other is None else (page.seen, page.other)


def entry_address(entry: str, t: Translator) -> str:
    """The address of an entry's page."""
    return address(JURY, t.language.code, entry=entry)


def _stored(own: OwnScore, edition: CompetitionEdition) -> Mapping[str, str]:
    """The fields of the form as the store has them."""
    marks = {f"mark-{one.id}": str(own.marks.get(one.id, "")) for one in edition.criteria}
    return {**marks, "comment": own.comment, "confidence": str(own.confidence or "")}


def _band(edition: CompetitionEdition, band: str, t: Translator) -> str:
    found = next((one for one in edition.bands if one.id == band), None)
    if found is None:
        return band
    return t.gettext("{youngest} to {oldest} years").format(
        youngest=found.youngest, oldest=found.oldest
    )
