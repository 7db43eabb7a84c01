"""What is taken from a provider's claims."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.identities import Identity, IdentityRefused, Statement, read_statement

ISSUER = "https://login.example.org/"
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
CLAIMS: dict[str, object] = {
    "iss": ISSUER,
    "sub": "u-1",
    "email": "Wang@Example.org",
    "email_verified": True,
    "auth_time": NOW.timestamp(),
    "roles": ["administrator"],
}


def problem_of(**claims: object) -> str:
    with pytest.raises(IdentityRefused) as refused:
        read_statement({**CLAIMS, **claims}, issuer=ISSUER)
    return refused.value.problem


def test_a_statement_says_who_and_when_and_never_in_what_role() -> None:
    found = read_statement(CLAIMS, issuer=ISSUER)
    assert found == Statement(Identity(ISSUER, "u-1"), "Wang@Example.org", NOW)


@pytest.mark.parametrize("issuer", [ISSUER.rstrip("/"), ISSUER.upper(), "", None])
def test_an_issuer_is_the_same_to_the_letter(issuer: object) -> None:
    assert problem_of(iss=issuer) == "issuer"


@pytest.mark.parametrize("subject", ["", None, 7, "x" * 256, ["u-1"]])
def test_a_subject_is_a_name(subject: object) -> None:
    assert problem_of(sub=subject) == "subject"


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}, {"email": None}],
)
def test_an_address_for_which_nobody_vouches_is_none(claims: dict[str, object]) -> None:
    assert read_statement({**CLAIMS, **claims}, issuer=ISSUER).email == ""


@pytest.mark.parametrize("moment", [None, "now", True, float("nan"), 1e30])
def test_a_time_of_signing_in_is_a_number_of_seconds(moment: object) -> None:
    assert problem_of(auth_time=moment) == "stale"


@pytest.mark.parametrize(
    ("later", "after", "is_fresh"),
    [
        (timedelta(0), timedelta(hours=-1), True),
        (timedelta(minutes=10), timedelta(hours=-1), True),
        (timedelta(minutes=10, seconds=1), timedelta(hours=-1), False),
        (timedelta(minutes=-2), timedelta(hours=-1), True),
        (timedelta(minutes=-2, seconds=-1), timedelta(hours=-1), False),
        (timedelta(minutes=1), timedelta(milliseconds=900), True),
        (timedelta(minutes=1), timedelta(seconds=1), False),
    ],
)
def test_a_sign_in_at_the_provider_is_fresh_and_after_the_last_end_of_all_sessions(
    later: timedelta, after: timedelta, is_fresh: bool
) -> None:
    statement = read_statement(CLAIMS, issuer=ISSUER)
    if is_fresh:
        statement.check_fresh(now=NOW + later, after=NOW + after)
        return
    with pytest.raises(IdentityRefused):
        statement.check_fresh(now=NOW + later, after=NOW + after)
