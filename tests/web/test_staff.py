"""Signing in and out, choosing a password and one's own sessions, on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from tests.at_once import at_once
from tests.services.accounts import PASSWORD, Colleague, actor_of, hire, why_signed_out
from tests.services.office import Office, token_in
from tests.web.signing_in import COOKIE, SIGN_IN, enter, signs_in
from youcheng.domain.actors import SYSTEM
from youcheng.domain.staff import LINK_LIFETIME, SessionState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.accounts import issue_link, set_active
from youcheng.services.ports import StoreBusy
from youcheng.settings import get_settings
from youcheng.web.routes import staff


@pytest.fixture
def colleague(office: Office) -> Colleague:
    return hire(office)


@pytest.fixture
def link(office: Office, colleague: Colleague) -> str:
    """The path of a link for setting a password."""
    issued = issue_link(office.services, actor=SYSTEM, email=colleague.email)
    return f"/staff/password/{token_in(issued.link)}"


@pytest.fixture
def encrypted(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site is reached by https."""
    monkeypatch.setenv("YOUCHENG_PUBLIC_URL", "https://localhost")
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_who_signs_in_gets_a_cookie_that_scripts_and_other_sites_do_not(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    page = visitor.get(SIGN_IN)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "set-cookie" not in page.headers
    reply = enter(visitor)
    assert (reply.status_code, reply.headers["location"]) == (303, "/desk")
    name, *rules = reply.headers["set-cookie"].split("; ")
    assert name == f"{COOKIE}={visitor.cookies[COOKIE]}"
    assert {rule.lower() for rule in rules} == {"httponly", "path=/", "samesite=strict"}
    assert actor_of(office, visitor.cookies[COOKIE]).id == colleague.account.id


def test_behind_tls_the_cookie_is_bound_to_the_host(
    encrypted: None, visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    visitor.base_url = "https://localhost"
    reply = visitor.post(
        SIGN_IN,
        data={"email": colleague.email, "password": PASSWORD},
        headers={"Origin": "https://localhost"},
    )
    name, *rules = reply.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-youcheng-staff=")
    assert {one.lower() for one in rules} == {"httponly", "path=/", "samesite=strict", "secure"}
    assert visitor.get("/staff/sessions").status_code == 200
    token = name.partition("=")[2]
    visitor.cookies.clear()
    plain = visitor.get("/staff/sessions", headers={"Cookie": f"{COOKIE}={token}"})
    assert plain.status_code == 303


def test_the_token_changes_at_every_sign_in(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    first = signs_in(visitor)
    second = signs_in(visitor)
    assert first != second
    assert why_signed_out(office, first) is SessionState.ENDED
    assert why_signed_out(office, second) == "signed in"


def test_a_token_that_the_browser_brings_is_never_taken_over(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    planted = "A" * 43
    visitor.cookies.set(COOKIE, planted)
    enter(visitor)
    assert why_signed_out(office, planted) == "unknown"


def test_an_error_does_not_tell_whether_there_is_an_account(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    hire(office, "new@example.org", name="New", password="")
    hire(office, "gone@example.org", name="Gone")
    set_active(office.services, actor=SYSTEM, email="gone@example.org", active=False)
    replies = [
        enter(visitor, email, password="not the password")
        for email in ("wang@example.org", "new@example.org", "gone@example.org", "no@example.org")
    ]
    pages = {re.sub(r"\w+@example\.org", "@", one.text) for one in replies}
    assert len(pages) == 1
    assert {one.status_code for one in replies} == {422}
    assert {frozenset(one.headers) for one in replies} == {frozenset(replies[0].headers)}
    assert "do not belong together" in replies[0].text
    assert 'value="no@example.org"' in replies[3].text
    assert "not the password" not in replies[3].text
    assert COOKIE not in visitor.cookies


def test_after_ten_failures_nobody_gets_in_for_a_while(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    for _ in range(10):
        assert enter(visitor, password="not the password").status_code == 422
    reply = enter(visitor)
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= 900
    assert 'role="alert"' in reply.text
    assert COOKIE not in visitor.cookies
    office.wait(minutes=15)
    assert enter(visitor).status_code == 303


def test_more_than_can_wait_are_told_to_come_again(
    visitor: TestClient, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "_waiting", staff.InFlight("sign_in", {staff.EVERYBODY: 0}))
    reply = enter(visitor)
    assert reply.status_code == 503
    assert reply.headers["retry-after"]
    assert "Too many people" in reply.text


def test_who_signs_out_is_out(visitor: TestClient, office: Office, colleague: Colleague) -> None:
    token = signs_in(visitor)
    assert visitor.get("/staff/sign-out").status_code == 405
    reply = visitor.post("/staff/sign-out", data={"x": ""})
    assert (reply.status_code, COOKIE in visitor.cookies) == (303, False)
    assert "You are signed out" in visitor.get(reply.headers["location"]).text
    assert why_signed_out(office, token) is SessionState.ENDED
    visitor.cookies.set(COOKIE, token)
    assert visitor.get("/staff/sessions").status_code == 303
    assert visitor.post("/staff/sign-out", data={"x": ""}).status_code == 303


def test_a_dead_cookie_is_taken_back(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    office.wait(hours=8)
    page = visitor.get(SIGN_IN)
    assert page.status_code == 200
    assert COOKIE not in visitor.cookies


@pytest.mark.parametrize(
    "path",
    ["/staff", "/staff/sessions", "/staff/other", "/desk", "/desk/", "/desk/x", "/desk?view=a%26b"],
)
def test_only_who_is_signed_in_comes_near(
    visitor: TestClient, office: Office, colleague: Colleague, path: str
) -> None:
    reply = visitor.get(path)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/staff/sign-in?next=%2F")
    posted = visitor.post(path, data={"x": ""})
    assert posted.status_code == 303
    assert "next=" not in posted.headers["location"]
    signs_in(visitor)
    assert visitor.get(path).status_code in {200, 308, 404}


def test_where_one_wanted_to_go_is_where_one_comes_to(
    visitor: TestClient, colleague: Colleague
) -> None:
    to = visitor.get("/desk?view=a%26b&submission=JS").headers["location"]
    page = visitor.get(to)
    (onwards,) = re.findall(r'name="next" value="([^"]+)"', page.text)
    assert unescape(onwards) == "/desk?view=a%26b&submission=JS"
    reply = enter(visitor, next=unescape(onwards))
    assert reply.headers["location"] == "/desk?view=a%26b&submission=JS"
    assert visitor.get(to).headers["location"] == "/desk?view=a%26b&submission=JS"


def test_another_language_keeps_where_one_wanted_to_go(
    visitor: TestClient, colleague: Colleague
) -> None:
    page = visitor.get(visitor.get("/desk?view=a%26b&submission=JS").headers["location"])
    (french,) = re.findall(r'href="([^"]+)" hreflang="fr"', page.text)
    page = visitor.get(urljoin(str(page.url), unescape(french)))
    assert page.headers["content-language"] == "fr"
    (onwards,) = re.findall(r'name="next" value="([^"]+)"', page.text)
    assert unescape(onwards) == "/desk?view=a%26b&submission=JS"


def test_the_language_of_the_sign_in_page_is_that_of_the_desk(
    visitor: TestClient, colleague: Colleague
) -> None:
    visitor.get(SIGN_IN, params={"lang": "zh"}, headers={"Accept-Language": "fr"})
    onwards = enter(visitor).headers["location"]
    desk = visitor.get(onwards, headers={"Accept-Language": "fr"})
    assert desk.headers["content-language"] == "zh-Hans"


@pytest.mark.parametrize(
    "onwards",
    [
        "https://evil.example/desk",
        "//evil.example/desk",
        "/\\evil.example",
        "\\\\evil.example",
        "/desk\\..\\x",
        "/desks",
        "/desk\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/about",
        "http://[",
    ],
)
def test_nobody_is_sent_elsewhere(visitor: TestClient, colleague: Colleague, onwards: str) -> None:
    page = visitor.get(SIGN_IN, params={"next": onwards})
    assert "evil" not in page.text
    assert enter(visitor, next=onwards).headers["location"] == "/desk"


def test_another_site_signs_nobody_in_or_out(
    visitor: TestClient, office: Office, colleague: Colleague, link: str
) -> None:
    token = signs_in(visitor)
    for origin in ("http://evil.example", "null"):
        for path in (SIGN_IN, "/staff/sign-out", "/staff/sessions", link):
            fields = {"act": "all", "email": colleague.email, "password": PASSWORD}
            reply = visitor.post(path, data=fields, headers={"Origin": origin})
            assert reply.status_code == 403
            assert "set-cookie" not in reply.headers
    assert why_signed_out(office, token) == "signed in"


def test_sessions_are_listed_and_ended(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    visitor.headers["User-Agent"] = firefox
    elsewhere = colleague.sign_in(device="Safari, iPhone")
    here = signs_in(visitor)
    page = visitor.get("/staff/sessions")
    assert "Firefox, Windows" in page.text
    assert "Safari, iPhone" in page.text
    assert "Gecko" not in page.text
    assert here not in page.text
    (other,) = re.findall(r'name="session" value="(\w+)"', page.text)
    reply = visitor.post("/staff/sessions", data={"act": "end", "session": other})
    assert reply.status_code == 303
    assert why_signed_out(office, elsewhere) is SessionState.ENDED
    assert "nowhere else" in visitor.get("/staff/sessions").text
    again = colleague.sign_in()
    assert visitor.post("/staff/sessions", data={"act": "all"}).status_code == 303
    for token in (here, again):
        assert why_signed_out(office, token) is SessionState.ENDED
    assert COOKIE not in visitor.cookies


def test_an_act_on_sessions_that_are_over_leads_to_signing_in(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    signs_in(visitor)
    office.wait(minutes=30)
    for act in ("end", "all", ""):
        reply = visitor.post("/staff/sessions", data={"act": act})
        assert reply.headers["location"].startswith(SIGN_IN)


def test_a_link_is_not_used_up_by_who_looks_and_works_once(
    visitor: TestClient, office: Office, colleague: Colleague, link: str
) -> None:
    for method in ("GET", "HEAD", "GET"):
        page = visitor.request(method, link)
        assert page.status_code == 200
    assert colleague.email in page.text
    new = "a violet kayak on the Yangtze"
    unlike = visitor.post(link, data={"password": new, "again": "another"})
    assert unlike.status_code == 422
    assert "not the same" in unlike.text
    weak = visitor.post(link, data={"password": "Password1234", "again": "Password1234"})
    assert weak.status_code == 422
    assert "tried first" in weak.text
    assert "Password1234" not in weak.text
    done = visitor.post(link, data={"password": new, "again": new})
    assert done.status_code == 303
    assert "Your password is set" in visitor.get(done.headers["location"]).text
    assert enter(visitor).status_code == 422
    assert enter(visitor, password=new).status_code == 303
    for reply in (visitor.get(link), visitor.post(link, data={"password": new, "again": new})):
        assert reply.status_code == 410
        assert "works only once" in reply.text


def test_a_link_that_is_over_or_never_was_says_so(
    visitor: TestClient, office: Office, link: str
) -> None:
    assert visitor.get(f"/staff/password/{'x' * 43}").status_code == 404
    assert visitor.get("/staff/password/short").status_code == 404
    office.now += LINK_LIFETIME
    assert visitor.get(link).status_code == 410


def test_the_browser_in_which_the_password_was_set_stays_signed_in(
    visitor: TestClient, office: Office, colleague: Colleague, link: str
) -> None:
    elsewhere, here = colleague.sign_in(), signs_in(visitor)
    new = "a violet kayak on the Yangtze"
    visitor.post(link, data={"password": new, "again": new})
    assert why_signed_out(office, here) == "signed in"
    assert why_signed_out(office, elsewhere) is SessionState.ENDED


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_pages_are_in_every_language_and_kept_by_nobody(
    visitor: TestClient, colleague: Colleague, link: str, code: str
) -> None:
    (language,) = [one for one in LANGUAGES if one.code == code]
    paths = [SIGN_IN, link]
    for path in paths:
        reply = visitor.get(path, params={"lang": code})
        assert f'<html lang="{language.html}">' in reply.text
    signs_in(visitor)
    for path in (link, "/staff/sessions"):
        reply = visitor.get(path, params={"lang": code})
        assert reply.status_code == 200
        assert f'<html lang="{language.html}">' in reply.text
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "same-origin"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert "script-src" not in reply.headers["content-security-policy"]
        assert "<script" not in reply.text


def test_what_is_no_form_is_refused(visitor: TestClient, colleague: Colleague) -> None:
    assert visitor.post(SIGN_IN, json={"email": colleague.email}).status_code == 415
    assert visitor.post(SIGN_IN, data={"email": "x" * 20_000}).status_code == 413
    assert visitor.post(SIGN_IN, data={}).status_code in {415, 422}


def test_many_who_sign_in_at_once_all_get_in(
    visitor: TestClient, office: Office, colleague: Colleague
) -> None:
    with visitor:  # as on the server, one event loop answers them all
        tries = [lambda: enter(visitor).status_code] * 8
        assert at_once(*tries) == [303] * 8


def test_a_store_that_does_not_answer_lets_nobody_near(
    visitor: TestClient, office: Office, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(visitor)

    def busy() -> None:
        raise StoreBusy("held")

    monkeypatch.setattr(office.services.records, "read", busy)
    for path in ("/desk", "/staff/sessions"):
        reply = visitor.get(path)
        assert reply.status_code == 503
        assert reply.headers["cache-control"] == "no-store"
