"""The texts of mails in the settings of the desk: six languages side by side, and what comes of
every act there."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.office import Office
from tests.services.test_mail_texts import TEMPLATE, change, text_of
from youcheng.domain.actors import Actor
from youcheng.domain.mail_texts import LONGEST, MailTextProblem, MailTextRefused
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.mail.wordings import WORDINGS
from youcheng.markup.desk_history import Names
from youcheng.markup.desk_log_words import event_sentence
from youcheng.markup.desk_settings import SettingsOutcome
from youcheng.markup.desk_texts import group_words, part_words, text_trouble
from youcheng.services.desk_access import NotAllowed
from youcheng.services.mail_texts import texts_in_force
from youcheng.ui.asked import Asked
from youcheng.ui.desk.settings_gathering import answer_settings

CODES = [one.code for one in LANGUAGES]


def ask(
    office: Office,
    act: str = "",
    *,
    actor: Actor = LEAD,
    letter: str = TEMPLATE,
    code: str = "en",
    **values: str,
) -> tuple[SettingsOutcome, str]:
    """What an act comes to, and the page after it."""
    asked = Asked(act, {"template": letter, **values}) if act else None
    return answer_settings(
        lambda: office.services,
        asked,
        actor=actor,
        section="texts",
        t=translator(code),
        letter=letter,
    )


def typed(office: Office, language: str = "en", **changes: str) -> dict[str, str]:
    """What a form of the page holds, with what was typed into it."""
    now = text_of(office, language=language)
    return {**now.text.parts(), "language": language, "seen": str(now.number), **changes}


def column(html: str, language: str) -> str:
    found = re.search(rf'id="dt-in-{language}".*?</section>', html, re.DOTALL)
    assert found, language
    return found[0]


def test_every_letter_is_listed_with_the_languages_in_which_it_was_changed(office: Office) -> None:
    change(office, language="fr", title="Bonne nouvelle")
    _, html = ask(office, letter="")
    for template in WORDINGS:
        assert f'id="dt-letter-{template}"' in html
        assert f"letter={template}" in html
    row = html.partition(f'id="dt-letter-{TEMPLATE}"')[2].partition("</tr>")[0]
    assert "Français" in row
    assert html.count("Français") == 1


def test_each_letter_stands_in_six_languages_beside_each_other(office: Office) -> None:
    for template, wording in WORDINGS.items():
        _, html = ask(office, letter=template)
        assert re.findall('id="dt-in-(..)"', html) == CODES
        for code in CODES:
            assert translator(code).gettext(wording.title) in Markup(column(html, code)).text
            assert ('name="button"' in column(html, code)) == bool(wording.button)


def test_a_text_is_shown_saved_and_taken_back(office: Office) -> None:
    fields = typed(office, title="Good news & more")
    outcome, html = ask(office, "text_show", **fields)
    assert outcome.said == "The e-mail is shown below its text."
    assert 'id="dt-shown"' in column(html, "en")
    assert html.count('id="dt-shown"') == 1
    assert "Good news &amp; more · JS-26-0000-0" in html
    assert texts_in_force(office.services) == {}
    outcome, html = ask(office, "text_save", **fields)
    assert outcome.said == "The text applies from now on."
    assert text_of(office).text.title == "Good news & more"
    text = Markup(column(html, "en")).text
    assert "changed" in text
    assert "Good news about the submission" in text
    assert "changed" not in Markup(column(html, "ru")).text
    assert "English: a text of our own" in Markup(html).text
    back = {"language": "en", "seen": typed(office)["seen"]}
    outcome, html = ask(office, "text_restore", **back)
    assert outcome.said == "The delivered text applies again."
    assert texts_in_force(office.services) == {}
    assert "English: the delivered text" in Markup(html).text


def test_a_refused_text_stays_typed_with_the_reason_at_its_language(office: Office) -> None:
    fields = typed(office, "fr", title="{prénom}, bonne nouvelle")
    outcome, html = ask(office, "text_save", **fields)
    assert outcome.trouble == (
        "“Headline and subject” names {prénom}, which this e-mail does not know."
    )
    text = Markup(column(html, "fr")).text
    assert outcome.trouble in text
    assert "{prénom}, bonne nouvelle" in text
    assert html.count('role="alert"') == 1
    assert texts_in_force(office.services) == {}


def test_what_somebody_else_has_set_meanwhile_stands_below_what_was_typed(office: Office) -> None:
    mine = typed(office, title="Mine")
    change(office, title="Of somebody else")
    outcome, html = ask(office, "text_save", **mine)
    assert "somebody else has set this text meanwhile" in outcome.trouble
    text = Markup(column(html, "en")).text
    assert text.index("Mine") < text.index("Holds now") < text.index("Of somebody else")
    outcome, _ = ask(office, "text_save", **{**mine, "seen": typed(office)["seen"]})
    assert outcome.said
    assert text_of(office).text.title == "Mine"


def test_what_names_no_letter_or_no_language_does_nothing(office: Office) -> None:
    for changes in ({"letter": "receit"}, {"language": "xx"}):
        outcome, html = ask(office, "text_save", **{**typed(office, title="X"), **changes})
        assert outcome == SettingsOutcome()
        assert html
    assert texts_in_force(office.services) == {}


def test_texts_are_the_roles_that_settings_are(office: Office) -> None:
    for actor in EVERYBODY.values():
        if actor in (LEAD, ADMINISTRATOR):
            assert ask(office, actor=actor)[1]
            continue
        for letter in ("", TEMPLATE):
            with pytest.raises(NotAllowed):
                ask(office, actor=actor, letter=letter)
        with pytest.raises(NotAllowed):
            ask(office, "text_save", actor=actor, **typed(office, title="X"))


@pytest.mark.parametrize("code", CODES)
def test_every_page_and_trouble_can_be_shown_in_every_language(office: Office, code: str) -> None:
    t = translator(code)
    change(office, title="Other")
    assert ask(office, letter="", code=code)[1]
    outcome, html = ask(office, "text_show", code=code, **typed(office))
    assert outcome.said
    assert 'id="dt-shown"' in html
    for problem in get_args(MailTextProblem):
        for part in LONGEST:
            words = text_trouble(MailTextRefused(problem, part, "{name}"), t)
            assert words
            assert part_words(part, t) != part
    for group in office.services.templates.groups():
        assert group_words(group, t) != group
    (event,) = office.events("mail.text_changed")
    assert event_sentence(event, Names(), t)
