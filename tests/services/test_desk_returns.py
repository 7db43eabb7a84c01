"""What came back with answers is marked in the queue until somebody has looked at it."""

from __future__ import annotations

import pytest

from tests.services.clerks import AUDITOR, COLLEAGUE, CULTURE, HEALTH, LEAD, NANJING
from tests.services.desk_work import do, see
from tests.services.office import VISITOR, Office, Paper
from youcheng.domain.queue import QueueView
from youcheng.services import desk_actions as desk
from youcheng.services.answering import send_answers
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_queue import count_queue, list_queue
from youcheng.services.desk_returns import look_at_answers


def answered(office: Office) -> Paper:
    """A form of which the submitter has answered a question."""
    paper = office.send()
    do(paper, desk.take)
    do(paper, desk.request_changes, questions={"title": "Which instrument?"})
    assert not marked(office)
    paper.save(title="Alphorn")
    send_answers(office.services, token=paper.token, client=VISITOR)
    return paper


def marked(office: Office) -> bool:
    (line,) = list_queue(office.services, actor=COLLEAGUE, view=QueueView()).lines
    return line.returned


def test_answers_are_marked_until_somebody_looks(office: Office) -> None:
    paper = answered(office)
    code, version = str(paper.stored.code), see(paper).version
    assert marked(office)
    assert see(paper).returned
    for actor in (HEALTH, NANJING):
        with pytest.raises(NotAllowed):
            look_at_answers(office.services, actor=actor, code=code)
    assert marked(office)
    assert look_at_answers(office.services, actor=COLLEAGUE, code=code)
    assert not marked(office)
    assert not look_at_answers(office.services, actor=CULTURE, code=code)
    (event,) = office.events("answers.looked_at")
    assert event.actor == "staff:c2"
    assert see(paper).version == version, "looking overtakes nobody"


def test_what_came_back_is_found_until_somebody_looks(office: Office) -> None:
    paper = answered(office)
    office.send()
    view = QueueView(returned=True)
    (line,) = list_queue(office.services, actor=COLLEAGUE, view=view).lines
    assert line.code == str(paper.stored.code)
    assert len(list_queue(office.services, actor=LEAD, view=QueueView()).lines) == 2
    counts = count_queue(office.services, actor=COLLEAGUE, view=view)
    assert sum(counts.states.values()) == 1
    look_at_answers(office.services, actor=COLLEAGUE, code=line.code)
    assert list_queue(office.services, actor=COLLEAGUE, view=view).lines == ()


def test_a_liaison_or_an_auditor_does_not_learn_by_it_what_came_back(office: Office) -> None:
    paper = office.send("culture", changes={"consent_share_partner": "agree"})
    do(paper, desk.take)
    do(paper, desk.request_changes, questions={"title": "Which instrument?"})
    paper.save(title="Alphorn")
    send_answers(office.services, token=paper.token, client=VISITOR)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    assert list_queue(office.services, actor=NANJING, view=QueueView()).lines
    assert list_queue(office.services, actor=LEAD, view=QueueView(returned=True)).lines
    assert list_queue(office.services, actor=NANJING, view=QueueView(returned=True)).lines == ()
    with pytest.raises(NotAllowed):
        count_queue(office.services, actor=AUDITOR, view=QueueView(returned=True))


def test_what_nobody_was_asked_about_is_not_marked(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    assert not look_at_answers(office.services, actor=CULTURE, code=str(paper.stored.code))
    assert office.events("answers.looked_at") == []


def test_the_mark_outlasts_what_is_done_without_looking(office: Office) -> None:
    paper = answered(office)
    do(paper, desk.assign, assignee=COLLEAGUE)
    assert marked(office)
    do(paper, desk.request_changes, questions={"title": "Really?"})
    assert not marked(office)
