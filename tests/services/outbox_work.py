"""A draft in the outbox of the desk, and what is done with it."""

from __future__ import annotations

from typing import Any

from tests.services.clerks import CULTURE, HEALTH, LEAD
from tests.services.desk_work import do
from tests.services.office import Office, Paper
from youcheng.domain.actors import Actor
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import OutboxView
from youcheng.domain.states import PendingState
from youcheng.services import desk_actions as desk
from youcheng.services.desk_outbox import list_outbox
from youcheng.services.desk_outbox_acts import (
    SendingDone,
    SendingPlan,
    edit_mail,
    plan_sending,
    send_mails,
)

OFFICER = {"culture": CULTURE, "health": HEALTH}
ZOE = "zoe.rochat@example.org"
"""Whom the drafts are for."""


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
