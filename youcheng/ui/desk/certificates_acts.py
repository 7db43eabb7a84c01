"""What is asked for in the part of the desk with the certificates."""

from __future__ import annotations

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_certificates import issued_sentence
from youcheng.services.certifying import NotRevealed, issue_certificates
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked


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
