"""The signed hour of birth of a form: a form sent back faster than a person types is a machine's.

No picture puzzle and no third party: a hidden field that people leave empty, and a token that says
when the form was shown, signed so that it cannot be made up. Neither names a person.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from youcheng.domain.clocks import LEAD

MINIMUM: Final = timedelta(seconds=3)
"""Product decision: nobody reads and sends the shortest form in less."""
LIFETIME: Final = timedelta(days=30)
"""As long as the draft that the form belongs to."""
_FORM: Final = re.compile(r"([0-9]{1,16})\.([0-9a-f]{64})")


class FormVerdict(StrEnum):
    """What a token that came back with a form says."""

    OK = "ok"
    FORGED = "forged"
    TOO_FAST = "too_fast"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A verdict and, for `TOO_FAST`, the whole seconds after which the form may be sent again."""

    verdict: FormVerdict
    retry_after: int = 0


def sign_form(*, form: str, key: bytes, now: datetime) -> str:
    """The token for `form` (id of form and draft), shown at `now` (aware)."""
    shown = int(now.timestamp() * 1000)
    return f"{shown}.{_signature(form, shown, key)}"


def check_form(
    token: str,
    *,
    form: str,
    key: bytes,
    now: datetime,
    minimum: timedelta = MINIMUM,
    lifetime: timedelta = LIFETIME,
) -> FormCheck:
    """Whether the form was shown by us, long enough ago and not too long ago.

    One that we have shown in the future was shown before the clock was set back: nobody is made to
    wait for that.
    """
    found = _FORM.fullmatch(token)
    if not found:
        return FormCheck(FormVerdict.FORGED)
    shown = int(found[1])
    if not hmac.compare_digest(_signature(form, shown, key), found[2]):
        return FormCheck(FormVerdict.FORGED)
    age = now - datetime.fromtimestamp(shown / 1000, UTC)
    if -LEAD <= age < minimum:
        return FormCheck(FormVerdict.TOO_FAST, math.ceil((minimum - age).total_seconds()))
    if age >= lifetime:
        return FormCheck(FormVerdict.EXPIRED)
    return FormCheck(FormVerdict.OK)


def _signature(form: str, shown: int, key: bytes) -> str:
    message = f"form\0{form}\0{shown}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
