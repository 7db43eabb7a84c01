"""Signing in and out: limits, rotation, ends by the clock, and what is done for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Lock

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from tests.at_once import at_once
from tests.services.accounts import PASSWORD, actor_of, hire, why_signed_out
from tests.services.office import Office
from youcheng.domain.actors import SYSTEM, Role
from youcheng.domain.limits import LimitReached
from youcheng.domain.staff import IDLE, LONGEST, SessionState
from youcheng.services import passwords
from youcheng.services.accounts import set_active
from youcheng.services.keeping_time import KEPT_SESSIONS, keep_time
from youcheng.services.ports import StoreBusy
from youcheng.services.signing_in import (
    SignInRefused,
    end_own_session,
    keep_session,
    sign_in,
    sign_out,
    sign_out_everywhere,
    view_sessions,
)
from youcheng.services.staff import SignedOut
from youcheng.storage.staff_tables import SessionRow

QUARTER = timedelta(minutes=15)


def fail(office: Office, email: str = "wang@example.org", client: str = "198.51.100.7") -> None:
    with pytest.raises(SignInRefused):
        sign_in(office.services, email=email, password="not the password", client=client)


def test_who_signs_in_is_found_afresh_on_every_call(office: Office) -> None:
    colleague = hire(office, roles=frozenset({Role.MODERATOR}), school="s1")
    session = colleague.sign_in()
    actor = actor_of(office, session)
    assert (actor.id, actor.roles, actor.school) == (
        colleague.account.id,
        frozenset({Role.MODERATOR}),
        "s1",
    )
    sign_out(office.services, session=session)
    assert why_signed_out(office, session) is SessionState.ENDED
    sign_out(office.services, session=session)
    assert [one.kind for one in office.events()][-2:] == ["session.started", "session.ended"]


@pytest.mark.parametrize("session", ["", "x", "x" * 43, "' OR 1=1 --", "\u0000" * 43])
def test_what_is_no_session_opens_nothing(office: Office, session: str) -> None:
    hire(office).sign_in()
    assert why_signed_out(office, session) == "unknown"
    for call in (keep_session, view_sessions, sign_out_everywhere):
        with pytest.raises(SignedOut):
            call(office.services, session=session)
    sign_out(office.services, session=session)


def test_no_store_is_asked_about_a_visitor_without_a_session(office: Office) -> None:
    asked: list[object] = []

    def note(*call: object) -> None:
        asked.append(call)

    event.listen(office.engine, "before_cursor_execute", note)
    for nothing in ("", "x", "x" * 44):
        assert why_signed_out(office, nothing) == "unknown"
        with pytest.raises(SignedOut):
            keep_session(office.services, session=nothing)
    assert asked == []
    assert why_signed_out(office, "x" * 43) == "unknown"
    assert asked != []
    event.remove(office.engine, "before_cursor_execute", note)


def test_every_sign_in_draws_a_new_token_and_the_browsers_old_one_is_void(office: Office) -> None:
    colleague = hire(office)
    first = colleague.sign_in()
    second = colleague.sign_in(replaces=first)
    assert first != second
    assert why_signed_out(office, first) is SessionState.ENDED
    assert why_signed_out(office, second) == "signed in"
    other = hire(office, "li@example.org", name="Li").sign_in(replaces=second)
    assert why_signed_out(office, second) is SessionState.ENDED
    assert why_signed_out(office, other) == "signed in"


def test_a_failed_sign_in_ends_nothing(office: Office) -> None:
    colleague = hire(office)
    session = colleague.sign_in()
    with pytest.raises(SignInRefused):
        colleague.sign_in("not the password", replaces=session)
    assert why_signed_out(office, session) == "signed in"


def test_a_session_goes_on_with_activity_and_ends_without(office: Office) -> None:
    session = hire(office).sign_in()
    for _ in range(3):
        office.wait(minutes=29)
        keep_session(office.services, session=session)
    office.now += IDLE
    assert why_signed_out(office, session) is SessionState.IDLE
    with pytest.raises(SignedOut):
        keep_session(office.services, session=session)
    assert why_signed_out(office, session) is SessionState.IDLE


def test_a_session_ends_after_eight_hours_whatever_is_done(office: Office) -> None:
    session = hire(office).sign_in()
    began = office.now
    while office.now + timedelta(minutes=20) < began + LONGEST:
        office.wait(minutes=20)
        keep_session(office.services, session=session)
    office.now = began + LONGEST - timedelta(seconds=1)
    assert why_signed_out(office, session) == "signed in"
    office.now = began + LONGEST
    assert why_signed_out(office, session) is SessionState.EXPIRED


def test_activity_is_written_down_once_a_minute(office: Office) -> None:
    session = hire(office).sign_in()
    began = office.now
    seen = []
    for _ in range(5):
        office.wait(seconds=25)
        keep_session(office.services, session=session)
        seen.append((view_sessions(office.services, session=session).this.seen_at - began).seconds)
    assert seen == [0, 0, 75, 75, 75]


def test_looking_who_acts_is_no_activity(office: Office) -> None:
    session = hire(office).sign_in()
    office.wait(minutes=29)
    actor_of(office, session)
    office.wait(minutes=1)
    assert why_signed_out(office, session) is SessionState.IDLE


def test_what_is_ended_while_it_is_renewed_stays_ended(office: Office) -> None:
    session = hire(office).sign_in()
    office.wait(minutes=2)
    for _ in range(5):
        at_once(
            lambda: keep_session(office.services, session=session),
            lambda: sign_out(office.services, session=session),
        )
        assert why_signed_out(office, session) is SessionState.ENDED


def test_sessions_are_seen_and_ended_by_their_owner_alone(office: Office) -> None:
    colleague = hire(office)
    here, there = colleague.sign_in(device="here"), colleague.sign_in(device="there")
    stranger = hire(office, "li@example.org", name="Li").sign_in()
    seen = view_sessions(office.services, session=here)
    assert (seen.this.device, [one.device for one in seen.others]) == ("here", ["there"])
    (other,) = seen.others
    assert not end_own_session(office.services, session=stranger, ends=other.id)
    assert not end_own_session(office.services, session=here, ends="0" * 32)
    assert why_signed_out(office, there) == "signed in"
    assert end_own_session(office.services, session=here, ends=other.id)
    assert why_signed_out(office, there) is SessionState.ENDED
    assert view_sessions(office.services, session=here).others == []


def test_signing_out_everywhere_ends_every_session_of_one_account(office: Office) -> None:
    colleague = hire(office)
    mine = [colleague.sign_in() for _ in range(3)]
    stranger = hire(office, "li@example.org", name="Li").sign_in()
    office.wait(minutes=1)
    sign_out_everywhere(office.services, session=mine[1])
    for session in mine:
        assert why_signed_out(office, session) is SessionState.ENDED
    assert why_signed_out(office, stranger) == "signed in"
    assert why_signed_out(office, colleague.sign_in()) == "signed in"
    (told,) = office.events("session.ended_all")
    assert dict(told.details) == {"count": "3"}


def test_who_signs_in_while_they_are_revoked_is_out(office: Office) -> None:
    colleague = hire(office)
    for _ in range(3):
        outcomes = at_once(
            colleague.sign_in,
            lambda: set_active(office.services, actor=SYSTEM, email=colleague.email, active=False),
        )
        if isinstance(outcomes[0], str):
            assert why_signed_out(office, outcomes[0]) is SessionState.ENDED
        else:
            assert isinstance(outcomes[0], SignInRefused)
        set_active(office.services, actor=SYSTEM, email=colleague.email, active=True)


def test_the_eleventh_try_is_refused_for_an_account_from_wherever_it_comes(
    office: Office,
) -> None:
    colleague = hire(office)
    for number in range(10):
        fail(office, client=f"198.51.100.{number}")
    with pytest.raises(LimitReached) as refused:
        colleague.sign_in(client="203.0.113.1")
    assert 0 < refused.value.retry_after <= QUARTER.total_seconds()
    hire(office, "li@example.org", name="Li").sign_in(client="198.51.100.1")
    office.now += QUARTER
    assert why_signed_out(office, colleague.sign_in(client="203.0.113.1")) == "signed in"


def test_the_eleventh_try_is_refused_from_an_address_for_whichever_account(
    office: Office,
) -> None:
    colleague = hire(office)
    for number in range(10):
        fail(office, email=f"nobody{number}@example.org")
    with pytest.raises(LimitReached):
        colleague.sign_in()
    assert why_signed_out(office, colleague.sign_in(client="203.0.113.1")) == "signed in"
    office.now += QUARTER
    assert why_signed_out(office, colleague.sign_in()) == "signed in"


def test_an_address_without_an_account_is_limited_like_one_with(office: Office) -> None:
    for number in range(10):
        fail(office, email="nobody@example.org", client=f"198.51.100.{number}")
    with pytest.raises(LimitReached):
        sign_in(
            office.services, email="NOBODY@example.org", password=PASSWORD, client="203.0.113.1"
        )


def test_right_passwords_are_no_failures_and_do_not_forgive_those_that_were(
    office: Office,
) -> None:
    colleague = hire(office)
    for _ in range(12):
        colleague.sign_in()
    for _ in range(9):
        fail(office)
    colleague.sign_in()
    fail(office)
    with pytest.raises(LimitReached):
        colleague.sign_in()


def test_many_tries_at_once_are_not_free(office: Office) -> None:
    colleague = hire(office)
    outcomes = at_once(*[lambda: colleague.sign_in("not the password")] * 16)
    kinds = [type(one) for one in outcomes]
    assert kinds.count(SignInRefused) == 10
    assert kinds.count(LimitReached) == 6


class Watched(PasswordHasher):
    """The real hasher, which notes how many hashes are computed at once."""

    def __init__(self, **figures: int) -> None:
        super().__init__(**figures)
        self.now = self.most = self.count = 0
        self._lock = Lock()
        self._together = Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002
        with self._lock:
            self.now += 1
            self.count += 1
            self.most = max(self.most, self.now)
            if self.now > passwords.AT_ONCE:
                self._together.set()
        try:
            # Whoever comes has time to overlap with whoever is there.
            self._together.wait(0.05)
            return super().verify(hash, password)
        finally:
            with self._lock:
                self.now -= 1


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    real = passwords._hasher
    watched = Watched(
        time_cost=real.time_cost, memory_cost=real.memory_cost, parallelism=real.parallelism
    )
    monkeypatch.setattr(passwords, "_hasher", watched)
    yield watched
    assert watched.now == 0


def test_two_hashes_are_computed_at_once_and_no_more(office: Office, hasher: Watched) -> None:
    colleague = hire(office)
    outcomes = at_once(*[colleague.sign_in] * 8)
    assert all(isinstance(one, str) for one in outcomes)
    assert (hasher.most, hasher.count) == (2, 8)


def test_the_same_is_done_for_an_address_without_an_account(
    office: Office, hasher: Watched
) -> None:
    hire(office)
    hire(office, "new@example.org", name="New", password="")
    revoked = hire(office, "gone@example.org", name="Gone")
    set_active(office.services, actor=SYSTEM, email=revoked.email, active=False)
    before = len(office.events())
    for email in ("wang@example.org", "new@example.org", "gone@example.org", "no@example.org"):
        fail(office, email=email)
    assert hasher.count == 4
    told = office.events()[before:]
    assert [(one.kind, one.actor) for one in told] == [("session.refused", "public")] * 4
    assert told[-1].subject == "staff:unknown"


def test_a_password_may_be_of_any_characters(office: Office) -> None:
    for number, password in enumerate(
        ("五条锦鲤与一只白鹭在湖边", "\ud800 half a character", "🪷" * 5 + "watercress")
    ):
        colleague = hire(office, f"u{number}@example.org", password=password)
        assert why_signed_out(office, colleague.sign_in(password)) == "signed in"


def test_old_sessions_are_forgotten(office: Office) -> None:
    colleague = hire(office)
    colleague.sign_in()
    office.now += KEPT_SESSIONS
    session = colleague.sign_in()
    office.wait(seconds=1)
    keep_time(office.services)
    assert office.count(SessionRow) == 1
    assert why_signed_out(office, session) == "signed in"


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_session_whose_activity_cannot_be_written_just_now_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = hire(office).sign_in()
    office.wait(minutes=2)

    def busy() -> None:
        raise StoreBusy("held by another writer")

    monkeypatch.setattr(office.services.records, "write", busy)
    assert keep_session(office.services, session=session).ends_at > office.now
