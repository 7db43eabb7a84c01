"""Limits against abuse: how often something may be done from one address or on one draft.

A count is kept for each window of time that begins at a whole multiple of its length. Whoever asks
once too often is told in how many seconds the window ends. The figures are product decisions: high
enough for a classroom behind one address, low enough for a machine to notice.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What is counted by."""

    ADDRESS = "address"
    DRAFT = "draft"
    EMAIL = "email"
    CODE = "code"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Limit:
    """So often in such a window.

    Attributes:
        action: what is limited.
        subject: by what it is counted.
        times: how often within one window.
        window: length of the window.
    """

    action: str
    subject: Subject
    times: int
    window: timedelta

    def window_start(self, now: datetime) -> datetime:
        """When the window began that `now` (aware) lies in."""
        seconds = self.window.total_seconds()
        return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)

    def retry_after(self, now: datetime) -> int:
        """Whole seconds until the next window, at least one."""
        ends = self.window_start(now) + self.window
        return max(1, math.ceil((ends - now).total_seconds()))


class LimitReached(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Too often.

    Attributes:
        limit: which limit.
        retry_after: whole seconds after which it may be tried again.
    """

    def __init__(self, limit: Limit, retry_after: int) -> None:
        super().__init__(f"{limit.action} by {limit.subject}")
        self.limit = limit
        self.retry_after = retry_after


_MINUTE: Final = timedelta(minutes=1)
_QUARTER: Final = timedelta(minutes=15)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)

START_DRAFT: Final = Limit("start_draft", Subject.ADDRESS, 20, _MINUTE)
SEND: Final = Limit("send", Subject.ADDRESS, 20, _MINUTE)
UPLOAD: Final = Limit("upload", Subject.DRAFT, 30, _HOUR)
UPLOAD_BATCH: Final = Limit("upload", Subject.DRAFT, 150, _HOUR)
UPLOAD_FROM: Final = Limit("upload", Subject.ADDRESS, 60, _MINUTE)
MAIL_LINK: Final = Limit("mail_link", Subject.DRAFT, 5, _HOUR)
MAIL_CODE: Final = Limit("mail_code", Subject.CODE, 5, _HOUR)
MAIL_CODE_FROM: Final = Limit("mail_code", Subject.ADDRESS, 20, _HOUR)
MAILS_TO: Final = Limit("mails_to", Subject.EMAIL, 30, _DAY)
"""Of links and one-time codes."""
NAMED_IN: Final = Limit("named_in", Subject.EMAIL, 100, _DAY)
"""Of forms sent, rows of a class each: whoever is named in one gets a mail, and nobody has shown
that the address is theirs. The largest class, each row with the same address, stays within it."""
ENTER_CODE_FROM: Final = Limit("enter_code", Subject.ADDRESS, 30, _HOUR)
REQUEST_WITHDRAWAL: Final = Limit("request_withdrawal", Subject.DRAFT, 5, _DAY)
TRY_ACCESS: Final = Limit("try_access", Subject.ADDRESS, 10, _HOUR)
START_SIGN_IN: Final = Limit("start_sign_in", Subject.ADDRESS, 30, _MINUTE)
"""Of sign-ins at the organisation: each asks its server something."""
FAIL_SIGN_IN: Final = Limit("fail_sign_in", Subject.EMAIL, 10, _QUARTER)
FAIL_SIGN_IN_FROM: Final = Limit("fail_sign_in", Subject.ADDRESS, 10, _QUARTER)
"""Only failures stay counted: a try is counted before the password is looked at, so that many at
once are not free, and given back when it was right."""

EXPORT: Final = Limit("export", Subject.ACCOUNT, 20, _HOUR)
"""Tables for a day's work; whoever copies the queue view by view is slowed down and seen."""


def hash_subject(value: str, *, key: bytes) -> str:
    """What stands for an address or an e-mail address where counts are kept: an HMAC, no name."""
    return hmac.new(key, b"limit\0" + value.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
