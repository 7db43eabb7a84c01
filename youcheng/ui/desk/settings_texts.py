"""What somebody asked for at the texts of mails, handed to the service that does it."""

from __future__ import annotations

from youcheng.domain.actors import Actor
from youcheng.domain.mail_texts import LONGEST, MailTextRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_settings import SettingsOutcome
from youcheng.markup.desk_texts import text_trouble
from youcheng.services.mail_texts import change_mail_text, restore_mail_text, show_mail_text
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked


def answer_text_act(
    services: Services, asked: Asked, *, actor: Actor, t: Translator
) -> SettingsOutcome:
    """Show, save or take back a text; return what came of it. What names no letter or no language
    does nothing.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    template, language = asked.text("template"), asked.text("language")
    parts = {part: asked.text(part) for part in LONGEST if part in asked.values}
    given = {**parts, "language": language}
    seen = asked.number("seen")
    try:
        if asked.act == "text_restore":
            restore_mail_text(
                services, actor=actor, template=template, language=language, seen=seen
            )
            return SettingsOutcome(said=t.gettext("The delivered text applies again."))
        if asked.act == "text_save":
            change_mail_text(
                services,
                actor=actor,
                template=template,
                language=language,
                parts=parts,
                seen=seen,
            )
            return SettingsOutcome(said=t.gettext("The text applies from now on."))
        letter = show_mail_text(
            services, actor=actor, template=template, language=language, parts=parts
        )
    except MailTextRefused as refused:
        return SettingsOutcome(trouble=text_trouble(refused, t), given=given)
    except KeyError:
        return SettingsOutcome()
    return SettingsOutcome(
        said=t.gettext("The e-mail is shown below its text."), letter=letter, given=given
    )
