"""A mail server that really listens, keeps what it takes and answers as it is told."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock

from aiosmtpd.smtp import SMTP, Envelope, Session


class Postbox:
    """What the server took, and how it answers; answers are SMTP lines, empty for its own."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self._read: list[EmailMessage] = []
        self._lock = Lock()
        self.greeted_as: list[str] = []
        self.answer_sender = ""
        self.answer_recipient = ""
        self.answer_data = ""
        self.answer_farewell = ""

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages as a mail client reads them, each read once.

        The server's own thread asks too: with each connection it looks at every member of this.
        """
        with self._lock:
            for one in self.envelopes[len(self._read) :]:
                assert isinstance(one.content, bytes)
                self._read.append(message_from_bytes(one.content, policy=policy.default))
            return [*self._read]

    async def handle_EHLO(  # noqa: N802 -- the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        self.greeted_as.append(name)
        return answers

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answer_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.answer_recipient:
            envelope.rcpt_tos.append(address)
        return self.answer_recipient or "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if not self.answer_data:
            self.envelopes.append(envelope)
        return self.answer_data or "250 OK"

    async def handle_QUIT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        return self.answer_farewell or "221 Bye"
