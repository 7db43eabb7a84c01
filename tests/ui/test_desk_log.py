"""The page of the log: every kind of event in words, filters, links, and the proof."""

from __future__ import annotations

import pytest

from tests.markup_reading import Markup
from tests.services.accounts import hire
from tests.services.clerks import AUDITOR, CULTURE, LEAD
from tests.services.desk_work import do
from tests.services.office import Office
from tests.services.test_log_browsing import fill
from tests.services.test_verifying import alter
from youcheng.domain.actors import Actor, Role
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_log import log_page
from youcheng.markup.desk_log_words import KINDS, kind_words
from youcheng.services import desk_actions
from youcheng.services.accounts import change_roles
from youcheng.services.desk_access import NotAllowed
from youcheng.services.log_browsing import PAGE
from youcheng.ui.asked import Asked
from youcheng.ui.desk.log_gathering import gather_log


def page(
    office: Office, act: str = "", *, actor: Actor = AUDITOR, language: str = "en", **given: str
) -> str:
    """The page's HTML."""
    t = translator(language)
    asked = Asked(act, {}) if act else None
    return str(log_page(gather_log(office.services, asked, actor=actor, given=given, t=t), t))


def links(html: str) -> list[str]:
    elements = Markup(html).elements
    return [str(one.attributes.get("href")) for one in elements if one.name == "a"]


def test_a_line_says_what_happened_to_what_and_by_whom(office: Office) -> None:
    officer = hire(
        office, name="Mo", roles=frozenset({Role.OFFICER}), programmes=frozenset({"culture"})
    )
    paper = office.send()
    do(paper, desk_actions.take, actor=officer.account.actor)
    change_roles(
        office.services,
        actor=Actor("5" * 32, roles=frozenset({Role.ADMINISTRATOR})),
        email=officer.email,
        duties=officer.account.duties,
    )
    text = Markup(page(office, actor=LEAD)).text
    for words in ("Sent", "State: Being looked through", "Account added: Programme officer", "Mo"):
        assert words in text
    assert str(paper.stored.code) in text
    told = page(office)
    assert "Mo" not in Markup(told).text.split()
    assert f"Staff {officer.account.id[:8]}" in Markup(told).text
    assert f"submission={paper.stored.code}" not in told
    assert f"submission={paper.stored.code}" in page(office, actor=LEAD)


def test_every_kind_of_event_has_words() -> None:
    t = translator("en")
    assert [one for one in KINDS if kind_words(one, t) == one] == []


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_log_can_be_shown_and_proved_in_every_language(office: Office, code: str) -> None:
    paper = office.send()
    hire(office).sign_in()
    assert str(paper.stored.code) in page(office, "prove", language=code, actor=LEAD)


def test_a_filter_narrows_the_lines_and_can_be_cleared(office: Office) -> None:
    paper, other = office.send(), office.send()
    code = str(paper.stored.code)
    html = page(office, code=code)
    assert code in Markup(html).text
    assert str(other.stored.code) not in Markup(html).text
    assert "/desk?part=log&lang=en" in links(html)
    nothing = page(office, code=code, kind="session.started")
    assert "No entry fits all of this." in nothing
    assert str(other.stored.code) in page(office, since="no day", before="x", kind="<b>")


def test_pages_lead_to_one_another(office: Office) -> None:
    fill(office, PAGE + 1)
    first = page(office)
    assert first.count("<tr id=") == PAGE
    assert "/desk?part=log&before=2&lang=en" in links(first)
    second = page(office, before="2")
    assert second.count("<tr id=") == 1
    assert "/desk?part=log&after=1&lang=en" in links(second)


def test_the_proof_says_that_the_log_is_whole_or_where_it_is_not(office: Office) -> None:
    fill(office, 5)
    assert "The log is whole: 5 entries" in page(office, "prove")
    assert "The log is whole" not in page(office)
    alter(office, "UPDATE event SET subject = 'backup:9' WHERE sequence = 3")
    broken = page(office, "prove")
    assert "The log is broken at entry 3" in broken
    assert "dl-bad" in broken


def test_a_submission_that_was_changed_behind_the_log_is_told(office: Office) -> None:
    office.send()
    alter(office, "UPDATE submission SET review = 'accepted'")
    assert "1 submission does not stand where the log says" in page(office, "prove")


def test_who_reads_no_log_sees_none(office: Office) -> None:
    with pytest.raises(NotAllowed, match="role"):
        page(office, actor=CULTURE)
