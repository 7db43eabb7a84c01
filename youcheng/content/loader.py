"""Reads the files under data/ into `Content`, or says everything that is wrong with them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from youcheng.content.checks import check_content, check_province
from youcheng.content.collection import Content
from youcheng.content.editions import FOLDER as COMPETITION
from youcheng.content.editions import CompetitionEdition
from youcheng.content.form_assembly import assemble_forms
from youcheng.content.form_files import read_form_files
from youcheng.content.operator import FILE as OPERATOR
from youcheng.content.operator import Operator
from youcheng.content.problems import ContentError, Ids, Place, Problem
from youcheng.content.province import FILE as PROVINCE
from youcheng.content.province import Province
from youcheng.content.reading import read_file, validate_table
from youcheng.content.records import (
    City,
    Figure,
    Item,
    Partner,
    Programme,
    Story,
    TimelineEntry,
)
from youcheng.content.sources import Source
from youcheng.content.texts import Model
from youcheng.paths import ASSETS, DATA

One = TypeVar("One", bound=Model)

LISTS: Mapping[str, tuple[str, type[Model], str]] = {
    "sources.toml": ("source", Source, "id"),
    "partners.toml": ("partner", Partner, "id"),
    "jiangsu.toml": ("city", City, "id"),
    "cooperation.toml": ("item", Item, "id"),
    "timeline.toml": ("entry", TimelineEntry, "id"),
    "figures.toml": ("figure", Figure, "id"),
}
"""Files that hold an array of tables: its name, the type of an entry, the key that names it."""

FOLDERS: Mapping[str, tuple[type[Model], str]] = {
    "stories": (Story, "partner"),
    "programmes": (Programme, "id"),
    COMPETITION: (CompetitionEdition, "id"),
}
"""Folders with one file an entry; the file is called as the key says."""


@dataclass(frozen=True)
class Located:
    """An entry with the place that it was read from; `value` is None if it did not validate."""

    file: str
    table: str
    id: str
    value: Model | None


Moments = Mapping[str, Mapping[str, datetime]]
"""Moments that staff have set in place of those of the files: by the edition's id and their name,
see `youcheng.domain.edition_dates`."""


@dataclass(slots=True)
class _InForce:
    """The content of this process, once staff have set something of it; None until then."""

    content: Content | None = None


_in_force = _InForce()


def load_content(folder: Path = DATA) -> Content:
    """Return all content below `folder`; the default folder is read once and kept.

    For the default folder it is what holds now: what staff have set wins over the files.

    Raises ContentError, which names file, table and key of every problem.
    """
    if folder == DATA:
        return _in_force.content or load_shipped()
    return read_content(folder)


@functools.cache
def load_shipped() -> Content:
    """Return the content as the site was delivered with it. Raises ContentError."""
    return read_content(DATA, assets=ASSETS)


def read_with_moments(moments: Moments) -> Content:
    """Return the content that the site was delivered with but for these moments, checked afresh.

    Raises ContentError.
    """
    return read_content(DATA, assets=ASSETS, moments=moments)


def put_in_force(content: Content | None) -> None:
    """Let `load_content` return this from now on; None for what the site was delivered with."""
    _in_force.content = content


def read_content(
    folder: Path, *, assets: Path | None = None, moments: Moments | None = None
) -> Content:
    """Read and check the content below `folder` afresh. Raises ContentError.

    `assets` is the folder that must hold the drawings; without it, none is asked for. `moments`
    hold in place of those of the files; an edition that is not there is passed over.
    """
    problems: list[Problem] = []
    located: list[Located] = []
    for name, (table, model, key) in LISTS.items():
        document = read_file(folder / name, name, problems)
        if document is not None:
            located.extend(_read_list(document, name, table, model, key, problems))
    for name, (model, key) in FOLDERS.items():
        located.extend(_read_folder(folder / name, name, model, key, problems))
    form_files = read_form_files(folder / "forms", problems)
    _set_moments(located, moments or {}, problems)
    content = _collect(
        located,
        _read_one(folder, OPERATOR, Operator, problems),
        _read_one(folder, PROVINCE, Province, problems),
    )
    ids = located_places(located)
    problems.extend(check_content(content, ids, folder, assets))
    if not any(one.file == PROVINCE for one in problems):
        problems.extend(check_province(content, ids, folder))
    forms = assemble_forms(form_files, content, ids, problems)
    if problems:
        raise ContentError(sorted(set(problems)))
    return replace(content, forms=forms)


def _set_moments(located: list[Located], moments: Moments, problems: list[Problem]) -> None:
    """Put editions with other moments in the places of those that the files hold."""
    for number, one in enumerate(located):
        if isinstance(one.value, CompetitionEdition) and one.id in moments:
            try:
                value = one.value.with_moments(moments[one.id])
            except ValueError as error:
                problems.append(Problem(one.file, one.table, "", f"with other dates: {error}"))
                continue
            located[number] = replace(one, value=value)


def located_places(located: list[Located]) -> Ids:
    """Return for each type name its ids, even of entries that are broken, with file and table.

    A reference to a broken entry is not reported again as a missing one.
    """
    places: dict[str, dict[str, Place]] = {}
    for entry in located:
        kind = _kind_of(entry.file)
        places.setdefault(kind, {}).setdefault(entry.id, (entry.file, entry.table))
    return places


def _kind_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".toml")


def _read_list(
    document: dict[str, Any],
    name: str,
    table: str,
    model: type[Model],
    key: str,
    problems: list[Problem],
) -> Iterator[Located]:
    for unknown in sorted(set(document) - {table}):
        problems.append(Problem(name, unknown, "", f"unknown table, this file holds [[{table}]]"))
    rows = document.get(table)
    if not isinstance(rows, list) or not rows:
        problems.append(Problem(name, table, "", f"the file holds no [[{table}]]"))
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        row_id = str(row.get(key, "")) if isinstance(row, dict) else ""
        where = f"{table} {number}" + (f" ({row_id})" if row_id else "")
        if row_id in seen:
            problems.append(Problem(name, where, key, f"{row_id} is there twice"))
        seen.add(row_id)
        yield Located(name, where, row_id, validate_table(row, model, name, where, problems))


def _read_folder(
    folder: Path, name: str, model: type[Model], key: str, problems: list[Problem]
) -> Iterator[Located]:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        problems.append(Problem(f"{name}/", "", "", "the folder holds no .toml file"))
    for path in paths:
        file = f"{name}/{path.name}"
        document = read_file(path, file, problems)
        if document is None:
            yield Located(file, "", path.stem, None)
            continue
        row_id = str(document.get(key, ""))
        if row_id != path.stem:
            problems.append(Problem(file, "", key, f"must be {path.stem}, as the file is called"))
        value = validate_table(document, model, file, "", problems)
        yield Located(file, "", path.stem, value if row_id == path.stem else None)


def _read_one(folder: Path, name: str, model: type[One], problems: list[Problem]) -> One:
    document = read_file(folder / name, name, problems)
    one = None if document is None else validate_table(document, model, name, "", problems)
    # With its fault noted no content is returned; a stand-in lets the rest be checked.
    return one or cast("One", model.model_construct(**(document or {})))


def _collect(located: list[Located], operator: Operator, province: Province) -> Content:
    values = [entry.value for entry in located if entry.value is not None]
    partners = tuple(value for value in values if isinstance(value, Partner))
    timeline = tuple(value for value in values if isinstance(value, TimelineEntry))
    stories = tuple(value for value in values if isinstance(value, Story))
    programmes = tuple(value for value in values if isinstance(value, Programme))
    editions = tuple(value for value in values if isinstance(value, CompetitionEdition))
    order = {partner.id: partner.order for partner in partners}
    return Content(
        operator=operator,
        province=province,
        sources=tuple(value for value in values if isinstance(value, Source)),
        partners=tuple(sorted(partners, key=lambda partner: partner.order)),
        cities=tuple(value for value in values if isinstance(value, City)),
        items=tuple(value for value in values if isinstance(value, Item)),
        timeline=tuple(sorted(timeline, key=_when)),
        figures=tuple(value for value in values if isinstance(value, Figure)),
        stories=tuple(sorted(stories, key=lambda story: order.get(story.partner, 0))),
        programmes=tuple(sorted(programmes, key=lambda programme: programme.order)),
        editions=tuple(sorted(editions, key=lambda edition: edition.opens_at)),
    )


def _when(entry: TimelineEntry) -> tuple[bool, int, str]:
    """Sort key: by year, a day after what has only the year, undated last."""
    return (
        entry.year is None,
        entry.year or 0,
        entry.date.isoformat() if entry.date else "",
    )
