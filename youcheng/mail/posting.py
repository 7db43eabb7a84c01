"""From a mail of the outbox to the server: the letter is written when it leaves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from youcheng.domain.mail_texts import MailText, MailTexts, is_fit
from youcheng.domain.outbox import OutboxMail
from youcheng.i18n.catalogues import Translator, translator
from youcheng.mail.facts import FactError, LetterFacts
from youcheng.mail.letters import Letter, LetterError, delivered_text, write_letter
from youcheng.mail.messages import HeaderError, build_message, name_message
from youcheng.mail.smtp import MailDelayed, MailRefused, Server, send
from youcheng.services.delivering import Outcome
from youcheng.services.ports_outbox import UnwritableError

_log = logging.getLogger(__name__)


def make_writer(
    *, contact: str, name_programme: Callable[[str, str], str]
) -> Callable[[OutboxMail, str, MailTexts], Letter]:
    """A function that writes the letter of a mail in a language, by its code, as it leaves: in the
    text that staff have set, where there is one that fits.

    It raises `UnwritableError`; its message names facts, never their values.

    Args: as of `make_poster`.
    """

    def write(mail: OutboxMail, language: str, texts: MailTexts) -> Letter:
        named = {
            **mail.facts,
            "contact": contact,
            "programme": name_programme(mail.facts.get("programme", ""), language),
        }
        try:
            facts, t = LetterFacts.from_json(named), translator(language)
            text = _fitting(mail.template, t, texts)
            return write_letter(mail.template, facts, t, personal=mail.personal, text=text)
        except (FactError, LetterError) as error:
            raise UnwritableError(str(error)) from error

    return write


def make_poster(
    server: Server,
    *,
    sender: str,
    contact: str,
    name_programme: Callable[[str, str], str],
    find_texts: Callable[[], MailTexts],
) -> Callable[[OutboxMail], Outcome]:
    """A function that posts one mail and tells what became of it.

    Args:
        server: takes the mails.
        sender: address that they come from.
        contact: address that answers questions, named in every letter.
        name_programme: the name of a programme in a language, by id and code of the language.
        find_texts: gives the texts that staff have set, as they are now. What it raises is raised.
    """

    write = make_writer(contact=contact, name_programme=name_programme)

    def post(mail: OutboxMail) -> Outcome:
        texts = find_texts()
        try:
            message = build_message(
                write(mail, mail.language, texts),
                sender=sender,
                to=mail.address,
                reply_to=contact,
                message_id=name_message(mail.id, sender),
                sent_at=mail.released_at or mail.created_at,
                language=translator(mail.language).language,
            )
            send(message, server)
        except MailDelayed as delay:
            _log.warning("mail %s (%s) waits: %s", mail.id, mail.template, delay.reason)
            return Outcome.DELAYED
        except MailRefused as refusal:
            _log.warning("mail %s (%s) was refused: %d", mail.id, mail.template, refusal.code)
            return Outcome.REFUSED
        except (UnwritableError, HeaderError):
            # The message of the error names facts, never their values.
            _log.exception("mail %s (%s) cannot be written", mail.id, mail.template)
            return Outcome.REFUSED
        return Outcome.TAKEN

    return post


def _fitting(template: str, t: Translator, texts: MailTexts) -> MailText | None:
    language = t.language.code
    text = texts.get((template, language))
    if text is None or is_fit(text, delivered_text(template, t)):
        return text
    _log.warning(
        "the text set for %s in %s fits no longer; the delivered one holds", template, language
    )
    return None
