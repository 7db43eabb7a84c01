"""What somebody asked for in the outbox, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from youcheng.domain.actors import Actor
from youcheng.domain.outbox_view import OutboxView
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_outbox import OutboxOutcome, block_words, count_mails
from youcheng.markup.desk_words import refused_words
from youcheng.services import desk_outbox_acts
from youcheng.services.desk_outbox import list_outbox
from youcheng.services.desk_outbox_acts import MOST, MailChanged, plan_sending, send_mails
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked

_FILTER: Final = "filter"


def is_filter(asked: Asked) -> bool:
    """Whether another part of the outbox is asked for."""
    return asked.act == _FILTER


def read_filter(asked: Asked) -> OutboxView:
    """The part of the outbox that was filled in; what cannot be followed is passed over."""
    return OutboxView.from_query(urlencode({name: asked.text(name) for name in asked.values}))


def answer_outbox_act(
    services: Services, asked: Asked, *, actor: Actor, view: OutboxView, t: Translator
) -> OutboxOutcome:
    """Do what was asked for; return what came of it. An unknown act does nothing.

    Raises:
        NotAllowed: `desk` or `mail`.
        StoreBusy: nothing was done.
    """
    try:
        match asked.act:
            case "plan":
                return _plan(services, asked.texts("mail"), actor, t)
            case "plan_all":
                page = list_outbox(services, actor=actor, view=view, limit=MOST)
                return _plan(services, tuple(one.id for one in page.lines), actor, t)
            case "run" | "send":
                return _send(services, asked, actor, t)
            case "edit" | "restore" | "discard" | "bring_back":
                return _change(services, asked, actor, t)
    except MailChanged:
        trouble = t.gettext("The e-mail has changed since you opened it. Nothing was done.")
        typed = asked.text("text") if asked.act == "edit" else None
        return OutboxOutcome(trouble=trouble, act=asked.act, text=typed)
    except ValueError as refused:
        return OutboxOutcome(trouble=refused_words(refused, t), act=asked.act)
    return OutboxOutcome()


def _plan(services: Services, mails: tuple[str, ...], actor: Actor, t: Translator) -> OutboxOutcome:
    if not mails:
        return OutboxOutcome(trouble=t.gettext("Tick at least one e-mail first."))
    plan = plan_sending(services, actor=actor, mails=mails)
    said = t.gettext("Nothing is done yet. Look through what would be done.")
    return OutboxOutcome(said=said, plan=plan)


def _send(services: Services, asked: Asked, actor: Actor, t: Translator) -> OutboxOutcome:
    seen: Mapping[str, str] = dict(
        one.rsplit(":", 1) for one in asked.texts("planned") if ":" in one
    )
    plan = plan_sending(services, actor=actor, mails=tuple(seen))
    # What was looked at counts, not what has become of it since.
    ready = tuple(replace(one, version=int(seen[one.id])) for one in plan.ready)
    done = send_mails(services, actor=actor, plan=replace(plan, ready=ready))
    if not done.done:
        why = block_words(done.skipped[0][1] if done.skipped else "", t)
        return OutboxOutcome(trouble=why, act=asked.act)
    said = t.gettext("On the way: {number}.").format(number=count_mails(len(done.done), t))
    return OutboxOutcome(said=said, act=asked.act, done=done)


def _change(services: Services, asked: Asked, actor: Actor, t: Translator) -> OutboxOutcome:
    given: dict[str, Any] = {
        "mail": asked.text("mail"),
        "version": int(asked.text("version")),
    }
    match asked.act:
        case "edit":
            desk_outbox_acts.edit_mail(services, actor=actor, text=asked.text("text"), **given)
            said = t.gettext("The e-mail is changed.")
        case "restore":
            desk_outbox_acts.edit_mail(services, actor=actor, text="", **given)
            said = t.gettext("The e-mail is as it was at first.")
        case "discard":
            desk_outbox_acts.discard_mail(services, actor=actor, **given)
            said = t.gettext("The draft is discarded.")
        case _:
            desk_outbox_acts.bring_mail_back(services, actor=actor, **given)
            said = t.gettext("It is a draft again.")
    return OutboxOutcome(said=said, act=asked.act)
