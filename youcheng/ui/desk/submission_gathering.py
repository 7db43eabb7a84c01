"""All that the page of one submission in the desk shows, gathered from the services."""

from __future__ import annotations

from collections.abc import Mapping

from youcheng.content.forms import Form
from youcheng.content.subjects import name_subject
from youcheng.domain.actors import Actor
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Names
from youcheng.markup.desk_submission import Outcome, SubmissionPage
from youcheng.services.answering import list_replaced
from youcheng.services.desk_actions import list_tags
from youcheng.services.desk_erasing import plan_erasure
from youcheng.services.desk_moderation_view import view_moderation
from youcheng.services.desk_people import list_colleagues
from youcheng.services.desk_view import view_submission
from youcheng.services.ports import Services


def gather_page(
    services: Services,
    *,
    actor: Actor,
    code: str,
    t: Translator,
    queue: str = "",
    outcome: Outcome | None = None,
    done: Mapping[str, int] | None = None,
) -> SubmissionPage:
    """All that the page of a submission shows to `actor`.

    Args:
        services: for everything.
        actor, code: who looks at which submission.
        t: the texts of the reader's language.
        queue: the part of the queue that they came from.
        outcome: of the last act.
        done: how often each act was done here.

    Raises:
        NotAllowed: `desk` or `submission`.
        StoreBusy: it cannot be told now.
    """
    view = view_submission(services, actor=actor, code=code)
    language = t.language.code
    erases = Action.ERASE_ON_REQUEST in dict(view.actions)
    people = list_colleagues(services, actor=actor, code=code) if view.works else ()
    tags = list_tags(services, actor=actor) if view.works else ()
    names = Names(
        people={one.id: one.name for one in people},
        tags={one.id: one.name for one in tags},
        cities={one.id: one.name.get(language) for one in services.content.cities},
        form=_form(services, view.programme),
    )
    return SubmissionPage(
        view=view,
        now=services.clock(),
        subject=name_subject(services.content, view.programme, language),
        me=actor.id,
        names=names,
        people=people,
        tags=tags,
        replaced=list_replaced(services, actor=actor, code=code),
        erasure=plan_erasure(services, actor=actor, code=code) if erases else None,
        queue=queue,
        outcome=outcome or Outcome(),
        done=done or {},
        moderation=view_moderation(services, actor=actor, code=code),
    )


def _form(services: Services, programme: str) -> Form | None:
    try:
        return services.content.form(programme)
    except KeyError:
        return None
