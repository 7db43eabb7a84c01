"""What a submitter answers when staff ask about single fields: only that, once, and in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from tests.at_once import at_once
from tests.services.clerks import COLLEAGUE, CULTURE, MODERATOR, NANJING
from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper, denied, make_file
from tests.services.paintings import every_warning, photo, send
from tests.services.test_withdrawing import mailed_link
from youcheng.domain.lifetimes import CHANGES
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.pictures import Edit
from youcheng.domain.queue import Turn
from youcheng.domain.states import ReviewState
from youcheng.services import desk_actions as desk
from youcheng.services.access import issue_token
from youcheng.services.answering import list_replaced, send_answers
from youcheng.services.attachments import edit_picture
from youcheng.services.desk_access import NotAllowed
from youcheng.services.drafts import NotEditable
from youcheng.services.submitting import FormRefused, Sent
from youcheng.services.withdrawing import withdraw
from youcheng.storage.desk_tables import EarlierAnswersRow, QuestionRow

TITLE = {"title": "Which instrument?"}


def ask(paper: Paper, questions: Mapping[str, str] = TITLE) -> None:
    """Let an officer take a form and ask."""
    paper.office.wait(days=1)
    do(paper, desk.take)
    do(paper, desk.request_changes, questions=questions)
    paper.office.wait(hours=1)


def asked_painting(office: Office, questions: Mapping[str, str]) -> Paper:
    """A painting that a guardian agreed to and a moderator asks about."""
    paper = send(office)
    answer(paper)
    do(paper, desk.take, MODERATOR)
    do(paper, desk.request_changes, MODERATOR, questions=questions)
    office.wait(hours=1)
    return paper


def send_again(paper: Paper, confirmed: Sequence[str] = ()) -> Sent:
    return send_answers(
        paper.office.services, token=paper.token, client=VISITOR, confirmed=confirmed
    )


def test_an_answer_goes_back_to_whoever_asked(office: Office) -> None:
    paper = office.send()
    ask(paper)
    paper.save(title="Alphorn and dizi")
    assert paper.stored.sent is not None
    assert paper.stored.sent["title"] != "Alphorn and dizi", "what was sent counts until then"
    sent = send_again(paper)
    assert (sent.code, sent.review, sent.again) == (
        paper.stored.code,
        ReviewState.SCREENING,
        False,
    )
    stored = paper.stored
    assert stored.sent is not None
    assert stored.sent["title"] == "Alphorn and dizi"
    assert (stored.review, stored.waiting_since, stored.reminders_sent) == (
        ReviewState.SCREENING,
        None,
        0,
    )
    (question,) = see(paper).questions
    assert question.answered_at == office.now
    (event,) = office.events("changes.resubmitted")
    assert event.fields == ("title",)
    assert "dizi" not in repr(event)
    assert office.mail("resubmitted").address == stored.text("email")
    with office.services.records.read() as uow:
        entry = uow.queue.find(paper.submission)
    assert entry is not None
    assert (entry.turn, entry.since, entry.assignee) == (Turn.STAFF, office.now, "c1")
    assert "dizi" in entry.search
    office.assert_log_is_whole()


def test_no_other_field_is_taken(office: Office) -> None:
    paper = office.send()
    ask(paper)
    before = paper.stored
    for changes in ({"family_name": "Other"}, {"title": "Alphorn", "family_name": "Other"}):
        with pytest.raises(NotEditable):
            paper.save(**changes)
    assert paper.stored == before
    paper.save(title="Alphorn", family_name=before.text("family_name"))
    send_again(paper)
    assert paper.stored.sent == {**(before.sent or {}), "title": "Alphorn"}


def test_no_file_of_another_field_is_taken_or_removed(office: Office) -> None:
    paper = office.send()
    ask(paper)
    names = paper.attachments
    assert names
    for one in names:
        with pytest.raises(NotEditable):
            paper.remove(one.id)
        with pytest.raises(NotEditable):
            paper.attach(one.field, make_file("pdf"))
    assert paper.attachments == names


def test_what_was_begun_and_not_sent_before_the_question_is_not_sent_with_the_answer(
    office: Office,
) -> None:
    paper = office.send()
    sent = paper.stored.sent or {}
    paper.save(family_name="Half a change")
    ask(paper)
    assert paper.open().answers["family_name"] == sent["family_name"]
    paper.save(title="Alphorn")
    send_again(paper)
    assert paper.stored.sent == {**sent, "title": "Alphorn"}
    assert paper.stored.draft.answers == paper.stored.sent


def test_the_form_checks_what_is_answered(office: Office) -> None:
    paper = office.send()
    ask(paper)
    paper.save(title=None)
    with pytest.raises(FormRefused) as refused:
        send_again(paper)
    assert [one.field for one in refused.value.problems] == ["title"]
    assert paper.stored.review is ReviewState.CHANGES_REQUESTED
    assert office.events("changes.resubmitted") == []


def test_what_cannot_be_changed_keeps_nobody_from_answering(office: Office) -> None:
    paper = office.send()
    ask(paper)
    # As when a rule of the form has become stricter since.
    stale = {**(paper.stored.sent or {}), "email": "no address"}
    office.change(paper.submission, lambda one: replace(one, sent=stale))
    paper.save(title="Alphorn")
    assert send_again(paper).review is ReviewState.SCREENING


def test_the_servers_clock_ends_the_time_to_answer(office: Office) -> None:
    paper = office.send()
    ask(paper)
    assert paper.stored.waiting_since is not None
    office.now = CHANGES.ends_at(paper.stored.waiting_since)
    for late in (lambda: paper.save(title="Late"), lambda: send_again(paper)):
        with pytest.raises(NotEditable) as refused:
            late()
        assert refused.value.closed_at == office.now
    do(paper, desk.extend_deadline, until=office.now + CHANGES.length)
    paper.save(title="Alphorn")
    assert send_again(paper).review is ReviewState.SCREENING


def test_the_deadline_of_the_form_ends_no_time_to_answer(office: Office) -> None:
    paper = office.send()
    ask(paper)
    office.set_window("culture", closes=office.now)
    paper.save(title="Alphorn")
    assert send_again(paper).review is ReviewState.SCREENING


def test_sending_at_once_and_again_ends_in_one_event(office: Office) -> None:
    paper = office.send()
    ask(paper)
    paper.save(title="Alphorn")
    outcomes = [one for one in at_once(*[lambda: send_again(paper)] * 3) if isinstance(one, Sent)]
    assert sorted(one.again for one in outcomes) == [False, True, True]
    assert send_again(paper).again
    assert len(office.events("changes.resubmitted")) == 1
    assert len(office.mails("resubmitted")) == 1
    assert office.count(EarlierAnswersRow) == 1
    office.assert_log_is_whole()


def test_a_submission_that_nobody_asked_about_is_not_sent_again(office: Office) -> None:
    paper = office.send()
    with pytest.raises(NotEditable):
        send_again(paper)
    do(paper, desk.take)
    with pytest.raises(NotEditable):
        send_again(paper)
    with pytest.raises(NotEditable):
        paper.save(title="Alphorn")
    assert paper.stored.review is ReviewState.SCREENING


def test_sending_the_whole_form_is_no_way_round_the_question(office: Office) -> None:
    paper = office.send()
    ask(paper)
    paper.save(title="Alphorn")
    with pytest.raises(NotEditable):
        paper.send()
    assert paper.stored.review is ReviewState.CHANGES_REQUESTED


def test_only_the_holder_of_the_submission_answers(office: Office) -> None:
    paper, other = office.send(), office.send()
    ask(paper)
    assert denied(lambda: send_answers(office.services, token="a" * 43, client=VISITOR)) is None
    with office.services.records.write() as uow:
        withdrawal = issue_token(
            uow, purpose=Purpose.WITHDRAWAL, submission=paper.submission, now=office.now
        )
        uow.commit()
    assert denied(lambda: send_answers(office.services, token=withdrawal, client=VISITOR)) is None
    with pytest.raises(NotEditable):
        send_again(other)
    assert paper.stored.review is ReviewState.CHANGES_REQUESTED


def test_a_second_question_is_answered_by_itself(office: Office) -> None:
    paper = office.send()
    first = (paper.stored.sent or {})["title"]
    ask(paper)
    paper.save(title="Alphorn")
    send_again(paper)
    do(paper, desk.request_changes, questions={"title": "And who plays it?"})
    office.wait(hours=1)
    assert [one.text for one in paper.open().questions] == ["And who plays it?"]
    paper.save(title="Alphorn, played by Zoé")
    send_again(paper)
    found = list_replaced(office.services, actor=CULTURE, code=str(paper.stored.code))
    assert [(one.before, one.after) for one in found] == [
        (first, "Alphorn"),
        ("Alphorn", "Alphorn, played by Zoé"),
    ]
    assert len(office.events("changes.resubmitted")) == 2


def test_before_and_after_are_told_as_far_as_they_are_read(office: Office) -> None:
    paper = office.send()
    ask(paper, {"title": "Which?", "safeguarding_name": "In full?"})
    paper.save(title="Alphorn", safeguarding_name="Anne Favre-Rochat")
    send_again(paper)
    code = str(paper.stored.code)
    found = {one.field: one for one in list_replaced(office.services, actor=COLLEAGUE, code=code)}
    assert (found["title"].restricted, found["title"].after) == (False, "Alphorn")
    assert (found["safeguarding_name"].restricted, found["safeguarding_name"].after) == (True, None)
    with pytest.raises(NotAllowed):
        list_replaced(office.services, actor=NANJING, code=code)


def test_a_better_photo_stands_beside_the_first_one(office: Office) -> None:
    paper = asked_painting(office, {"image": "Please send a sharper photo."})
    (old,) = cast(list[dict[str, str]], (paper.stored.sent or {})["image"])
    keys = {one.key for one in paper.attachments}
    paper.remove(old["key"])
    new = paper.attach("image", photo(2), "better.jpg")
    assert send_again(paper, every_warning(paper)).review is ReviewState.MODERATION
    (named,) = cast(list[dict[str, str]], (paper.stored.sent or {})["image"])
    assert named["key"] == new.id
    assert keys <= {one.key for one in paper.attachments}, "the first one is kept"
    assert keys | {new.key} <= office.file_keys()
    (replaced,) = list_replaced(office.services, actor=MODERATOR, code=str(paper.stored.code))
    assert (replaced.field, replaced.restricted, replaced.after) == ("image", True, None)


def test_a_photo_is_turned_only_where_it_is_asked_about(office: Office) -> None:
    paper = asked_painting(office, {"title": "Is that the whole title?"})
    (image,) = cast(list[dict[str, str]], (paper.stored.sent or {})["image"])
    with pytest.raises(NotEditable):
        edit_picture(
            office.services, token=paper.token, attachment=image["key"], edit=Edit(turn=90)
        )
    assert (paper.stored.sent or {})["image"] == paper.open().answers["image"]


def test_what_was_kept_goes_with_the_submission(office: Office) -> None:
    paper = asked_painting(office, {"image": "Please send a sharper photo."})
    (old,) = cast(list[dict[str, str]], (paper.stored.sent or {})["image"])
    paper.remove(old["key"])
    paper.attach("image", photo(2), "better.jpg")
    send_again(paper, every_warning(paper))
    withdraw(office.services, token=mailed_link(office, paper))
    assert office.count(EarlierAnswersRow) == 0
    assert office.count(QuestionRow) == 0
    assert office.file_keys() == set()
