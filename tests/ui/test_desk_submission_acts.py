"""What is asked for on the page of a submission, from the fields of a form to what came of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.services.accounts import hire
from tests.services.clerks import CULTURE, HEALTH, LEAD
from tests.services.desk_work import do, see
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor, Role
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_submission import Outcome
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.ui.asked import Asked
from youcheng.ui.desk.submission_acts import answer_act

SHARED = {"consent_share_partner": "agree"}


def ask(paper: Paper, act: str, actor: Actor = CULTURE, **values: str | tuple[str, ...]) -> Outcome:
    """Ask for it as somebody who has just looked."""
    seen = {"version": str(see(paper, actor).version), **values}
    return answer_act(
        paper.office.services,
        Asked(act, seen),
        actor=actor,
        code=str(paper.stored.code),
        t=translator("en"),
    )


def test_a_submission_is_worked_off_from_taking_it_to_the_decision(office: Office) -> None:
    paper = office.send(changes=SHARED)
    for act, values in (
        ("take", {}),
        ("note", {"text": "Call them."}),
        ("tag", {"name": "急"}),
        ("start_review", {}),
        ("refer", {"city": "nanjing"}),
        ("return_referral", {}),
        ("propose", {"decision": "accepted", "comment": "A good plan."}),
    ):
        outcome = ask(paper, act, **values)
        assert (outcome.trouble, bool(outcome.said)) == ("", True), act
        office.wait(minutes=1)
    assert ask(paper, "approve", LEAD).said
    view = see(paper)
    assert view.review is ReviewState.ACCEPTED
    assert [one.text for one in view.notes] == ["Call them.", "A good plan."]
    assert [one.name for one in view.tags] == ["急"]
    assert ask(paper, "untag", tag=view.tags[0].id).said
    assert see(paper).tags == ()
    office.assert_log_is_whole()


def test_questions_go_out_for_the_ticked_fields_alone(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    typed = {"q-title": "Which one?", "q-direction": "Both?", "q-organisation": "Who?"}
    assert "Tick at least one field" in ask(paper, "request_changes", **typed).trouble
    assert ask(paper, "request_changes", ask=("title", "direction"), **typed).trouble == ""
    assert {one.field: one.text for one in see(paper).questions} == {
        "title": "Which one?",
        "direction": "Both?",
    }
    assert office.mail("changes_requested").state is MailState.QUEUED


def test_a_question_that_is_empty_is_refused_and_nothing_leaves(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    outcome = ask(paper, "request_changes", ask="title")
    assert outcome.act == "request_changes"
    assert outcome.trouble
    assert see(paper).questions == ()
    assert office.mails("changes_requested") == []


def test_who_was_overtaken_gets_the_history_and_nothing_is_done(office: Office) -> None:
    paper = office.send()
    before = str(see(paper).version)
    do(paper, desk.take)
    outcome = ask(paper, "mark_spam", version=before)
    assert [one.kind for one in outcome.since] == ["state.changed", "assigned"]
    assert outcome.act == "mark_spam"
    assert paper.stored.review is ReviewState.SCREENING


def test_a_revealed_answer_comes_back_once_and_is_logged(office: Office) -> None:
    paper = office.send()
    outcome = ask(paper, "reveal", field="email", reason="contact")
    assert outcome.revealed is not None
    assert outcome.revealed.answer.value == (paper.stored.sent or {})["email"]
    assert str(outcome.revealed.answer.value) not in repr(outcome)
    assert len(office.events("answer.revealed")) == 1
    assert ask(paper, "reveal", field="email", reason="curiosity").revealed is None
    assert len(office.events("answer.revealed")) == 1


def test_a_later_deadline_is_read_on_nanjings_clock(office: Office) -> None:
    paper = office.send()
    assert ask(paper, "extend_deadline", until="2027-01-31T18:00").said
    assert see(paper).extended_to == datetime(2027, 1, 31, 10, tzinfo=UTC)
    for wrong in ("", "tomorrow", "2020-01-01T00:00", "2027-01-31T18:00+09:00x"):
        assert ask(paper, "extend_deadline", until=wrong).trouble


def test_it_is_given_to_a_colleague_who_can_look_after_it_and_to_no_other(
    office: Office,
) -> None:
    paper = office.send()
    fits = hire(office, "li@example.org", name="Li", roles=frozenset({Role.LEAD}), password="")
    other = hire(office, "bo@example.org", name="Bo", roles=frozenset({Role.AUDITOR}), password="")
    assert ask(paper, "assign", assignee=fits.account.id).said
    assert see(paper).assignee == fits.account.id
    for wrong in (other.account.id, "0" * 32):
        assert "cannot look after it" in ask(paper, "assign", assignee=wrong).trouble
    assert ask(paper, "assign", assignee="").said
    assert see(paper).assignee == ""


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999"])
def test_no_act_is_done_without_the_version_that_was_seen(office: Office, version: str) -> None:
    paper = office.send()
    assert ask(paper, "take", version=version).trouble
    assert paper.stored.review is ReviewState.SUBMITTED


@pytest.mark.parametrize("act", ["", "erase", "__class__", "approve", "start_review"])
def test_what_is_not_offered_does_nothing(office: Office, act: str) -> None:
    paper = office.send()
    seen = see(paper)
    assert ask(paper, act).said == ""
    assert see(paper) == seen


def test_whoever_may_not_know_of_it_is_not_told_why(office: Office) -> None:
    paper = office.send()
    with pytest.raises(NotAllowed, match="submission"):
        answer_act(
            office.services,
            Asked("take", {"version": "1"}),
            actor=HEALTH,
            code=str(paper.stored.code),
            t=translator("en"),
        )
