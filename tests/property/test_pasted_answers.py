"""Whatever is pasted into a form is kept as its normalised form, no mail tells of it, and it is
nothing but text in the copy to keep."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.conftest import FULL
from tests.documents.pdf_reading import read_text, squeeze
from tests.form_examples import EXAMPLES
from tests.pasted_strings import LONG
from tests.property.pasting import pasted, send, texts_for
from tests.services.office import Office, Paper
from youcheng.documents.glyphs import fill_gaps
from youcheng.documents.receipt import make_copy
from youcheng.domain import forms
from youcheng.domain.attachments import clean_name
from youcheng.i18n.catalogues import translator
from youcheng.markup.receipt_copy import write_copy
from youcheng.services.copies import view_copy
from youcheng.services.drafts import DraftTooLarge

SHORT: Final = 200
"""Characters of a text that stands in every field at once, so that all together fit a draft."""
T: Final = translator("en")
FACTS: Final = {
    "code": r"[A-Z]{2}-\d{2}-[0-9A-Z]{4}-[0-9A-Z]",
    "programme": r"[a-z]+",
    "zone": r"",
    "until": r"[0-9T:.+-]+",
    "link": r"https://youcheng\.example/(track|consent)[/?][\w=&-]+(\?lang=en)?",
    "withdraw_link": r"https://youcheng\.example/withdraw/[\w-]+\?lang=en",
}
"""All that a mail may know of a submission."""


@pytest.mark.timeout(1200 if FULL else 300)
@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_what_is_pasted_is_kept_and_sent_as_its_normalised_form(
    office: Office, programme: str
) -> None:
    subject = f"pasted/{office.engine.name}"
    for number, text in enumerate(texts_for(programme, 4, subject)):
        paper = office.begin(programme, client=f"{number}")
        definition = paper.open().form.definition
        raw = pasted(definition.fields, text[:SHORT])
        paper.save(**raw)
        wanted = {"form_language": "en", **forms.normalise(definition, raw)}
        assert paper.stored.draft.answers == wanted
        send(paper, text)
        answers = paper.open().answers
        assert forms.normalise(definition, answers) == answers
        assert paper.stored.sent == answers
        named = {file["name"] for value in answers.values() for file in files_of(value)}
        assert named <= {clean_name(text, "pdf")}
        assert_mails_tell_nothing(paper)
    office.assert_log_is_whole()


@pytest.mark.parametrize("field", ["project_title", "goals"])
def test_a_long_text_is_kept_whole_or_refused(office: Office, field: str) -> None:
    paper = office.begin("friendship")
    refused = 0
    for text in LONG:
        before = paper.stored.draft.answers
        try:
            paper.save(**{field: text})
        except DraftTooLarge:
            refused += 1
            assert paper.stored.draft.answers == before
        else:
            kept = forms.normalise(paper.open().form.definition, {field: text}).get(field)
            assert paper.stored.draft.answers.get(field) == kept
    assert 0 < refused < len(LONG) / 2


def files_of(value: object) -> list[dict[str, str]]:
    return [one for one in value if "key" in one] if isinstance(value, list) else []


def assert_mails_tell_nothing(paper: Paper) -> None:
    mails = paper.mails()
    assert len(mails) > 0
    for mail in mails:
        assert mail.facts.keys() <= FACTS.keys()
        for name, value in mail.facts.items():
            assert re.fullmatch(FACTS[name], value), (name, value)


@pytest.mark.timeout(1200 if FULL else 300)
@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_what_is_pasted_is_nothing_but_text_in_the_copy_to_keep(
    sqlite_office: Office, programme: str
) -> None:
    for number, text in enumerate(texts_for(programme, 1, "pasted/copy")):
        paper = sqlite_office.begin(programme, client=f"{number}")
        send(paper, text[:500])
        sent = view_copy(sqlite_office.services, token=paper.token)
        copy = write_copy(
            sent,
            sqlite_office.services.content,
            T,
            public_url="https://youcheng.example",
            contact="",
        )
        foot = rf"{copy.code}\s+Page \d+ of \d+\s*\f"
        printed = squeeze(re.sub(foot, "", read_text(make_copy(copy, T))))
        shown = [line for part in copy.sections for one in part.answers for line in one.lines]
        assert [line for line in shown if squeeze(fill_gaps(line)) not in printed] == []
