"""What a lead reads of a round: figures, agreement, sensitivity, and the sheet that is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from youcheng.domain.actors import Actor
from youcheng.domain.jury.agreement import krippendorff_alpha
from youcheng.domain.jury.ranking import (
    Change,
    Ranked,
    Result,
    evaluate,
    first,
    rank,
    sensitivity,
)
from youcheng.domain.jury.records import RoundRecord, TaskState
from youcheng.domain.jury.scores import Score, weigh
from youcheng.domain.jury.sheets import Sheet, canonical, read_sheet, sheet_hash
from youcheng.services.jury_access import (
    OpenedRound,
    find_round,
    find_submissions,
    require_lead,
)
from youcheng.services.ports import Services


@dataclass(frozen=True, slots=True)
class Results:
    """How a round stands, for a lead.

    Attributes:
        round: its id.
        version: of the round.
        sheet: what would be closed with now, or what was.
        codes: reference codes by random id, of entries that were not withdrawn.
        progress: by juror, how many entries they finished and how many they have.
        changes: by age band, the jurors without whom other entries would go on.
    """

    round: str
    version: int
    sheet: Sheet
    codes: Mapping[str, str]
    progress: Mapping[str, tuple[int, int]]
    changes: Mapping[str, Sequence[Change]]


def view_results(services: Services, /, *, actor: Actor, round_id: str) -> Results:
    """How a round stands: ranks, figures, agreement, and what hangs on one juror.

    Raises:
        NotAllowed: the actor is no lead.
        JuryRefused: `round`.
    """
    require_lead(actor)
    with services.records.read() as uow:
        opened = find_round(services, uow, round_id)
        submissions = find_submissions(uow, opened.entries.values())
    # What was closed with stays as it was, though its entries go on or are withdrawn.
    kept = opened.record.sheet
    scores, sheet = _scores(opened), read_sheet(kept) if kept else make_sheet(opened)
    progress: dict[str, tuple[int, int]] = {}
    for one in opened.tasks:
        if one.state is not TaskState.RECUSED:
            done, all_of_them = progress.get(one.juror, (0, 0))
            progress[one.juror] = (done + (one.state is TaskState.SCORED), all_of_them + 1)
    return Results(
        round=round_id,
        version=opened.record.version,
        sheet=sheet,
        codes={entry: str(one.code) for entry, one in submissions.items()},
        progress=progress,
        changes={
            band: sensitivity(
                scores,
                opened.countries,
                opened.rules.quorum,
                among=frozenset(one.result.entry for one in ranked),
                number=opened.rules.shortlist,
            )
            for band, ranked in sheet.bands.items()
        },
    )


def make_sheet(opened: OpenedRound, reason: str = "") -> Sheet:
    """The sheet of a round as its scores are now."""
    scores = _scores(opened)
    results = evaluate(scores, opened.countries, opened.rules.quorum)
    bands = _by_band(opened, results)
    return Sheet(
        edition=opened.record.edition,
        round=opened.record.name,
        seed=opened.record.seed,
        criteria=opened.edition.rules.criteria,
        quorum=opened.rules.quorum,
        shortlist=opened.rules.shortlist,
        alpha=_agreement(scores),
        bands=bands,
        chosen=frozenset(
            entry for ranked in bands.values() for entry in first(ranked, opened.rules.shortlist)
        ),
        unscored=frozenset(opened.submissions.keys() - results.keys()),
        reason=reason,
    )


def seal(sheet: Sheet) -> tuple[str, str]:
    """The text of a sheet, and its hash."""
    text = canonical(sheet)
    return text.decode(), sheet_hash(text)


def is_signed(record: RoundRecord) -> bool:
    """Whether a lead signed the very sheet that is kept."""
    return bool(record.signed_by) and sheet_hash(record.sheet.encode()) == record.sheet_hash


def chosen_in(record: RoundRecord) -> frozenset[str]:
    """The entries that go on from a closed round, by what its sheet says."""
    return read_sheet(record.sheet).chosen if record.sheet else frozenset()


def _scores(opened: OpenedRound) -> list[Score]:
    criteria = opened.edition.rules.criteria
    return [
        Score(one.juror, one.entry, weigh(one.marks, criteria))
        for one in opened.tasks
        if one.state is TaskState.SCORED
    ]


def _agreement(scores: Sequence[Score]) -> float | None:
    ordered = sorted(scores, key=lambda one: (one.entry, one.juror))
    return krippendorff_alpha(
        [one.value for one in unit] for _, unit in groupby(ordered, lambda one: one.entry)
    )


def _by_band(opened: OpenedRound, results: Mapping[str, Result]) -> dict[str, list[Ranked]]:
    """What is still with the jury, ranked within its age band."""
    return {
        band.id: rank(
            one
            for entry, one in results.items()
            if entry in opened.submissions and opened.entries[entry].band == band.id
        )
        for band in opened.edition.rules.bands
    }
