"""The moderation of paintings in the desk: what is looked at, by whom, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.clerks import EVERYBODY, LEAD, MODERATOR
from tests.services.desk import act
from tests.services.desk_work import do, everything, see
from tests.services.exhibiting import TRANSLATIONS, shown
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import FORM, send
from youcheng.content.subjects import edition_of
from youcheng.domain.actors import Actor, Role
from youcheng.domain.gallery import Words
from youcheng.domain.guards import IneligibleReason
from youcheng.domain.moderation import Finding, Point, TakeDownReason
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ConsentAnswer, ReviewState, Visibility
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services import desk_actions
from youcheng.services import desk_moderation as desk
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_moderation_view import Moderation, view_moderation
from youcheng.services.showing import UnknownWork, WorkGone, find_work

SECOND = Actor("b2", roles=frozenset({Role.MODERATOR}))
FIT = {point: Finding(fit=True) for point in Point}


@pytest.fixture
def paper(office: Office) -> Paper:
    """A painting that a moderator has taken."""
    return take(send(office))


def take(sent: Paper, **changes: ConsentAnswer) -> Paper:
    answer(sent, **changes)
    do(sent, desk_actions.take, MODERATOR)
    return sent


def look(paper: Paper, actor: Actor = MODERATOR) -> Moderation:
    found = view_moderation(paper.office.services, actor=actor, code=str(paper.stored.code))
    assert found is not None
    return found


def let_pass(paper: Paper, **told: Any) -> None:
    do(paper, desk.describe, MODERATOR, words=TRANSLATIONS)
    do(paper, desk.let_pass, MODERATOR, findings=FIT, **told)


def refusal(paper: Paper, verb: Any, actor: Actor = MODERATOR, **told: Any) -> str:
    """Why it is refused; nothing is written then."""
    before = everything(paper.office)
    with pytest.raises((TransitionRefused, NotAllowed)) as refused:
        do(paper, verb, actor, **told)
    assert everything(paper.office) == before
    return refused.value.code


def reveal(office: Office) -> None:
    edition = edition_of(office.services.content, FORM)
    assert edition is not None
    office.now = edition.reveals_at


def test_a_painting_passes_when_every_point_is_in_order_and_it_is_described(paper: Paper) -> None:
    assert refusal(paper, desk.let_pass, findings=FIT) == "checklist_done"
    do(paper, desk.describe, MODERATOR, words=TRANSLATIONS)
    do(paper, desk.let_pass, MODERATOR, findings=FIT)
    assert paper.stored.review is ReviewState.ELIGIBLE
    kinds = [one.kind for one in paper.office.events() if one.actor == "staff:b1"]
    assert kinds[-4:] == [
        "work.translated",
        "work.translated",
        "moderation.checked",
        "moderation.passed",
    ]
    paper.office.assert_log_is_whole()


def test_nothing_passes_that_was_not_looked_at_or_is_not_in_order(paper: Paper) -> None:
    do(paper, desk.describe, MODERATOR, words=TRANSLATIONS)
    left_out = {point: {one: FIT[one] for one in Point if one is not point} for point in Point}
    wrong = {point: {**FIT, point: Finding(fit=False, note="A stamp.")} for point in Point}
    unlooked = dict.fromkeys(Point, "checklist_done")
    for findings, codes in (
        (left_out, unlooked),
        (wrong, {**unlooked, Point.APART: "other_school"}),
    ):
        told = {point: refusal(paper, desk.let_pass, findings=findings[point]) for point in Point}
        assert told == codes


def test_the_checklist_is_kept_until_it_is_complete(paper: Paper) -> None:
    found = {
        Point.NAMES: Finding(fit=False, note="Her name at the edge."),
        Point.FACES: FIT[Point.FACES],
    }
    do(paper, desk.check, MODERATOR, findings=found)
    assert look(paper).points == {Point.NAMES: False, Point.FACES: True}
    assert [one.text for one in see(paper, MODERATOR).notes] == ["Her name at the edge."]
    do(paper, desk.check, MODERATOR, findings={Point.NAMES: Finding(fit=False)})
    rest = {point: finding for point, finding in FIT.items() if point is not Point.FACES}
    do(paper, desk.check, MODERATOR, findings=rest)
    do(paper, desk.describe, MODERATOR, words=TRANSLATIONS)
    do(paper, desk.let_pass, MODERATOR)
    assert paper.stored.review is ReviewState.ELIGIBLE


def test_what_is_not_in_order_has_a_note(paper: Paper) -> None:
    before = everything(paper.office)
    for findings in (
        {},
        {Point.NAMES: Finding(fit=False, note=" ")},
        {Point.NAMES: Finding(fit=False, note="x" * 4001)},
    ):
        with pytest.raises(ValueError, match=r"note|nothing"):
            do(paper, desk.check, MODERATOR, findings=findings)
    assert everything(paper.office) == before


def test_that_one_has_nothing_to_do_with_the_school_everybody_says_alone(paper: Paper) -> None:
    do(paper, desk.describe, MODERATOR, words=TRANSLATIONS)
    do(paper, desk.check, MODERATOR, findings=FIT)
    assert Point.APART not in look(paper, SECOND).points
    assert refusal(paper, desk.let_pass, SECOND) == "checklist_done"
    do(paper, desk.check, SECOND, findings={Point.APART: Finding(fit=False, note="My school.")})
    assert refusal(paper, desk.let_pass, SECOND) == "other_school"
    assert look(paper).points[Point.APART]
    do(paper, desk.let_pass, MODERATOR)


def test_what_is_sent_again_is_looked_at_again(paper: Paper) -> None:
    do(paper, desk.check, MODERATOR, findings=FIT)
    do(paper, desk_actions.request_changes, MODERATOR, questions={"title": "Whose name is that?"})
    act(paper.office, paper.submission, Action.RESUBMIT)
    assert look(paper).points == {}


def test_a_refusal_needs_a_second_person_who_is_a_moderator(paper: Paper) -> None:
    reason = IneligibleReason.COPIED
    do(paper, desk.propose_refusal, MODERATOR, reason=reason, comment="The postcard of 1990.")
    assert paper.stored.review is ReviewState.MODERATION
    assert refusal(paper, desk.confirm_refusal) == "second_person"
    assert refusal(paper, desk.confirm_refusal, LEAD) == "role"
    assert refusal(paper, desk.let_pass, SECOND, findings=FIT) == "refusal_proposed"
    assert (look(paper).confirms, look(paper, SECOND).confirms) == (False, True)
    do(paper, desk.confirm_refusal, SECOND)
    assert paper.stored.review is ReviewState.INELIGIBLE
    (event,) = paper.office.events("moderation.failed")
    assert (event.actor, dict(event.details)["reason"]) == ("staff:b2", "copied")
    assert paper.office.mail("ineligible").state is MailState.HELD
    assert [one.text for one in see(paper, LEAD).notes] == ["The postcard of 1990."]
    paper.office.assert_log_is_whole()


def test_a_refusal_that_is_taken_back_is_no_refusal(paper: Paper) -> None:
    do(paper, desk.propose_refusal, LEAD, reason=IneligibleReason.AGE)
    assert refusal(paper, desk.propose_refusal, reason=IneligibleReason.AGE) == "refusal_proposed"
    do(paper, desk.drop_refusal, MODERATOR)
    assert look(paper).refusal is None
    assert refusal(paper, desk.confirm_refusal, SECOND) == "reason_listed"
    let_pass(paper)


def test_words_are_kept_by_language_and_only_what_changed_is_logged(paper: Paper) -> None:
    blank = dict.fromkeys(("fr", "ru", "ms", "ne"), Words(" ", "", ""))
    do(paper, desk.describe, LEAD, words={**TRANSLATIONS, **blank})
    assert look(paper).words == TRANSLATIONS
    version = see(paper, LEAD).version
    do(paper, desk.describe, LEAD, words=TRANSLATIONS)
    assert see(paper, LEAD).version == version
    changed = Words("The lake sleeps", "A lake.", "")
    do(paper, desk.describe, LEAD, words={**TRANSLATIONS, "en": changed})
    assert look(paper).words["en"] == changed
    assert len(paper.office.events("work.translated")) == 3
    for wrong in (Words("Lake", ""), Words("", "A lake."), Words("x" * 161, "A lake.")):
        with pytest.raises(ValueError, match=r"words|title"):
            do(paper, desk.describe, LEAD, words={"fr": wrong})


def test_before_the_reveal_a_work_is_scheduled_and_after_it_on_show_at_once(
    office: Office,
) -> None:
    early, late = take(send(office)), take(send(office, seed=2))
    for one in (early, late):
        let_pass(one)
    do(early, desk.bring_on_show, LEAD)
    assert early.stored.state.visibility is Visibility.SCHEDULED
    assert shown(early) is None
    reveal(office)
    do(late, desk.bring_on_show, LEAD)
    assert late.stored.state.visibility is Visibility.PUBLIC
    work = shown(late)
    assert work is not None
    assert work.translations == TRANSLATIONS
    assert office.mail("on_show").state is MailState.HELD
    office.assert_log_is_whole()


def test_nothing_is_shown_without_the_consent_to_show_it(office: Office) -> None:
    paper = take(send(office), consent_show_work=ConsentAnswer.REFUSE)
    let_pass(paper)
    assert look(paper, LEAD).show_lacks == ("show_agreed",)
    assert refusal(paper, desk.bring_on_show, LEAD) == "show_agreed"


def test_a_work_that_is_taken_down_is_gone_and_the_log_knows_why(paper: Paper) -> None:
    office, code = paper.office, str(paper.stored.code)
    let_pass(paper)
    assert refusal(paper, desk.take_down, reason=TakeDownReason.MISTAKE) == "visibility"
    reveal(office)
    do(paper, desk.bring_on_show, LEAD)
    assert (look(paper).takes_down, look(paper, LEAD).takes_down) == (True, False)
    do(paper, desk.take_down, MODERATOR, reason=TakeDownReason.SAFEGUARDING)
    with office.services.records.read() as uow, pytest.raises(WorkGone):
        find_work(uow, code)
    (event,) = office.events("visibility.taken_down")
    assert dict(event.details)["reason"] == "safeguarding"
    assert len(paper.mails("taken_down")) == 1
    assert refusal(paper, desk.bring_on_show, LEAD) == "visibility"
    office.assert_log_is_whole()


def test_pictures_that_look_alike_are_laid_beside_with_their_distance(office: Office) -> None:
    first, other, copy = send(office), send(office, seed=2), send(office)
    for one in (first, other, copy):
        answer(one)
    do(first, desk_actions.take, MODERATOR)
    (alike,) = look(first).alike
    assert (alike.code, alike.distance) == (str(copy.stored.code), 0)
    assert alike.picture.submission == copy.submission


def test_each_role_does_what_is_theirs_and_nobody_acts_on_what_has_changed(paper: Paper) -> None:
    code, services = str(paper.stored.code), paper.office.services
    reason, down = IneligibleReason.AGE, TakeDownReason.MISTAKE
    verbs: dict[str, tuple[Any, dict[str, Any], set[str]]] = {
        "check": (desk.check, {"findings": FIT}, {"moderator"}),
        "let_pass": (desk.let_pass, {"findings": FIT}, {"moderator"}),
        "propose": (desk.propose_refusal, {"reason": reason}, {"moderator", "lead"}),
        "confirm": (desk.confirm_refusal, {}, {"moderator"}),
        "drop": (desk.drop_refusal, {}, {"moderator", "lead"}),
        "describe": (desk.describe, {"words": TRANSLATIONS}, {"moderator", "lead"}),
        "show": (desk.bring_on_show, {}, {"lead"}),
        "take_down": (desk.take_down, {"reason": down}, {"moderator"}),
    }
    before = everything(paper.office)
    for name, (verb, told, may) in verbs.items():
        for who, actor in EVERYBODY.items():
            expected = Outdated if who in may else NotAllowed
            with pytest.raises((Outdated, NotAllowed)) as refused:
                verb(services, actor=actor, code=code, version=0, **told)
            assert refused.type is expected, (name, who)
    assert everything(paper.office) == before


def test_only_moderators_and_leads_see_it_and_only_of_paintings_in_moderation_or_later(
    office: Office,
) -> None:
    sent, other = send(office), office.send()
    answer(sent)
    services = office.services
    for one in (sent, other):
        assert view_moderation(services, actor=LEAD, code=str(one.stored.code)) is None
    do(sent, desk_actions.take, MODERATOR)
    code = str(sent.stored.code)
    officer = Actor("c9", roles=frozenset({Role.OFFICER}), programmes=frozenset({FORM}))
    assert view_moderation(services, actor=officer, code=code) is None
    for actor in EVERYBODY.values():
        if actor in (MODERATOR, LEAD):
            assert view_moderation(services, actor=actor, code=code) is not None
        else:
            with pytest.raises(NotAllowed):
                view_moderation(services, actor=actor, code=code)
    with services.records.read() as uow, pytest.raises(UnknownWork):
        find_work(uow, code)
