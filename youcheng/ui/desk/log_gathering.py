"""What the page of the log shows, gathered from the services."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from youcheng.domain.actors import Actor
from youcheng.domain.log_views import LogView
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Names
from youcheng.markup.desk_log import LogShown
from youcheng.services.desk_parts import list_parts
from youcheng.services.log_browsing import LogPage, browse_log, prove_log
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked


def gather_log(
    services: Services,
    asked: Asked | None,
    *,
    actor: Actor,
    given: Mapping[str, str],
    t: Translator,
) -> LogShown:
    """All that the page shows.

    Args:
        services: for everything.
        asked: what was asked for; None for nothing.
        actor: who reads.
        given: parameters of the address.
        t: the texts of the language.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    is_proof = asked is not None and asked.act == "prove"
    page = browse_log(
        services,
        actor=actor,
        view=LogView.from_query(given),
        before=_number(given.get("before", "")),
        after=_number(given.get("after", "")),
    )
    return LogShown(
        page=page,
        parts=list_parts(actor),
        names=_names(services, page, t),
        verdict=prove_log(services, actor=actor) if is_proof else None,
    )


def _names(services: Services, page: LogPage, t: Translator) -> dict[str, Names]:
    cities = {one.id: one.name.get(t.language.code) for one in services.content.cities}
    found = {"": Names(people=page.people, tags=page.tags, cities=cities)}
    for programme in {one.programme for one in page.submissions.values()}:
        with suppress(KeyError):
            found[programme] = replace(found[""], form=services.content.form(programme))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
