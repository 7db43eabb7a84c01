"""Erasing in the desk: looked at first, confirmed by the code, and nothing personal is left."""

from __future__ import annotations

import pytest

from tests.services.clerks import CULTURE, HEALTH, LEAD, MODERATOR
from tests.services.desk_work import do, everything, see
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services import desk_actions as desk
from youcheng.services.correcting import correct_answer, translate_answer
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_erasing import CodeMistyped, erase_submission, plan_erasure

CANARY = "Kanarienvogel"


def declined(office: Office) -> Paper:
    """A declined form about which staff wrote all that they can write."""
    paper = office.send(changes={"title": CANARY, "family_name": CANARY})
    do(paper, desk.add_note, text=CANARY)
    do(paper, correct_answer, field="title", value=f"{CANARY} 2", reason="slip", comment=CANARY)
    do(paper, translate_answer, field="title", language="zh", text=CANARY)
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.propose, decision=PendingState.DECLINED, comment=CANARY)
    do(paper, desk.approve, LEAD)
    return paper


def erase(paper: Paper, actor: Actor = CULTURE, **told: object) -> None:
    given = {"typed": str(paper.stored.code), "reason": "submitter_request", **told}
    do(paper, erase_submission, actor, **given)


def test_a_dry_run_counts_what_goes_and_changes_nothing(office: Office) -> None:
    paper = declined(office)
    before = everything(office)
    plan = plan_erasure(office.services, actor=CULTURE, code=str(paper.stored.code))
    assert everything(office) == before
    assert plan.answers == len(paper.stored.sent or {})
    assert plan.files == len(paper.attachments)
    assert plan.mails == len(paper.mails())
    assert (plan.staff, plan.told) == (4, True)
    assert plan.agreements > 0


def test_erasing_leaves_nothing_that_anybody_wrote(office: Office) -> None:
    paper = declined(office)
    assert CANARY in repr(everything(office))
    erase(paper)
    assert paper.stored.review is ReviewState.ERASED
    assert CANARY not in repr(everything(office))
    assert office.file_keys() == set()
    (event,) = office.events("erased")
    assert event.actor == "staff:c1"
    assert dict(event.details)["reason"] == "submitter_request"
    assert see(paper).answers == ()
    office.assert_log_is_whole()


def test_it_takes_the_code_a_reason_and_what_was_seen(office: Office) -> None:
    paper, other = declined(office), office.send()
    version, code = see(paper).version, str(paper.stored.code)
    for typed in ("", "JS-26-0000-0", str(other.stored.code)):
        with pytest.raises(CodeMistyped):
            erase(paper, typed=typed)
    with pytest.raises(ValueError, match="reason"):
        erase(paper, reason="curiosity")
    do(paper, desk.add_note, text="Wait.")
    with pytest.raises(Outdated):
        erase_submission(
            office.services,
            actor=CULTURE,
            code=code,
            version=version,
            typed=code,
            reason="legal_request",
        )
    assert paper.stored.review is ReviewState.DECLINED
    erase(paper, typed=code.lower())
    assert paper.stored.review is ReviewState.ERASED


def test_what_is_being_worked_on_is_not_erased(office: Office) -> None:
    paper = office.send()
    with pytest.raises(TransitionRefused, match="state"):
        erase(paper)
    assert paper.stored.sent


@pytest.mark.parametrize("actor", [HEALTH, MODERATOR, LEAD])
def test_only_the_officer_of_the_programme_erases(office: Office, actor: Actor) -> None:
    paper = declined(office)
    code = str(paper.stored.code)
    with pytest.raises(NotAllowed):
        plan_erasure(office.services, actor=actor, code=code)
    with pytest.raises(NotAllowed):
        erase_submission(
            office.services,
            actor=actor,
            code=code,
            version=see(paper).version,
            typed=code,
            reason="legal_request",
        )
    assert paper.stored.review is ReviewState.DECLINED
