"""Letters as e-mail messages (RFC 5322, MIME)."""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from typing import Final

from youcheng.i18n.languages import Language
from youcheng.mail.letters import Letter

POLICY: Final = SMTP.clone(cte_type="7bit")
"""Lines end with CR LF; bodies are encoded as ASCII, which every server carries."""

_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


class HeaderError(ValueError):
    """A value that may not stand in a header; the message names the header, never the value."""


def name_message(mail_id: str, sender: str) -> str:
    """The Message-ID of a mail: its id at the sender's domain, the same at every attempt.

    Raises:
        HeaderError: `sender` is no address, or the id holds more than letters and digits.
    """
    if not (mail_id.isascii() and mail_id.isalnum()):
        raise HeaderError("Message-ID")
    return f"<{mail_id}@{_address('From', sender).domain}>"


def build_message(
    letter: Letter,
    *,
    sender: str,
    to: str,
    reply_to: str,
    message_id: str,
    sent_at: datetime,
    language: Language,
) -> EmailMessage:
    """The message that carries a letter as plain text and as HTML.

    It has no List-Unsubscribe: every letter is about one submission, and a client's button for
    leaving a list must not be taken for a withdrawal.

    Args:
        letter: what it says.
        sender: the site's address, with or without a name: ``Youcheng <mail@example.org>``.
        to: one address, without a name.
        reply_to: the address that answers questions, like `sender`.
        message_id: see `name_message`.
        sent_at: aware; for the header Date.
        language: the letter's language.

    Raises:
        HeaderError: an address that is not exactly one address, a line break or another control
            character in a header, a Message-ID that is none, a moment without a time zone.
    """
    if not _MESSAGE_ID.fullmatch(message_id):
        raise HeaderError("Message-ID")
    if sent_at.tzinfo is None:
        raise HeaderError("Date")
    message = EmailMessage(policy=POLICY)
    message["From"] = _address("From", sender)
    message["To"] = _address("To", to)
    message["Reply-To"] = _address("Reply-To", reply_to)
    message["Subject"] = _line("Subject", letter.subject)
    message["Message-ID"] = message_id
    message["Date"] = sent_at
    # Keeps automatic replies such as those of a holiday from answering (RFC 3834, section 5).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8")
    message.add_alternative(letter.html, subtype="html", charset="utf-8")
    # Last: making it multipart would move a Content header into the first part.
    message["Content-Language"] = language.html
    return message


def _line(header: str, value: str) -> str:
    if any(not sign.isprintable() for sign in value):
        raise HeaderError(header)
    return value


def _address(header: str, value: str) -> Address:
    """The one address in `value`, its domain in ASCII (IDNA), which every server understands."""
    found = getaddresses([_line(header, value)])
    if len(found) != 1:
        raise HeaderError(header)
    name, spec = found[0]
    local, _, domain = spec.rpartition("@")
    try:
        address = Address(name, local, domain.encode("idna").decode("ascii"))
    except (MessageError, ValueError, IndexError) as error:
        raise HeaderError(header) from error
    if not (local.isascii() and local and domain):
        raise HeaderError(header)
    return address
