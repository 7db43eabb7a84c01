"""The queue as staff read it: searched, filtered, counted, paged, and kept as views."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.form_examples import EXAMPLES
from tests.services.clerks import (
    AUDITOR,
    COLLEAGUE,
    CULTURE,
    HEALTH,
    LEAD,
    MODERATOR,
    NANJING,
)
from tests.services.desk_work import do
from tests.services.guardian import answer
from tests.services.office import GUARDED, Office, make_file
from tests.services.samples import fill, small_entries
from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.queue import QueueView
from youcheng.domain.states import UNSENT, ReviewState
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_queue import (
    QueuePage,
    count_queue,
    list_queue,
    list_views,
    remove_view,
    save_view,
)
from youcheng.services.erasing import erase_on_request
from youcheng.services.queueing import fill_queue
from youcheng.storage.desk_tables import QueueRow, SubmissionGramRow


def look(office: Office, actor: Actor = CULTURE, **asked: object) -> QueuePage:
    view = QueueView(**asked)  # type: ignore[arg-type]
    return list_queue(office.services, actor=actor, view=view)


def codes(page: QueuePage) -> list[str]:
    return [one.code for one in page.lines]


def test_what_was_sent_comes_into_the_queue_and_a_draft_does_not(office: Office) -> None:
    office.fill_in()
    guarded = office.send(GUARDED)
    assert codes(look(office, LEAD)) == []
    paper = office.send()
    (line,) = look(office).lines
    assert (line.code, line.review) == (str(paper.stored.code), ReviewState.SUBMITTED)
    assert line.title == (paper.stored.sent or {})["title"]
    assert not line.overdue
    office.wait(minutes=1)
    answer(guarded)
    assert codes(look(office, LEAD)) == [str(paper.stored.code), str(guarded.stored.code)]


def test_the_overdue_come_first_and_are_still_first_when_somebody_takes_them(
    office: Office,
) -> None:
    old = office.send()
    office.wait(days=3)
    asked = office.send()
    do(asked, desk.take)
    do(asked, desk.request_changes, questions={"title": "Which?"})
    office.wait(days=12)
    new = office.send()
    do(old, desk.take)
    page = look(office)
    assert codes(page) == [str(one.stored.code) for one in (old, new, asked)]
    assert [one.overdue for one in page.lines] == [True, False, False]
    assert page.lines[2].due_at is None
    assert codes(look(office, overdue=True)) == [str(old.stored.code)]
    assert codes(look(office, waiting=12)) == [str(one.stored.code) for one in (old, asked)]
    assert codes(look(office, age=13)) == [str(old.stored.code)]


def test_a_search_finds_codes_and_words_of_any_script_and_nothing_restricted(
    office: Office,
) -> None:
    paper = office.send(
        changes={"title": "阿尔卑斯长号与二胡的对话", "organisation_name": "École du lac"}
    )
    office.send()
    code = str(paper.stored.code)
    for query in ("二胡", "长号 对话", "胡", "école DU", code, code[6:].lower()):
        assert codes(look(office, query=query)) == [code], query
    assert codes(look(office, query="胡二")) == []
    for secret in (str((paper.stored.sent or {})["email"]), "zoe", "rochat"):
        assert codes(look(office, query=secret)) == [], secret
    assert len(codes(look(office))) == 2


def test_a_search_finds_the_names_of_files_but_not_of_restricted_ones(office: Office) -> None:
    found, hidden = office.begin(), office.begin("health")
    for paper, field in ((found, "portfolio"), (hidden, "document")):
        paper.save(**EXAMPLES[paper.stored.programme])
        paper.attach(field, make_file(), "Lebenslauf 简历.pdf")
    office.wait(minutes=1)
    for paper in (found, hidden):
        paper.send()
    for query in ("lebenslauf", "简历"):
        assert codes(look(office, LEAD, query=query)) == [str(found.stored.code)]


def test_a_search_follows_what_is_changed(office: Office) -> None:
    paper = office.send(changes={"title": "Zither"})
    paper.save(title="Sheng")
    assert codes(look(office, query="zither"))
    assert not codes(look(office, query="sheng"))
    paper.send()
    assert codes(look(office, query="sheng"))
    assert not codes(look(office, query="zither"))


def test_counts_keep_all_of_the_view_but_what_they_count_by(office: Office) -> None:
    papers = [office.send() for _ in range(3)]
    office.send("health")
    do(papers[0], desk.take)
    do(papers[1], desk.assign, assignee=COLLEAGUE)
    view = QueueView(states=(ReviewState.SUBMITTED,), assignee="me")
    counts = count_queue(office.services, actor=CULTURE, view=view)
    assert counts.states == {ReviewState.SCREENING: 1}
    assert codes(look(office, assignee="me")) == [str(papers[0].stored.code)]
    assert codes(look(office, assignee="nobody")) == [str(papers[2].stored.code)]
    assert codes(look(office, assignee="c2")) == [str(papers[1].stored.code)]
    everything = count_queue(office.services, actor=AUDITOR, view=QueueView())
    assert everything.states == {ReviewState.SUBMITTED: 3, ReviewState.SCREENING: 1}


def test_counts_tell_nobody_what_is_not_theirs_to_read(office: Office) -> None:
    paper = office.send(changes={"consent_share_partner": "agree", "title": "Zither"})
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    view = QueueView()
    counts = count_queue(office.services, actor=NANJING, view=view)
    assert counts.states == {ReviewState.REFERRED: 1}
    for asked in (QueueView(query="zither"), QueueView(tag="ab")):
        with pytest.raises(NotAllowed):
            count_queue(office.services, actor=AUDITOR, view=asked)
    both = replace(AUDITOR, roles=AUDITOR.roles | HEALTH.roles, programmes=HEALTH.programmes)
    assert count_queue(office.services, actor=both, view=view).states == counts.states
    assert count_queue(office.services, actor=both, view=QueueView(query="zither")).states == {}


def test_pages_lead_to_one_another_in_both_directions(office: Office) -> None:
    for _ in range(5):
        office.send()
    services = office.services
    everything = codes(look(office))
    first = list_queue(services, actor=CULTURE, view=QueueView(), limit=2)
    second = list_queue(services, actor=CULTURE, view=QueueView(), after=first.after, limit=2)
    third = list_queue(services, actor=CULTURE, view=QueueView(), after=second.after, limit=2)
    assert [*codes(first), *codes(second), *codes(third)] == everything
    assert (first.before, third.after) == ("", "")
    back = list_queue(services, actor=CULTURE, view=QueueView(), before=third.before, limit=2)
    assert (codes(back), back.before, back.after) == (codes(second), second.before, second.after)
    start = list_queue(services, actor=CULTURE, view=QueueView(), before=second.before, limit=2)
    assert (codes(start), start.before, start.after) == (codes(first), "", first.after)
    odd = list_queue(services, actor=CULTURE, view=QueueView(), after="'; --", limit=2)
    assert codes(odd) == codes(first)


def test_views_are_kept_by_account_and_name(office: Office) -> None:
    services, mine = office.services, QueueView(assignee="me", overdue=True)
    save_view(services, actor=CULTURE, name="Mine", view=QueueView())
    kept = save_view(services, actor=CULTURE, name=" Mine ", view=mine)
    save_view(services, actor=COLLEAGUE, name="Mine", view=QueueView())
    (found,) = list_views(services, actor=CULTURE)
    assert (found.name, QueueView.from_query(found.query)) == ("Mine", mine)
    remove_view(services, actor=COLLEAGUE, view=found.id)
    assert len(list_views(services, actor=CULTURE)) == 1
    remove_view(services, actor=CULTURE, view=found.id)
    assert list_views(services, actor=CULTURE) == []
    assert len(list_views(services, actor=COLLEAGUE)) == 1
    for name in ("", " \n", "x" * 61):
        with pytest.raises(ValueError, match="name"):
            save_view(services, actor=CULTURE, name=name, view=mine)
    assert kept.account == "c1"


def test_what_is_erased_leaves_the_queue_with_all_that_found_it(office: Office) -> None:
    paper = office.send()
    do(paper, desk.mark_spam)
    erase_on_request(office.services, code=paper.stored.code, via=Via.COMMAND)
    assert office.count(QueueRow) == office.count(SubmissionGramRow) == 0


def test_the_sample_edition_stands_in_the_queue_as_what_becomes_of_it(office: Office) -> None:
    fill(office, *small_entries(office, 12))
    page = look(office, MODERATOR)
    with office.services.records.read() as uow:
        states = [state.review for _, _, state in uow.submissions.states()]
    assert sorted(one.review for one in page.lines) == sorted(
        review for review in states if review not in UNSENT | {ReviewState.ERASED}
    )
    assert all("sample" in one.flags for one in page.lines if one.review is ReviewState.ELIGIBLE)


def test_what_was_sent_before_there_was_a_queue_is_filled_in(office: Office) -> None:
    paper = office.send()
    office.wait(days=1)
    do(paper, desk.take)
    before = look(office, query="culture")
    page = look(office)
    with office.services.records.write() as uow:
        uow.queue.remove(paper.submission)
        uow.commit()
    assert fill_queue(office.services) == 1
    assert fill_queue(office.services) == 0
    (line,) = look(office).lines
    assert (
        replace(line, since=page.lines[0].since, due_at=page.lines[0].due_at, assignee="c1")
        == (page.lines[0])
    )
    assert look(office, query="culture") == before
    assert office.now - line.since < timedelta(days=1)
