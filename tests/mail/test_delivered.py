"""Every letter as it is delivered: its text can be set again as it is, and looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from youcheng.domain.mail_texts import check_text, names_in, read_text
from youcheng.i18n.languages import LANGUAGES
from youcheng.mail.delivered import EXAMPLE_CODE, DeliveredLetters
from youcheng.mail.wordings import WORDINGS

CONTACT: Final = "friends@example.org"
SITE: Final = "https://example.org"
DELIVERED: Final = DeliveredLetters(
    contact=CONTACT, public_url=SITE, name_programme=lambda id_, code: f"{id_}/{code}"
)
UNTIL: Final = datetime(2026, 12, 7, 8, tzinfo=UTC)


def test_every_letter_is_in_one_group() -> None:
    letters = [name for group in DELIVERED.groups().values() for name in group]
    assert sorted(letters) == sorted(WORDINGS)


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_each_text_is_fit_for_its_own_place_and_read_as_it_is(language: str) -> None:
    for template in WORDINGS:
        text = DELIVERED.text(template, language)
        assert read_text(text.parts()) == text, template
        check_text(text, text)
        assert names_in(text) == names_in(DELIVERED.text(template, "en")), template


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_each_letter_is_shown_in_another_text_with_made_up_facts(language: str) -> None:
    for template in WORDINGS:
        delivered = DELIVERED.text(template, language)
        text = replace(delivered, title=f"* {delivered.title}", after=("{contact}: {code}",))
        letter = DELIVERED.show(template, language, text, programme="culture", until=UNTIL)
        assert letter.subject.startswith("* "), template
        assert letter.subject.endswith(f" · {EXAMPLE_CODE}"), template
        assert f"{CONTACT}: {EXAMPLE_CODE}" in letter.text, template
        assert f"culture/{language}" in letter.text, template
        assert "{" not in letter.text, template
        assert (f"{SITE}/…" in letter.text) >= bool(delivered.button), template


def test_what_is_no_letter_has_no_text() -> None:
    with pytest.raises(KeyError):
        DELIVERED.text("receit", "en")
    text = DELIVERED.text("receipt", "en")
    with pytest.raises(KeyError):
        DELIVERED.show("receit", "en", text, programme="culture", until=UNTIL)
