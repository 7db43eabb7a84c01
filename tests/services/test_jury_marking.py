"""What jurors mark beside their scores, and the rounds that they are told of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.clerks import EVERYBODY, LEAD, MODERATOR
from tests.services.desk_work import see
from tests.services.jurying import begin, enter, juror, rules_of, score, seat, tasks
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor, Role
from youcheng.domain.jury.records import Confidence, TaskRecord, TaskState
from youcheng.services import jury_marking, jury_scoring
from youcheng.services.desk_access import NotAllowed
from youcheng.services.flagging import JUROR_CONCERN
from youcheng.services.jury_access import JuryRefused, Overtaken
from youcheng.services.jury_cases import OwnScore
from youcheng.services.jury_rounds import lose_juror
from youcheng.services.jury_scoring import view_entry
from youcheng.services.jury_sheets import view_results


@pytest.fixture
def paper(office: Office) -> Paper:
    """A painting before three jurors."""
    return enter(office, 1)


@pytest.fixture
def task(office: Office, paper: Paper) -> TaskRecord:
    """What one of them was given."""
    return tasks(office, begin(office, seat(office, "BY", "NP", "CN")).round)[0]


def own(office: Office, task: TaskRecord) -> OwnScore:
    return view_entry(office.services, actor=juror(task.juror), entry=task.entry, language="en")[1]


def test_a_favourite_and_what_is_left_for_later_are_kept_and_change_no_figure(
    office: Office, task: TaskRecord
) -> None:
    services, actor = office.services, juror(task.juror)
    asked = {"actor": actor, "entry": task.entry}
    marked = jury_marking.mark_entry(services, **asked, version=1, favourite=True)
    later = jury_marking.mark_entry(services, **asked, version=marked.version, skipped=True)
    assert (later.favourite, later.skipped, later.state) == (True, True, TaskState.GIVEN)
    with pytest.raises(Overtaken):
        jury_marking.mark_entry(services, **asked, version=1, favourite=False)
    assert view_results(services, actor=LEAD, round_id=task.round).sheet.unscored == {task.entry}
    done = score(office, task, 3, 3, 3)
    assert (done.favourite, done.skipped) == (True, False)
    gone = jury_marking.mark_entry(services, **asked, version=done.version, favourite=False)
    assert (gone.favourite, gone.state) == (False, TaskState.SCORED)
    assert [one.fields for one in office.events("score.marked")] == [
        ("favourite",),
        ("skipped",),
        ("favourite",),
    ]
    office.assert_log_is_whole()


def test_how_sure_a_juror_is_stays_with_the_score(office: Office, task: TaskRecord) -> None:
    kept = jury_scoring.save_draft_score(
        office.services,
        actor=juror(task.juror),
        entry=task.entry,
        marks={"idea": 2},
        comment="",
        version=1,
        confidence=Confidence.LOW,
    )
    assert own(office, task) == kept
    assert kept.confidence is Confidence.LOW


def test_a_concern_comes_to_the_moderators_without_the_name_of_the_juror(
    office: Office, paper: Paper, task: TaskRecord
) -> None:
    services, actor = office.services, juror(task.juror)
    asked = {"actor": actor, "entry": task.entry}
    with pytest.raises(JuryRefused, match="reason"):
        jury_marking.flag_entry(services, **asked, reason=" ", version=1)
    told = jury_marking.flag_entry(services, **asked, reason="A name is on it.", version=1)
    assert told.is_flagged
    view = see(paper, MODERATOR)
    assert JUROR_CONCERN in view.flags
    (note,) = [one for one in view.notes if one.text == "A name is on it."]
    assert task.juror not in repr(view)
    assert note.author == jury_marking.AUTHOR
    assert "name is on" not in repr(office.events())
    assert len(office.events("entry.flagged")) == 1
    office.assert_log_is_whole()


def test_nobody_marks_what_they_were_not_given(office: Office, task: TaskRecord) -> None:
    asked = {"entry": task.entry, "version": 1}
    revoked = Actor(task.juror, roles=frozenset({Role.JUROR}), active=False)
    for actor in (*EVERYBODY.values(), revoked):
        for act in (
            lambda who=actor: jury_marking.mark_entry(
                office.services, actor=who, **asked, favourite=True
            ),
            lambda who=actor: jury_marking.flag_entry(
                office.services, actor=who, **asked, reason="x"
            ),
        ):
            with pytest.raises(NotAllowed, match="submission"):
                act()
    assert own(office, task).version == 1


def test_a_juror_is_told_of_the_rounds_in_which_they_sit(office: Office, task: TaskRecord) -> None:
    services, actor, rules = office.services, juror(task.juror), rules_of(office).rounds[0]
    score(office, task, 3, 4, 5)
    (found,) = jury_scoring.list_rounds(services, actor=actor)
    assert (found.number, found.finished, len(found.scores)) == (1, 1, 1)
    assert (found.is_open, found.is_over) == (True, False)
    office.now = rules.closes_at
    (found,) = jury_scoring.list_rounds(services, actor=actor)
    assert (found.is_open, found.is_over, found.scores) == (False, True, ())
    office.now = rules.opens_at + timedelta(days=2)
    version = view_results(services, actor=LEAD, round_id=task.round).version
    lose_juror(services, actor=LEAD, round_id=task.round, juror=task.juror, version=version)
    assert jury_scoring.list_rounds(services, actor=actor) == ()
    for who, other in EVERYBODY.items():
        if not jury_scoring.may_score(other):
            with pytest.raises(NotAllowed, match="role"):
                jury_scoring.list_rounds(services, actor=other)
        else:
            assert who == "juror"
