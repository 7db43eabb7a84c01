"""One act on many submissions: the dry run, the act, and its undoing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.services.clerks import COLLEAGUE, CULTURE, LEAD
from tests.services.desk_work import do, everything, see
from tests.services.office import Office, Paper
from tests.services.test_access_codes import waits
from youcheng.domain.outbox import MailState
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services import desk_actions as desk
from youcheng.services import desk_bulk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_bulk import plan_bulk, run_bulk, undo_bulk


def codes(papers: Sequence[Paper]) -> list[str]:
    return sorted(str(paper.stored.code) for paper in papers)


def reviewed(office: Office, number: int) -> list[Paper]:
    """Forms with an acceptance proposed."""
    papers = [office.send() for _ in range(number)]
    for paper in papers:
        do(paper, desk.take)
        do(paper, desk.start_review)
        do(paper, desk.propose, decision=PendingState.ACCEPTED, comment="Good.")
    return papers


def test_a_dry_run_lists_what_is_done_and_changes_nothing(office: Office) -> None:
    papers = reviewed(office, 3)
    other, sent = office.send("health"), office.send()
    before = everything(office)
    asked = [*codes([*papers, other, sent]), "JS-26-0000-0"]
    plan = plan_bulk(office.services, actor=LEAD, codes=asked, act=Act(Verb.APPROVE))
    assert everything(office) == before
    assert [one.code for one in plan.changes] == codes(papers)
    assert {one.after for one in plan.changes} == {ReviewState.ACCEPTED}
    assert {one.mails for one in plan.changes} == {("decision_accepted",)}
    assert dict(plan.skipped) == {
        str(other.stored.code): "state",
        str(sent.stored.code): "state",
        "JS-26-0000-0": "submission",
    }
    steps: list[tuple[int, int]] = []
    done = run_bulk(office.services, actor=LEAD, plan=plan, progress=lambda *at: steps.append(at))
    assert [*done.done] == codes(papers)
    assert done.skipped == plan.skipped
    assert steps == [(3, 3)]
    assert [mail.state for mail in office.mails("decision_accepted")] == [MailState.HELD] * 3
    applied = office.events("decision.applied")
    assert {dict(event.details)["batch"] for event in applied} == {done.batch}


def test_undoing_brings_back_every_state_and_removes_the_drafts_of_mails(office: Office) -> None:
    papers = reviewed(office, 3)
    views = [see(paper) for paper in papers]
    plan = plan_bulk(office.services, actor=LEAD, codes=codes(papers), act=Act(Verb.APPROVE))
    done = run_bulk(office.services, actor=LEAD, plan=plan)
    office.wait(hours=1)
    with pytest.raises(NotAllowed, match="batch"):
        undo_bulk(office.services, actor=CULTURE, batch=done.batch)
    undone = undo_bulk(office.services, actor=LEAD, batch=done.batch)
    assert (undone.done, undone.skipped) == (done.done, ())
    for paper, before in zip(papers, views, strict=True):
        after = see(paper)
        assert (after.review, after.pending) == (ReviewState.UNDER_REVIEW, "accepted")
        assert (after.since, after.assignee) == (before.since, before.assignee)
    states = {mail.state for mail in office.mails("decision_accepted")}
    assert states == {MailState.DISCARDED}
    with pytest.raises(NotAllowed, match="batch"):
        undo_bulk(office.services, actor=LEAD, batch=done.batch)
    office.assert_log_is_whole()


def test_nothing_is_undone_once_a_mail_has_left(office: Office) -> None:
    papers = reviewed(office, 2)
    plan = plan_bulk(office.services, actor=LEAD, codes=codes(papers), act=Act(Verb.APPROVE))
    done = run_bulk(office.services, actor=LEAD, plan=plan)
    first = office.mails("decision_accepted")[0]
    with office.services.records.write() as uow:
        uow.outbox.put(first.taken(office.now))
        uow.commit()
    with pytest.raises(TransitionRefused, match="batch_unmailed"):
        undo_bulk(office.services, actor=LEAD, batch=done.batch)
    assert {paper.stored.review for paper in papers} == {ReviewState.ACCEPTED}


# SQLite lets one write at a time: whoever undoes there has not looked yet.
@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_an_act_whose_mail_is_taken_meanwhile_is_not_undone(office: Office) -> None:
    papers = reviewed(office, 1)
    plan = plan_bulk(office.services, actor=LEAD, codes=codes(papers), act=Act(Verb.APPROVE))
    done = run_bulk(office.services, actor=LEAD, plan=plan)
    draft = office.mail("decision_accepted")
    with ThreadPoolExecutor(1) as pool:
        with office.services.records.write() as uow:
            mail = uow.outbox.find(draft.id)
            assert mail is not None
            undoing = pool.submit(undo_bulk, office.services, actor=LEAD, batch=done.batch)
            while not waits(office):
                assert not undoing.done()
            uow.outbox.put(mail.taken(office.now))
            uow.commit()
        undone = undoing.result()
    assert (undone.done, dict(undone.skipped)) == ((), {codes(papers)[0]: "batch_unmailed"})
    assert papers[0].stored.review is ReviewState.ACCEPTED
    assert office.mail("decision_accepted").state is MailState.SENDING


def test_what_has_changed_since_the_dry_run_is_left_and_what_since_the_act_stays(
    office: Office,
) -> None:
    papers = [office.send() for _ in range(3)]
    plan = plan_bulk(office.services, actor=CULTURE, codes=codes(papers), act=Act(Verb.TAKE))
    do(papers[0], desk.add_note, COLLEAGUE, text="Wait.")
    done = run_bulk(office.services, actor=CULTURE, plan=plan)
    assert dict(done.skipped) == {str(papers[0].stored.code): "outdated"}
    do(papers[1], desk.start_review, COLLEAGUE)
    undone = undo_bulk(office.services, actor=CULTURE, batch=done.batch)
    assert dict(undone.skipped) == {str(papers[1].stored.code): "batch_latest"}
    assert papers[1].stored.review is ReviewState.UNDER_REVIEW
    assert (papers[2].stored.review, see(papers[2]).assignee) == (ReviewState.SUBMITTED, "")


def test_tags_and_clerks_are_put_back_as_they_were(office: Office) -> None:
    papers = [office.send() for _ in range(2)]
    tag = desk.create_tag(office.services, actor=CULTURE, name="急").id
    do(papers[0], desk.tag, tag=tag)
    do(papers[1], desk.assign, assignee=COLLEAGUE)
    both = codes(papers)
    for act in (Act(Verb.TAG, tag=tag), Act(Verb.ASSIGN, assignee=CULTURE)):
        plan = plan_bulk(office.services, actor=CULTURE, codes=both, act=act)
        done = run_bulk(office.services, actor=CULTURE, plan=plan)
        undo_bulk(office.services, actor=CULTURE, batch=done.batch)
    assert [[one.id for one in see(paper).tags] for paper in papers] == [[tag], []]
    assert [see(paper).assignee for paper in papers] == ["", "c2"]


def test_a_long_act_goes_in_steps_and_tells_how_far_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_bulk, "STEP", 2)
    papers = [office.send() for _ in range(5)]
    plan = plan_bulk(office.services, actor=CULTURE, codes=codes(papers), act=Act(Verb.TAKE))
    steps: list[tuple[int, int]] = []
    run_bulk(office.services, actor=CULTURE, plan=plan, progress=lambda *at: steps.append(at))
    assert steps == [(2, 5), (4, 5), (5, 5)]
    assert {see(paper).assignee for paper in papers} == {"c1"}


def test_a_single_act_is_undone_until_something_else_happens(office: Office) -> None:
    paper = office.send()
    tag = desk.create_tag(office.services, actor=CULTURE, name="急").id
    for verb, told in (
        (desk.tag, {"tag": tag}),
        (desk.assign, {"assignee": COLLEAGUE}),
        (desk.mark_spam, {}),
        (desk.take, {}),
    ):
        before = see(paper)
        acted = do(paper, verb, **told)
        undone = undo_bulk(office.services, actor=CULTURE, batch=acted.batch)
        assert undone.done == (acted.code,)
        after = see(paper)
        assert (after.review, after.assignee, after.tags) == (
            before.review,
            before.assignee,
            before.tags,
        )
    taken = do(paper, desk.take)
    with pytest.raises(NotAllowed, match="batch"):
        undo_bulk(office.services, actor=COLLEAGUE, batch=taken.batch)
    do(paper, desk.add_note, text="x")
    undone = undo_bulk(office.services, actor=CULTURE, batch=taken.batch)
    assert undone.skipped == ((taken.code, "batch_latest"),)
    assert paper.stored.review is ReviewState.SCREENING
    office.assert_log_is_whole()
