"""What staff do to one submission, what it leaves in the log, and two of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.clerks import (
    COLLEAGUE,
    CULTURE,
    LEAD,
    MODERATOR,
    NANJING,
    SECOND_LEAD,
    WUXI,
)
from tests.services.desk import act
from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import Office
from tests.services.paintings import send
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.desk import Tag
from youcheng.domain.outbox import MailState
from youcheng.domain.queue import QueueView
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_acts import Acted
from youcheng.services.desk_queue import list_queue
from youcheng.services.tracking import enter_code, request_code
from youcheng.services.withdrawing import withdraw
from youcheng.storage.desk_tables import NoteRow, QueueRow, SubmissionTagRow, TagRow

SHARED = {"consent_share_partner": "agree"}

TO_AN_AWARD = (
    Action.TAKE,
    Action.PASS_MODERATION,
    Action.OPEN_ROUND,
    Action.SHORTLIST,
    Action.PROPOSE_AWARDED,
)
"""What happens to a painting until an award is proposed for it."""


def test_a_form_is_taken_reviewed_proposed_and_applied(office: Office) -> None:
    paper = office.send()
    office.wait(days=1)
    do(paper, desk.take)
    assert (see(paper).assignee, paper.stored.review) == ("c1", ReviewState.SCREENING)
    do(paper, desk.start_review)
    with pytest.raises(TransitionRefused, match="comment_given"):
        do(paper, desk.propose, decision=PendingState.ACCEPTED, comment=" ")
    do(paper, desk.propose, decision=PendingState.ACCEPTED, comment="A good plan.")
    assert see(paper).pending == "accepted"
    assert [one.text for one in see(paper).notes] == ["A good plan."]
    with pytest.raises(NotAllowed):
        do(paper, desk.approve)
    acted = do(paper, desk.approve, LEAD)
    assert paper.stored.review is ReviewState.ACCEPTED
    assert acted.version == see(paper).version
    assert office.mail("decision_accepted").state is MailState.HELD
    taken = office.events("assigned")[-1]
    assert (taken.actor, taken.via) == ("staff:c1", Via.DESK)
    assert dict(taken.details)["assignee"] == "c1"
    office.assert_log_is_whole()


def test_two_clerks_at_once_and_one_of_them_is_told_what_happened(office: Office) -> None:
    paper = office.send()
    seen = see(paper)
    calls = [
        lambda actor=actor: desk.take(
            office.services, actor=actor, code=seen.code, version=seen.version
        )
        for actor in (CULTURE, COLLEAGUE)
    ]
    outcomes = at_once(*calls)
    (won,) = [one for one in outcomes if isinstance(one, Acted)]
    (lost,) = [one for one in outcomes if isinstance(one, Outdated)]
    assert lost.version == won.version == see(paper).version
    assert [event.kind for event in lost.history] == ["state.changed", "assigned"]
    winner = (CULTURE, COLLEAGUE)[outcomes.index(won)]
    assert see(paper).assignee == winner.id
    assert {event.actor for event in lost.history} == {f"staff:{winner.id}"}
    assert len(office.events("assigned")) == 1
    office.assert_log_is_whole()


def test_different_acts_at_once_are_both_kept_or_told(office: Office) -> None:
    paper = office.send()
    tag = desk.create_tag(office.services, actor=LEAD, name="急").id
    seen = see(paper)
    named = {"code": seen.code, "version": seen.version}
    outcomes = at_once(
        lambda: desk.add_note(office.services, actor=CULTURE, text="Call them.", **named),
        lambda: desk.tag(office.services, actor=COLLEAGUE, tag=tag, **named),
        lambda: desk.mark_spam(office.services, actor=COLLEAGUE, **named),
    )
    assert sum(isinstance(one, Acted) for one in outcomes) == 1
    assert sum(isinstance(one, Outdated) for one in outcomes) == 2
    kept = (
        office.count(NoteRow),
        office.count(SubmissionTagRow),
        int(paper.stored.review is ReviewState.SPAM),
    )
    assert kept == tuple(int(isinstance(one, Acted)) for one in outcomes)
    office.assert_log_is_whole()


def test_what_the_submitter_changes_outdates_what_a_clerk_saw(office: Office) -> None:
    paper = office.send()
    seen = see(paper)
    paper.save(title="Alphorn")
    paper.send()
    with pytest.raises(Outdated) as refused:
        desk.take(office.services, actor=CULTURE, code=seen.code, version=seen.version)
    assert [event.kind for event in refused.value.history] == ["submission.edited"]
    assert refused.value.history[0].fields == ("title",)
    assert paper.stored.review is ReviewState.SUBMITTED


def test_a_question_on_a_field_is_mailed_at_once_and_kept_beside_it(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    with pytest.raises(TransitionRefused, match="notes_given"):
        do(paper, desk.request_changes, questions={})
    for wrong in ({"consent_process": "Why?"}, {"nothing": "Why?"}, {"title": " "}):
        with pytest.raises(ValueError, match=r"question|field"):
            do(paper, desk.request_changes, questions=wrong)
    do(paper, desk.request_changes, questions={"title": "Which instrument?"})
    (asked,) = see(paper).questions
    assert (asked.field, asked.text) == ("title", "Which instrument?")
    assert office.events("changes.requested")[0].fields == ("title",)
    mail = office.mail("changes_requested")
    assert mail.state is MailState.QUEUED
    form = office.services.content.form(paper.stored.programme)
    assert mail.facts["fields"] == form.field("title").label.get("en")
    assert "instrument" not in repr(mail.facts)
    assert paper.stored.waiting_since == office.now


def test_a_referral_is_seen_by_the_liaison_of_that_city_until_it_is_returned(
    office: Office,
) -> None:
    paper = office.send(changes=SHARED)
    do(paper, desk.take)
    do(paper, desk.start_review)
    with pytest.raises(ValueError, match="no such city"):
        do(paper, desk.refer, city="paris")
    do(paper, desk.refer, city="nanjing")
    assert see(paper, NANJING).review is ReviewState.REFERRED
    with pytest.raises(NotAllowed):
        see(paper, WUXI)
    do(paper, desk.return_referral, NANJING)
    assert paper.stored.review is ReviewState.UNDER_REVIEW
    with pytest.raises(NotAllowed):
        see(paper, NANJING)
    assert see(paper).referred_to == ""


def test_nothing_is_referred_without_the_consent_to_share(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    do(paper, desk.start_review)
    with pytest.raises(TransitionRefused, match="share_agreed"):
        do(paper, desk.refer, city="nanjing")
    assert paper.stored.review is ReviewState.UNDER_REVIEW


def test_spam_comes_back_to_where_it_was_for_thirty_days(office: Office) -> None:
    early, late = office.send(), office.send()
    for paper in (early, late):
        do(paper, desk.take)
        do(paper, desk.mark_spam)
    office.wait(days=30, seconds=-1)
    do(early, desk.unmark_spam)
    assert early.stored.review is ReviewState.SCREENING
    office.wait(seconds=1)
    with pytest.raises(TransitionRefused, match="spam_within"):
        do(late, desk.unmark_spam)


def test_a_later_deadline_is_that_of_one_submission(office: Office) -> None:
    closes = office.now + timedelta(days=2)
    office.set_window("culture", closes=closes)
    paper, other = office.send(), office.send()
    do(paper, desk.extend_deadline, until=closes + timedelta(days=7))
    with pytest.raises(ValueError, match="ahead"):
        do(paper, desk.extend_deadline, until=office.now)
    office.now = closes
    assert paper.open().is_editable
    assert not other.open().is_editable
    (event,) = office.events("deadline.extended")
    assert dict(event.details)["until"].startswith("2026-12-02T")


def test_whoever_cannot_look_after_it_is_not_given_it(office: Office) -> None:
    paper = office.send()
    do(paper, desk.assign, assignee=COLLEAGUE)
    assert see(paper).assignee == "c2"
    for other in (MODERATOR, NANJING):
        with pytest.raises(NotAllowed, match="assignee"):
            do(paper, desk.assign, assignee=other)
    do(paper, desk.assign, assignee=None)
    assert see(paper).assignee == ""


def test_tags_are_found_again_and_the_log_knows_them_by_id(office: Office) -> None:
    paper, _ = office.send(), office.send()
    tag = desk.create_tag(office.services, actor=LEAD, name=" 急件 ")
    assert desk.create_tag(office.services, actor=CULTURE, name="急件") == tag
    before = do(paper, desk.tag, tag=tag.id)
    assert do(paper, desk.tag, tag=tag.id) == replace(before, batch="")
    page = list_queue(office.services, actor=CULTURE, view=QueueView(tag=tag.id))
    assert [(one.code, one.tags) for one in page.lines] == [(str(paper.stored.code), (tag,))]
    (event,) = office.events("tag.added")
    assert dict(event.details) == {"tag": tag.id, "batch": before.batch}
    do(paper, desk.untag, tag=tag.id)
    assert list_queue(office.services, actor=CULTURE, view=QueueView(tag=tag.id)).lines == ()


def test_a_note_is_in_no_mail_and_goes_with_the_submission(office: Office) -> None:
    paper = office.send()
    do(paper, desk.add_note, text="Kanarienvogel 金丝雀")
    do(paper, desk.take)
    do(paper, desk.request_changes, questions={"title": "Which one?"})
    for mail in office.mails():
        assert "Kanarienvogel" not in repr(mail)
    assert "Kanarienvogel" not in repr(office.events())
    code, email = str(paper.stored.code), paper.stored.text("email")
    challenge = request_code(office.services, code=code, email=email, client="v")
    digits = office.mail("one_time_code").facts["one_time_code"]
    assert enter_code(office.services, challenge=challenge, text=digits, client="v").token
    receipt = paper.mails("receipt")[0]
    withdraw(office.services, token=receipt.facts["withdraw_link"].rpartition("/")[2].split("?")[0])
    assert office.count(NoteRow) == 0
    assert "Kanarienvogel" not in repr(see(paper))


def test_what_was_withdrawn_keeps_its_code_in_the_queue_and_no_words(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    receipt = paper.mails("receipt")[0]
    withdraw(office.services, token=receipt.facts["withdraw_link"].rpartition("/")[2].split("?")[0])
    (line,) = list_queue(office.services, actor=CULTURE, view=QueueView()).lines
    assert (line.code, line.review) == (str(paper.stored.code), ReviewState.WITHDRAWN)
    assert (line.title, line.assignee) == ("", "")
    view = see(paper)
    assert (view.answers, view.attachments, view.messages) == ((), (), ())
    assert office.count(QueueRow) == 1


def test_an_award_is_not_confirmed_by_who_proposed_it(office: Office) -> None:
    paper = send(office)
    answer(paper)
    act(office, paper.submission, *TO_AN_AWARD)
    proposer = Actor("1", roles=frozenset({Role.LEAD}))
    with pytest.raises(TransitionRefused, match="second_lead"):
        do(paper, desk.approve, proposer)
    # Another lead still needs the jury's sheet.
    with pytest.raises(TransitionRefused, match="sheet_signed"):
        do(paper, desk.approve, SECOND_LEAD)
    with pytest.raises(NotAllowed):
        do(paper, desk.approve, MODERATOR)
    assert not paper.stored.state.pending_confirmed


def test_a_tag_is_made_once_by_two_at_the_same_moment(office: Office) -> None:
    made = at_once(
        *[lambda: desk.create_tag(office.services, actor=LEAD, name="急") for _ in range(4)]
    )
    assert {type(one) for one in made} == {Tag}
    assert len({*map(str, made)}) == office.count(TagRow) == 1


def test_whoever_is_outdated_learns_no_more_than_they_may_read(office: Office) -> None:
    paper = send(office)
    answer(paper)
    seen = see(paper, MODERATOR)
    act(office, paper.submission, *TO_AN_AWARD)
    told = []
    for actor in (MODERATOR, LEAD):
        with pytest.raises(Outdated) as refused:
            desk.add_note(
                office.services, actor=actor, code=seen.code, version=seen.version, text="Hm."
            )
        told.append([one.kind for one in refused.value.history])
    moderator, lead = told
    assert moderator == ["state.changed", "assigned", "moderation.passed"]
    assert lead[:3] == moderator
    assert lead[-1] == "decision.proposed"
