"""The part of the desk with the certificates."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_certificates import certificates_page, issued_sentence
from youcheng.services.certifying import NotRevealed, issue_certificates, view_standing
from youcheng.services.desk_parts import list_parts
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor


def show_certificates(actor: Actor) -> None:
    """Show the certificates that are the actor's to issue, and issue what they ask for.

    Raises:
        NotAllowed: `role`.
        StoreBusy: they cannot be had now.
    """
    services, t, asked = get_services(), visitor().translator, take_asked()
    said, trouble = "", ""
    if asked is not None:
        said, trouble = answer_certificates_act(services, asked, actor, t)
    html = certificates_page(
        view_standing(services, actor=actor),
        t,
        parts=list_parts(actor),
        said=said,
        trouble=trouble,
    )
    desk(html=str(html), said=said or trouble)


def answer_certificates_act(
    services: Services, asked: Asked, actor: Actor, t: Translator
) -> tuple[str, str]:
    """What was done, and why it was not done; both are empty for an unknown act.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    if asked.act != "issue":
        return "", ""
    try:
        issued = issue_certificates(
            services, actor=actor, edition=str(asked.values.get("edition", ""))
        )
    except NotRevealed:
        return "", t.gettext("The results are not to be known yet.")
    return issued_sentence(issued, t), ""
