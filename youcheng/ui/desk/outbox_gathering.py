"""What the outbox on the desk shows, gathered from the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youcheng.content.subjects import name_subject
from youcheng.domain.actors import Actor
from youcheng.domain.outbox_view import OutboxView
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_outbox import OutboxShown
from youcheng.services.desk_outbox import MailView, count_outbox, list_outbox, view_mail
from youcheng.services.desk_parts import list_parts
from youcheng.services.desk_people import list_people
from youcheng.services.ports import Services


@dataclass(frozen=True, slots=True)
class MailShown:
    """One mail, with names of programmes and people by id."""

    view: MailView
    programmes: Mapping[str, str]
    people: Mapping[str, str]


def gather_outbox(
    services: Services,
    *,
    actor: Actor,
    view: OutboxView,
    t: Translator,
    after: str = "",
    before: str = "",
) -> OutboxShown:
    """All that the list of a part of the outbox shows to `actor`.

    Raises:
        NotAllowed: `desk`.
        StoreBusy: it cannot be told now.
    """
    page = list_outbox(services, actor=actor, view=view, after=after, before=before)
    counts = count_outbox(services, actor=actor, view=view)
    named = {*counts.programmes, *(one.programme for one in page.lines)}
    return OutboxShown(page, counts, _names(services, named, t), list_parts(actor))


def gather_mail(services: Services, *, actor: Actor, mail: str, t: Translator) -> MailShown:
    """All that the page of a mail shows to `actor`.

    Raises:
        NotAllowed: `desk` or `mail`.
        StoreBusy: it cannot be told now.
    """
    view = view_mail(services, actor=actor, mail=mail)
    people = {one.id: one.name for one in list_people(services, actor=actor)}
    return MailShown(view, _names(services, {view.line.programme}, t), people)


def _names(services: Services, programmes: set[str], t: Translator) -> dict[str, str]:
    code = t.language.code
    return {one: name_subject(services.content, one, code) or one for one in programmes}
