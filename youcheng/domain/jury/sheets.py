"""The result sheet of a round: what was ranked and how, as bytes that have one hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from youcheng.domain.editions import Criterion
from youcheng.domain.jury.ranking import DIGITS, DISCUSS_FROM, Ranked, Result
from youcheng.domain.jury.rounds import Quorum

FORMAT: Final = "youcheng-result-sheet/1"
METHOD: Final = "mean of per-juror z-scores"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the ranks of a round follow from, but for the scores themselves.

    Attributes:
        edition, round: their ids.
        seed: of the assignment.
        criteria: with their weights.
        quorum: that the round asked for.
        shortlist: how many of each age band go on.
        reason: why it was closed under quorum, in a lead's words; empty where every entry had it.
        alpha: Krippendorff's alpha over all entries; None where nothing can be said.
        bands: for each age band, its entries in the order of ranks.
        chosen: the entries that go on.
        unscored: entries that nobody has scored, which are not ranked.
    """

    edition: str
    round: str
    seed: str
    criteria: tuple[Criterion, ...]
    quorum: Quorum
    shortlist: int
    alpha: float | None
    bands: Mapping[str, Sequence[Ranked]]
    chosen: frozenset[str]
    unscored: frozenset[str] = frozenset()
    reason: str = ""

    @property
    def under_quorum(self) -> frozenset[str]:
        """Entries that have fewer scores or countries than the round asks for."""
        ranked = (one.result for band in self.bands.values() for one in band)
        return self.unscored | {one.entry for one in ranked if one.under_quorum}


def _number(value: float | None) -> str | None:
    """A number with as many decimals as ranks are told apart by: one way of writing each."""
    if value is None:
        return None
    text = f"{value:.{DIGITS}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def canonical(sheet: Sheet) -> bytes:
    """The sheet as JSON in one way of writing: UTF-8, keys sorted, no spaces, numbers as text."""
    value = {
        "format": FORMAT,
        "method": METHOD,
        "edition": sheet.edition,
        "round": sheet.round,
        "seed": sheet.seed,
        "criteria": {one.id: one.weight for one in sheet.criteria},
        "quorum": {"jurors": sheet.quorum.jurors, "countries": sheet.quorum.countries},
        "shortlist": sheet.shortlist,
        "discuss_from": _number(DISCUSS_FROM),
        "reason": sheet.reason,
        "alpha": _number(sheet.alpha),
        "bands": {
            band: [_line(one, sheet.chosen) for one in ranked]
            for band, ranked in sheet.bands.items()
        },
        "unscored": sorted(sheet.unscored),
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _line(one: Ranked, chosen: frozenset[str]) -> dict[str, object]:
    result = one.result
    return {
        "rank": one.rank,
        "entry": result.entry,
        "scores": result.scores,
        "countries": result.countries,
        "mean": _number(result.mean),
        "median": _number(result.median),
        "normalised": _number(result.normalised),
        "deviation": _number(result.deviation),
        "under_quorum": result.under_quorum,
        "discuss": result.discuss,
        "fallback": result.fallback,
        "goes_on": result.entry in chosen,
    }


def read_sheet(text: str) -> Sheet:
    """The sheet that was written as `text`, see `canonical`; its numbers have DIGITS decimals.

    Raises:
        ValueError: it is none of this format.
    """
    value = json.loads(text)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("this is no result sheet")
    lines = [one for band in value["bands"].values() for one in band]
    return Sheet(
        edition=value["edition"],
        round=value["round"],
        seed=value["seed"],
        criteria=tuple(Criterion(*one) for one in value["criteria"].items()),
        quorum=Quorum(**value["quorum"]),
        shortlist=value["shortlist"],
        alpha=None if value["alpha"] is None else float(value["alpha"]),
        bands={band: [_ranked(one) for one in found] for band, found in value["bands"].items()},
        chosen=frozenset(one["entry"] for one in lines if one["goes_on"]),
        unscored=frozenset(value["unscored"]),
        reason=value["reason"],
    )


def _ranked(line: Mapping[str, Any]) -> Ranked:
    result = Result(
        entry=line["entry"],
        scores=line["scores"],
        countries=line["countries"],
        mean=float(line["mean"]),
        median=float(line["median"]),
        normalised=float(line["normalised"]),
        deviation=float(line["deviation"]),
        under_quorum=line["under_quorum"],
        discuss=line["discuss"],
        fallback=line["fallback"],
    )
    return Ranked(line["rank"], result)


def sheet_hash(text: bytes) -> str:
    """SHA-256 of a sheet's bytes, in hexadecimal: what the log holds and a lead signs."""
    return sha256(text).hexdigest()
