"""What is asked for in the part of the desk with the certificates."""

from __future__ import annotations

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_certificates import issued_sentence, revocation_trouble
from youcheng.services.certifying import NotRevealed, issue_certificates
from youcheng.services.ports import Services
from youcheng.services.revoking import (
    RevocationRefused,
    reissue_certificates,
    revoke_certificate,
)
from youcheng.ui.asked import Asked


def answer_certificates_act(
    services: Services, asked: Asked, actor: Actor, t: Translator
) -> tuple[str, str]:
    """What was done, and why it was not done; both are empty for an unknown act.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    try:
        return _answer(services, asked, actor, t), ""
    except NotRevealed:
        return "", t.gettext("The results are not to be known yet.")
    except RevocationRefused as refused:
        return "", revocation_trouble(refused, t)


def _answer(services: Services, asked: Asked, actor: Actor, t: Translator) -> str:
    match asked.act:
        case "issue":
            edition = asked.text("edition")
            return issued_sentence(issue_certificates(services, actor=actor, edition=edition), t)
        case "revoke":
            revoke_certificate(
                services, actor=actor, code=asked.text("code"), reason=asked.text("reason")
            )
            return t.gettext("The certificate is revoked.")
        case "reissue":
            reissue_certificates(services, actor=actor, code=asked.text("code"))
            return t.gettext("The certificate is issued anew.")
    return ""
