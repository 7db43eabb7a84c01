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


def edition_of(content: Content, form_id: str) -> CompetitionEdition | None:
    """The edition whose entry form has this id; None for the form of a programme."""
    return next((one for one in content.editions if entry_form_id(one) == form_id), None)


def subject_of(content: Content, form_id: str) -> Subject:
    """The edition or the programme that the form belongs to. Raises KeyError for an unknown id."""
    return edition_of(content, form_id) or content.programme(form_id)


def kind_of(content: Content, form_id: str) -> SubmissionKind:
    """What is sent with the form."""
    found = edition_of(content, form_id)
    return SubmissionKind.PROGRAMME if found is None else SubmissionKind.PAINTING
