"""Works on show, searched and counted, and the words of staff for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from youcheng.domain.gallery import (
    AWARDED,
    GRAM,
    Choice,
    Facet,
    Position,
    Words,
    Work,
    grams,
    index_grams,
)
from youcheng.storage.rows import Values
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import GalleryMarkRow, TranslationRow, WorkGramRow, WorkRow

_WORK: Final = Stored(WorkRow, "code")
_TRANSLATION: Final = Stored(TranslationRow, "submission", "language")
_ORDER: Final = (WorkRow.rank, WorkRow.published_at, WorkRow.code)
_PARTS: Final = tuple(one.name for one in fields(Work))
_SHOWN: Final = select(*(sql_table(WorkRow).c[name] for name in _PARTS))
_WORDS, _TRANSLATIONS = _PARTS.index("words"), _PARTS.index("translations")
_FOUND: Final = _SHOWN.where(WorkRow.code == bindparam("found"))
_ENDS: Final = tuple(column.key for column in _ORDER)
_HERE: Final = tuple_(*_ORDER)
_THERE: Final = tuple_(*(bindparam(column.key, type_=column.type) for column in _ORDER))
"""A work's position and another one. They are compared as rows, which both engines look up in the
index at any depth; each value has the type of its column, so that SQLite compares the time in the
form in which it is kept."""
_FIRST: Final = _SHOWN.order_by(*_ORDER)
_AFTER: Final = _FIRST.where(_HERE > _THERE)
_BEFORE: Final = _SHOWN.where(_HERE < _THERE).order_by(*(column.desc() for column in _ORDER))
_FACETS: Final[Mapping[Facet, Any]] = {facet: getattr(WorkRow, facet) for facet in Facet}
_MARK: Final = select(GalleryMarkRow.mark)
_TALLY: Final = select(*_FACETS.values(), func.count()).group_by(*_FACETS.values())


class WorkRecords:
    """`ports_works.Works` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, work: Work) -> None:
        _WORK.add(self._connection, _work_values(work))
        found = [{"gram": gram, "work": work.submission} for gram in index_grams(work.search)]
        if found:
            self._connection.execute(insert(WorkGramRow), found)
        self._renew_mark()

    def find(self, code: str) -> Work | None:
        row = self._connection.execute(_FOUND, {"found": code}).one_or_none()
        return None if row is None else _read_work(row)

    def remove(self, submission: str) -> None:
        self._connection.execute(delete(WorkGramRow).where(WorkGramRow.work == submission))
        gone = self._connection.execute(delete(WorkRow).where(WorkRow.submission == submission))
        if gone.rowcount:
            self._renew_mark()

    def mark(self) -> str:
        return self._connection.execute(_MARK).scalar_one()

    def _renew_mark(self) -> None:
        # Not a number: records that were put back from a copy would come to the same ones again.
        self._connection.execute(update(GalleryMarkRow).values(mark=uuid4().hex))

    def after(self, choice: Choice, position: Position | None, *, limit: int) -> Sequence[Work]:
        found = _FIRST if position is None else _AFTER
        return self._read(found.where(*_chosen(choice)).limit(limit), position)

    def before(self, choice: Choice, position: Position, *, limit: int) -> Sequence[Work]:
        return self._read(_BEFORE.where(*_chosen(choice)).limit(limit), position)[::-1]

    def _read(self, found: Select[Any], position: Position | None) -> Sequence[Work]:
        end = {} if position is None else {one: getattr(position, one) for one in _ENDS}
        return [_read_work(row) for row in self._connection.execute(found, end).all()]

    def codes(self) -> Sequence[str]:
        found = select(WorkRow.code).order_by(WorkRow.code)
        return self._connection.execute(found).scalars().all()

    def tally(self, query: str) -> Mapping[tuple[str, ...], int]:
        found = _TALLY.where(*_chosen(Choice(query=query)))
        return {tuple(row[:-1]): row[-1] for row in self._connection.execute(found).all()}


class TranslationRecords:
    """`ports_works.Translations` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, submission: str, language: str, words: Words) -> None:
        values = {
            "submission": submission,
            "language": language,
            "words": _words_values(words),
        }
        if _TRANSLATION.find(self._connection, submission, language, lock=False) is None:
            _TRANSLATION.add(self._connection, values)
        else:
            _TRANSLATION.put(self._connection, values)

    def of(self, submission: str) -> Mapping[str, Words]:
        found = (
            select(TranslationRow.language, TranslationRow.words)
            .where(TranslationRow.submission == submission)
            .order_by(TranslationRow.language)
        )
        return {row.language: Words(**row.words) for row in self._connection.execute(found)}

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(TranslationRow).where(TranslationRow.submission == submission)
        )


def _chosen(choice: Choice) -> list[ColumnElement[bool]]:
    """The conditions that the chosen works meet. The grams find candidates by their index; the
    text says whether the whole of a term is there that is longer than one gram."""
    conditions: list[ColumnElement[bool]] = [
        WorkRow.award != "" if (facet, value) == (Facet.AWARD, AWARDED) else _FACETS[facet] == value
        for facet, value in choice.facets.items()
    ]
    for term in choice.terms:
        for gram in sorted(grams(term)):
            holding = select(WorkGramRow.work).where(WorkGramRow.gram == gram)
            conditions.append(WorkRow.submission.in_(holding))
        if len(term) > GRAM:
            conditions.append(WorkRow.search.contains(term, autoescape=True))
    return conditions


def _work_values(one: Work) -> Values:
    """The columns of a work on show."""
    return {
        "submission": one.submission,
        "code": one.code,
        "rank": one.position.rank,
        "published_at": one.published_at,
        "edition": one.edition,
        "theme": one.theme,
        "country": one.country,
        "place": one.place,
        "band": one.band,
        "technique": one.technique,
        "award": one.award,
        "year": one.year,
        "width_cm": one.width_cm,
        "height_cm": one.height_cm,
        "name": one.name,
        "language": one.language,
        "words": _words_values(one.words),
        "translations": {
            language: _words_values(words) for language, words in one.translations.items()
        },
        "picture": one.picture,
        "width": one.width,
        "height": one.height,
        "colour": one.colour,
        "placeholder": one.placeholder,
        "sample": one.sample,
        "search": one.search,
    }


def _read_work(row: Row[Any]) -> Work:
    """The work of a row, whose columns are those of a work in their order: by their names they
    cost several times as much to read."""
    parts = [*row]
    parts[_WORDS] = Words(**parts[_WORDS])
    parts[_TRANSLATIONS] = {
        language: Words(**words) for language, words in parts[_TRANSLATIONS].items()
    }
    return Work(*parts)


def _words_values(one: Words) -> Values:
    """The words of a work as they are kept."""
    return {"title": one.title, "see": one.see, "story": one.story}
