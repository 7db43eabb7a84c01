"""Every role and every verb of the desk, on submissions of two programmes and two cities.

A verb that names a version of long ago is refused as outdated where the actor may do it, and as not
allowed where not: what is expected is read from the tables of permissions and transitions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.services.clerks import (
    ADMINISTRATOR,
    AUDITOR,
    COLLEAGUE,
    CULTURE,
    EVERYBODY,
    LEAD,
    MODERATOR,
    NANJING,
    WUXI,
)
from tests.services.desk import act
from tests.services.desk_work import everything
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Actor
from youcheng.domain.permissions import (
    DESK_ROLES,
    Area,
    Predicate,
    Reading,
    Scope,
    may_correct,
    reading,
    roles_towards,
)
from youcheng.domain.queue import QueueView
from youcheng.domain.states import PendingState, SubmissionKind
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action
from youcheng.services import desk_actions
from youcheng.services.correcting import correct_answer, restore_answer, translate_answer
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_answers import reveal_answer
from youcheng.services.desk_bulk import plan_bulk, undo_bulk
from youcheng.services.desk_erasing import erase_submission
from youcheng.services.desk_queue import count_queue, list_queue, list_views, save_view
from youcheng.services.desk_view import view_submission

Call = Callable[..., object]
Needs = Action | Area | Predicate
SHARED: Final = {"consent_share_partner": "agree"}


def _propose(kind: SubmissionKind) -> tuple[PendingState, Action]:
    if kind is SubmissionKind.PAINTING:
        return PendingState.AWARDED, Action.PROPOSE_AWARDED
    return PendingState.ACCEPTED, Action.PROPOSE_ACCEPTED


def verbs(
    office: Office, kind: SubmissionKind, tag: str
) -> dict[str, tuple[Call, dict[str, Any], Needs]]:
    """Every verb with what else it is told, and what its permission hangs on."""
    decision, proposing = _propose(kind)
    painting = kind is SubmissionKind.PAINTING
    applying = Action.CONFIRM_AWARD if painting else Action.APPLY_DECISION
    asked = {"title": "Which year?"}
    return {
        "take": (desk_actions.take, {}, Action.TAKE),
        "assign": (desk_actions.assign, {"assignee": None}, Area.NOTES),
        "tag": (desk_actions.tag, {"tag": tag}, Area.NOTES),
        "untag": (desk_actions.untag, {"tag": tag}, Area.NOTES),
        "add_note": (desk_actions.add_note, {"text": "Seen."}, Area.NOTES),
        "start_review": (desk_actions.start_review, {}, Action.START_REVIEW),
        "request_changes": (
            desk_actions.request_changes,
            {"questions": asked},
            Action.REQUEST_CHANGES,
        ),
        "refer": (desk_actions.refer, {"city": "nanjing"}, Action.REFER),
        "return_referral": (desk_actions.return_referral, {}, Action.RETURN_REFERRAL),
        "propose": (
            desk_actions.propose,
            {"decision": decision, "comment": "Good."},
            proposing,
        ),
        "approve": (desk_actions.approve, {}, applying),
        "mark_spam": (desk_actions.mark_spam, {}, Action.MARK_SPAM),
        "unmark_spam": (desk_actions.unmark_spam, {}, Action.UNMARK_SPAM),
        "extend_deadline": (
            desk_actions.extend_deadline,
            {"until": office.now + timedelta(days=400)},
            Area.NOTES,
        ),
        "correct": (
            correct_answer,
            {"field": "title", "value": "Erhu", "reason": "slip"},
            may_correct,
        ),
        "restore": (restore_answer, {"field": "title"}, may_correct),
        "translate": (
            translate_answer,
            {"field": "title", "language": "zh", "text": "二胡"},
            Area.NOTES,
        ),
        "erase": (
            erase_submission,
            {"typed": "", "reason": "legal_request"},
            Action.ERASE_ON_REQUEST,
        ),
    }


def allowed(actor: Actor, scope: Scope, needs: Needs) -> bool:
    """What the tables say."""
    if not actor.active or not roles_towards(actor, scope) & DESK_ROLES:
        return False
    if isinstance(needs, Predicate):
        return needs(actor, scope)
    if isinstance(needs, Area):
        return reading(actor, needs, scope) is Reading.YES
    roles = {
        role
        for (kind, _, action), row in TRANSITIONS.items()
        if kind is scope.kind and action is needs
        for role in row.roles
    }
    return bool(roles & roles_towards(actor, scope))


def papers(office: Office) -> dict[str, tuple[Paper, str]]:
    """Submissions of two programmes and two cities, and a painting; with where each is referred."""
    sent = {
        "culture": (office.send("culture"), ""),
        "health": (office.send("health"), ""),
        "culture in Nanjing": (office.send("culture", changes=SHARED), "nanjing"),
        "health in Wuxi": (office.send("health", changes=SHARED), "wuxi"),
        "painting": (send(office), ""),
    }
    answer(sent["painting"][0])
    for paper, city in sent.values():
        if city:
            act(office, paper.submission, Action.TAKE, Action.START_REVIEW)
            desk_actions.refer(
                office.services,
                actor=officer_of(paper),
                code=str(paper.stored.code),
                version=view_submission(
                    office.services, actor=LEAD, code=str(paper.stored.code)
                ).version,
                city=city,
            )
    return sent


def officer_of(paper: Paper) -> Actor:
    return next(one for one in EVERYBODY.values() if paper.stored.programme in one.programmes)


def scope_of(paper: Paper, city: str) -> Scope:
    one = paper.stored
    return Scope(one.id, one.kind, one.programme, one.review, city=city)


def test_each_role_does_exactly_what_the_tables_say(office: Office) -> None:
    sent = papers(office)
    tag = desk_actions.create_tag(office.services, actor=LEAD, name="急").id
    before = everything(office)
    done, refused = set[str](), set[str]()
    for name, (paper, city) in sent.items():
        code, scope = str(paper.stored.code), scope_of(paper, city)
        for verb, (call, told, needs) in verbs(office, scope.kind, tag).items():
            for who, actor in EVERYBODY.items():
                expected = Outdated if allowed(actor, scope, needs) else NotAllowed
                (done if expected is Outdated else refused).add(f"{who}: {verb}")
                with pytest.raises((Outdated, NotAllowed)) as raised:
                    call(office.services, actor=actor, code=code, version=0, **told)
                assert raised.type is expected, (name, verb, who)
    assert everything(office) == before
    assert "liaison of Nanjing: return_referral" in done
    assert "officer of culture: refer" in done & refused
    assert not any(one.startswith(("auditor", "administrator", "juror")) for one in done)


def test_each_role_reads_exactly_what_the_table_says(office: Office) -> None:
    sent = papers(office)
    for name, (paper, city) in sent.items():
        code, scope = str(paper.stored.code), scope_of(paper, city)
        for who, actor in EVERYBODY.items():
            works = bool(roles_towards(actor, scope) & DESK_ROLES)
            if not works or not actor.active:
                with pytest.raises(NotAllowed):
                    view_submission(office.services, actor=actor, code=code)
                with pytest.raises(NotAllowed):
                    reveal(office, actor, code, scope.kind)
                continue
            view = view_submission(office.services, actor=actor, code=code)
            may = {area for area in Area if reading(actor, area, scope) is Reading.YES}
            definition = office.services.content.form(scope.programme).definition
            for one in view.answers:
                classes = {Area(each) for each in definition.field(one.field).visibility}
                assert one.restricted == (not classes & may), (name, who, one.field)
                assert one.restricted <= (one.value is None)
            assert bool(view.messages) == (Area.MESSAGES in may)
            if reading(actor, Area.RESTR, scope) is Reading.LOGGED:
                assert reveal(office, actor, code, scope.kind)
            else:
                assert not any(one.restricted for one in view.answers)
                with pytest.raises(NotAllowed):
                    reveal(office, actor, code, scope.kind)


def reveal(office: Office, actor: Actor, code: str, kind: SubmissionKind) -> object:
    field = "guardian_email" if kind is SubmissionKind.PAINTING else "email"
    return reveal_answer(office.services, actor=actor, code=code, field=field, reason="contact")


def test_the_queue_and_its_counts_reach_as_far_as_the_role(office: Office) -> None:
    sent = papers(office)
    codes = {name: str(paper.stored.code) for name, (paper, _) in sent.items()}
    found = {
        "officer of culture": {"culture", "culture in Nanjing"},
        "officer of health": {"health", "health in Wuxi"},
        "moderator": {"painting"},
        "liaison of Nanjing": {"culture in Nanjing"},
        "liaison of Wuxi": {"health in Wuxi"},
        "lead": {*codes},
    }
    for who, actor in EVERYBODY.items():
        if who not in found:
            with pytest.raises(NotAllowed):
                list_queue(office.services, actor=actor, view=QueueView())
            with pytest.raises(NotAllowed):
                list_views(office.services, actor=actor)
            with pytest.raises(NotAllowed):
                save_view(office.services, actor=actor, name="All", view=QueueView())
        else:
            page = list_queue(office.services, actor=actor, view=QueueView())
            assert {one.code for one in page.lines} == {codes[name] for name in found[who]}
            counts = count_queue(office.services, actor=actor, view=QueueView())
            assert sum(counts.states.values()) == len(found[who])
    assert sum(count_queue(office.services, actor=AUDITOR, view=QueueView()).states.values()) == 5
    with pytest.raises(NotAllowed):
        count_queue(office.services, actor=ADMINISTRATOR, view=QueueView())


def test_a_bulk_act_does_not_reach_further_than_the_role(office: Office) -> None:
    sent = papers(office)
    codes = [str(paper.stored.code) for paper, _ in sent.values()]
    act_of = Act(Verb.MARK_SPAM)
    for who, actor in EVERYBODY.items():
        if actor in (CULTURE, LEAD, MODERATOR) or who == "officer of health":
            plan = plan_bulk(office.services, actor=actor, codes=codes, act=act_of)
            scopes = {str(p.stored.code): scope_of(p, city) for p, city in sent.values()}
            assert {one.code for one in plan.changes} == {
                code for code, scope in scopes.items() if allowed(actor, scope, Action.MARK_SPAM)
            }
        else:
            with pytest.raises(NotAllowed):
                plan_bulk(office.services, actor=actor, codes=codes, act=act_of)
    for actor in (NANJING, WUXI, COLLEAGUE):
        with pytest.raises(NotAllowed):
            undo_bulk(office.services, actor=actor, batch="ab12")
