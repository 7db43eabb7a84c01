"""A mail server that a test can make dwell on a mail."""

from __future__ import annotations

import asyncio
from threading import Event

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mail.postbox import Postbox


class HoldingPostbox(Postbox):
    """Like its base, but from `hold` to `let_go` it does not say whether it takes a mail.

    Attributes:
        has_one: set once a mail is held.
    """

    def __init__(self) -> None:
        super().__init__()
        self.has_one = Event()
        self._free = Event()
        self._free.set()

    def hold(self) -> None:
        """Keep whoever brings a mail from now on waiting."""
        self.has_one.clear()
        self._free.clear()

    def let_go(self) -> None:
        """Send those who wait away; take mails again."""
        self._free.set()

    async def handle_DATA(  # noqa: N802 -- the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if not self._free.is_set():
            self.has_one.set()
            await asyncio.to_thread(self._free.wait)
            # Whoever sent it was killed meanwhile and never learns of an answer: none was given.
            return "451 come again"
        return await super().handle_DATA(server, session, envelope)
