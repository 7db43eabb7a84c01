"""The log as the desk shows it: pages, filters, and what each reader may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.accounts import hire
from tests.services.clerks import ADMINISTRATOR, AUDITOR, CULTURE, EVERYBODY, LEAD
from tests.services.desk_work import do
from tests.services.jurying import begin, enter, juror, score, seat, tasks
from tests.services.office import Office
from tests.services.test_verifying import alter
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.log_views import LogView
from youcheng.domain.states import PendingState
from youcheng.services import desk_actions
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_scoring import recuse
from youcheng.services.log_browsing import PAGE, LogPage, browse_log, prove_log
from youcheng.services.logbook import note_event


def browse(office: Office, **given: object) -> LogPage:
    """A page, as an auditor reads it."""
    place = {name: given.pop(name) for name in ("before", "after") if name in given}
    view = LogView(**given)  # type: ignore[arg-type]
    return browse_log(office.services, actor=AUDITOR, view=view, **place)  # type: ignore[arg-type]


def sequences(page: LogPage) -> list[int]:
    return [one.sequence for one in page.events]


def fill(office: Office, number: int) -> None:
    """Some events of no submission."""
    with office.services.records.write() as uow:
        for one in range(number):
            note_event(
                uow,
                at=office.now,
                actor="system",
                via=Via.JOB,
                kind="backup.made",
                subject=f"backup:{one}",
            )
        uow.commit()


def test_pages_go_down_and_up_again_without_a_gap(office: Office) -> None:
    number = 2 * PAGE + 7
    fill(office, number)
    first = browse(office)
    assert sequences(first) == list(range(number, number - PAGE, -1))
    assert first.after == 0
    second = browse(office, before=first.before)
    third = browse(office, before=second.before)
    everything = sequences(first) + sequences(second) + sequences(third)
    assert everything == list(range(number, 0, -1))
    assert third.before == 0
    assert sequences(browse(office, after=third.after)) == sequences(second)
    assert sequences(browse(office, after=second.after)) == sequences(first)
    assert browse(office, after=second.after).after == 0


def test_the_log_is_found_by_kind_actor_submission_and_day(office: Office) -> None:
    paper, other = office.send(), office.send("health")
    office.wait(days=2)
    do(paper, desk_actions.take)
    hire(office).sign_in()
    every = {one.sequence: one for one in office.events()}
    code = str(paper.stored.code)

    def expected(test: object) -> list[int]:
        return [number for number in sorted(every, reverse=True) if test(every[number])]  # type: ignore[operator]

    subject = f"submission:{paper.submission}"
    assert sequences(browse(office, code=code)) == expected(lambda one: one.subject == subject)
    assert sequences(browse(office, subject=f"submission:{other.submission}"))
    assert sequences(browse(office, kind="session.started")) == expected(
        lambda one: one.kind == "session.started"
    )
    staff = expected(lambda one: one.actor.startswith("staff:"))
    assert sequences(browse(office, actor="staff")) == staff
    assert len(staff) >= 2
    mine = expected(lambda one: one.actor == f"staff:{CULTURE.id}")
    assert sequences(browse(office, actor=f"staff:{CULTURE.id}")) == mine
    assert sequences(browse(office, actor="system"))
    today = date(2026, 11, 25)
    late = expected(lambda one: one.at.date() == today)
    assert sequences(browse(office, since=today)) == late
    assert sequences(browse(office, until=today)) == expected(lambda one: True)
    assert sequences(browse(office, until=date(2026, 11, 24))) == expected(
        lambda one: one.at.date() < today
    )
    assert sequences(browse(office, code=code, kind="submission.submitted", until=today))
    for nothing in ({"code": "JS-26-0000-0"}, {"code": "x"}, {"kind": "no.such"}):
        assert sequences(browse(office, **nothing)) == []


def test_an_auditor_reads_no_names_and_no_decision_that_is_not_applied(office: Office) -> None:
    name = "Somebody Named"
    officer = hire(
        office, name=name, roles=frozenset({Role.OFFICER}), programmes=frozenset({"culture"})
    ).account.actor
    paper = office.send()
    do(paper, desk_actions.take, actor=officer)
    do(paper, desk_actions.start_review, actor=officer)
    do(
        paper,
        desk_actions.propose,
        actor=officer,
        decision=PendingState.ACCEPTED,
        comment="Good.",
    )
    told = browse(office)
    assert name not in repr(told)
    assert "pending" not in {key for one in told.events for key, _ in one.details}
    assert (told.people, told.tags, told.opens) == ({}, {}, False)
    assert {one.code for one in told.submissions.values()} == {str(paper.stored.code)}
    lead = browse_log(office.services, actor=LEAD, view=LogView())
    assert lead.people[officer.id] == name
    assert "pending" in {key for one in lead.events for key, _ in one.details}
    assert lead.opens


def test_who_scored_is_told_to_nobody_but_a_lead(office: Office) -> None:
    enter(office, 1)
    seats = seat(office, "BY", "NP", "CN")
    round_id = begin(office, seats).round
    given, left = tasks(office, round_id)[:2]
    score(office, given, 3, 4, 5)
    recuse(
        office.services,
        actor=juror(left.juror),
        entry=left.entry,
        reason="A neighbour's child.",
        version=left.version,
    )
    both = replace(AUDITOR, roles=AUDITOR.roles | ADMINISTRATOR.roles)
    for reader in (AUDITOR, both):
        told = browse_log(office.services, actor=reader, view=LogView())
        about = [one for one in told.events if one.kind.startswith(("score.", "juror."))]
        assert {one.actor for one in about} == {"juror"}
        assert not {*seats} & {value for one in about for _, value in one.details}
        found = browse_log(office.services, actor=reader, view=LogView(actor="juror")).events
        assert {*found} == {*about}
        for account in seats:
            view = LogView(actor=f"staff:{account}")
            theirs = browse_log(office.services, actor=reader, view=view).events
            assert not {one.sequence for one in theirs} & {one.sequence for one in about}
    lead = browse_log(office.services, actor=LEAD, view=LogView(kind="score.saved"))
    assert [one.actor for one in lead.events] == [f"staff:{given.juror}"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_auditors_and_leads_read_and_prove_the_log(office: Office, who: str) -> None:
    actor = EVERYBODY[who]
    office.send()
    if who in {"auditor", "lead"}:
        assert browse_log(office.services, actor=actor, view=LogView()).events
        assert prove_log(office.services, actor=actor).is_whole
        return
    with pytest.raises(NotAllowed, match="role"):
        browse_log(office.services, actor=actor, view=LogView())
    with pytest.raises(NotAllowed, match="role"):
        prove_log(office.services, actor=actor)


def test_a_line_that_was_altered_is_found_from_the_desk(office: Office) -> None:
    fill(office, 5)
    alter(office, "UPDATE event SET subject = 'backup:9' WHERE sequence = 3")
    verdict = prove_log(office.services, actor=AUDITOR)
    assert verdict.broken is not None
    assert (verdict.broken.sequence, verdict.broken.what) == (3, "content")


def test_a_look_at_the_log_leaves_nothing_in_it(office: Office) -> None:
    fill(office, 3)
    browse(office)
    prove_log(office.services, actor=AUDITOR)
    with pytest.raises(NotAllowed):
        prove_log(office.services, actor=ADMINISTRATOR)
    assert len(office.events()) == 3
