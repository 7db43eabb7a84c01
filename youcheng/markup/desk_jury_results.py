"""The results of a closed round on the desk: figures side by side, what they say, awards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from youcheng.domain.jury.agreement import read_agreement
from youcheng.domain.jury.ranking import Change, Result
from youcheng.domain.states import PendingState
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_list, format_number
from youcheng.markup.desk_jury_words import (
    JuryNames,
    agreement_words,
    figure,
    share_words,
    sheet_heads,
)
from youcheng.markup.desk_words import decision_words
from youcheng.services.jury_sheets import Results
from youcheng.services.jury_view import AwardLine, RoundView

SHEET: Final = "/desk/jury/sheet"
"""Where a result sheet is exported."""
FIGURES: Final = ("rank", "code", "scores", "mean", "median", "normalised", "deviation")
"""Columns of a ranked table on the page."""
_REMARKS: Final = ("goes_on", "under_quorum", "fallback", "discuss")


@dataclass(frozen=True, slots=True)
class _Line:
    rank: int
    code: str
    scores: str
    mean: str
    median: str
    normalised: str
    deviation: str
    remarks: list[str]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Award:
    line: AwardLine
    band: str
    proposed: str


def result_parts(
    view: RoundView, results: Results, names: JuryNames, t: Translator
) -> dict[str, object]:
    """What the page shows of the results."""
    sheet, heads = results.sheet, sheet_heads(t)
    people = {one.id: one.name for one in view.jurors}
    bands = [
        (name, [_line(one.rank, one.result, results, heads, t) for one in sheet.bands[band]])
        for band, name in names.bands.items()
        if sheet.bands.get(band)
    ]
    changes = [
        _tell_change(change, people.get(change.juror, ""), names.bands[band], results, t)
        for band in names.bands
        for change in results.changes.get(band, ())
    ]
    return {
        "heads": [heads[one] for one in FIGURES],
        "bands": bands,
        "alpha": "–" if sheet.alpha is None else figure(sheet.alpha, t),
        "agreement": agreement_words(read_agreement(sheet.alpha), t),
        "changes": changes,
        "unscored": sorted(filter(None, (results.codes.get(one) for one in sheet.unscored))),
        "reason": sheet.reason,
        "hash": view.record.sheet_hash,
        "action": SHEET,
        "formats": {
            "csv": t.gettext("Table (CSV)"),
            "xlsx": t.gettext("Table (XLSX)"),
            "json": t.gettext("The sheet itself (JSON), of which the hash is made"),
        },
    }


def award_parts(
    view: RoundView, awards: Sequence[AwardLine], names: JuryNames, t: Translator
) -> dict[str, object]:
    """What the page shows of the awards."""
    proposed = Counter(one.award for one in awards if one.pending is PendingState.AWARDED)
    return {
        "table": [
            (
                names.awards[one.id],
                share_words(one.share, one.count, t),
                format_number(proposed.get(one.id, 0), t.language),
            )
            for one in view.edition.rules.awards
        ],
        "options": [*names.awards.items(), ("", decision_words(PendingState.PARTICIPATED, t))],
        "undecided": sum(one.pending is None for one in awards),
        "to_confirm": sum(
            bool(one.pending) and not one.confirmed and not one.own for one in awards
        ),
        "rows": [
            _Award(one, names.bands.get(one.band, one.band), _proposed(one, names, t))
            for one in awards
        ],
    }


def _proposed(one: AwardLine, names: JuryNames, t: Translator) -> str:
    if one.pending is None:
        return ""
    if one.pending is PendingState.AWARDED:
        return names.awards.get(one.award, one.award)
    return decision_words(one.pending, t)


def _line(rank: int, one: Result, results: Results, heads: dict[str, str], t: Translator) -> _Line:
    goes_on = one.entry in results.sheet.chosen
    marks = {
        "goes_on": goes_on,
        "under_quorum": one.under_quorum,
        "fallback": one.fallback,
        "discuss": one.discuss,
    }
    return _Line(
        rank=rank,
        code=results.codes.get(one.entry, ""),
        scores=format_number(one.scores, t.language),
        mean=figure(one.mean, t),
        median=figure(one.median, t),
        normalised=figure(one.normalised, t),
        deviation=figure(one.deviation, t),
        remarks=[heads[name] for name in _REMARKS if marks[name]],
        goes_on=goes_on,
    )


def _tell_change(change: Change, juror: str, band: str, results: Results, t: Translator) -> str:
    def tell(entries: frozenset[str]) -> str:
        codes = sorted(filter(None, (results.codes.get(one) for one in entries)))
        return format_list(codes, t.language) or "–"

    words = t.gettext("{band}, without {juror}: {enter} would come in, {leave} would drop out.")
    return words.format(band=band, juror=juror, enter=tell(change.enter), leave=tell(change.leave))
