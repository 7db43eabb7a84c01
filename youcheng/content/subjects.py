"""What a form belongs to: a programme, or an edition of the competition."""

from __future__ import annotations

from youcheng.content.collection import Content
from youcheng.content.editions import CompetitionEdition
from youcheng.content.records import Programme
from youcheng.domain.states import SubmissionKind

Subject = Programme | CompetitionEdition
"""Both have an id, a name and a line about them."""


def entry_form_id(edition: CompetitionEdition) -> str:
    """Id of the form with which a painting is entered for `edition`, such as ``painting-2026``."""
    return f"{edition.entry_form}-{edition.id}"


def batch_form_id(edition: CompetitionEdition) -> str | None:
    """Id of the form with which a class is entered for `edition`; None where it has none."""
    return None if edition.batch_form is None else f"{edition.batch_form}-{edition.id}"


def edition_of(content: Content, form_id: str) -> CompetitionEdition | None:
    """The edition whose entry form or batch form has this id; None for the form of a programme."""
    return next(
        (one for one in content.editions if form_id in {entry_form_id(one), batch_form_id(one)}),
        None,
    )


def subject_of(content: Content, form_id: str) -> Subject:
    """The edition or the programme that the form belongs to. Raises KeyError for an unknown id."""
    return edition_of(content, form_id) or content.programme(form_id)


def name_subject(content: Content, form_id: str, code: str) -> str:
    """What the form belongs to, by its name in the language `code`; empty for an unknown id."""
    try:
        return subject_of(content, form_id).name.get(code)
    except KeyError:
        return ""


def kind_of(content: Content, form_id: str) -> SubmissionKind:
    """What is sent with the form."""
    found = edition_of(content, form_id)
    if found is None:
        return SubmissionKind.PROGRAMME
    is_batch = form_id == batch_form_id(found)
    return SubmissionKind.BATCH if is_batch else SubmissionKind.PAINTING
