"""Accounts of the staff as they may be, and what a session is worth at each moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.actors import Actor, Role
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.staff import (
    IDLE,
    LONGEST,
    RENEWAL,
    WARNING,
    Account,
    AccountRefused,
    Session,
    SessionState,
    may_manage_accounts,
    plain_email,
    session_cookie,
)

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
TICK = timedelta(microseconds=1)
OFFICER = Account(
    id="a" * 32,
    name="Wang Fang",
    email="wang@example.org",
    roles=frozenset({Role.OFFICER}),
    language="zh",
    created_at=NOW - timedelta(days=30),
    sessions_from=NOW - timedelta(days=30),
    programmes=frozenset({"study"}),
)
SESSION = Session(
    id="b" * 32, digest="c" * 64, account=OFFICER.id, device="", started_at=NOW, seen_at=NOW
)


def check(**changes: object) -> str:
    """The problem of the officer's account with changes; empty where it has none."""
    account = replace(OFFICER, **changes)  # type: ignore[arg-type]
    try:
        account.check(
            programmes={"study", "sports"}, cities={"nanjing", "suzhou"}, languages={"zh", "en"}
        )
    except AccountRefused as refused:
        return refused.problem
    return ""


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, ""),
        ({"name": "王芳"}, ""),
        ({"name": "पुष्पा कार्\u200dकी"}, ""),
        ({"name": "Wang\u202eFang"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Wang\nFang"}, "name"),
        ({"email": "wang"}, "email"),
        ({"email": ""}, "email"),
        ({"roles": frozenset()}, "no_role"),
        ({"roles": frozenset({Role.SYSTEM})}, "role"),
        ({"roles": frozenset({Role.OFFICER, Role.GUARDIAN})}, "role"),
        ({"programmes": frozenset()}, "programmes"),
        ({"programmes": frozenset({"chess"})}, "programmes"),
        ({"roles": frozenset({Role.LEAD})}, "programmes"),
        ({"roles": frozenset({Role.LEAD}), "programmes": frozenset()}, ""),
        ({"roles": frozenset({Role.OFFICER, Role.LIAISON})}, "city"),
        ({"roles": frozenset({Role.OFFICER, Role.LIAISON}), "city": "vaud"}, "city"),
        ({"roles": frozenset({Role.OFFICER, Role.LIAISON}), "city": "suzhou"}, ""),
        ({"city": "suzhou"}, "city"),
        ({"roles": frozenset({Role.JUROR}), "programmes": frozenset()}, ""),
        ({"roles": frozenset({Role.JUROR, Role.OFFICER})}, "juror"),
        ({"language": "be"}, "language"),
    ],
)
def test_an_account_is_only_as_it_may_be(changes: dict[str, object], problem: str) -> None:
    assert check(**changes) == problem


def test_who_acts_with_an_account_reaches_as_far_as_the_account() -> None:
    assert OFFICER.actor == Actor(
        id=OFFICER.id, roles=frozenset({Role.OFFICER}), programmes=frozenset({"study"})
    )
    revoked = replace(OFFICER, roles=frozenset({Role.LEAD}), active=False).actor
    assert reading(revoked, Area.LOG) is Reading.NO


def test_administrators_and_commands_alone_manage_accounts() -> None:
    may = {role for role in Role if may_manage_accounts(Actor(roles=frozenset({role})))}
    assert may == {Role.ADMINISTRATOR, Role.SYSTEM}


def test_an_address_is_found_however_it_is_typed() -> None:
    assert plain_email(" Wang@Example.ORG\n") == "wang@example.org"
    assert plain_email("a@mu\u0308nchen.example") == plain_email("A@M\u00dcNCHEN.example")


def test_the_cookie_is_bound_to_the_host_where_it_can_be() -> None:
    assert session_cookie(encrypted=True) == "__Host-youcheng-staff"
    assert session_cookie(encrypted=False) == "youcheng-staff"


@pytest.mark.parametrize(
    ("seen", "asked", "state"),
    [
        (NOW, NOW, SessionState.OPEN),
        (NOW, NOW + IDLE - TICK, SessionState.OPEN),
        (NOW, NOW + IDLE, SessionState.IDLE),
        (NOW + LONGEST - TICK, NOW + LONGEST - TICK, SessionState.OPEN),
        (NOW + LONGEST - TICK, NOW + LONGEST, SessionState.EXPIRED),
    ],
)
def test_a_session_ends_when_nothing_is_done_and_after_eight_hours(
    seen: datetime, asked: datetime, state: SessionState
) -> None:
    assert replace(SESSION, seen_at=seen).state(OFFICER, asked) is state


def test_a_session_is_worth_nothing_once_it_or_its_account_is_ended() -> None:
    assert replace(SESSION, ended_at=NOW).state(OFFICER, NOW) is SessionState.ENDED
    revoked = replace(OFFICER, active=False)
    assert SESSION.state(revoked, NOW) is SessionState.REVOKED
    signed_out = replace(OFFICER, sessions_from=NOW + TICK)
    assert SESSION.state(signed_out, NOW) is SessionState.REVOKED
    assert SESSION.state(replace(OFFICER, sessions_from=NOW), NOW) is SessionState.OPEN


def test_the_end_is_announced_two_minutes_ahead_however_late_a_page_knows() -> None:
    for seen in (NOW, NOW + LONGEST - timedelta(minutes=10)):
        session = replace(SESSION, seen_at=seen)
        assert session.state(OFFICER, session.ends_at - TICK) is SessionState.OPEN
        assert session.state(OFFICER, session.ends_at) is not SessionState.OPEN
        assert session.ends_at - session.warns_at - RENEWAL >= timedelta(minutes=2)


def test_activity_puts_the_end_off_until_the_longest_time_is_announced() -> None:
    last = NOW + LONGEST - WARNING
    assert SESSION.can_go_on(last - TICK)
    assert not SESSION.can_go_on(last)
    for seen in (last - TICK, last):
        renewed = replace(SESSION, seen_at=seen)
        assert (renewed.warns_at > seen) is SESSION.can_go_on(seen)


def test_activity_is_noted_once_a_minute() -> None:
    assert not SESSION.needs_renewal(NOW + RENEWAL - TICK)
    assert SESSION.needs_renewal(NOW + RENEWAL)


def test_what_opens_a_session_or_an_account_is_not_shown_by_chance() -> None:
    assert SESSION.digest not in repr(SESSION)
    assert "argon2" not in repr(replace(OFFICER, password="$argon2id$"))
