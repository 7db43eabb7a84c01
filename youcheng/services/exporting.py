"""A view of the queue as a table that staff take along: what they may read of it, and no more.

The table is written to a file first; then the log is told who took what, in which format and how
many rows; then the file is given away. So no row leaves that is not in the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import BinaryIO, Final
from uuid import uuid4

from youcheng.content.forms import Form
from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.corrections import Correction, lay_over
from youcheng.domain.deadlines import NANJING
from youcheng.domain.desk import Tag
from youcheng.domain.exports import (
    FILE_COLUMN,
    QUEUE_COLUMNS,
    Column,
    Format,
    Table,
    Writer,
    cell_of,
    exported_value,
    file_name,
    is_exported,
    set_filters,
)
from youcheng.domain.form_definitions import Field
from youcheng.domain.limits import EXPORT
from youcheng.domain.permissions import Area, Scope, may_export, readable
from youcheng.domain.pictures import PAGE_COPY
from youcheng.domain.queue import QueueEntry, QueueView
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.attachments import named_files
from youcheng.services.desk_access import NotAllowed, require_reach
from youcheng.services.desk_queue import entry_scope, query_of
from youcheng.services.drafts import require_space
from youcheng.services.limiting import spend
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_desk import Asked
from youcheng.services.ports_files import FileMissing

EXPORTED: Final = "queue.exported"
"""Event of an export; it changes nothing."""
MOST_PICTURES: Final = 1000
"""Of one export: some 300 MB. Product decision."""
_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Words:
    """What an export says in the reader's language.

    Attributes:
        language: its code.
        heads: headings of the queue's own columns by id, that of `FILE_COLUMN` included.
        states: names of the review states.
        kinds: names of the kinds of submission.
    """

    language: str
    heads: Mapping[str, str]
    states: Mapping[ReviewState, str]
    kinds: Mapping[SubmissionKind, str]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that is in the log: what the file is called, and how many rows it has."""

    name: str
    rows: int


class TooManyPictures(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The view holds more than `MOST_PICTURES` pictures; nothing left."""


def export_queue(
    services: Services,
    /,
    *,
    actor: Actor,
    view: QueueView,
    kind: Format,
    words: Words,
    write: Writer,
    file: BinaryIO,
) -> Exported:
    """Write what a view holds into `file`, in the order of the queue, a row for each submission.

    Columns are those that the actor reads for any of the view's programmes; a cell that is not
    theirs to read in its row is empty. Nothing in `file` may be given away if this raises.

    Args:
        actor: who exports, as the store knows them now.
        view: which submissions.
        kind: the format; `Format.ZIP` brings the copies that staff look at, not what was sent.
        words: of the reader's language.
        write: writes that format.
        file: open for writing.

    Raises:
        NotAllowed: `desk`.
        LimitReached: the account has exported too often.
        StoreFull: the disk has no room.
        TooManyPictures: choose fewer.
    """
    if not may_export(actor):
        raise NotAllowed("desk")
    require_space(services)
    now = services.clock()
    with services.records.write() as uow:
        spend(services, uow, EXPORT, actor.id, now)
        uow.commit()
    with services.records.read() as uow:
        export = _Export(services, uow, actor, view, kind, words)
        write(file, Table(export.columns, export.rows(), export.pictures()))
    details = {"format": str(kind), "count": str(export.written)}
    if filters := set_filters(view):
        details["filters"] = ",".join(filters)
    if export.programmes:
        details["programmes"] = ",".join(export.programmes)
    with services.records.write() as uow:
        note_event(
            uow,
            at=services.clock(),
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind=EXPORTED,
            subject=f"export:{uuid4().hex}",
            fields=[one.id for one in export.columns],
            details=details,
        )
        uow.commit()
    return Exported(file_name(view, kind, now.astimezone(NANJING).date()), export.written)


@dataclass(slots=True)
class _Export:
    """One export while it is written: the rows in pages, so that few are held at a time."""

    services: Services
    uow: UnitOfWork
    actor: Actor
    view: QueueView
    kind: Format
    words: Words
    written: int = 0
    programmes: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    _asked: Asked = field(init=False)
    _forms: dict[str, Form] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _pictures: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        reach = require_reach(self.actor)
        self._asked = query_of(self.actor, reach, self.view, self.services.clock())
        found = self.uow.queue.programmes(self._asked)
        self.programmes = tuple(sorted(found))
        for programme in self.programmes:
            try:
                self._forms[programme] = self.services.content.form(programme)
            except KeyError:
                # The form of an edition that the site has no longer: its answers have no columns.
                continue
        self.columns = tuple(self._head(found))

    def _head(self, found: Mapping[str, SubmissionKind]) -> Iterator[Column]:
        areas = {programme: self._areas_of(programme, found[programme]) for programme in found}
        every = frozenset().union(*areas.values()) if areas else frozenset({Area.STATE})
        for name, area in QUEUE_COLUMNS.items():
            if area in every:
                yield Column(name, self.words.heads[name])
        seen: set[str] = {*QUEUE_COLUMNS}
        for programme, form in self._forms.items():
            for one in form.fields:
                if one.id not in seen and is_exported(one.rules, areas[programme]):
                    seen.add(one.id)
                    yield Column(one.id, one.label.get(self.words.language))
        if self.kind is Format.ZIP:
            yield Column(FILE_COLUMN, self.words.heads[FILE_COLUMN])

    def _areas_of(self, programme: str, kind: SubmissionKind) -> frozenset[Area]:
        """What the actor reads of any submission to a programme, wherever it stands."""
        areas: frozenset[Area] = frozenset()
        for review in (ReviewState.SUBMITTED, ReviewState.REFERRED):
            scope = Scope("", kind, programme, review, city=self.actor.city)
            areas |= readable(self.actor, scope)
        return areas

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Every row in the order of the queue."""
        place = ""
        while entries := self.uow.queue.after(self._asked, place, limit=_PAGE):
            place = entries[-1].place
            ids = [one.submission for one in entries]
            stored = {one.id: one for one in self.uow.submissions.many(ids)}
            tags, corrections = self.uow.tags.of(*ids), self.uow.corrections.of(*ids)
            for entry in entries:
                over = corrections.get(entry.submission, ())
                values = self._values(entry, stored[entry.submission], tags, over)
                self.written += 1
                yield tuple(values.get(one.id) for one in self.columns)

    def _values(
        self,
        entry: QueueEntry,
        submission: Submission,
        tags: Mapping[str, Sequence[Tag]],
        corrections: Sequence[Correction],
    ) -> dict[str, object]:
        may = readable(self.actor, entry_scope(entry))
        plain = self.kind is Format.JSON
        facts = {
            "code": entry.code,
            "programme": entry.programme,
            "kind": str(entry.kind) if plain else self.words.kinds[entry.kind],
            "review": str(entry.review) if plain else self.words.states[entry.review],
            "sent_at": entry.sent_at.astimezone(NANJING),
            "waiting_since": entry.since.astimezone(NANJING),
            "due_at": entry.due_at.astimezone(NANJING) if entry.due_at else None,
            "country": entry.country or None,
            "partner": entry.partner or None,
            "cities": self._list(entry.cities),
            "assignee": self._name(entry.assignee) if Area.NOTES in may else None,
            "tags": self._list([one.name for one in tags.get(entry.submission, ())]),
            "flags": self._list(entry.flags),
        }
        values: dict[str, object] = {
            name: value for name, value in facts.items() if QUEUE_COLUMNS[name] in may
        }
        form = self._forms.get(entry.programme)
        if form is not None:
            values |= self._answers(form, submission, corrections, may)
        if self.kind is Format.ZIP and Area.JURY in may:
            values[FILE_COLUMN] = self._picture_of(entry, submission)
        return values

    def _answers(
        self,
        form: Form,
        submission: Submission,
        corrections: Sequence[Correction],
        may: Collection[Area],
    ) -> dict[str, object]:
        """The answers that count, and which of them the staff corrected."""
        exported = {one.id: one for one in form.fields if is_exported(one.rules, may)}
        values = {
            name: self._answer(form, exported[name].rules, value)
            for name, value in lay_over(form.definition, submission.sent or {}, corrections).items()
            if name not in QUEUE_COLUMNS and name in exported
        }
        names = [one.field for one in corrections if one.field in exported]
        if self.kind is not Format.JSON:
            names = [exported[name].label.get(self.words.language) for name in names]
        if Area.STAFF in may:
            values["corrected"] = self._list(names)
        return values

    def _answer(self, form: Form, rules: Field, value: object) -> object:
        value = exported_value(rules, value)
        if self.kind is Format.JSON:
            return value
        return cell_of(
            rules, value, lambda one, column, chosen: self._label(form, one, column, chosen)
        )

    def _label(self, form: Form, name: str, column: str, chosen: str) -> str:
        found = form.field(name)
        if column:
            found = next(one for one in found.columns if one.id == column)
        return found.name(chosen, self.words.language)

    def _list(self, values: Sequence[str]) -> object:
        return [*values] if self.kind is Format.JSON else "\n".join(values) or None

    def _name(self, account: str) -> str | None:
        """Who looks after it, by name; by id where the account is not there."""
        if account and account not in self._names:
            found = self.uow.accounts.find(account)
            self._names[account] = account if found is None else found.name
        return self._names.get(account)

    def _picture_of(self, entry: QueueEntry, submission: Submission) -> str | None:
        """The names of the picture's copies in the file, one a line; notes them for `pictures`."""
        names: list[str] = []
        sent = named_files(submission.sent or {})
        numbers = count(1)
        for picture in self.uow.pictures.of(entry.submission):
            copy = self.uow.attachments.copy_of(picture.id, PAGE_COPY)
            if picture.id not in sent or copy is None:
                continue
            if len(self._pictures) >= MOST_PICTURES:
                raise TooManyPictures
            number = next(numbers)
            part = f"-{number}" if number > 1 else ""
            name = f"pictures/{entry.code}{part}.{PAGE_COPY.rpartition('.')[2]}"
            self._pictures.append((name, copy.key))
            names.append(name)
        return "\n".join(names) or None

    def pictures(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The pictures of the rows that were read so far; one that was erased meanwhile is left
        out."""
        for name, key in self._pictures:
            try:
                yield name, self.services.files.read(key)
            except FileMissing:
                continue
