"""Results day on the page of the last round: looked at, arranged, undone, and told when done."""

from __future__ import annotations

import pytest

from tests.markup_reading import Markup
from tests.services.accounts import hire
from tests.services.arranged import confirm_rest, last_round, minute, propose_rest
from tests.services.clerks import EVERYBODY, LEAD
from tests.services.jurying import enter, rules_of
from tests.services.office import Office, Paper
from tests.services.test_revealing import confirmed
from tests.ui.page_reading import acts
from tests.ui.test_desk_jury import hidden, page
from youcheng.domain.actors import Role
from youcheng.domain.outbox import MailState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.desk_access import NotAllowed


@pytest.fixture
def papers(office: Office) -> list[Paper]:
    """Two paintings on the shortlist, of which the first has a confirmed award."""
    entered = [enter(office, number) for number in range(2)]
    confirmed(office, entered)
    return entered


def ticked(html: str) -> dict[str, bool]:
    """The boxes of the arrangement, by name."""
    boxes = [one.attributes for one in Markup(html).elements if one.name == "input"]
    return {str(one["name"]): "checked" in one for one in boxes if one.get("type") == "checkbox"}


def test_arming_is_suggested_looked_at_done_and_undone(office: Office, papers: list[Paper]) -> None:
    lead = hire(office, "wen@example.org", name="Wen Lead", roles=frozenset({Role.LEAD}))
    actor, final = lead.account.actor, last_round(office).id
    _, html = page(office, round_id=final, actor=actor)
    assert ticked(html) == {"certificates": True, "letters": True}
    assert {"plan_arming"} <= acts(html)
    assert not {"arm", "disarm"} & acts(html)
    both = {**hidden(html, "dj-arming"), "certificates": "yes", "letters": "yes"}

    said, html = page(office, "plan_arming", final, actor=actor, **both)
    assert "Nothing is done yet" in said
    text = Markup(html).text
    for words in ("Award certificate", "On the shortlist, and nothing is proposed yet"):
        assert words in text
    assert str(papers[1].stored.code) in html.partition('id="dj-arming-left"')[2]
    asked = hidden(html, "dj-arm")
    propose_rest(office)
    said, _ = page(office, "arm", final, actor=actor, **asked)
    assert "Something has changed since you looked" in said
    confirm_rest(office)
    _, html = page(office, "plan_arming", final, actor=actor, **both)
    assert "Nothing is left out." in Markup(html).text
    said, html = page(office, "arm", final, actor=actor, **hidden(html, "dj-arm"))
    assert said == "It is arranged, and happens with the results."
    text = Markup(html).text
    for words in ("This happens with the results", "Arranged by Wen Lead", "Certificates are"):
        assert words in text

    said, _ = page(office, "disarm", final, edition="2026", seen="99")
    assert "Something has changed since you looked" in said
    said, html = page(office, "disarm", final, **hidden(html, "dj-disarm"))
    assert said == "The arrangement is undone."
    assert "disarm" not in acts(html)
    said, _ = page(office, "plan_arming", final, edition="2026")
    assert said == "Tick the certificates, the letters, or both."


def test_after_the_reveal_the_page_tells_what_was_done_or_whose_it_is_to_do(
    office: Office, papers: list[Paper]
) -> None:
    final = last_round(office).id
    asked = {"edition": "2026", "letters": "yes"}
    _, html = page(office, "plan_arming", final, **asked)
    given = hidden(html, "dj-arm")
    office.now = rules_of(office).reveals_at
    for act in ("plan_arming", "arm"):
        said, html = page(office, act, final, **given)
        assert said.startswith("The results are out already")
        assert 'id="dj-unarmed"' in html
        assert not {"plan_arming", "arm", "disarm"} & acts(html)


def test_what_was_done_is_told_in_every_language(office: Office, papers: list[Paper]) -> None:
    final = last_round(office).id
    asked = {"edition": "2026", "certificates": "yes", "letters": "yes"}
    for language in LANGUAGES:
        _, html = page(office, "plan_arming", final, language=language.code, **asked)
        assert 'id="dj-arming-plan"' in html
    page(office, "arm", final, **hidden(html, "dj-arm"))
    office.now = rules_of(office).reveals_at
    assert minute(office)[2] == 1
    assert office.mail("award").state is MailState.QUEUED
    for language in LANGUAGES:
        _, html = page(office, round_id=final, language=language.code)
        assert 'id="dj-armed"' in html
        assert not {"plan_arming", "arm", "disarm"} & acts(html)
    assert "This was done with the results" in Markup(page(office, round_id=final)[1]).text


def test_nobody_but_a_lead_learns_of_it_or_arranges_it(office: Office, papers: list[Paper]) -> None:
    final = last_round(office).id
    for who, actor in EVERYBODY.items():
        if who == "lead":
            continue
        for act in ("", "plan_arming", "arm", "disarm"):
            with pytest.raises(NotAllowed, match="role"):
                page(office, act, final, actor=actor, edition="2026", letters="yes")
    assert page(office, round_id=final, actor=LEAD)[1]
    assert not office.events("results.armed")
