"""The settings as each role reads them, and what comes of every act there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.desk import DECLINE, act
from tests.services.office import Office
from youcheng.domain.actors import Actor
from youcheng.domain.edition_dates import CLOSES, DateProblem, DatesRefused
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_codes import issue_trouble
from youcheng.markup.desk_retention import purge_trouble
from youcheng.markup.desk_settings import MINUTES, SettingsOutcome, dates_trouble
from youcheng.services.access_codes import IssueProblem, list_access_codes
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_parts import DeskPart, list_parts
from youcheng.services.desk_retention import PurgeProblem
from youcheng.services.edition_dates import delivered_moments
from youcheng.ui.asked import Asked
from youcheng.ui.desk.settings_gathering import answer_settings

CLOSING = delivered_moments("2026")[CLOSES]
EARLIER = (CLOSING - timedelta(days=1)).strftime(MINUTES)


def ask(
    office: Office,
    act: str = "",
    *,
    actor: Actor = LEAD,
    section: str = "",
    code: str = "en",
    **values: str,
) -> tuple[SettingsOutcome, str]:
    """What an act comes to, and the page after it."""
    asked = Asked(act, values) if act else None
    t = translator(code)
    return answer_settings(lambda: office.services, asked, actor=actor, section=section, t=t)


def hidden(html: str, name: str) -> str:
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def confirm(office: Office, html: str) -> tuple[SettingsOutcome, str]:
    """Do what the page has planned for the deadline."""
    planned = {name: hidden(html, name) for name in ("closes_at", "seen")}
    return ask(office, "set", edition="2026", **planned)


def test_other_dates_are_looked_at_set_and_taken_back(office: Office) -> None:
    office.begin("painting-2026")
    outcome, html = ask(office, "look", edition="2026", closes_at=EARLIER)
    text = Markup(html).text
    assert outcome.trouble == ""
    for words in (
        "This is what would happen",
        "Deadline for entries",
        "31 March 2027, 20:00",
        "30 March 2027, 20:00",
        "Drafts to which the new deadline applies: 1",
    ):
        assert words in text
    assert office.services.content.edition("2026").closes_at == CLOSING
    outcome, html = confirm(office, html)
    assert outcome.said == "The dates apply from now on."
    assert office.services.content.edition("2026").closes_at == CLOSING - timedelta(days=1)
    assert "Delivered with the site: 31 March 2027, 20:00" in Markup(html).text
    assert "Deadline for entries: 30 March 2027, 20:00" in Markup(html).text
    _, html = ask(office, "reset", edition="2026")
    outcome, html = confirm(office, html)
    assert outcome.said
    assert office.services.content.edition("2026").closes_at == CLOSING
    assert "As delivered with the site" in Markup(html).text


def test_dates_that_cannot_be_read_or_are_outdated_change_nothing(office: Office) -> None:
    for text in ("", "tomorrow", "2027-02-30T10:00", "2027-03-30T20:00+05:00", "9999999999"):
        outcome, _ = ask(office, "set", edition="2026", closes_at=text, seen="0")
        assert outcome.trouble == "Enter a date and a time for “Deadline for entries”.", text
    outcome, _ = ask(office, "set", edition="2026", closes_at=EARLIER, seen="7")
    assert "somebody else has changed the dates" in outcome.trouble
    outcome, html = ask(office, "look", edition="2026", closes_at="2026-11-01T10:00")
    assert outcome.trouble == "“Deadline for entries” must lie in the future."
    assert 'value="2026-11-01T10:00"' in html, "what was typed stays"
    assert ask(office, "set", edition="1999", closes_at=EARLIER)[0] == SettingsOutcome()
    assert office.services.content.edition("2026").closes_at == CLOSING


def test_a_code_is_shown_once_and_withdrawn(office: Office) -> None:
    until = (office.now + timedelta(days=3)).date().isoformat()
    given = {"programme": "culture", "label": "第一小学", "limit": "3", "until": until}
    outcome, html = ask(office, "issue", section="codes", actor=ADMINISTRATOR, **given)
    assert outcome.code
    assert f'value="{outcome.code}"' in html
    office.begin("culture", access_code=outcome.code)
    _, html = ask(office, section="codes")
    assert outcome.code not in html
    text = Markup(html).text
    for words in ("第一小学", "0 of 3", "Open"):
        assert words in text
    ((listed, _, _),) = list_access_codes(office.services, actor=LEAD)
    outcome, html = ask(office, "revoke", section="codes", digest=listed.digest[:16])
    assert outcome.said == "The code is withdrawn."
    assert "Withdrawn" in Markup(html).text
    outcome, _ = ask(office, "revoke", section="codes", digest=listed.digest[:16])
    assert outcome.trouble == "This code is withdrawn already."


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"programme": "chess"}, "Choose a programme."),
        ({"label": "  "}, "Say in a few words whom the code is for."),
        ({"limit": "0"}, "Enter a number from 1 to 500."),
        ({"limit": "501"}, "Enter a number from 1 to 500."),
        ({"limit": "three"}, "Enter a number from 1 to 500."),
        ({"until": "2026-11-22"}, "Choose a last day that is still to come."),
        ({"until": "soon"}, "Choose a last day that is still to come."),
        ({"until": "9999-12-31"}, "Choose a last day that is still to come."),
    ],
)
def test_a_code_that_may_not_be_so_is_refused_and_what_was_typed_stays(
    office: Office, changes: dict[str, str], trouble: str
) -> None:
    given = {"programme": "culture", "label": "School", "limit": "1", "until": "2026-12-01"}
    outcome, html = ask(office, "issue", section="codes", **{**given, **changes})
    assert (outcome.trouble, outcome.code) == (trouble, "")
    assert list_access_codes(office.services, actor=LEAD) == []
    if "label" not in changes:
        assert 'value="School"' in html


def test_what_is_due_is_listed_and_erased_after_its_number_is_typed(office: Office) -> None:
    paper = office.send()
    act(office, paper.submission, *DECLINE)
    office.wait(days=400)
    _, html = ask(office, section="retention")
    text = Markup(html).text
    assert str(paper.stored.code) in text
    assert "1 record is due now." in text
    stamp = hidden(html, "stamp")
    outcome, _ = ask(office, "purge", section="retention", typed="2", stamp=stamp)
    assert outcome.trouble == "Nothing was erased: the number that was typed is another."
    outcome, html = ask(office, "purge", section="retention", typed="1", stamp=stamp)
    assert outcome.said == "1 record is erased."
    assert str(paper.stored.code) not in Markup(html).text


def test_an_administrator_sees_how_many_are_due_and_not_which(office: Office) -> None:
    paper = office.send()
    act(office, paper.submission, *DECLINE)
    office.wait(days=400)
    _, html = ask(office, section="retention", actor=ADMINISTRATOR)
    assert "A form that was sent" in Markup(html).text
    assert str(paper.stored.code) not in html
    assert "purge" not in html


def test_the_settings_are_those_roles_that_the_table_names(office: Office) -> None:
    for who, actor in EVERYBODY.items():
        may = actor in (LEAD, ADMINISTRATOR)
        assert (DeskPart.SETTINGS in list_parts(actor)) == may, who
        for section in ("dates", "codes", "retention"):
            if may:
                assert ask(office, actor=actor, section=section)[1]
                continue
            with pytest.raises(NotAllowed):
                ask(office, actor=actor, section=section)


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_every_section_and_trouble_can_be_shown_in_every_language(
    office: Office, code: str
) -> None:
    t = translator(code)
    for section in ("dates", "codes", "retention"):
        assert ask(office, section=section, code=code)[1]
    for problem in get_args(DateProblem):
        assert dates_trouble(DatesRefused(problem, CLOSES), {CLOSES: "X"}, t)
    for issue in get_args(IssueProblem):
        assert issue_trouble(issue, t)
    for purge in get_args(PurgeProblem):
        assert purge_trouble(purge, t)
