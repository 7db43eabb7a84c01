"""Signing in with the organisation, on the wire: its provider and the site both run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest

from tests.organisation import TrustingSite, somewhere
from youcheng.domain.actors import SYSTEM, Role
from youcheng.domain.staff import Duties
from youcheng.services.accounts import change_roles, release_identity, set_active
from youcheng.services.staff import find_actor

COOKIE = "youcheng-staff"


@dataclass
class Person:
    """Somebody with a browser that runs no script.

    Attributes:
        site: where they sign in.
        browser: keeps cookies and follows nothing by itself.
    """

    site: TrustingSite
    browser: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self.browser.get(path)

    def go_to_provider(self, onwards: str = "") -> str:
        """The address at the provider to which the site leads."""
        query = f"?next={onwards}" if onwards else ""
        reply = self.get(f"/staff/provider{query}")
        assert reply.status_code == 303, reply.text
        return reply.headers["location"]

    def agree(self, address: str, subject: str) -> str:
        """The address to which the provider sends somebody back who has signed in there."""
        reply = httpx.post(address, data={"sub": subject})
        assert reply.status_code == 302, reply.text
        return reply.headers["location"]

    def sign_in(self, subject: str, onwards: str = "") -> httpx.Response:
        """Sign in with the organisation; what the site answers in the end."""
        return self.get(self.agree(self.go_to_provider(onwards), subject))

    @property
    def token(self) -> str:
        return self.browser.cookies.get(COOKIE) or ""


@pytest.fixture
def person(trusting_site: TrustingSite) -> Iterator[Person]:
    headers = {"Accept-Language": "en", **somewhere()}
    with httpx.Client(base_url=trusting_site.address, timeout=60, headers=headers) as browser:
        yield Person(trusting_site, browser)


def refused(reply: httpx.Response) -> str:
    """Why the site lets somebody not in, as the address says to which it leads."""
    assert reply.status_code == 303, reply.text
    target = urlsplit(reply.headers["location"])
    assert target.path == "/staff/sign-in"
    [problem] = parse_qs(target.query)["refused"]
    return problem


def test_who_has_an_account_gets_a_session_of_this_site_and_nothing_else(person: Person) -> None:
    site = person.site
    account = site.hire()
    reply = person.sign_in(site.know(account), "/staff/sessions?lang=en")
    assert reply.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/staff/sessions?lang=en"' in reply.text
    assert reply.headers["cache-control"] == "no-store"
    assert find_actor(site.services, session=person.token).id == account.id
    given = reply.headers.get_list("set-cookie")
    (ours,) = [one.lower() for one in given if one.startswith(COOKIE)]
    assert {"httponly", "path=/", "samesite=strict"} <= {*ours.split("; ")}
    assert "expires" not in ours
    assert "max-age" not in ours
    assert {*person.browser.cookies} == {COOKIE}
    assert account.name in person.get("/staff/sessions").text
    last = site.events("session.started")[-1]
    assert (last.actor, last.details) == (f"staff:{account.id}", (("way", "provider"),))


def test_the_way_to_the_provider_is_bound_to_the_browser(person: Person) -> None:
    reply = person.get("/staff/provider")
    asked = parse_qs(urlsplit(reply.headers["location"]).query)
    assert asked["client_id"] == ["youcheng"]
    assert asked["redirect_uri"] == [f"{person.site.address}/oauth2callback"]
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["prompt"] == ["login"]
    assert asked["max_age"] == ["600"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 20
    for cookie in reply.headers.get_list("set-cookie"):
        assert "max-age=600" in cookie.lower()
        assert "httponly" in cookie.lower()


def test_nobody_makes_an_account_by_signing_in(person: Person) -> None:
    site = person.site
    site.organisation.employ("stranger", email="stranger@example.org", email_verified=True)
    reply = person.sign_in("stranger")
    assert refused(reply) == "unknown"
    assert "no account for you here" in person.get(reply.headers["location"]).text
    assert not person.token
    last = site.events("session.refused")[-1]
    assert (last.actor, last.subject) == ("public", "staff:unknown")
    assert dict(last.details) == {"way": "provider", "reason": "unknown"}


def test_an_address_counts_only_if_the_provider_vouches_for_it(person: Person) -> None:
    account = person.site.hire()
    for claims in ({"email_verified": False}, {"email_verified": "true"}):
        subject = person.site.know(account, **claims)
        assert refused(person.sign_in(subject)) == "unverified"
    assert not person.token


def test_an_account_belongs_to_the_identity_that_came_first(person: Person) -> None:
    site = person.site
    account = site.hire()
    first = site.know(account)
    assert person.sign_in(first).status_code == 200
    # The address goes to somebody else, and its owner has another one.
    site.organisation.employ(first, email="married@example.org", email_verified=True)
    second = site.know(account)
    person.browser.cookies.clear()
    assert refused(person.sign_in(second)) == "bound"
    assert person.sign_in(first).status_code == 200
    person.browser.cookies.clear()
    release_identity(site.services, actor=SYSTEM, email=account.email)
    assert person.sign_in(second).status_code == 200
    person.browser.cookies.clear()
    assert refused(person.sign_in(first)) == "unknown"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"nonce": "another"},
        {"aud": "another-site"},
        {"exp": 1_600_000_000},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_opens_nothing(
    person: Person, claims: dict[str, object]
) -> None:
    account = person.site.hire()
    assert refused(person.sign_in(person.site.know(account, **claims))) == "failed"
    assert not person.token


@pytest.mark.parametrize("age", [660, -180, None])
def test_who_has_not_signed_in_there_just_now_has_to(person: Person, age: int | None) -> None:
    account = person.site.hire()
    moment = age and int(time.time()) - age
    assert refused(person.sign_in(person.site.know(account, auth_time=moment))) == "stale"
    assert not person.token


def test_after_an_end_of_all_sessions_the_provider_has_to_ask_anew(person: Person) -> None:
    site = person.site
    account = site.hire()
    before = int(time.time()) - 1
    change_roles(
        site.services, actor=SYSTEM, email=account.email, duties=Duties(frozenset({Role.AUDITOR}))
    )
    subject = site.know(account, auth_time=before)
    assert refused(person.sign_in(subject)) == "stale"
    site.know(account, subject)
    assert person.sign_in(subject).status_code == 200


def test_a_revoked_account_does_not_come_in(person: Person) -> None:
    site = person.site
    account = site.hire()
    subject = site.know(account)
    person.sign_in(subject)
    set_active(site.services, actor=SYSTEM, email=account.email, active=False)
    assert person.get("/staff/sessions").headers["location"].startswith("/staff/sign-in")
    assert refused(person.sign_in(subject)) == "inactive"
    last = site.events("session.refused")[-1]
    assert last.subject == f"staff:{account.id}"


def test_what_comes_back_is_worth_nothing_to_another_browser_or_twice(person: Person) -> None:
    site = person.site
    back = person.agree(person.go_to_provider(), site.know(site.hire()))
    with httpx.Client(base_url=site.address, timeout=60) as other:
        assert refused(other.get(back)) == "failed"
    assert person.get(back).status_code == 200
    token = person.token
    assert refused(person.get(back)) == "failed"
    assert person.token == token
    forged = back.replace("state=", "state=x")
    assert refused(person.get(forged)) == "failed"


def test_who_says_no_at_the_provider_is_back_at_the_sign_in(person: Person) -> None:
    address = person.go_to_provider()
    reply = httpx.post(address, data={"action": "deny"})
    state = parse_qs(urlsplit(address).query)["state"][0]
    back = f"{reply.headers['location']}&state={state}"
    reply = person.get(back)
    assert refused(reply) == "failed"
    assert "did not work" in person.get(reply.headers["location"]).text


def test_signing_out_ends_the_session_here_and_leads_to_the_end_there(person: Person) -> None:
    site = person.site
    person.sign_in(site.know(site.hire()))
    token = person.token
    origin = {"Origin": site.address}
    page = person.browser.post("/staff/sign-out", data={"x": ""}, headers=origin)
    assert 'content="0; url=/staff/provider/out' in page.text
    assert not person.token
    reply = person.get("/staff/provider/out")
    target = urlsplit(reply.headers["location"])
    assert f"{target.scheme}://{target.netloc}" == site.organisation.issuer
    asked = parse_qs(target.query)
    assert asked["post_logout_redirect_uri"] == [f"{site.address}/oauth2callback"]
    back = person.get("/oauth2callback")
    assert "You are signed out" in person.get(back.headers["location"]).text
    person.browser.cookies.set(COOKIE, token)
    assert person.get("/staff/sessions").headers["location"].startswith("/staff/sign-in")


def test_a_cookie_of_the_library_opens_nothing(person: Person) -> None:
    for path in ("/auth/login", "/auth/logout", "/auth/login?provider=organisation"):
        assert person.get(path).status_code == 404
    person.browser.cookies.set("_streamlit_user", "x")
    assert person.get("/staff/sessions").headers["location"].startswith("/staff/sign-in")
    assert person.get("/").status_code == 200


def test_who_is_signed_in_is_not_sent_to_the_provider(person: Person) -> None:
    site = person.site
    person.sign_in(site.know(site.hire()))
    reply = person.get("/staff/provider?next=https://elsewhere.example/")
    assert reply.headers["location"].startswith("/")
    assert "elsewhere" not in reply.headers["location"]


def test_the_page_for_signing_in_offers_both_ways(person: Person) -> None:
    page = person.get("/staff/sign-in?next=/staff/sessions").text
    assert "Sign in with your organisation" in page
    assert 'href="/staff/provider?next=%2Fstaff%2Fsessions' in page
    assert 'name="password"' in page
