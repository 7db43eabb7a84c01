"""The entry forms of the competition: what an edition sets, and what must agree with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from youcheng.content.collection import Content
from youcheng.content.editions import FOLDER, CompetitionEdition
from youcheng.content.form_checks import MAX_STEPS
from youcheng.content.form_entries import FormEntry
from youcheng.content.form_files import FormFiles
from youcheng.content.forms import Form
from youcheng.content.problems import Ids, Problem
from youcheng.domain.batches import IMAGE, PHOTO, PHOTOS, ROLE, ROWS
from youcheng.domain.deadlines import Window
from youcheng.domain.forms import Field, Kind

MAX_ENTRY_STEPS: Final = 6
"""Pages of an entry form: a child is asked one group of questions on a page."""


@dataclass(frozen=True)
class FormTerms:
    """What a form has from whom it belongs to.

    Attributes:
        id: name of the form.
        window: when it is open to everybody.
        closing_day: the day on which ages are counted, if they are.
        max_steps: the most pages that it may have.
    """

    id: str
    window: Window
    closing_day: dt.date | None = None
    max_steps: int = MAX_STEPS


def programme_terms(entry: FormEntry) -> FormTerms:
    """Return the terms of a programme's form, which its own file sets."""
    return FormTerms(entry.id, Window(entry.opens_at, entry.closes_at))


def edition_terms(edition: CompetitionEdition, form_id: str) -> FormTerms:
    """Return the terms of a form of an edition, with which works are entered.

    Ages are counted on the day of the deadline in the edition's zone.
    """
    return FormTerms(
        form_id,
        Window(edition.opens_at, edition.closes_at),
        edition.closes_at.astimezone(edition.clock).date(),
        MAX_ENTRY_STEPS,
    )


def check_names(files: FormFiles, content: Content, ids: Ids) -> Iterator[Problem]:
    """Yield the forms that belong to nothing, and the editions that name a form that is missing."""
    editions = ids.get(FOLDER, {})
    named = names_of_editions(content)
    known = "programmes" in ids and len(editions) == len(content.editions)
    for name in files.names:
        if known and name not in named and name not in ids["programmes"]:
            yield Problem(f"forms/{name}.toml", "", "id", f"there is no programme {name}")
    for edition in content.editions:
        for key in ("entry_form", "batch_form"):
            name = getattr(edition, key)
            if files.names and name is not None and name not in files.names:
                yield Problem(*editions[edition.id], key, f"there is no form {name}")


def names_of_editions(content: Content) -> frozenset[str]:
    """Return the names of the forms with which works are entered."""
    named = (name for one in content.editions for name in (one.entry_form, one.batch_form))
    return frozenset(name for name in named if name is not None)


def _questions(form: Form) -> Iterator[Field]:
    for one in form.definition.fields:
        yield from (one, *one.columns)


def check_batch_form(
    file: str, form: Form, entry_form: Form, edition: CompetitionEdition
) -> Iterator[Problem]:
    """Yield where the batch form of an edition does not lead to entries of its entry form.

    Args:
        file: of the batch form.
        form: the batch form.
        entry_form: the form that each of its rows becomes an answer to.
        edition: which says how many works a batch may have.
    """
    fields = {one.id: one for one in form.definition.fields}
    for name, kind in ((ROWS, Kind.ROWS), (PHOTOS, Kind.FILE)):
        if name not in fields or fields[name].kind is not kind:
            yield Problem(file, "", "steps", f"a batch form needs {name} of the kind {kind}")
        elif fields[name].limits.max_count != edition.batch_limit:
            message = f"must be {edition.batch_limit} in {edition.id}"
            yield Problem(file, "", f"{name}.limits.max_count", message)
    columns = {one.id: one for one in fields[ROWS].columns} if ROWS in fields else {}
    if PHOTO not in columns or columns[PHOTO].kind is not Kind.PHOTO:
        yield Problem(file, "", f"{ROWS}.columns", f"needs {PHOTO} of the kind {Kind.PHOTO}")
    known = {one.id for one in entry_form.definition.fields}
    for name in columns:
        if name not in known and name != PHOTO:
            yield Problem(file, "", f"{ROWS}.columns", f"{edition.entry_form} does not ask {name}")
    given = {*fields, *columns, IMAGE, ROLE}
    for one in entry_form.definition.submitter_fields:
        if one.required and one.id not in given:
            message = f"{edition.entry_form} requires {one.id}, which is not asked"
            yield Problem(file, "", "steps", message)


def check_entry_form(
    entry: FormEntry, form: Form, edition: CompetitionEdition
) -> Iterator[Problem]:
    """Yield where the file of an entry form and the edition do not agree."""
    file = f"forms/{entry.id}.toml"
    for key in ("opens_at", "closes_at"):
        if getattr(entry, key) is not None:
            yield Problem(file, "", key, "an entry form has its window from the edition")
    for one in _questions(form):
        for key, age in (("min_age", edition.rules.youngest), ("max_age", edition.rules.oldest)):
            given = getattr(one.limits, key)
            if given is not None and given != age:
                yield Problem(file, "", f"{one.id}.limits.{key}", f"is {age} in {edition.id}")
