"""From a mail of the outbox to the server: the letter is written when it leaves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from youcheng.domain.outbox import OutboxMail
from youcheng.i18n.catalogues import translator
from youcheng.mail.facts import FactError, LetterFacts
from youcheng.mail.letters import Letter, LetterError, write_letter
from youcheng.mail.messages import HeaderError, build_message, name_message
from youcheng.mail.smtp import MailDelayed, MailRefused, Server, send
from youcheng.services.delivering import Outcome
from youcheng.services.ports_outbox import UnwritableError

_log = logging.getLogger(__name__)


def make_writer(
    *, contact: str, name_programme: Callable[[str, str], str]
) -> Callable[[OutboxMail, str], Letter]:
    """A function that writes the letter of a mail in a language, by its code, as it leaves.

    It raises `UnwritableError`; its message names facts, never their values.

    Args: as of `make_poster`.
    """

    def write(mail: OutboxMail, language: str) -> Letter:
        named = {
            **mail.facts,
            "contact": contact,
            "programme": name_programme(mail.facts.get("programme", ""), language),
        }
        try:
            facts = LetterFacts.from_json(named)
            return write_letter(mail.template, facts, translator(language), personal=mail.personal)
        except (FactError, LetterError) as error:
            raise UnwritableError(str(error)) from error

    return write


def make_poster(
    server: Server, *, sender: str, contact: str, name_programme: Callable[[str, str], str]
) -> Callable[[OutboxMail], Outcome]:
    """A function that posts one mail and tells what became of it.

    Args:
        server: takes the mails.
        sender: address that they come from.
        contact: address that answers questions, named in every letter.
        name_programme: the name of a programme in a language, by id and code of the language.
    """

    write = make_writer(contact=contact, name_programme=name_programme)

    def post(mail: OutboxMail) -> Outcome:
        try:
            message = build_message(
                write(mail, mail.language),
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
