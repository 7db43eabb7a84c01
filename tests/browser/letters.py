"""The mails that the running site has sent, as they arrived at a real mail server."""

from __future__ import annotations

import re
import time
from email.message import EmailMessage

from tests.mail.postbox import Postbox


class Letters:
    """Waits for a mail among those that have arrived."""

    def __init__(self, postbox: Postbox) -> None:
        self._postbox = postbox
        self._about: list[str] = []

    def wait_for(self, about: str, *, having: str = "", seconds: float = 30) -> EmailMessage:
        """The latest mail that names `about` in its subject or address.

        Args:
            about: a reference code, or the address that it went to.
            having: a pattern that its text holds; empty for any.
            seconds: how long to wait before the test fails.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            messages = self._postbox.messages
            self._about += [f"{one['Subject']} {one['To']}" for one in messages[len(self._about) :]]
            for message, named in zip(reversed(messages), reversed(self._about), strict=True):
                if about in named and re.search(having, text_of(message)):
                    return message
            time.sleep(0.2)
        raise AssertionError(f"no mail about {about} has come")


def text_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
