"""The entry forms of the competition: what an edition sets, and what must agree with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from youcheng.content.collection import Content
from youcheng.content.editions import FOLDER, CompetitionEdition
from youcheng.content.form_checks import MAX_STEPS
from youcheng.content.form_entries import FormEntry
from youcheng.content.form_files import FormFiles
from youcheng.content.forms import Form
from youcheng.content.problems import Problem
from youcheng.content.subjects import entry_form_id
from youcheng.domain.deadlines import Window

MAX_ENTRY_STEPS: Final = 6
"""Pages of an entry form: a child is asked one group of questions on a page."""
Ids = Mapping[str, Mapping[str, tuple[str, str]]]


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


def entry_terms(edition: CompetitionEdition) -> FormTerms:
    """Return the terms of an edition's entry form.

    Ages are counted on the day of the deadline in the edition's zone.
    """
    return FormTerms(
        entry_form_id(edition),
        Window(edition.opens_at, edition.closes_at),
        edition.closes_at.astimezone(ZoneInfo(edition.zone)).date(),
        MAX_ENTRY_STEPS,
    )


def check_names(files: FormFiles, content: Content, ids: Ids) -> Iterator[Problem]:
    """Yield the forms that belong to nothing, and the editions whose entry form is missing."""
    editions = ids.get(FOLDER, {})
    named = {edition.entry_form for edition in content.editions}
    known = "programmes" in ids and len(editions) == len(content.editions)
    for name in files.names:
        if known and name not in named and name not in ids["programmes"]:
            yield Problem(f"forms/{name}.toml", "", "id", f"there is no programme {name}")
    for edition in content.editions:
        if files.names and edition.entry_form not in files.names:
            message = f"there is no form {edition.entry_form}"
            yield Problem(*editions[edition.id], "entry_form", message)


def check_entry_form(
    entry: FormEntry, form: Form, edition: CompetitionEdition
) -> Iterator[Problem]:
    """Yield where the file of an entry form and the edition do not agree."""
    file = f"forms/{entry.id}.toml"
    for key in ("opens_at", "closes_at"):
        if getattr(entry, key) is not None:
            yield Problem(file, "", key, "an entry form has its window from the edition")
    for one in form.definition.fields:
        for key, age in (("min_age", edition.rules.youngest), ("max_age", edition.rules.oldest)):
            given = getattr(one.limits, key)
            if given is not None and given != age:
                yield Problem(file, "", f"{one.id}.limits.{key}", f"is {age} in {edition.id}")
