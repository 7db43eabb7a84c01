"""The jury from an opened round to its close: who may what, and what stays unseen."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable

import pytest

from tests.services.clerks import EVERYBODY, JUROR, LEAD
from tests.services.exhibiting import schedule
from tests.services.jury_rounds import PANEL, played, refused, results
from tests.services.jurying import (
    EDITION,
    begin,
    enter,
    entry_of,
    hire_late,
    juror,
    rules_of,
    score,
    score_all,
    seat,
    take_back,
    tasks,
)
from tests.services.office import Office
from youcheng.domain.actors import Actor
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.records import TaskState
from youcheng.domain.states import ReviewState, Visibility
from youcheng.services import jury_awards, jury_closing, jury_rounds, jury_scoring
from youcheng.services.jury_access import JuryRefused, Overtaken
from youcheng.services.jury_sheets import view_results
from youcheng.services.jury_view import find_entry_id
from youcheng.services.ports_files import FileMissing


def test_a_round_gives_every_entry_three_jurors_from_two_countries_and_no_compatriot(
    office: Office,
) -> None:
    papers = [enter(office, number) for number in range(3)]
    jurors = seat(office, *PANEL)
    standing = begin(office, jurors)
    given = tasks(office, standing.round)
    assert Counter(one.entry for one in given) == {
        entry_of(office, standing.round, paper): 3 for paper in papers
    }
    for paper in papers:
        entry = entry_of(office, standing.round, paper)
        countries = {jurors[one.juror] for one in given if one.entry == entry}
        assert len(countries) >= 2
        assert "CH" not in countries
        assert paper.stored.review is ReviewState.IN_JURY
    assert sorted(standing.loads.values()) == [0, 2, 2, 2, 3]
    assert refused(lambda: begin(office, jurors)) == "round"
    assert refused(lambda: begin(office, jurors, "final")) == "closed"
    office.assert_log_is_whole()


def test_a_work_that_is_scheduled_goes_before_the_jury_and_stays_scheduled(office: Office) -> None:
    paper = enter(office, 1)
    schedule(paper)
    score_all(office, begin(office, seat(office, *PANEL)).round)
    assert paper.stored.review is ReviewState.IN_JURY
    assert paper.stored.state.visibility is Visibility.SCHEDULED


def test_a_round_without_a_quorum_is_not_opened_and_nothing_is_changed(office: Office) -> None:
    paper = enter(office, 1)
    with pytest.raises(JuryRefused, match="quorum") as told:
        begin(office, seat(office, "CN", "CN", "CN", "CH"))
    assert told.value.entries == (str(paper.stored.code),)
    assert paper.stored.review is ReviewState.ELIGIBLE
    assert not office.events("round.opened")


def test_a_juror_learns_nothing_but_picture_words_and_age_band(office: Office) -> None:
    (paper,), round_id = played(office, 1)
    task = tasks(office, round_id)[0]
    actor, services = juror(task.juror), office.services
    blind, own = jury_scoring.view_entry(services, actor=actor, entry=task.entry, language="fr")
    assert dataclasses.asdict(blind) == {
        "entry": task.entry,
        "picture": task.picture,
        "title": "The lake falls asleep",
        "statement": "A blue lake, two boats, a red moon.",
        "band": "8-10",
    }
    listed = jury_scoring.list_rounds(services, actor=actor)
    said = repr((blind, own, listed))
    with services.records.read() as uow:
        (picture,) = uow.pictures.of(paper.submission)
    public = [paper.submission, str(paper.stored.code), picture.address, picture.id]
    answers = [one for one in (paper.stored.sent or {}).values() if isinstance(one, str)]
    short = {"CH", "fr", "en", "water", "vaud"}
    for canary in (*public, *(one for one in answers if one not in short)):
        assert canary not in said
    kind, pieces = jury_scoring.read_entry_picture(services, actor=actor, picture=blind.picture)
    assert (kind, b"".join(pieces)[:2]) == ("jpg", b"\xff\xd8")
    with pytest.raises(FileMissing):
        jury_scoring.read_entry_picture(services, actor=actor, picture=blind.picture, size=320)

    def look(who: Actor) -> str:
        return refused(
            lambda: jury_scoring.view_entry(services, actor=who, entry=task.entry, language="en")
        )

    def see(who: Actor) -> str:
        return refused(
            lambda: jury_scoring.read_entry_picture(services, actor=who, picture=task.picture)
        )

    revoked = Actor(actor.id, actor.roles, active=False)
    for other in (*EVERYBODY.values(), JUROR, revoked, Actor(actor.id)):
        assert (look(other), see(other)) == ("submission", "submission")
    office.now = rules_of(office).rounds[0].closes_at
    assert (look(actor), see(actor)) == ("submission", "submission")


def test_a_score_is_kept_as_a_draft_finished_and_reopened(office: Office) -> None:
    _, round_id = played(office, 1)
    task = tasks(office, round_id)[0]
    actor, services = juror(task.juror), office.services
    begun = jury_scoring.save_draft_score(
        services, actor=actor, entry=task.entry, marks={"idea": 4}, comment="", version=1
    )
    assert (begun.state, begun.marks, begun.version) == (TaskState.BEGUN, {"idea": 4}, 2)
    with pytest.raises(Overtaken):
        jury_scoring.save_draft_score(
            services, actor=actor, entry=task.entry, marks={"idea": 1}, comment="", version=1
        )
    assert results(office, round_id).sheet.unscored == {task.entry}
    done = score(office, task, 4, 5, 3)
    assert results(office, round_id).progress[task.juror] == (1, 1)
    (ranked,) = results(office, round_id).sheet.bands["8-10"]
    assert (ranked.result.mean, ranked.result.under_quorum) == (4.2, True)
    with pytest.raises(Overtaken):
        jury_scoring.save_draft_score(
            services,
            actor=actor,
            entry=task.entry,
            marks={"idea": 1},
            comment="",
            version=done.version,
        )
    again = jury_scoring.reopen_score(services, actor=actor, entry=task.entry, version=done.version)
    assert (again.state, again.marks["expression"]) == (TaskState.BEGUN, 5)
    assert results(office, round_id).sheet.unscored == {task.entry}
    kinds = [event.kind for event in office.events() if event.kind.startswith("score.")]
    assert kinds == ["score.drafted", "score.saved", "score.reopened"]
    office.assert_log_is_whole()


def test_who_steps_back_is_replaced_and_their_score_counts_no_more(office: Office) -> None:
    _, round_id = played(office, 1)
    task = tasks(office, round_id)[0]
    done = score(office, task, 1, 1, 1)
    jury_scoring.recuse(
        office.services,
        actor=juror(task.juror),
        entry=task.entry,
        reason="I know this child.",
        version=done.version,
    )
    left = tasks(office, round_id)
    assert len(left) == 3
    assert task.juror not in {one.juror for one in left}
    assert results(office, round_id).sheet.unscored == {task.entry}
    assert "know" not in repr(office.events())
    assert office.events("juror.recused")


def test_a_lost_juror_leaves_scores_and_a_new_one_takes_what_is_not_begun(office: Office) -> None:
    _, round_id = played(office, 3)
    given = tasks(office, round_id)
    busy = given[0].juror
    score(office, given[0], 3, 3, 3)
    version = results(office, round_id).version
    services = office.services
    lost = jury_rounds.lose_juror(
        services, actor=LEAD, round_id=round_id, juror=busy, version=version
    )
    after = {(one.entry, one.juror) for one in tasks(office, round_id)}
    assert {pair for pair in after if pair[1] == busy} == {(given[0].entry, busy)}
    assert len(after) == 9
    assert busy not in lost.loads
    with pytest.raises(Overtaken):
        jury_rounds.lose_juror(services, actor=LEAD, round_id=round_id, juror=busy, version=version)
    new = hire_late(office)
    added = jury_rounds.add_juror(
        services, actor=LEAD, round_id=round_id, juror=new, country="CG", version=lost.version
    )
    assert added.loads[new] >= 1
    kept = {(one.entry, one.juror) for one in tasks(office, round_id)}
    assert (given[0].entry, busy) in kept
    assert len(kept) == 9


def test_a_dismissed_rule_and_a_declared_pupil_change_who_may_score(office: Office) -> None:
    (paper,), round_id = played(office, 1)
    services, entry = office.services, entry_of(office, round_id, paper)
    with services.records.read() as uow:
        swiss = next(one.juror for one in uow.jury.seats(round_id) if one.country == "CH")
    known = {"actor": LEAD, "round_id": round_id}
    assert (
        refused(
            lambda: jury_rounds.dismiss_rule(
                services, **known, juror=swiss, rule=Rule.PUPIL, reason="x", version=1
            )
        )
        == "rule"
    )
    assert (
        refused(
            lambda: jury_rounds.dismiss_rule(
                services, **known, juror=swiss, rule=Rule.COUNTRY, reason=" ", version=1
            )
        )
        == "reason"
    )
    standing = jury_rounds.dismiss_rule(
        services,
        **known,
        juror=swiss,
        rule=Rule.COUNTRY,
        reason="Nobody else is left.",
        version=1,
    )
    for one in [one.juror for one in tasks(office, round_id)][:2]:
        standing = jury_rounds.declare_pupil(
            services,
            **known,
            juror=one,
            entry=entry,
            reason="Taught in 2025.",
            version=standing.version,
        )
    assert standing.short == ()
    assert swiss in {one.juror for one in tasks(office, round_id)}
    assert "2025" not in repr([one.details for one in office.events()])


def test_an_erased_entry_changes_no_other_result_and_leaves_no_words(office: Office) -> None:
    papers, round_id = played(office, 3)
    score_all(office, round_id)
    gone = entry_of(office, round_id, papers[0])
    before = {one.result.entry: one.result for one in results(office, round_id).sheet.bands["8-10"]}
    take_back(papers[0])
    after = {one.result.entry: one.result for one in results(office, round_id).sheet.bands["8-10"]}
    assert after == {entry: one for entry, one in before.items() if entry != gone}
    with office.services.records.read() as uow:
        cut = uow.jury.find_entry(gone)
    assert cut is not None
    assert cut.submission == ""
    assert {one.comment for one in tasks(office, round_id) if one.entry == gone} == {""}
    office.assert_log_is_whole()


def test_a_round_under_quorum_is_closed_with_a_reason_alone(office: Office) -> None:
    papers, round_id = played(office, 2)
    score(office, tasks(office, round_id)[0], 3, 4, 5)
    version, services = results(office, round_id).version, office.services
    with pytest.raises(JuryRefused, match="quorum") as told:
        jury_closing.close_round(services, actor=LEAD, round_id=round_id, version=version)
    assert set(told.value.entries) == {str(one.stored.code) for one in papers}
    record = jury_closing.close_round(
        services, actor=LEAD, round_id=round_id, version=version, reason="A juror is ill."
    )
    sheet = json.loads(record.sheet)
    assert (sheet["reason"], len(sheet["unscored"])) == ("A juror is ill.", 1)
    assert [one.stored.review for one in papers].count(ReviewState.PARTICIPATED) == 1
    assert "ill" not in repr([one.details for one in office.events("round.closed")])


def test_a_lead_names_an_entry_by_its_code_however_it_is_typed(office: Office) -> None:
    (paper, _), round_id = played(office, 2)
    services, code = office.services, str(paper.stored.code)
    entry = entry_of(office, round_id, paper)
    for typed in (code, f" {code.lower()} ", code.replace("-", "")):
        assert find_entry_id(services, actor=LEAD, round_id=round_id, code=typed) == entry
    for typed in ("", "JS-26-0000-0"):
        assert (
            refused(
                lambda typed=typed: find_entry_id(
                    services, actor=LEAD, round_id=round_id, code=typed
                )
            )
            == "entry"
        )


def test_nobody_but_a_lead_runs_a_jury(office: Office) -> None:
    for who, actor in EVERYBODY.items():
        if who != "lead":
            assert {refused(act) for act in every_act(office, actor)} == {"role"}, who


def every_act(office: Office, actor: Actor) -> tuple[Callable[[], object], ...]:
    """All that a lead does with a jury."""
    services = office.services
    return (
        lambda: jury_rounds.open_round(
            services, actor=actor, edition=EDITION, name="first", jurors={}
        ),
        lambda: jury_rounds.lose_juror(services, actor=actor, round_id="", juror="", version=1),
        lambda: jury_rounds.add_juror(
            services, actor=actor, round_id="", juror="", country="CN", version=1
        ),
        lambda: jury_rounds.dismiss_rule(
            services,
            actor=actor,
            round_id="",
            juror="",
            rule=Rule.COUNTRY,
            reason="x",
            version=1,
        ),
        lambda: jury_rounds.declare_pupil(
            services, actor=actor, round_id="", juror="", entry="", reason="x", version=1
        ),
        lambda: view_results(services, actor=actor, round_id=""),
        lambda: jury_closing.close_round(services, actor=actor, round_id="", version=1),
        lambda: jury_closing.sign_sheet(services, actor=actor, round_id="", sheet_hash=""),
        lambda: jury_awards.propose_award(
            services, actor=actor, round_id="", entry="", award="", version=1
        ),
        lambda: jury_awards.confirm_award(services, actor=actor, round_id="", entry="", version=1),
        lambda: jury_awards.propose_no_award(services, actor=actor, round_id="", version=1),
        lambda: jury_awards.confirm_awards(services, actor=actor, round_id="", version=1),
    )
