"""Sending out of the outbox: what keeps a draft back, and that each leaves once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.at_once import at_once
from tests.services.clerks import CULTURE, HEALTH, LEAD
from tests.services.desk_work import everything
from tests.services.office import Office
from tests.services.outbox_work import (
    ZOE,
    decided,
    edit,
    lines,
    plan,
    put,
    send,
    stored,
)
from youcheng.bootstrap import build_services
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import Pile
from youcheng.domain.states import ReviewState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.delivering import Outcome, deliver, due_mails
from youcheng.services.desk_outbox import Block, view_mail
from youcheng.services.desk_outbox_acts import (
    SendingDone,
    send_mails,
)
from youcheng.settings import Settings


def test_a_plan_of_somebody_else_sends_nothing_of_what_is_not_ones_own(office: Office) -> None:
    _, mail = decided(office)
    done = send_mails(office.services, actor=HEALTH, plan=plan(office, mail, actor=LEAD))
    assert (done.done, [why for _, why in done.skipped]) == ((), ["mail"])
    assert stored(office, mail) == mail


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
