"""Fifty submissions at once in a real browser, three of which may not take the act: seen before it
is done, done to the others, undone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.queue_work import (
    ON_A_PAGE,
    codes_on_page,
    do_plan,
    plan_act,
    queue_address,
    tick_all,
)
from tests.browser.submission_work import code_of
from tests.browser.visits import Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.exhibiting import moderate
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via, verify
from youcheng.domain.consents import agreed
from youcheng.domain.outbox import MailState
from youcheng.domain.queue import QueueView
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_actions import create_tag
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_bulk import plan_bulk, run_bulk
from youcheng.services.moving import Mover, gather_facts, move

pytestmark = pytest.mark.in_turn("many at once or records that are away")

PROGRAMME = "friendship"
OFFICER = Actor("0f1c", roles=frozenset({Role.OFFICER}), programmes=frozenset({PROGRAMME}))
READY = ON_A_PAGE - 3
STATE = "This is not possible in the state that it is in now."
NOTHING = "No decision is proposed, or it is not confirmed yet."
OWN = "You proposed it yourself. Somebody else has to confirm it: two pairs of eyes."


@dataclass(frozen=True)
class Fifty:
    """What is on one page of the queue.

    Attributes:
        lead: who is to approve it all.
        tag: of all of it, by which it is found.
        ready: what an officer proposed to accept.
        left_out: what the lead may not approve, by why.
    """

    lead: Colleague
    tag: str
    ready: list[Paper]
    left_out: dict[str, Paper]


def act(office: Office, actor: Actor, papers: list[Paper], one: Act) -> None:
    codes = [code_of(paper) for paper in papers]
    plan = plan_bulk(office.services, actor=actor, codes=codes, act=one)
    assert len(run_bulk(office.services, actor=actor, plan=plan).done) == len(codes)


def propose_award(office: Office, paper: Paper, lead: Colleague) -> None:
    """Bring a painting as far as to an award that this lead proposes."""
    answer(paper)
    moderate(paper)
    for action in (Action.OPEN_ROUND, Action.SHORTLIST, Action.PROPOSE_AWARDED):
        with office.services.records.write() as uow:
            found = uow.submissions.find(paper.submission)
            assert found is not None
            facts = gather_facts(
                office.services,
                found,
                agreed=agreed(uow.agreements.of(found.id)),
                assignment_ready=True,
                quorum_met=True,
                sheet_signed=True,
            )
            mover = Mover(Role.LEAD, f"staff:{lead.account.id}", Via.DESK)
            move(office.services, uow, found, action, mover=mover, facts=facts)
            uow.commit()


@pytest.fixture
def fifty(office: Office) -> Fifty:
    lead = hire(office, "fifty@example.org", name="Ying")
    papers = [
        office.send(PROGRAMME, changes={"letter": None, "email": f"fifty{number}@example.org"})
        for number in range(READY + 2)
    ]
    painting = send(office, seed=50)
    propose_award(office, painting, lead)
    received, undecided, ready = papers[0], papers[1], papers[2:]
    act(office, OFFICER, [undecided, *ready], Act(Verb.TAKE))
    act(office, OFFICER, [undecided, *ready], Act(Verb.START_REVIEW))
    accept = Act(Verb.PROPOSE, decision=PendingState.ACCEPTED, comment="Good.")
    act(office, OFFICER, ready, accept)
    tag = create_tag(office.services, actor=lead.account.actor, name="五十").id
    act(office, lead.account.actor, [*papers, painting], Act(Verb.TAG, tag=tag))
    return Fifty(lead, tag, ready, {STATE: received, NOTHING: undecided, OWN: painting})


@pytest.mark.timeout(600)
def test_fifty_at_once_are_looked_at_done_but_for_three_and_undone(
    opened: Visits, office: Office, fifty: Fifty
) -> None:
    codes = sorted(map(code_of, fifty.ready))
    left_out = {code_of(paper): why for why, paper in fifty.left_out.items()}
    before = {paper.submission: paper.stored for paper in fifty.left_out.values()}
    visit = opened()
    page = visit.page
    visit.sign_in(queue_address(QueueView(tag=fifty.tag)), fifty.lead.email, PASSWORD)
    expect(page.locator("#dq [data-row]")).to_have_count(ON_A_PAGE, timeout=60_000)
    assert {*codes_on_page(visit)} == {*codes, *left_out}
    assert tick_all(visit) == ON_A_PAGE
    every, one = page.locator("#dq [data-all]"), page.locator(f"#dq-row-{codes[0]} [name=code]")
    one.uncheck()
    expect(every).not_to_be_checked()
    one.check()
    expect(every).to_be_checked()
    plan_act(visit, "approve")
    plan = page.locator("#dq-plan")
    expect(plan.locator("h2")).to_contain_text(f"{READY} submissions")
    assert plan.locator("tbody th").all_inner_texts() == codes
    changes = [line.split("\t")[1:] for line in plan.locator("tbody tr").all_inner_texts()]
    assert changes == [["Under review", "Accepted"]] * READY
    expect(plan).to_contain_text(f"× {READY}")
    told = dict(one.split(": ", 1) for one in plan.locator("ul li").all_inner_texts())
    assert told == left_out
    assert visit.barriers() == []
    assert {one.stored.review for one in fifty.ready} == {ReviewState.UNDER_REVIEW}
    assert do_plan(visit) == READY
    assert {one.stored.review for one in fifty.ready} == {ReviewState.ACCEPTED}
    assert {one: office.submission(one) for one in before} == before
    mails = {paper.mails("decision_accepted")[0].state for paper in fifty.ready}
    assert mails == {MailState.HELD}
    page.locator("#dq-said button[data-act=undo]").click()
    expect(page.locator("#dq-said")).to_contain_text(f"Undone: {READY} submissions", timeout=60_000)
    for paper in fifty.ready:
        state = paper.stored.state
        assert (state.review, state.pending) == (ReviewState.UNDER_REVIEW, PendingState.ACCEPTED)
        assert paper.mails("decision_accepted")[0].state is MailState.DISCARDED
    assert {one: office.submission(one) for one in before} == before
    with office.services.records.read() as uow:
        assert verify(list(uow.log.all()), head=uow.log.head()) is None
