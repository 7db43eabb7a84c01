"""When the session of a colleague ends, for the page that announces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from youcheng.services.ports import Services
from youcheng.services.signing_in import keep_session
from youcheng.services.staff import open_session


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """What lies ahead of a session, counted from when it was asked: clocks of browsers differ.

    Attributes:
        warns_in: until the end is to be announced; zero or less from then on.
        ends_in: until the end, unless something is done before.
        can_go_on: whether doing something puts it off for longer than the announcement.
    """

    warns_in: timedelta
    ends_in: timedelta
    can_go_on: bool


def view_session_end(services: Services, /, *, session: str) -> SessionEnd:
    """What lies ahead of the session of a token. Asking is no activity and puts nothing off.

    Raises:
        SignedOut: the token opens none, or none any more.
        StoreBusy: it cannot be told now.
    """
    with services.records.read() as uow:
        _, found = open_session(services, uow, session)
    now = services.clock()
    return SessionEnd(found.warns_at - now, found.ends_at - now, found.can_go_on(now))


def put_off_session_end(services: Services, /, *, session: str) -> SessionEnd:
    """Note activity in a session, as `keep_session` does, and return what lies ahead of it then.

    Raises:
        SignedOut: the token opens none, or none any more.
        StoreBusy: it cannot be told now.
    """
    keep_session(services, session=session)
    return view_session_end(services, session=session)
