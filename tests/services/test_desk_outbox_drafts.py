"""Drafts in the outbox: a paragraph of one's own, discarding, and what of it can be undone."""

from __future__ import annotations

import pytest

from tests.services.clerks import CULTURE, LEAD
from tests.services.desk_work import do
from tests.services.office import Office
from tests.services.outbox_work import (
    decided,
    edit,
    lines,
    plan,
    send,
    stored,
)
from youcheng.domain.outbox import LONGEST_PERSONAL, MailState
from youcheng.domain.outbox_view import Pile
from youcheng.domain.states import PendingState
from youcheng.services import desk_actions as desk
from youcheng.services.delivering import forget_addresses
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_bulk import plan_bulk, run_bulk, undo_bulk
from youcheng.services.desk_outbox import view_mail
from youcheng.services.desk_outbox_acts import (
    MailChanged,
    bring_mail_back,
    discard_mail,
    send_mails,
)


def test_a_paragraph_of_ones_own_keeps_what_its_language_needs(office: Office) -> None:
    _, mail = decided(office)
    edit(office, mail, "À bientôt\u00a0!\r\nर्\u200dयाल\u202e\x07")
    assert stored(office, mail).personal == "À bientôt\u00a0!\nर्\u200dयाल"


def test_of_two_who_change_a_draft_the_second_overwrites_nothing(office: Office) -> None:
    _, mail = decided(office)
    planned = plan(office, mail)
    edit(office, mail, "Welcome.", version=0)
    for attempt in (
        lambda: edit(office, mail, "No.", actor=LEAD, version=0),
        lambda: discard_mail(office.services, actor=LEAD, mail=mail.id, version=0),
    ):
        with pytest.raises(MailChanged):
            attempt()
    done = send_mails(office.services, actor=LEAD, plan=planned)
    assert [why for _, why in done.skipped] == ["outdated"]
    now = stored(office, mail)
    assert (now.state, now.personal, now.edited_by) == (MailState.HELD, "Welcome.", CULTURE.id)


def test_a_paragraph_is_kept_with_who_and_when_and_the_original_comes_back(office: Office) -> None:
    _, mail = decided(office)
    first = view_mail(office.services, actor=CULTURE, mail=mail.id)
    edit(office, mail, "  Welcome\x07.  ")
    seen = view_mail(office.services, actor=LEAD, mail=mail.id)
    assert (seen.personal, seen.edited_by, seen.edited_at) == ("Welcome.", CULTURE.id, office.now)
    assert seen.letter is not None
    assert "Welcome." in seen.letter.html
    assert seen.readings == first.readings
    edit(office, mail, "")
    again = view_mail(office.services, actor=LEAD, mail=mail.id)
    assert again.letter == first.letter
    with pytest.raises(ValueError, match="at most"):
        edit(office, mail, "x" * (LONGEST_PERSONAL + 1))
    kinds = [event.kind for event in office.events() if event.subject == f"mail:{mail.id}"]
    assert kinds == ["mail.edited", "mail.restored"]
    office.assert_log_is_whole()


def test_markup_in_a_paragraph_stays_text(office: Office) -> None:
    _, mail = decided(office)
    edit(office, mail, "a & b <script>alert(1)</script>")
    seen = view_mail(office.services, actor=CULTURE, mail=mail.id)
    assert seen.letter is not None
    assert "<script" not in seen.letter.html
    assert "a &amp; b &lt;script&gt;" in seen.letter.html


def test_a_discarded_draft_comes_back_until_it_is_forgotten(office: Office) -> None:
    _, mail = decided(office)
    discard_mail(office.services, actor=CULTURE, mail=mail.id, version=0)
    assert lines(office) == []
    assert lines(office, pile=Pile.DISCARDED) == [mail.id]
    assert [why for _, why in plan(office, mail).skipped] == ["state"]
    bring_mail_back(office.services, actor=LEAD, mail=mail.id, version=1)
    assert lines(office) == [mail.id]
    discard_mail(office.services, actor=CULTURE, mail=mail.id, version=2)
    office.wait(days=91)
    forget_addresses(office.services)
    with pytest.raises(ValueError, match="forgotten"):
        bring_mail_back(office.services, actor=LEAD, mail=mail.id, version=3)


def test_a_decision_can_be_undone_after_its_draft_was_changed_but_not_once_it_left(
    office: Office,
) -> None:
    papers = [office.send() for _ in range(2)]
    for paper in papers:
        do(paper, desk.take)
        do(paper, desk.start_review)
        do(paper, desk.propose, decision=PendingState.ACCEPTED, comment="Good.")
    codes = [str(paper.stored.code) for paper in papers]
    done = run_bulk(
        office.services,
        actor=LEAD,
        plan=plan_bulk(office.services, actor=LEAD, codes=codes, act=Act(Verb.APPROVE)),
    )
    first, second = office.mails("decision_accepted")
    edit(office, first, "Welcome.")
    discard_mail(office.services, actor=CULTURE, mail=second.id, version=0)
    undone = undo_bulk(office.services, actor=LEAD, batch=done.batch)
    assert len(undone.done) == len(papers)
    assert {stored(office, one).personal for one in (first, second)} == {""}
    assert send(office, first).done == ()
    with pytest.raises(ValueError, match="forgotten"):
        bring_mail_back(office.services, actor=CULTURE, mail=second.id, version=1)
