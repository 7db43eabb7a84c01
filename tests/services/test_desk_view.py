"""One submission as staff read it, and what is read of it one answer at a time."""

from __future__ import annotations

import pytest

from tests.services.clerks import CULTURE, HEALTH, LEAD, MODERATOR, NANJING
from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import Office, make_file
from tests.services.paintings import send
from youcheng.domain.audit import Via
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_answers import reveal_answer
from youcheng.services.desk_view import mask_address
from youcheng.services.flagging import DUPLICATE, POSSIBLE_COPY


def test_restricted_answers_are_not_in_a_view_and_each_reading_is_logged(office: Office) -> None:
    paper = office.send()
    sent, view = paper.stored.sent or {}, see(paper)
    definition = office.services.content.form("culture").definition
    restricted = {one.field for one in view.answers if one.restricted}
    assert restricted == {
        name for name in sent if VisibilityClass.RESTR in definition.field(name).visibility
    }
    assert restricted > {"email", "family_name"}
    assert {one.field: one.value for one in view.answers if not one.restricted} == {
        name: value for name, value in sent.items() if name not in restricted
    }
    for secret in (sent["email"], sent["family_name"]):
        assert str(secret) not in repr(view)
    code = str(paper.stored.code)
    for field in ("email", "phone"):
        found = reveal_answer(
            office.services, actor=CULTURE, code=code, field=field, reason="contact"
        )
        assert (found.value, found.restricted) == (sent[field], True)
    events = office.events("answer.revealed")
    assert [(one.actor, one.via, one.fields) for one in events] == [
        ("staff:c1", Via.DESK, ("email",)),
        ("staff:c1", Via.DESK, ("phone",)),
    ]
    assert dict(events[0].details) == {"reason": "contact"}
    assert str(sent["email"]) not in repr(office.events())
    assert see(paper).version == view.version


def test_nothing_is_revealed_without_a_reason_nor_what_is_not_restricted(office: Office) -> None:
    paper = office.send()
    code = str(paper.stored.code)
    for field, reason, refusal in (
        ("email", "curiosity", ValueError),
        ("title", "review", KeyError),
        ("nothing", "review", KeyError),
    ):
        with pytest.raises(refusal):
            reveal_answer(office.services, actor=CULTURE, code=code, field=field, reason=reason)
    with pytest.raises(NotAllowed):
        reveal_answer(office.services, actor=HEALTH, code=code, field="email", reason="review")
    assert office.events("answer.revealed") == []


def test_a_view_says_what_may_be_done_and_what_is_missing(office: Office) -> None:
    paper = office.send()
    assert dict(see(paper).actions) == {Action.TAKE: ("assigned",), Action.MARK_SPAM: ()}
    do(paper, desk.take)
    do(paper, desk.start_review)
    actions = dict(see(paper).actions)
    assert actions[Action.REFER] == ("share_agreed",)
    assert actions[Action.PROPOSE_ACCEPTED] == ("comment_given",)
    assert Action.APPLY_DECISION not in actions
    assert "decision_ready" in dict(see(paper, LEAD).actions)[Action.APPLY_DECISION]


def test_the_history_tells_codes_and_times_and_the_liaison_no_names(office: Office) -> None:
    paper = office.send(changes={"consent_share_partner": "agree"})
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    view = see(paper)
    assert [one.kind for one in view.history if one.actor == "staff:c1"] == [
        "state.changed",
        "assigned",
        "state.changed",
        "referral.sent",
    ]
    assert dict(view.history[-1].details)["city"] == "nanjing"
    theirs = see(paper, NANJING).history
    assert [one.kind for one in theirs] == [one.kind for one in view.history]
    assert {(one.actor, one.fields, one.details) for one in theirs} == {("", (), ())}


def test_what_is_pending_is_told_to_those_alone_who_read_it(office: Office) -> None:
    paper = office.send(changes={"consent_share_partner": "agree"})
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.propose, decision=PendingState.DECLINED, comment="No.")
    assert see(paper).pending == "declined"
    do(paper, desk.refer, city="nanjing")
    theirs = see(paper, NANJING)
    assert theirs.pending == ""
    assert "decision.proposed" not in {one.kind for one in theirs.history}
    assert (theirs.notes, theirs.messages, theirs.tags) == ((), (), ())


def test_messages_show_masked_addresses_and_attachments_what_they_are(office: Office) -> None:
    paper = office.send()
    view = see(paper)
    assert {one.template for one in view.messages} >= {"receipt"}
    assert "z•••@e•••.org" in {one.address for one in view.messages}
    assert {(one.field, one.name, one.flags) for one in view.attachments} == {
        ("portfolio", f"paper.{kind}", ()) for kind in {one.kind for one in paper.attachments}
    }
    assert len(view.attachments) == len(paper.attachments)
    assert mask_address("") == ""
    assert see(paper, LEAD).attachments == view.attachments


def test_a_file_that_is_not_sent_is_nobodys_to_see(office: Office) -> None:
    paper = office.send()
    before = see(paper).attachments
    kept, replaced = before
    paper.remove(replaced.id)
    added = paper.attach("portfolio", make_file(), "Not yet.pdf")
    assert see(paper).attachments == before
    office.wait(minutes=1)
    paper.send()
    assert {one.id for one in see(paper).attachments} == {kept.id, added.id}


def test_two_from_one_person_and_two_alike_pictures_name_each_other(office: Office) -> None:
    one, two = office.send(), office.send()
    assert [(other.code, other.why) for other in see(one).duplicates] == [
        (str(two.stored.code), DUPLICATE)
    ]
    assert see(two).flags == ("duplicate",)
    first, copy = send(office, seed=7), send(office, seed=7, child_given_name="Lena")
    other = send(office, seed=8, child_given_name="Noor")
    for painting in (first, copy, other):
        answer(painting)
    found = see(copy, MODERATOR)
    assert POSSIBLE_COPY in found.flags
    assert [(like.code, like.why) for like in found.duplicates] == [
        (str(first.stored.code), POSSIBLE_COPY)
    ]
    assert see(other, MODERATOR).duplicates == ()


def test_of_a_draft_staff_read_the_state_and_nothing_else(office: Office) -> None:
    paper = office.fill_in()
    view = see(paper)
    assert view.review is ReviewState.DRAFT
    assert (view.answers, view.attachments, view.messages, view.flags) == ((), (), (), ())
    title = str(paper.stored.draft.answers["title"])
    assert title not in repr(view)
