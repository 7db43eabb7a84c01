"""Puts each form together from its own file and, for a programme's, what these share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from youcheng.content.checks import OWN_NAMES
from youcheng.content.collection import Content
from youcheng.content.editions import CompetitionEdition
from youcheng.content.form_checks import check_form
from youcheng.content.form_editions import (
    FormTerms,
    check_batch_form,
    check_entry_form,
    check_names,
    edition_terms,
    names_of_editions,
    programme_terms,
)
from youcheng.content.form_entries import (
    AdaptedField,
    ColumnEntry,
    CommonEntry,
    FieldEntry,
    FormEntry,
    NoticeEntry,
    OptionEntry,
    Part,
    PointEntry,
    StepEntry,
)
from youcheng.content.form_files import COMMON, OPTIONS, FormFiles
from youcheng.content.form_guardians import check_guardians
from youcheng.content.form_options import OptionLists
from youcheng.content.forms import (
    GUARDIAN,
    SUBMITTER,
    AgreementWords,
    Form,
    FormField,
    FormNotice,
    FormStep,
    Option,
    Point,
    Reader,
)
from youcheng.content.problems import Ids, Place, Problem
from youcheng.content.reading import name_table
from youcheng.content.subjects import batch_form_id, entry_form_id
from youcheng.domain.forms import Field, FormDefinition, Notice, Step

_NOTHING_SHARED: Final = CommonEntry.model_construct(parts=(), steps=(), notices=())
"""An entry form asks others, and other things, than the programmes: it is wholly in its file."""


def assemble_forms(
    files: FormFiles, content: Content, ids: Ids, problems: list[Problem]
) -> tuple[Form, ...]:
    """Return the forms in the order of their programmes, then the forms of each edition, after
    noting what is wrong with them.

    Without common.toml or options.toml, whose fault is noted already, there are none.
    """
    problems.extend(check_names(files, content, ids))
    if files.common is None or files.options is None:
        return ()
    lists = OptionLists(files.options, content.partners, content.cities)
    for name in lists.taken_names():
        problems.append(
            Problem(OPTIONS, f"lists ({name})", "id", "the site makes this list itself")
        )
    named = names_of_editions(content)
    forms = []
    for entry in files.forms.values():
        if entry.id in named or entry.id not in ids.get("programmes", {}):
            continue
        found: list[Problem] = []
        assembly = _Assembly(entry, files.common, lists, programme_terms(entry), found)
        forms.append(assembly.assemble())
        problems.extend(_without_echoes(found, ids))
    order = {programme.id: programme.order for programme in content.programmes}
    forms.sort(key=lambda form: order.get(form.id, 0))
    for edition in content.editions:
        found = []
        forms += assemble_edition_forms(files, content, edition, found)
        problems.extend(_without_echoes(found, ids))
    return tuple(forms)


def assemble_edition_forms(
    files: FormFiles, content: Content, edition: CompetitionEdition, problems: list[Problem]
) -> list[Form]:
    """Return the forms with which a work, and a class, is entered for `edition`, after noting what
    is wrong with them.

    Their ids, window, day for ages and themes are the edition's. A form without its file is left
    out.
    """
    if files.options is None:
        return []
    themes = tuple(Option(one.id, one.name) for one in edition.themes)
    lists = OptionLists(files.options, content.partners, content.cities, themes)
    forms = []
    for name, form_id in (
        (edition.entry_form, entry_form_id(edition)),
        (edition.batch_form, batch_form_id(edition)),
    ):
        if form_id is None or name is None or (entry := files.forms.get(name)) is None:
            continue
        terms = edition_terms(edition, form_id)
        form = _Assembly(entry, _NOTHING_SHARED, lists, terms, problems).assemble()
        problems.extend(check_entry_form(entry, form, edition))
        forms.append(form)
    if len(forms) > 1:
        file = f"forms/{edition.batch_form}.toml"
        problems.extend(check_batch_form(file, forms[1], forms[0], edition))
    return forms


def _without_echoes(found: Iterable[Problem], ids: Ids) -> Iterable[Problem]:
    """Leave out what is only there because the partners or cities could not be read."""
    if "partners" in ids and "jiangsu" in ids:
        return found
    return [one for one in found if "is no option of" not in one.message]


class _Assembly:
    def __init__(
        self,
        entry: FormEntry,
        common: CommonEntry,
        lists: OptionLists,
        terms: FormTerms,
        problems: list[Problem],
    ) -> None:
        self._entry = entry
        self._common = common
        self._lists = lists
        self._terms = terms
        self._problems = problems
        self._file = f"forms/{entry.id}.toml"
        self._places: dict[str, Place] = {}
        self._entries: dict[str, FieldEntry] = {}
        self._adapted = {one.id: one for one in entry.adapted}

    def assemble(self) -> Form:
        """Return the form; what is wrong with it is noted."""
        self._check_names()
        groups = [
            *((one, COMMON, number) for number, one in self._placed("first")),
            *((one, self._file, number) for number, one in enumerate(self._entry.steps)),
            *((one, COMMON, number) for number, one in self._placed("last")),
        ]
        steps = {reader: self._steps(groups, reader) for reader in (SUBMITTER, GUARDIAN)}
        notices = self._notices()
        definition = FormDefinition(
            self._terms.id,
            self._entry.version,
            _rules_of(steps[SUBMITTER]),
            tuple(one.rules for one in notices),
            _rules_of(steps[GUARDIAN]),
            self._terms.closing_day,
        )
        form = Form(
            definition,
            steps[SUBMITTER],
            notices,
            self._entry.not_asked,
            self._terms.window,
            steps[GUARDIAN],
        )
        found = check_form(
            form,
            self._entries,
            self._places,
            file=self._file,
            max_steps=self._terms.max_steps,
        )
        self._problems.extend(found)
        self._problems.extend(check_guardians(self._entry, form, self._places))
        return form

    def _steps(
        self, groups: Iterable[tuple[StepEntry, str, int]], reader: Reader
    ) -> tuple[FormStep, ...]:
        return tuple(self._step(*group) for group in groups if group[0].reader == reader)

    def _placed(self, place: str) -> list[tuple[int, StepEntry]]:
        steps = enumerate(self._common.steps)
        return [(number, one) for number, one in steps if (one.place or "first") == place]

    def _note(self, place: Place, key: str, message: str) -> None:
        self._problems.append(Problem(*place, key, message))

    def _check_names(self) -> None:
        for part in self._entry.parts:
            if part not in self._common.parts:
                self._note((self._file, ""), "parts", f"common.toml has no part {part}")
        steps = {one.id for one in self._common.steps}
        for number, added in enumerate(self._entry.added):
            if added.id not in steps:
                where = (self._file, name_table("added", number, added.id))
                self._note(where, "id", f"common.toml has no step {added.id}")
        fields = {one.id for step in self._common.steps for one in step.fields}
        for number, adapted in enumerate(self._entry.adapted):
            if adapted.id not in fields:
                where = (self._file, name_table("adapted", number, adapted.id))
                self._note(where, "id", f"common.toml has no field {adapted.id}")

    def _has(self, part: Part, place: Place) -> bool:
        for key in ("only_with", "only_without"):
            name = getattr(part, key)
            if name is not None and name not in self._common.parts:
                self._note(place, key, f"common.toml has no part {name}")
        with_it = part.only_with is None or part.only_with in self._entry.parts
        return with_it and (part.only_without is None or part.only_without not in self._entry.parts)

    def _step(self, entry: StepEntry, file: str, number: int) -> FormStep:
        table = name_table("steps", number, entry.id)
        if f"step:{entry.id}" in self._places:
            self._note((file, table), "id", f"{entry.id} is there twice")
        self._places[f"step:{entry.id}"] = (file, table)
        fields = self._fields(entry.fields, file, table, entry.reader)
        if file == COMMON:
            for order, added in enumerate(self._entry.added):
                if added.id == entry.id:
                    own = name_table("added", order, added.id)
                    fields += self._fields(added.fields, self._file, own, entry.reader)
        return FormStep(entry.id, entry.title, entry.intro, tuple(fields))

    def _fields(
        self, entries: Iterable[FieldEntry], file: str, table: str, reader: Reader
    ) -> list[FormField]:
        fields = []
        for number, entry in enumerate(entries):
            place = (file, f"{table}, {name_table('fields', number, entry.id)}")
            if not self._has(entry, place):
                continue
            if entry.id in self._places:
                self._note(place, "id", f"{entry.id} is there twice")
                continue
            self._places[entry.id] = place
            self._entries[entry.id] = entry
            words = self._adapted.get(entry.id) if file == COMMON else None
            field = self._field(entry, place, words)
            if reader == GUARDIAN:
                field = replace(field, guardian=field.own_words)
            fields.append(field)
        return fields

    def _field(self, entry: FieldEntry, place: Place, words: AdaptedField | None) -> FormField:
        options, pinned = self._options(entry, place)
        columns = tuple(self._column(column, place, entry) for column in entry.columns)
        rules = Field(
            id=entry.id,
            kind=entry.kind,
            visibility=entry.visibility,
            required=entry.required,
            required_when=tuple(one.condition() for one in entry.required_when),
            when=tuple(one.condition() for one in entry.when),
            limits=entry.limits.limits(),
            options=tuple(option.id for option in options),
            terms=None if entry.terms is None else entry.terms.terms(),
            must_agree=entry.must_agree,
            public_with=entry.public_with,
            guards=entry.guards,
            columns=tuple(column.rules for column in columns),
        )
        return FormField(
            rules=rules,
            label=(words and words.label) or entry.label,
            hint=(words and words.hint) or entry.hint,
            options=options,
            pinned=pinned,
            statement=(words and words.statement) or entry.statement,
            points=_points(entry.points),
            version=entry.version,
            guardian=_guardian(entry, words),
            autocomplete=entry.autocomplete,
            columns=columns,
        )

    def _column(self, entry: ColumnEntry, place: Place, row: FieldEntry) -> FormField:
        options, pinned = self._options(entry, place)
        rules = Field(
            id=entry.id,
            kind=entry.kind,
            visibility=row.visibility,
            required=entry.required,
            limits=entry.limits.limits(),
            options=tuple(option.id for option in options),
        )
        return FormField(rules, entry.label, entry.hint, options, pinned)

    def _options(self, entry: ColumnEntry, place: Place) -> tuple[tuple[Option, ...], int | None]:
        own = self._chosen(entry.options, place)
        if entry.options_from is None:
            return own, None
        shared = self._lists.find(entry.options_from)
        if shared is None:
            self._note(place, "options_from", f"there is no list {entry.options_from}")
            return own, None
        options = (*shared.options, *self._chosen(shared.entries, place), *own)
        seen: set[str] = set()
        for option in options:
            if option.id in seen and option.id not in OWN_NAMES:
                self._note(place, "options", f"{option.id} is in {entry.options_from} as well")
            seen.add(option.id)
        return options, shared.pinned

    def _chosen(self, entries: Iterable[OptionEntry], place: Place) -> tuple[Option, ...]:
        return tuple(Option(one.id, one.label) for one in entries if self._has(one, place))

    def _notices(self) -> tuple[FormNotice, ...]:
        groups: list[tuple[NoticeEntry, Place]] = []
        for file, entries in ((COMMON, self._common.notices), (self._file, self._entry.notices)):
            for number, entry in enumerate(entries):
                groups.append((entry, (file, name_table("notices", number, entry.id))))
        notices = []
        for entry, place in groups:
            if not self._has(entry, place):
                continue
            if f"notice:{entry.id}" in self._places:
                self._note(place, "id", f"{entry.id} is there twice")
            self._places[f"notice:{entry.id}"] = place
            rules = Notice(entry.id, entry.stops, tuple(one.condition() for one in entry.when))
            notices.append(FormNotice(rules, entry.title, entry.text))
        return tuple(notices)


def _rules_of(steps: tuple[FormStep, ...]) -> tuple[Step, ...]:
    return tuple(Step(one.id, tuple(each.rules for each in one.fields)) for one in steps)


def _guardian(entry: FieldEntry, words: AdaptedField | None) -> AgreementWords | None:
    own = entry.guardian
    if own is None:
        return None
    adapted = words.guardian if words is not None else None
    return AgreementWords(
        label=own.label or (words and words.label) or entry.label,
        statement=adapted.statement if adapted is not None else own.statement,
        points=_points(own.points),
        version=own.version,
    )


def _points(entries: Iterable[PointEntry]) -> tuple[Point, ...]:
    return tuple(Point(one.id, one.text) for one in entries)
