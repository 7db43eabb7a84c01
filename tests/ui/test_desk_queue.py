"""The page of the queue as each role reads it, and what an act on several submissions says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import CULTURE, LEAD, NANJING
from tests.services.desk_work import do, see
from tests.services.office import Office
from tests.ui.page_reading import acts
from youcheng.domain.actors import Actor, Role
from youcheng.domain.queue import ME, QueueView
from youcheng.domain.states import ReviewState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_queue import QueueOutcome, queue_page
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.ui.asked import Asked
from youcheng.ui.desk.queue_acts import answer_queue_act, read_filter
from youcheng.ui.desk.queue_gathering import gather_queue

ENGLISH = translator("en")


def page(
    office: Office,
    actor: Actor = CULTURE,
    view: QueueView | None = None,
    code: str = "en",
    outcome: QueueOutcome | None = None,
) -> str:
    """The page's HTML."""
    shown = gather_queue(office.services, actor=actor, view=view or QueueView(), t=translator(code))
    return str(queue_page(replace(shown, outcome=outcome or QueueOutcome()), translator(code)))


def ask(
    office: Office, act: str, actor: Actor = CULTURE, **values: str | list[str]
) -> QueueOutcome:
    """What comes of an act."""
    asked = Asked(act, values)
    return answer_queue_act(
        office.services, asked, actor=actor, view=QueueView(assignee=ME), t=ENGLISH
    )


def test_the_queue_shows_what_waits_and_leads_to_it(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    html = page(office)
    for words in (code, "Received", "Charm of Jiangsu", "Nobody yet", "1 submission"):
        assert words in Markup(html).text
    assert f'href="/desk?submission={code}&amp;lang=en"' in html


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_queue_can_be_shown_in_every_language(office: Office, code: str) -> None:
    paper = office.send()
    assert str(paper.stored.code) in page(office, LEAD, code=code)


def test_what_is_overdue_is_said_in_words(office: Office) -> None:
    office.send()
    assert "ds-overdue" not in page(office)
    office.wait(days=60)
    assert "Overdue</span>" in page(office)


def test_a_liaison_reads_no_names_tags_or_acts_and_only_what_was_referred(office: Office) -> None:
    paper = office.send(changes={"consent_share_partner": "agree"})
    other = office.send()
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    html = page(office, NANJING)
    assert str(paper.stored.code) in html
    assert str(other.stored.code) not in html
    assert "Looked after by" not in html
    assert acts(html) == {"filter"}
    assert {"plan", "filter"} <= acts(page(office, CULTURE))


def test_who_has_no_desk_sees_none(office: Office) -> None:
    juror = Actor("j", frozenset({Role.JUROR}))
    with pytest.raises(NotAllowed, match="desk"):
        page(office, juror)


def test_a_filter_that_is_filled_in_is_a_view_with_an_address(office: Office) -> None:
    office.send()
    asked = Asked("filter", {"q": "tea", "programme": "culture", "overdue": "yes", "city": ""})
    view = read_filter(asked)
    assert view == QueueView(programme="culture", overdue=True, query="tea")
    html = page(office, view=view)
    assert "No submission fits all of this" in html
    assert 'value="tea"' in html


def test_a_state_is_added_to_what_is_chosen_and_taken_away_again(office: Office) -> None:
    office.send()
    links = [
        str(one.attributes["href"])
        for one in Markup(page(office)).elements
        if one.name == "a" and "state%3D" in str(one.attributes.get("href", ""))
    ]
    assert links == ["/desk?view=state%3Dsubmitted&lang=en"]
    again = page(office, view=QueueView(states=(ReviewState.SUBMITTED,)))
    assert 'href="/desk?lang=en" aria-current="true"' in again


def test_an_act_is_shown_before_it_is_done_and_undone_after(office: Office) -> None:
    some = [office.send() for _ in range(3)]
    do(some[0], desk.take)
    codes = [str(one.stored.code) for one in some]
    planned = ask(office, "plan", code=codes, verb="start_review")
    assert planned.plan is not None
    assert [one.code for one in planned.plan.changes] == [codes[0]]
    html = page(office, outcome=planned)
    assert "Begin the review: 1 submission" in html
    for code in codes[1:]:
        assert f"{code}: This is not possible in the state that it is in now." in html
    assert see(some[0]).review is ReviewState.SCREENING
    version = planned.plan.changes[0].version
    done = ask(office, "run", planned=f"{codes[0]}:{version}", verb="start_review")
    assert see(some[0]).review is ReviewState.UNDER_REVIEW
    assert done.done is not None
    assert 'data-act="undo"' in page(office, outcome=done)
    assert ask(office, "undo", batch=done.done.batch).said == "Undone: 1 submission."
    assert see(some[0]).review is ReviewState.SCREENING


def test_what_has_changed_since_it_was_looked_at_is_left_out(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    planned = ask(office, "plan", code=code, verb="take")
    assert planned.plan is not None
    do(paper, desk.tag, tag=desk.create_tag(office.services, actor=CULTURE, name="tea").id)
    done = ask(office, "run", planned=f"{code}:{planned.plan.changes[0].version}", verb="take")
    assert done.done is not None
    assert done.done.done == ()
    assert "It has changed meanwhile." in page(office, outcome=done)


def test_an_act_on_nothing_or_without_what_it_needs_says_so(office: Office) -> None:
    code = str(office.send().stored.code)
    assert ask(office, "plan", verb="take").trouble == "Tick at least one submission first."
    assert ask(office, "plan", code=code, verb="tag", tag=" ").trouble
    assert ask(office, "plan", code=code, verb="no such verb").trouble
    assert ask(office, "undo", batch="0" * 32).trouble


def test_a_view_is_kept_under_a_name_and_removed(office: Office) -> None:
    ask(office, "save", name="My tea")
    html = page(office)
    assert "My tea" in html
    assert 'href="/desk?view=assignee%3Dme&amp;lang=en"' in html
    assert "My tea" not in page(office, LEAD)
    (mine,) = gather_queue(office.services, actor=CULTURE, view=QueueView(), t=ENGLISH).saved
    ask(office, "remove", id=mine.id)
    assert "My tea" not in page(office)
