"""What the page of the queue shows, gathered from the services."""

from __future__ import annotations

from youcheng.content.subjects import entry_form_id, name_subject
from youcheng.domain.actors import Actor
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_queue import QueueShown
from youcheng.services.desk_actions import list_tags
from youcheng.services.desk_parts import list_parts
from youcheng.services.desk_people import list_people
from youcheng.services.desk_queue import count_queue, list_queue, list_views
from youcheng.services.ports import Services


def gather_queue(
    services: Services,
    *,
    actor: Actor,
    view: QueueView,
    t: Translator,
    after: str = "",
    before: str = "",
) -> QueueShown:
    """All that the page of a part of the queue shows to `actor`.

    Raises:
        NotAllowed: `desk`.
        StoreBusy: it cannot be told now.
    """
    content, code = services.content, t.language.code
    page = list_queue(services, actor=actor, view=view, after=after, before=before)
    programmes = [
        *(one.id for one in content.forms),
        *(entry_form_id(one) for one in content.editions),
        *(one.programme for one in page.lines),
    ]
    return QueueShown(
        page=page,
        counts=count_queue(services, actor=actor, view=view),
        saved=list_views(services, actor=actor),
        programmes={one: name_subject(content, one, code) for one in dict.fromkeys(programmes)},
        partners={one.id: one.name.get(code) for one in content.partners},
        cities={one.id: one.name.get(code) for one in content.cities},
        tags=list_tags(services, actor=actor) if page.works else (),
        people=list_people(services, actor=actor) if page.works else (),
        parts=list_parts(actor),
    )
