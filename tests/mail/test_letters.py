"""Every letter in every language: whole, harmless, and with all that a reader needs."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Final

import pytest

from tests.mail.letter_facts import FACTS, as_texts
from tools.catalogues import template as template_of_the_site
from youcheng.domain.workflow.rows import Template
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.mail import wordings
from youcheng.mail.facts import LetterFacts
from youcheng.mail.layout import COLUMNS
from youcheng.mail.letters import Letter, LetterError, needed_facts, write_letter
from youcheng.mail.wording import Wording

PAINTINGS_ONLY: Final = frozenset(
    {
        Template.JUROR_ASSIGNMENT,
        Template.INELIGIBLE,
        Template.APPEAL_DECIDED,
        Template.ON_SHOW,
    }
)
STANDS_FOR_OTHERS: Final = Template.DECISION
LETTERS: Final = sorted(wordings.WORDINGS)
NO_WITHDRAWAL: Final = frozenset(
    {
        "batch_receipt",
        "consent_ended",
        "painting_consent_ended",
        "erased",
        "referral",
        "staff_notice",
        "withdrawal_confirmed",
        "withdrawal_link",
    }
)
PLACEHOLDER: Final = re.compile(r"\{\w*\}|\{\{|%\(\w+\)|\bNone\b|\bundefined\b", re.IGNORECASE)
NAUGHTY: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{code.__class__} {0} %(name)s %s",
    "{{ 7 * 7 }}{% raw %}",
    "'; DROP TABLE outbox; --",
    "&lt;b&gt; &amp;",
    "Ω≈ç√∫˜µ≤≥÷ 👩‍👩‍👧‍👦 𝕋𝕙𝕖",
    "समर्थन 江苏 Цзянсу",
    "\u202etest\u202c \u200bx",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠",
)


class Reader(HTMLParser):
    """What a mail client finds: tags, addresses, what is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._silent = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._silent = tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def links(self) -> set[str]:
        return {value or "" for name, value in self.attributes if name == "href"}


class Bracketed(Translator):
    """English with every message in brackets."""

    def __init__(self) -> None:
        super().__init__(BY_CODE["en"], NullTranslations())

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"


def facts_for(template: str, facts: LetterFacts = FACTS) -> LetterFacts:
    """The facts that a letter takes: all, but no way to withdraw where there is none."""
    return replace(facts, withdraw_link="") if template in NO_WITHDRAWAL else facts


def write(template: str, language: str = "en", facts: LetterFacts = FACTS) -> Letter:
    return write_letter(template, facts_for(template, facts), translator(language))


def test_each_mail_of_a_programme_form_has_a_letter() -> None:
    wanted = {*Template} - PAINTINGS_ONLY - {STANDS_FOR_OTHERS}
    assert wanted <= wordings.WORDINGS.keys()


@pytest.mark.parametrize("template", [*sorted(PAINTINGS_ONLY), STANDS_FOR_OTHERS, "receit"])
def test_a_template_without_text_is_an_error_that_names_it(template: str) -> None:
    with pytest.raises(LetterError, match=f"there is no letter '{template}'"):
        write_letter(template, FACTS, translator("en"))


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
@pytest.mark.parametrize("template", LETTERS)
def test_each_letter_is_whole_in_each_language(template: str, language: str) -> None:
    for reason in ("", *wordings.WORDINGS[template].reasons):
        letter = write(template, language, replace(FACTS, reason=reason))
        reader = Reader(letter.html)
        assert "\n" not in letter.subject
        assert letter.subject.endswith(f" · {FACTS.code}")
        assert letter.subject.removesuffix(FACTS.code) != " · "
        for shown in (letter.subject, letter.text, reader.text):
            assert not PLACEHOLDER.search(shown), shown
        assert ("lang", BY_CODE[language].html) in reader.attributes
        for shown in (letter.text, reader.text):
            assert FACTS.code in shown
            assert FACTS.contact in shown
            assert translator(language).gettext("Why you get this mail") in shown
        for address in (FACTS.link, FACTS.withdraw_link):
            # Each link works by a click and can be copied from what is read.
            assert (address in reader.links) == (address in letter.text) == (address in reader.text)


@pytest.mark.parametrize("template", LETTERS)
def test_each_letter_about_a_live_submission_leads_to_the_withdrawal(template: str) -> None:
    letter = write(template)
    if template in NO_WITHDRAWAL:
        with pytest.raises(LetterError, match="must not lead to the withdrawal"):
            write_letter(template, FACTS, translator("en"))
    else:
        assert f"\n{FACTS.withdraw_link}\n" in letter.text
        assert FACTS.withdraw_link in Reader(letter.html).links


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_without_one_of_its_facts_is_not_written(template: str) -> None:
    facts = facts_for(template)
    for name in needed_facts(template):
        texts = {key: text for key, text in as_texts(facts).items() if key != name}
        with pytest.raises(LetterError, match=f"facts are missing: {name}$"):
            write_letter(template, LetterFacts.from_json(texts), translator("en"))


def test_a_letter_needs_no_more_than_it_says_it_needs() -> None:
    for template in LETTERS:
        texts = as_texts(facts_for(template))
        needed = {name: texts[name] for name in needed_facts(template)}
        write_letter(template, LetterFacts.from_json(needed), translator("en"))


def test_a_date_is_told_on_two_clocks() -> None:
    letter = write("guardian_request")
    for shown in (letter.text, Reader(letter.html).text):
        assert "14 September 2026, 17:05 Nanjing time (GMT+08:00)" in shown
        assert "14 September 2026, 14:50 your local time (GMT+05:45)" in shown


@pytest.mark.parametrize("zone", ["", "Asia/Shanghai", "Mars/Olympus", "America", "../etc/passwd"])
def test_a_date_is_told_once_when_the_readers_clock_is_not_known_or_the_same(zone: str) -> None:
    letter = write("guardian_request", facts=replace(FACTS, zone=zone))
    assert "17:05 Nanjing time" in letter.text
    assert "your local time" not in letter.text


def test_received_is_not_accepted() -> None:
    for template in ("receipt", "resubmitted", "consent_receipt"):
        text = " ".join(write(template).text.split())
        assert "accept" not in text.lower()
        assert "othing has been decided" in text


def test_the_questions_are_named_and_the_code_is_shown() -> None:
    assert "- Why do you want to study in Jiangsu?\n- Attachment\n" in write(
        "changes_requested"
    ).text.replace("\n\n", "\n")
    assert "\n  042117\n" in write("one_time_code").text


def test_a_reason_is_told_in_words_and_an_unknown_one_is_an_error() -> None:
    silent = write("decision_declined", facts=replace(FACTS, reason="silence"))
    assert "did not hear from you" in silent.text
    assert "did not hear from you" not in write("decision_declined").text
    with pytest.raises(LetterError, match="no sentence for the reason 'smell'"):
        write("decision_declined", facts=replace(FACTS, reason="smell"))
    with pytest.raises(LetterError, match="no sentence for the reason 'silence'"):
        write("receipt", facts=replace(FACTS, reason="silence"))


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_loads_nothing_and_runs_nothing(template: str) -> None:
    reader = Reader(write(template).html)
    allowed = {"html", "head", "meta", "title", "style", "body", "div", "span", "p", "h1", "ul"}
    assert set(reader.tags) <= allowed | {"li", "a", "b", "br"}
    names = {name for name, _ in reader.attributes}
    assert names <= {"lang", "dir", "charset", "name", "content", "class", "style", "href"}
    styles = " ".join(value or "" for name, value in reader.attributes if name == "style")
    assert "url(" not in styles + write(template).html
    assert "@import" not in write(template).html
    assert reader.links <= {FACTS.link, FACTS.withdraw_link, f"mailto:{FACTS.contact}"}


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_texts_are_shown_as_they_are_and_harm_nothing(text: str) -> None:
    plain = write("changes_requested")
    facts = replace(FACTS, code=text, programme=text, fields=(text,), contact=f"{text}@example.org")
    letter = write("changes_requested", facts=facts)
    reader, honest = Reader(letter.html), Reader(plain.html)
    extra = len(facts.fields) - len(FACTS.fields)
    assert len(reader.tags) == len(honest.tags) + extra
    assert "".join(text.split()) in "".join(reader.text.split())
    assert "".join(text.split()) in "".join(letter.text.split())
    assert len(letter.subject.splitlines()) == 1
    (mailto,) = (link for link in reader.links if link.startswith("mailto:"))
    assert re.fullmatch(r"mailto:[\w.%~@-]+", mailto, re.ASCII)


@pytest.mark.parametrize("template", LETTERS)
def test_nothing_is_said_outside_the_catalogue(template: str) -> None:
    facts = facts_for(template)
    letter = write_letter(template, facts, Bracketed())
    for shown in (letter.text, Reader(letter.html).text):
        rest = re.sub(r"⟦[^⟦⟧]*⟧", "", " ".join(shown.split()))
        for value in (*facts.fields, facts.code, facts.programme, facts.contact):
            rest = rest.replace(value, "")
        for value in (facts.link, facts.withdraw_link, facts.one_time_code):
            rest = rest.replace(value, "") if value else rest
        assert not re.search(r"\w", rest), rest


@pytest.mark.parametrize("template", LETTERS)
def test_plain_text_is_wrapped_and_its_links_stand_whole_on_lines_of_their_own(
    template: str,
) -> None:
    long = replace(FACTS, link=f"https://example.org/programmes?draft={'x' * 90}")
    lines = write(template, facts=long).text.split("\n")
    for line in lines:
        assert len(line) <= COLUMNS or line.startswith("https://")
        assert not re.search(r"\S\s+https://|https://\S+\s", line)
    if "link" in needed_facts(template):
        assert long.link in lines


def test_translators_see_every_message() -> None:
    shown = {message.id for message in template_of_the_site() if message.id}
    for name, wording in wordings.WORDINGS.items():
        assert set(wording.messages()) <= shown, name


def test_a_wording_that_names_no_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="given_names"):
        Wording(title="Dear {given_names}", paragraphs=(), next_step="Read.", why="So.")


@pytest.mark.parametrize("broken", ["{name}", "{", "{code.secret}", "{0}"])
def test_a_translation_with_a_wrong_placeholder_sends_nothing(broken: str) -> None:
    message = wordings.WORDINGS["erased"].next_step

    class Broken(Bracketed):
        def gettext(self, asked: str) -> str:
            return broken if asked == message else super().gettext(asked)

    with pytest.raises(LetterError, match="erased in en"):
        write_letter("erased", facts_for("erased"), Broken())


def test_codes_and_addresses_in_the_words_of_staff_stay_whole() -> None:
    address, code = f"https://example.org/{'-'.join(['way'] * 8)}", "JS-26-ZZZZ-9"
    personal = f"{'word ' * 6}{address}\n\n{'x' * 66} {code}"
    letter = write_letter("receipt", facts_for("receipt"), translator("en"), personal=personal)
    assert address in letter.text
    assert code in letter.text


def test_a_personal_paragraph_stands_in_the_letter_as_it_was_written() -> None:
    facts = facts_for("receipt")
    plain = write_letter("receipt", facts, translator("en"))
    added = write_letter(
        "receipt", facts, translator("en"), personal="Bring {code} & a pen.\n\nSee\nyou."
    )
    assert added.subject == plain.subject
    assert "Bring {code} & a pen.\n\nSee you." in added.text
    assert "Bring {code} &amp; a pen." in added.html
    assert write_letter("receipt", facts, translator("en"), personal=" \n\n ") == plain
