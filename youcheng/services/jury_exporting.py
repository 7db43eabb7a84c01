"""The result sheet of a closed round as a file; the log is told before any of it is given away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from youcheng.domain.actors import Actor
from youcheng.domain.deadlines import NANJING
from youcheng.domain.exports import Column, Format, Table, Writer
from youcheng.domain.jury.sheets import read_sheet
from youcheng.domain.limits import EXPORT
from youcheng.services.exporting import Exported
from youcheng.services.jury_access import JuryRefused, note_round, require_lead
from youcheng.services.jury_sheets import Results, view_results
from youcheng.services.limiting import spend
from youcheng.services.ports import Services

SHEET_COLUMNS = (
    "rank",
    "code",
    "entry",
    "band",
    "scores",
    "countries",
    "mean",
    "median",
    "normalised",
    "deviation",
    "fallback",
    "discuss",
    "under_quorum",
    "goes_on",
)
"""Of a sheet as a table, in order."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Headings of `SHEET_COLUMNS`, names of age bands, and yes, in the reader's language."""

    heads: Mapping[str, str]
    bands: Mapping[str, str]
    yes: str


def export_sheet(
    services: Services,
    /,
    *,
    actor: Actor,
    round_id: str,
    kind: Format,
    words: SheetWords,
    write: Writer,
    file: BinaryIO,
) -> Exported:
    """Write the sheet of a closed round into `file`: as a table, or for `Format.JSON` the very
    bytes that its hash is of. Nothing in `file` may be given away if this raises.

    Raises:
        NotAllowed: the actor is no lead.
        JuryRefused: `round`, `closed` (it is still open).
        LimitReached: the account has exported too often.
    """
    require_lead(actor)
    now = services.clock()
    with services.records.write() as uow:
        spend(services, uow, EXPORT, actor.id, now)
        uow.commit()
    with services.records.read() as uow:
        record = uow.jury.find_round(round_id)
    if record is None:
        raise JuryRefused("round")
    if not record.sheet:
        raise JuryRefused("closed")
    count = sum(map(len, read_sheet(record.sheet).bands.values()))
    if kind is Format.JSON:
        file.write(record.sheet.encode())
    else:
        results = view_results(services, actor=actor, round_id=round_id)
        columns = tuple(Column(one, words.heads[one]) for one in SHEET_COLUMNS)
        write(file, Table(columns, _rows(results, words), iter(())))
    with services.records.write() as uow:
        details = {"format": str(kind), "count": str(count), "rank_hash": record.sheet_hash}
        note_round(uow, actor, round_id, "sheet.exported", services.clock(), **details)
        uow.commit()
    day = now.astimezone(NANJING).date().isoformat()
    return Exported(f"youcheng_{day}_{record.edition}_{record.name}.{kind}", count)


def _rows(results: Results, words: SheetWords) -> Iterator[tuple[object, ...]]:
    def mark(is_so: bool) -> str | None:
        return words.yes if is_so else None

    for band, name in words.bands.items():
        for one in results.sheet.bands.get(band, ()):
            found = one.result
            yield (
                one.rank,
                results.codes.get(found.entry),
                found.entry,
                name,
                found.scores,
                found.countries,
                round(found.mean, _DIGITS),
                round(found.median, _DIGITS),
                round(found.normalised, _DIGITS),
                round(found.deviation, _DIGITS),
                mark(found.fallback),
                mark(found.discuss),
                mark(found.under_quorum),
                mark(found.entry in results.sheet.chosen),
            )
