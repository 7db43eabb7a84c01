"""The outbox on the desk: who reads and sends what, what keeps a draft back, and that it leaves
once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.at_once import at_once
from tests.services.clerks import CULTURE, EVERYBODY, HEALTH, LEAD
from tests.services.desk_work import do, everything
from tests.services.office import Office, Paper
from youcheng.bootstrap import build_services
from youcheng.domain.actors import Actor
from youcheng.domain.outbox import LONGEST_PERSONAL, MailState, OutboxMail
from youcheng.domain.outbox_view import OutboxView, Pile
from youcheng.domain.states import PendingState, ReviewState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services import desk_actions as desk
from youcheng.services.delivering import Outcome, deliver, due_mails, forget_addresses
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_bulk import plan_bulk, run_bulk, undo_bulk
from youcheng.services.desk_outbox import Block, count_outbox, list_outbox, view_mail
from youcheng.services.desk_outbox_acts import (
    MailChanged,
    SendingDone,
    SendingPlan,
    bring_mail_back,
    discard_mail,
    edit_mail,
    plan_sending,
    send_mails,
)
from youcheng.settings import Settings

OFFICER = {"culture": CULTURE, "health": HEALTH}
ZOE = "zoe.rochat@example.org"


def decided(office: Office, programme: str = "culture", **given: Any) -> tuple[Paper, OutboxMail]:
    """A form that was accepted, and the draft that tells it."""
    paper = office.send(programme, **given)
    officer = OFFICER[programme]
    do(paper, desk.take, officer)
    do(paper, desk.start_review, officer)
    do(paper, desk.propose, officer, decision=PendingState.ACCEPTED, comment="Good.")
    do(paper, desk.approve, LEAD)
    (mail,) = paper.mails("decision_accepted")
    assert mail.state is MailState.HELD
    return paper, mail


def stored(office: Office, mail: OutboxMail) -> OutboxMail:
    (found,) = [one for one in office.mails() if one.id == mail.id]
    return found


def put(office: Office, mail: OutboxMail) -> None:
    with office.services.records.write() as uow:
        uow.outbox.put(mail)
        uow.commit()


def plan(office: Office, *mails: OutboxMail, actor: Actor = CULTURE) -> SendingPlan:
    return plan_sending(office.services, actor=actor, mails=[one.id for one in mails])


def send(office: Office, *mails: OutboxMail, actor: Actor = CULTURE) -> SendingDone:
    return send_mails(office.services, actor=actor, plan=plan(office, *mails, actor=actor))


def edit(office: Office, mail: OutboxMail, text: str, **given: Any) -> None:
    told = {"actor": CULTURE, "version": stored(office, mail).version, **given}
    edit_mail(office.services, mail=mail.id, text=text, **told)


def lines(office: Office, actor: Actor = CULTURE, **view: Any) -> list[str]:
    page = list_outbox(office.services, actor=actor, view=OutboxView(**view))
    return [one.id for one in page.lines]


def test_each_role_reads_and_sends_exactly_the_drafts_that_are_theirs(office: Office) -> None:
    mails = {name: decided(office, name)[1] for name in OFFICER}
    theirs = {
        "officer of culture": {"culture"},
        "officer of health": {"health"},
        "lead": {"culture", "health"},
    }
    before = everything(office)
    for who, actor in EVERYBODY.items():
        mine = theirs.get(who)
        if mine is None:
            with pytest.raises(NotAllowed, match="desk"):
                list_outbox(office.services, actor=actor, view=OutboxView())
            with pytest.raises(NotAllowed, match="desk"):
                count_outbox(office.services, actor=actor, view=OutboxView())
            with pytest.raises(NotAllowed, match="desk"):
                plan(office, *mails.values(), actor=actor)
        else:
            found = {mails[name].id for name in mine}
            assert {*lines(office, actor)} == found, who
            assert {one.id for one in plan(office, *mails.values(), actor=actor).ready} == found
            counts = count_outbox(office.services, actor=actor, view=OutboxView())
            assert counts.programmes == dict.fromkeys(sorted(mine), 1)
            assert counts.piles[Pile.DRAFTS] == len(mine)
        for name, mail in mails.items():
            if mine is None or name not in mine:
                for verb, more in (
                    (view_mail, {}),
                    (edit_mail, {"version": 0, "text": "No."}),
                    (discard_mail, {"version": 0}),
                    (bring_mail_back, {"version": 0}),
                ):
                    with pytest.raises(NotAllowed):
                        verb(office.services, actor=actor, mail=mail.id, **more)  # type: ignore[operator]
    assert everything(office) == before


def test_a_plan_of_somebody_else_sends_nothing_of_what_is_not_ones_own(office: Office) -> None:
    _, mail = decided(office)
    done = send_mails(office.services, actor=HEALTH, plan=plan(office, mail, actor=LEAD))
    assert (done.done, [why for _, why in done.skipped]) == ((), ["mail"])
    assert stored(office, mail) == mail


def test_a_paragraph_of_ones_own_keeps_what_its_language_needs(office: Office) -> None:
    _, mail = decided(office)
    edit(office, mail, "À bientôt\u00a0!\r\nर्\u200dयाल\u202e\x07")
    assert stored(office, mail).personal == "À bientôt\u00a0!\nर्\u200dयाल"


def test_a_draft_leaves_once_and_as_it_was_shown(office: Office) -> None:
    paper, mail = decided(office)
    edit(office, mail, "Please bring your 二胡.\r\n\r\nWe look forward to it.")
    shown = view_mail(office.services, actor=CULTURE, mail=mail.id)
    assert shown.line.address == "z•••@e•••.org"
    before = everything(office)
    planned = plan(office, mail)
    assert everything(office) == before
    woken = office.woken
    done = send_mails(office.services, actor=CULTURE, plan=planned)
    assert done.done == (mail.id,)
    assert office.woken == woken + 1
    queued = stored(office, mail)
    assert (queued.state, queued.batch) == (MailState.QUEUED, done.batch)
    assert queued.released_at == office.now
    assert mail.id in due_mails(office.services)
    taken: list[OutboxMail] = []

    def take(one: OutboxMail) -> Outcome:
        taken.append(one)
        return Outcome.TAKEN

    assert deliver(office.services, mail_id=mail.id, send=take)
    assert not deliver(office.services, mail_id=mail.id, send=take)
    (left,) = taken
    assert (left.address, left.facts) == (ZOE, mail.facts)
    letter = office.services.write_letter(left, left.language, {})
    assert shown.letter is not None
    assert letter.subject == shown.letter.subject
    for words in ("bring your 二胡.\n\nWe look forward", str(paper.stored.code)):
        assert words in letter.text
        assert words in shown.letter.text
    assert send(office, mail).done == ()
    office.assert_log_is_whole()


def test_what_is_sent_by_two_at_once_leaves_once(office: Office) -> None:
    mails = [decided(office)[1] for _ in range(3)]
    plans = [plan(office, *mails, actor=one) for one in (CULTURE, LEAD)]
    first, second = at_once(
        lambda: send_mails(office.services, actor=CULTURE, plan=plans[0]),
        lambda: send_mails(office.services, actor=LEAD, plan=plans[1]),
    )
    assert isinstance(first, SendingDone)
    assert isinstance(second, SendingDone)
    assert sorted((*first.done, *second.done)) == sorted(one.id for one in mails)
    assert len(office.events("mail.released")) == len(mails)
    assert {why for _, why in (*first.skipped, *second.skipped)} == {"outdated"}
    office.assert_log_is_whole()


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


def test_a_draft_reads_in_every_language_and_shows_nobody_its_secrets(office: Office) -> None:
    _, mail = decided(office)
    seen = view_mail(office.services, actor=LEAD, mail=mail.id)
    assert {*seen.readings} == {one.code for one in LANGUAGES}
    assert len({one.subject for one in seen.readings.values()}) == len(LANGUAGES)
    token = mail.facts["withdraw_link"].rpartition("/withdraw/")[2][:43]
    assert seen.letter is not None
    for letter in (seen.letter, *seen.readings.values()):
        assert token not in letter.text
        assert token not in letter.html
    assert "/withdraw/…" in seen.letter.text
    assert ZOE not in repr(seen)


@pytest.mark.parametrize(
    "text", ["Dear [name],", "On {date} then.", "See %(code)s.", "At ____.", "XXX will call."]
)
def test_a_draft_with_a_blank_does_not_leave_until_it_is_filled_in(
    office: Office, text: str
) -> None:
    _, mail = decided(office)
    edit(office, mail, text)
    seen = view_mail(office.services, actor=CULTURE, mail=mail.id)
    assert seen.line.blocks == (Block.BLANK,)
    done = send(office, mail)
    assert (done.done, [why for _, why in done.skipped]) == ((), [Block.BLANK])
    edit(office, mail, "On 3 December (Thursday), at 5 € each.")
    assert send(office, mail).done == (mail.id,)


def test_a_draft_that_lacks_something_does_not_leave_and_says_so(office: Office) -> None:
    paper, mail = decided(office)
    for changed, block in (
        ({"address": ""}, Block.ADDRESS),
        ({"address": "zoe"}, Block.ADDRESS),
        ({"facts": {**mail.facts, "link": ""}}, Block.FACTS),
        ({"facts": {**mail.facts, "until": office.now.isoformat()}}, Block.OVER),
    ):
        put(office, replace(mail, **changed))  # type: ignore[arg-type]
        assert plan(office, mail).skipped == ((str(paper.stored.code), block),)
        assert view_mail(office.services, actor=LEAD, mail=mail.id).line.blocks == (block,)
        assert send(office, mail).done == ()
        assert stored(office, mail).state is MailState.HELD


def test_what_is_no_longer_so_is_not_told(office: Office) -> None:
    paper, mail = decided(office)
    state = replace(paper.stored.state, review=ReviewState.CLOSED)
    office.change(paper.submission, lambda one: replace(one, state=state))
    assert plan(office, mail).skipped == ()
    _, other = decided(office)
    put(office, replace(other, template="decision_declined"))
    assert [why for _, why in plan(office, other).skipped] == [Block.CHANGED]


def test_of_what_was_withdrawn_no_draft_is_found_or_leaves(office: Office) -> None:
    paper, mail = decided(office)
    planned = plan(office, mail)
    state = replace(paper.stored.state, review=ReviewState.WITHDRAWN)
    with office.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE submission SET review = '{state.review}' WHERE id = '{paper.submission}'"
        )
    assert lines(office, LEAD) == []
    with pytest.raises(NotAllowed, match="mail"):
        view_mail(office.services, actor=LEAD, mail=mail.id)
    assert send_mails(office.services, actor=LEAD, plan=planned).done == ()
    assert stored(office, mail).state is MailState.HELD


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


def test_what_failed_is_tried_again_and_logged(office: Office) -> None:
    _, mail = decided(office)
    send(office, mail)
    deliver(office.services, mail_id=mail.id, send=lambda _: Outcome.REFUSED)
    assert lines(office, pile=Pile.FAILED) == [mail.id]
    done = send(office, mail)
    assert done.done == (mail.id,)
    assert mail.id in due_mails(office.services)
    (event,) = office.events("mail.retried")
    assert dict(event.details)["batch"] == done.batch


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


def test_a_list_goes_through_every_mail_once_and_back_again(office: Office) -> None:
    mails = []
    for _ in range(5):
        mails.append(decided(office)[1].id)
        office.wait(minutes=1)
    seen, place, pages = [], "", []
    while True:
        page = list_outbox(office.services, actor=CULTURE, view=OutboxView(), after=place, limit=2)
        pages.append(page)
        seen += [one.id for one in page.lines]
        if not page.after:
            break
        place = page.after
    assert seen == mails
    back = list_outbox(
        office.services, actor=CULTURE, view=OutboxView(), before=pages[2].before, limit=2
    )
    assert [one.id for one in back.lines] == mails[2:4]
    assert back.before
    assert back.after
    send(office, *office.mails("decision_accepted"))
    for mail in mails:
        deliver(office.services, mail_id=mail, send=lambda _: Outcome.TAKEN)
    latest = lines(office, pile=Pile.SENT, template="decision_accepted")
    assert latest == mails[::-1]


def test_filters_choose_by_letter_programme_and_language(office: Office) -> None:
    _, english = decided(office)
    _, french = decided(office, changes={"form_language": "fr"})
    _, other = decided(office, "health")
    assert {*lines(office, LEAD, language="fr")} == {french.id}
    assert {*lines(office, LEAD, programme="health")} == {other.id}
    assert {*lines(office, LEAD, template="decision_accepted")} == {english.id, french.id, other.id}
    assert lines(office, LEAD, template="award") == []
    counts = count_outbox(office.services, actor=LEAD, view=OutboxView(language="fr"))
    assert (counts.languages, counts.templates) == ({"en": 2, "fr": 1}, {"decision_accepted": 1})
    done = send(office, french, other, actor=LEAD)
    assert {*lines(office, LEAD, pile=Pile.WAITING, batch=done.batch)} == {french.id, other.id}
    assert lines(office, LEAD, pile=Pile.WAITING, batch="0") == []


def test_the_log_names_no_address_and_no_word_of_a_letter(office: Office) -> None:
    _, mail = decided(office)
    edit(office, mail, "Welcome to 南京.")
    send(office, mail)
    (event,) = office.events("mail.released")
    assert event.subject == f"mail:{mail.id}"
    assert event.actor == f"staff:{CULTURE.id}"
    logged = repr(office.events())
    for words in (ZOE, "Welcome", "南京"):
        assert words not in logged


def test_a_draft_is_read_and_sent_on_before_a_mail_server_is_set(
    office: Office, tmp_path: Path
) -> None:
    _, mail = decided(office)
    settings = Settings(var=tmp_path, smtp_host="", mail_from="", contact="")
    office.services = replace(
        office.services, write_letter=build_services(settings, office.engine).write_letter
    )
    view = view_mail(office.services, actor=CULTURE, mail=mail.id)
    assert view.line.blocks == ()
    assert view.letter is not None
    assert len(view.readings) == len(LANGUAGES)
    assert send(office, mail).done == (mail.id,)
    assert stored(office, mail).state is MailState.QUEUED
