"""The part of the desk with the certificates."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.domain.permissions import may_revoke
from youcheng.markup.desk_certificates import certificates_page
from youcheng.services.certifying import view_standing
from youcheng.services.desk_parts import list_parts
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.certificates_acts import answer_certificates_act


def show_certificates(actor: Actor) -> None:
    """Show the certificates that are the actor's to issue, and do what they ask for.

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
        revokes=may_revoke(actor),
    )
    desk(html=str(html), said=said or trouble)
