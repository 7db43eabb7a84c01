"""What a form belongs to, as letters and pages name it."""

from __future__ import annotations

import pytest

from youcheng.content.loader import load_content
from youcheng.content.subjects import edition_of, entry_form_id, kind_of, name_subject, subject_of
from youcheng.domain.states import SubmissionKind
from youcheng.i18n.languages import LANGUAGES

CONTENT = load_content()


@pytest.mark.parametrize("form", [one.id for one in CONTENT.forms])
def test_every_form_has_a_name_in_every_language(form: str) -> None:
    for language in LANGUAGES:
        name = name_subject(CONTENT, form, language.code)
        assert name
        assert name == subject_of(CONTENT, form).name.get(language.code)


def test_a_form_that_is_no_more_has_no_name() -> None:
    assert name_subject(CONTENT, "gone-1999", "en") == ""
    with pytest.raises(KeyError):
        subject_of(CONTENT, "gone-1999")


def test_an_entry_form_belongs_to_its_edition() -> None:
    edition = CONTENT.edition("2026")
    assert entry_form_id(edition) == "painting-2026"
    assert edition_of(CONTENT, "painting-2026") == edition
    assert kind_of(CONTENT, "painting-2026") is SubmissionKind.PAINTING
    assert kind_of(CONTENT, "study") is SubmissionKind.PROGRAMME
