"""Signing in with the organisation: who comes in, what is kept, counted and logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.services.accounts import Colleague, actor_of, hire, why_signed_out
from tests.services.office import VISITOR, Office
from youcheng.domain.actors import ANYBODY, SYSTEM, Actor, Role
from youcheng.domain.identities import IdentityRefused
from youcheng.domain.limits import LimitReached
from youcheng.domain.staff import IDLE, Duties, SessionState, Way
from youcheng.services.accounts import (
    change_roles,
    list_sessions,
    release_identity,
    revoke_sessions,
    set_active,
)
from youcheng.services.desk_access import NotAllowed
from youcheng.services.provider_sign_in import finish_provider_sign_in, start_provider_sign_in
from youcheng.services.signing_in import sign_out, sign_out_everywhere

ISSUER = "https://login.example.org"


def enter(
    office: Office,
    email: str = "wang@example.org",
    *,
    subject: str = "u-1",
    client: str = VISITOR,
    **claims: object,
) -> str:
    """The token of a session that begins by the organisation."""
    stated = {
        "iss": ISSUER,
        "sub": subject,
        "email": email,
        "email_verified": True,
        "auth_time": office.now.timestamp(),
        **claims,
    }
    return finish_provider_sign_in(
        office.services, claims=stated, issuer=ISSUER, client=client, device="Firefox, Linux"
    ).token


def problem_of(call: Callable[[], object]) -> str:
    with pytest.raises(IdentityRefused) as refused:
        call()
    return refused.value.problem


@pytest.fixture
def colleague(office: Office) -> Colleague:
    return hire(office, password="")


def test_a_session_by_the_organisation_is_one_like_any_other(
    office: Office, colleague: Colleague
) -> None:
    token = enter(office, "Wang@Example.org")
    assert actor_of(office, token) == Actor(id=colleague.account.id, roles=frozenset({Role.LEAD}))
    (listed,) = list_sessions(office.services, actor=SYSTEM, email=colleague.email)
    assert (listed.way, listed.device) == (Way.PROVIDER, "Firefox, Linux")
    office.wait(minutes=IDLE.total_seconds() / 60)
    assert why_signed_out(office, token) is SessionState.IDLE
    again = enter(office)
    assert again != token
    ended = sign_out(office.services, session=again)
    assert ended is not None
    assert ended.way is Way.PROVIDER
    assert why_signed_out(office, again) is SessionState.ENDED


@pytest.mark.parametrize(
    "end",
    [
        lambda office, email, token: set_active(office, actor=SYSTEM, email=email, active=False),
        lambda office, email, token: revoke_sessions(office, actor=SYSTEM, email=email),
        lambda office, email, token: release_identity(office, actor=SYSTEM, email=email),
        lambda office, email, token: sign_out_everywhere(office, session=token),
        lambda office, email, token: change_roles(
            office, actor=SYSTEM, email=email, duties=Duties(frozenset({Role.AUDITOR}))
        ),
    ],
)
def test_whatever_ends_sessions_also_asks_for_a_new_sign_in_at_the_organisation(
    office: Office, colleague: Colleague, end: Callable[..., object]
) -> None:
    token, signed_in = enter(office), office.now.timestamp()
    office.wait(minutes=1)
    end(office.services, colleague.email, token)
    assert why_signed_out(office, token) in {SessionState.ENDED, SessionState.REVOKED}
    assert problem_of(lambda: enter(office, auth_time=signed_in)) in {"stale", "inactive"}


def test_what_the_organisation_says_of_roles_or_names_changes_nothing(
    office: Office, colleague: Colleague
) -> None:
    before = colleague.stored
    token = enter(office, name="Somebody", roles=["administrator"], groups=["lead"])
    assert actor_of(office, token).roles == {Role.LEAD}
    assert (colleague.stored.name, colleague.stored.email) == (before.name, before.email)


def test_an_identity_is_released_by_who_manages_accounts_alone(
    office: Office, colleague: Colleague
) -> None:
    enter(office)
    for actor in (ANYBODY, Actor(id="a", roles=frozenset({Role.LEAD}))):
        with pytest.raises(NotAllowed):
            release_identity(office.services, actor=actor, email=colleague.email)
    assert problem_of(lambda: enter(office, subject="u-2")) == "bound"
    release_identity(office.services, actor=SYSTEM, email=colleague.email)
    office.wait(minutes=1)
    enter(office, subject="u-2")
    assert problem_of(lambda: enter(office, subject="u-1")) == "bound"
    kinds = [one.kind for one in office.events() if one.kind.startswith("staff.identity")]
    assert kinds == [
        "staff.identity_bound",
        "staff.identity_released",
        "staff.identity_bound",
    ]


def test_two_issuers_may_know_different_people_by_one_name(office: Office) -> None:
    hire(office, password="")
    enter(office)
    stated = {
        "iss": "https://other.example.org",
        "sub": "u-1",
        "auth_time": office.now.timestamp(),
    }
    assert (
        problem_of(
            lambda: finish_provider_sign_in(
                office.services,
                claims=stated,
                issuer="https://other.example.org",
                client=VISITOR,
            )
        )
        == "unverified"
    )


def test_failures_count_against_the_limit_of_all_sign_ins(
    office: Office, colleague: Colleague
) -> None:
    for _ in range(5):
        assert problem_of(lambda: enter(office, "no@example.org", subject="u-9")) == "unknown"
        enter(office)
    for _ in range(5):
        problem_of(
            lambda: finish_provider_sign_in(
                office.services, claims={}, issuer=ISSUER, client=VISITOR
            )
        )
    before = len(office.events())
    with pytest.raises(LimitReached):
        enter(office)
    assert len(office.events()) == before
    enter(office, client="203.0.113.9")
    office.now += timedelta(minutes=15)
    enter(office)


def test_so_often_one_is_sent_to_the_organisation_and_no_more(office: Office) -> None:
    for _ in range(30):
        start_provider_sign_in(office.services, client=VISITOR)
    with pytest.raises(LimitReached):
        start_provider_sign_in(office.services, client=VISITOR)
    start_provider_sign_in(office.services, client="203.0.113.9")


def test_the_log_tells_each_sign_in_and_refusal_by_ids_alone(
    office: Office, colleague: Colleague
) -> None:
    enter(office)
    problem_of(lambda: enter(office, "stranger@example.org", subject="u-9"))
    problem_of(lambda: enter(office, auth_time=0))
    told = [
        (one.kind, one.subject, dict(one.details).get("reason"))
        for one in office.events()
        if one.kind.startswith("session.")
    ]
    own = f"staff:{colleague.account.id}"
    assert told == [
        ("session.started", own, None),
        ("session.refused", "staff:unknown", "unknown"),
        ("session.refused", own, "stale"),
    ]
    logged = repr(office.events())
    for personal in ("example.org", "u-1", "u-9", "Fang", VISITOR):
        assert personal not in logged
    office.assert_log_is_whole()
