"""The moderation of paintings by the table: everything looked at, by somebody who may."""

from __future__ import annotations

import pytest

from tests.services.exhibiting import LEAD, MODERATOR, TRANSLATIONS, exhibit
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.guards import Check
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.curating import find_candidate, list_candidates
from youcheng.services.erasing import UnknownCode
from youcheng.services.moderating import pass_moderation
from youcheng.services.moving import Mover
from youcheng.services.publishing import translate_work


@pytest.fixture
def paper(office: Office) -> Paper:
    """A painting that a guardian agreed to."""
    sent = send(office)
    answer(sent)
    return sent


def moderate(
    paper: Paper, *, without: str = "", other_school: bool = True, mover: Mover = MODERATOR
) -> None:
    pass_moderation(
        paper.office.services,
        code=paper.stored.code,
        checked={one for one in Check if one != without},
        other_school=other_school,
        mover=mover,
    )


def test_a_painting_passes_when_everything_was_looked_at(paper: Paper) -> None:
    moderate(paper)
    assert paper.stored.review is ReviewState.ELIGIBLE
    kinds = [one.kind for one in paper.office.events() if one.actor == MODERATOR.name]
    assert kinds == ["state.changed", "assigned", "moderation.passed"]
    paper.office.assert_log_is_whole()


def test_nothing_happens_when_something_was_not_looked_at(paper: Paper) -> None:
    for left_out in Check:
        with pytest.raises(TransitionRefused) as refused:
            moderate(paper, without=left_out)
        assert (left_out, refused.value.code) == (left_out, "checklist_done")
        assert paper.stored.review is ReviewState.SUBMITTED


def test_nobody_moderates_the_painting_of_their_own_school(paper: Paper) -> None:
    with pytest.raises(TransitionRefused) as refused:
        moderate(paper, other_school=False)
    assert refused.value.code == "other_school"


def test_only_a_moderator_moderates(paper: Paper) -> None:
    with pytest.raises(TransitionRefused) as refused:
        moderate(paper, mover=LEAD)
    assert refused.value.code == "role"


def test_what_no_guardian_has_agreed_to_is_not_with_the_staff(office: Office) -> None:
    waiting = send(office)
    with pytest.raises(UnknownCode):
        moderate(waiting)
    with pytest.raises(UnknownCode):
        find_candidate(office.services, code=waiting.stored.code)
    refused = send(office, seed=2)
    code = refused.stored.code
    answer(refused, consent_process=ConsentAnswer.REFUSE)
    with pytest.raises(UnknownCode):
        translate_work(
            office.services, code=code, language="en", words=TRANSLATIONS["en"], mover=MODERATOR
        )
    assert [*list_candidates(office.services)] == []


def test_what_is_on_show_lacks_nothing(paper: Paper) -> None:
    (before,) = list_candidates(paper.office.services)
    assert before.lacks == ("moderation", "alt_text", "embargo")
    exhibit(paper)
    (after,) = list_candidates(paper.office.services)
    assert (after.lacks, after.undescribed) == ((), ())
    assert after.translations == TRANSLATIONS
