"""Sending through an SMTP server (RFC 5321), one message at a time."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final, Literal

_LOGIN: Final = frozenset({530, 534, 535, 538})
"""Final answers that ask for a login or for encryption (RFC 4954, sections 4 and 6; RFC 3207)."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server that takes our mail.

    Attributes:
        host, port: where it listens.
        username, password: for AUTH; an empty name means none.
        tls: `starttls` asks for encryption after the greeting, `tls` begins with it, `none` sends
            in the clear. The certificate is checked against the system's authorities.
        timeout: seconds that one step may take.
    """

    host: str
    port: int = 587
    username: str = ""
    password: str = field(default="", repr=False)
    tls: Literal["none", "starttls", "tls"] = "starttls"
    timeout: float = 30.0


class MailRefused(Exception):  # noqa: N818 -- an answer of the server
    """The server will never take this message.

    Attributes:
        code: the server's answer, 500 to 599. What it said is left out: it often repeats the
            address.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class MailDelayed(Exception):  # noqa: N818 -- an answer of the server
    """The message was not taken now; a later attempt may succeed.

    Attributes:
        reason: `answer` (the server asks to come again), `connection` (no server, no encryption,
            a timeout, a connection that broke) or `login` (the server does not let us in, or does
            not take mail from us: a matter of its set-up, not of the message).
    """

    def __init__(self, reason: Literal["answer", "connection", "login"]) -> None:
        super().__init__(reason)
        self.reason: Literal["answer", "connection", "login"] = reason


def send(message: EmailMessage, server: Server) -> None:
    """Hand the message to the server; when this returns, the server has taken it.

    An attempt that breaks after the server has taken the message and before it says so counts as
    delayed: the message may arrive twice, with the same Message-ID.

    Raises:
        MailRefused: the recipient or the message was refused for good.
        MailDelayed: anything else; a matter of the connection or of the server's set-up among it.
    """
    connection = _open(server, _own_name(message))
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _judge(code for code, _ in error.recipients.values()) from error
    except smtplib.SMTPDataError as error:
        raise _judge([error.smtp_code]) from error
    except smtplib.SMTPSenderRefused as error:
        raise MailDelayed("login" if error.smtp_code >= 500 else "answer") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailDelayed("connection") from error
    finally:
        # The message is taken or not by now: whatever happens at the farewell changes nothing.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def reach(server: Server, sender: str) -> None:
    """Return if the server lets us in now, as it would for a message; none is sent.

    Args:
        sender: address that mails come from, a name before it or not.

    Raises:
        MailDelayed: it does not; `connection` or `login`.
    """
    connection = _open(server, parseaddr(sender)[1].rpartition("@")[2])
    with contextlib.suppress(smtplib.SMTPException, OSError):
        connection.quit()
    connection.close()


def touch(server: Server) -> None:
    """Return if something listens where the server is, without a word to it.

    Raises:
        MailDelayed: `connection`.
    """
    try:
        socket.create_connection((server.host, server.port), server.timeout).close()
    except OSError as error:
        raise MailDelayed("connection") from error


def _open(server: Server, own_name: str) -> smtplib.SMTP:
    try:
        return _connect(server, own_name)
    except (smtplib.SMTPAuthenticationError, UnicodeError) as error:
        raise MailDelayed("login") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailDelayed("connection") from error


def _connect(server: Server, own_name: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.tls == "tls":
        connection = smtplib.SMTP_SSL(
            server.host, server.port, own_name, timeout=server.timeout, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, own_name, timeout=server.timeout)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.username:
            connection.login(server.username, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _own_name(message: EmailMessage) -> str:
    """What we greet with: the sender's domain. Asking the system for its name may take minutes."""
    domain: str = message["From"].addresses[0].domain
    return domain


def _judge(codes: Iterable[int]) -> MailRefused | MailDelayed:
    """What the answers to a recipient or a message mean."""
    worst = max(codes)
    if worst in _LOGIN:
        return MailDelayed("login")
    return MailRefused(worst) if worst >= 500 else MailDelayed("answer")
