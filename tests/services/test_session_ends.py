"""When a session ends: asked without making it longer, and put off until the longest time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.accounts import hire, why_signed_out
from tests.services.office import Office
from youcheng.domain.staff import IDLE, LONGEST, WARNING, SessionState
from youcheng.services.session_ends import SessionEnd, put_off_session_end, view_session_end
from youcheng.services.signing_in import sign_out
from youcheng.services.staff import SignedOut

WHOLE = SessionEnd(warns_in=IDLE - WARNING, ends_in=IDLE, can_go_on=True)


def test_asking_when_a_session_ends_is_no_activity(office: Office) -> None:
    session = hire(office).sign_in()
    assert view_session_end(office.services, session=session) == WHOLE
    office.now += IDLE - WARNING
    near = SessionEnd(warns_in=timedelta(0), ends_in=WARNING, can_go_on=True)
    for _ in range(2):
        assert view_session_end(office.services, session=session) == near
    office.now += WARNING
    with pytest.raises(SignedOut):
        view_session_end(office.services, session=session)
    assert why_signed_out(office, session) is SessionState.IDLE


def test_the_end_is_put_off_until_the_longest_time_is_near(office: Office) -> None:
    session = hire(office).sign_in()
    last = office.now + LONGEST
    while office.now + IDLE < last:
        office.now += IDLE - WARNING
        end = put_off_session_end(office.services, session=session)
        assert end.ends_in == min(IDLE, last - office.now)
    office.now = last - WARNING
    near = SessionEnd(warns_in=timedelta(0), ends_in=WARNING, can_go_on=False)
    assert put_off_session_end(office.services, session=session) == near


@pytest.mark.parametrize("session", ["", "x" * 43])
def test_what_opens_nothing_has_no_end(office: Office, session: str) -> None:
    for find in (view_session_end, put_off_session_end):
        with pytest.raises(SignedOut):
            find(office.services, session=session)


def test_a_session_that_was_ended_is_put_off_no_more(office: Office) -> None:
    session = hire(office).sign_in()
    sign_out(office.services, session=session)
    with pytest.raises(SignedOut):
        put_off_session_end(office.services, session=session)
    assert why_signed_out(office, session) is SessionState.ENDED
