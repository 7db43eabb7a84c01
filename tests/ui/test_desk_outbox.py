"""The outbox on the desk as each role sees it, and what comes of what is asked for there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import CULTURE, EVERYBODY, HEALTH, LEAD
from tests.services.office import Office
from tests.services.outbox_work import decided, put, stored
from tests.ui.page_reading import acts
from youcheng.domain.actors import Actor
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import OutboxView, Pile
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_outbox import OutboxOutcome, mail_page, outbox_page
from youcheng.markup.desk_queue import queue_page
from youcheng.services.desk_access import NotAllowed
from youcheng.ui.asked import Asked
from youcheng.ui.desk.outbox_acts import answer_outbox_act, read_filter
from youcheng.ui.desk.outbox_gathering import gather_mail, gather_outbox
from youcheng.ui.desk.queue_gathering import gather_queue

ENGLISH = translator("en")


def list_page(
    office: Office,
    actor: Actor = CULTURE,
    view: OutboxView | None = None,
    code: str = "en",
    outcome: OutboxOutcome | None = None,
) -> str:
    """The list's HTML."""
    t = translator(code)
    shown = gather_outbox(office.services, actor=actor, view=view or OutboxView(), t=t)
    return str(outbox_page(replace(shown, outcome=outcome or OutboxOutcome()), t))


def one_page(
    office: Office,
    mail: OutboxMail,
    actor: Actor = CULTURE,
    code: str = "en",
    outcome: OutboxOutcome | None = None,
) -> str:
    """The HTML of the page of a mail."""
    t = translator(code)
    shown = gather_mail(office.services, actor=actor, mail=mail.id, t=t)
    outcome = outcome or OutboxOutcome()
    return str(mail_page(shown.view, OutboxView(), shown.programmes, shown.people, outcome, t))


def ask(office: Office, act: str, actor: Actor = CULTURE, **values: Any) -> OutboxOutcome:
    """What comes of an act."""
    return answer_outbox_act(
        office.services, Asked(act, values), actor=actor, view=OutboxView(), t=ENGLISH
    )


def hidden(html: str, name: str) -> list[str]:
    """The values that a form sends along."""
    return [
        str(one.attributes["value"])
        for one in Markup(html).elements
        if one.name == "input" and one.attributes.get("name") == name
    ]


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_queue_leads_to_the_outbox_those_alone_who_send(office: Office, who: str) -> None:
    actor = EVERYBODY[who]
    sends = who in {"officer of culture", "officer of health", "lead"}
    if sends:
        assert "No e-mail is here" in list_page(office, actor)
    else:
        with pytest.raises(NotAllowed, match="desk"):
            list_page(office, actor)
    if who not in {"auditor", "administrator", "juror", "visitor", "revoked lead"}:
        shown = gather_queue(office.services, actor=actor, view=QueueView(), t=ENGLISH)
        assert ("part=outbox" in str(queue_page(shown, ENGLISH))) == sends


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_outbox_can_be_shown_in_every_language(office: Office, code: str) -> None:
    paper, mail = decided(office)
    assert str(paper.stored.code) in list_page(office, LEAD, code=code)
    html = one_page(office, mail, LEAD, code)
    assert {"edit", "discard", "send"} <= acts(html)
    assert "friends@youcheng.example" in html


def test_a_draft_is_shown_without_its_address_and_its_secrets(office: Office) -> None:
    paper, mail = decided(office)
    html = one_page(office, mail)
    assert "z•••@e•••.org" in html
    assert mail.address not in html
    assert mail.facts["withdraw_link"] not in html
    assert str(paper.stored.code) in html
    (frame,) = [one for one in Markup(html).elements if one.name == "iframe"]
    assert not frame.attributes["sandbox"]
    assert str(frame.attributes["srcdoc"]).startswith("<!doctype html>")
    with pytest.raises(NotAllowed, match="mail"):
        one_page(office, mail, HEALTH)


def test_what_is_chosen_is_shown_before_it_is_sent(office: Office) -> None:
    mails = [decided(office)[1] for _ in range(2)]
    put(office, replace(mails[0], address=""))
    found = ask(office, "plan_all")
    html = list_page(office, outcome=found)
    assert "Send: 1 e-mail" in html
    assert "There is no e-mail address to send it to." in html
    assert "English × 1" in html
    assert hidden(html, "planned") == [f"{mails[1].id}:0"]
    done = ask(office, "run", planned=hidden(html, "planned"))
    assert done.said == "On the way: 1 e-mail."
    assert stored(office, mails[1]).state is MailState.QUEUED
    assert f"batch%3D{done.done.batch if done.done else ''}" in list_page(office, outcome=done)
    assert ask(office, "run", planned=hidden(html, "planned")).trouble


def test_nothing_ticked_is_said(office: Office) -> None:
    decided(office)
    assert ask(office, "plan").trouble == "Tick at least one e-mail first."


def test_a_draft_that_cannot_leave_says_why_and_offers_no_sending(office: Office) -> None:
    _, mail = decided(office)
    assert ask(office, "edit", mail=mail.id, version="0", text="Dear [name],").said
    html = one_page(office, mail)
    assert "Something in brackets, or a blank, is still to be filled in." in html
    assert "send" not in acts(html)
    assert ask(office, "send", planned=f"{mail.id}:1").trouble
    assert stored(office, mail).state is MailState.HELD


def test_what_was_typed_stays_when_somebody_else_was_first(office: Office) -> None:
    _, mail = decided(office)
    ask(office, "edit", mail=mail.id, version="0", text="First.")
    second = ask(office, "edit", LEAD, mail=mail.id, version="0", text="Second.")
    assert "Nothing was done" in second.trouble
    html = one_page(office, mail, LEAD, outcome=second)
    assert "Second.</textarea>" in html
    assert stored(office, mail).personal == "First."
    assert ask(office, "restore", mail=mail.id, version="1").said
    assert stored(office, mail).personal == ""


def test_a_discarded_draft_is_brought_back_from_its_notice(office: Office) -> None:
    _, mail = decided(office)
    done = ask(office, "discard", mail=mail.id, version="0")
    html = one_page(office, mail, outcome=done)
    assert acts(html) == {"bring_back"}
    assert ask(office, "bring_back", mail=mail.id, version="1").said
    assert stored(office, mail).state is MailState.HELD


def test_what_has_left_shows_no_words_and_no_acts(office: Office) -> None:
    _, mail = decided(office)
    put(office, mail.released("", office.now).taken(office.now).delivered(office.now))
    html = one_page(office, mail)
    assert "What this e-mail said is not kept." in html
    assert acts(html) == set()


def test_a_filter_that_is_filled_in_is_a_view_with_an_address(office: Office) -> None:
    asked = Asked("filter", {"template": "award", "pile": "failed", "language": "", "x": "y"})
    view = read_filter(asked)
    assert view == OutboxView(pile=Pile.FAILED, template="award")
    assert OutboxView.from_query(view.to_query()) == view
    assert "Clear all filters" in list_page(office, view=view)
    assert OutboxView.from_query("pile=%27&template=..%2F&language=" + "x" * 400) == OutboxView()
