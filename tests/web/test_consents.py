"""The guardian's page, on the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.form_examples import EXAMPLES
from tests.services.office import Office, Paper, token_in
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.services.consenting import readdress_guardian
from youcheng.services.keeping_time import keep_time
from youcheng.services.submitting import agreement_text

LARGEST = 60 * 1024
NINE = (
    *("purpose", "scope", "storage", "period", "expiry"),
    *("safeguards", "refusal", "complaints", "correction"),
)
"""What the rules on children's data ask for, as headings (privacy table)."""


class _Form(HTMLParser):
    """The controls of the page's form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.chosen: dict[str, str] = {}
        self.actions: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.actions.append(found.get("action"))
        if tag != "input":
            return
        if found["type"] == "hidden":
            self.hidden[found["name"]] = found["value"]
        if found["type"] == "radio":
            self.choices.setdefault(found["name"], []).append(found["value"])
            if "checked" in found:
                self.chosen[found["name"]] = found["value"]


@pytest.fixture
def paper(office: Office) -> Paper:
    return office.send("study")


@pytest.fixture
def address(office: Office, paper: Paper) -> str:
    return address_in(office)


def address_in(office: Office) -> str:
    return f"/consent/{token_in(office.mails('guardian_request')[-1].facts['link'])}"


def post(visitor: TestClient, address: str, fields: Mapping[str, str]) -> Response:
    return visitor.post(
        address,
        content=urlencode(fields),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"},
    )


def answer(visitor: TestClient, address: str, given: str, **others: str) -> Response:
    """Answer every point alike, but for `others`."""
    form = _Form(visitor.get(address).text)
    return post(visitor, address, {**form.hidden, **dict.fromkeys(form.choices, given), **others})


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_page_tells_all_and_weighs_little(
    visitor: TestClient, office: Office, address: str, code: str
) -> None:
    reply = visitor.get(f"{address}?lang={code}", headers={"Accept-Encoding": "identity"})
    assert reply.status_code == 200
    html = reply.text
    assert f'<html lang="{BY_CODE[code].html}">' in html
    headings = re.findall(r'<h3 id="([a-z]+)">[^<]{4,}</h3>\s*<(?:p|ul)>', html)
    assert tuple(headings) == NINE
    operator = office.services.content.operator
    for text in (operator.name, operator.storage, operator.complaints, operator.children_officer):
        assert text.get(code) in html
    assert office.services.content.programme("study").name.get(code) in html
    assert "<script" not in html
    fetched = re.findall(r'(?:src|href)="(/assets/[^"]+)"', html)
    icons = sum(len(visitor.get(one).content) for one in fetched)
    assert len(reply.content) + icons <= LARGEST
    assert {*re.findall(r'<(?:link|img|iframe|object|script)[^>]*="([^"]+)"', html)} <= {
        *fetched,
        "image/svg+xml",
    }


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_page_asks_in_the_words_of_a_guardian(
    visitor: TestClient, office: Office, address: str, code: str
) -> None:
    html = visitor.get(f"{address}?lang={code}").text
    shown = unescape(html)
    form = office.services.content.form("study")
    for name in _Form(html).choices:
        one = form.field(name)
        assert f"<legend>{one.words_for('guardian').label.get(code)}</legend>" in shown
        theirs = agreement_text(office.services, one, code, "guardian").split("\n")
        assert all(f">{paragraph}<" in shown for paragraph in theirs)
        own = agreement_text(office.services, one, code).split("\n")
        assert f">{own[0]}<" not in shown


def test_each_consent_has_two_choices_and_none_is_made(visitor: TestClient, address: str) -> None:
    form = _Form(visitor.get(address).text)
    assert [*form.choices] == [
        *("consent_process", "consent_cross_border", "consent_share_partner", "consent_news"),
    ]
    assert all(found == ["agree", "refuse"] for found in form.choices.values())
    assert form.chosen == {}
    assert form.actions == [None]


def test_the_page_names_nobody_and_tells_no_answer(
    visitor: TestClient, office: Office, address: str
) -> None:
    html = visitor.get(address).text
    for field in (
        "given_names",
        "family_name",
        "email",
        "guardian_name",
        "guardian_email",
        "phone",
    ):
        assert str(EXAMPLES["study"][field]) not in html
    assert str(EXAMPLES["study"]["motivation"])[:40] not in html
    assert address.rpartition("/")[2] not in html


def test_the_page_is_kept_by_nobody_and_names_nobody_where_one_came_from(
    visitor: TestClient, office: Office, address: str
) -> None:
    replies = [
        visitor.get(f"{address}?lang=fr"),
        post(visitor, address, {}),
        answer(visitor, address, "agree"),
        visitor.get(address),
        visitor.get(f"/consent/{'x' * 43}"),
    ]
    assert [reply.status_code for reply in replies] == [200, 409, 200, 410, 404]
    for reply in replies:
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert '<meta name="robots" content="noindex, nofollow">' in reply.text
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert "set-cookie" not in reply.headers


def test_looking_uses_nothing_up(visitor: TestClient, paper: Paper, address: str) -> None:
    for method in ("GET", "HEAD", "GET"):
        assert visitor.request(method, address).status_code == 200
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN
    assert visitor.put(address).status_code == 405


@pytest.mark.parametrize("given", [{}, {"consent_process": "agree", "consent_news": "perhaps"}])
def test_what_was_not_answered_is_asked_again_and_the_rest_stays(
    visitor: TestClient, paper: Paper, address: str, given: dict[str, str]
) -> None:
    form = _Form(visitor.get(address).text)
    reply = post(visitor, address, {**form.hidden, **given})
    assert reply.status_code == 422
    assert "<title>Error: " in reply.text
    kept = {name: value for name, value in given.items() if value == "agree"}
    assert _Form(reply.text).chosen == kept
    for name in form.choices:
        links = reply.text.count(f'<a href="#{name}-agree">')
        assert links == (0 if name in kept else 1)
        assert reply.text.count(f'id="{name}-error"') == links
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN


def test_who_agrees_sends_the_form_on_and_reads_what_comes_next(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    reply = answer(visitor, address, "agree", consent_news="refuse")
    assert reply.status_code == 200
    assert "What happens next" in reply.text
    assert str(paper.stored.code) in reply.text
    assert paper.stored.review is ReviewState.SUBMITTED
    with office.services.records.read() as uow:
        given = {
            one.field: one.answer
            for one in uow.agreements.of(paper.submission)
            if one.by == "guardian"
        }
    assert given == {
        "consent_process": ConsentAnswer.AGREE,
        "consent_cross_border": ConsentAnswer.AGREE,
        "consent_share_partner": ConsentAnswer.AGREE,
        "consent_news": ConsentAnswer.REFUSE,
    }
    assert office.mail("consent_receipt")


def test_who_refuses_ends_it_and_reads_nothing_unkind(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    reply = answer(visitor, address, "agree", consent_process="refuse")
    assert reply.status_code == 200
    assert "nobody will hold it against them" in reply.text
    assert paper.stored.review is ReviewState.WITHDRAWN
    assert paper.stored.sent == {}


def test_a_second_answer_changes_nothing_and_is_told_why(
    visitor: TestClient, paper: Paper, address: str
) -> None:
    form = _Form(visitor.get(address).text)
    fields = {**form.hidden, **dict.fromkeys(form.choices, "agree")}
    assert post(visitor, address, fields).status_code == 200
    again = post(visitor, address, dict.fromkeys(fields, "refuse"))
    for reply in (again, visitor.get(address)):
        assert reply.status_code == 410
        assert "This link has been used" in reply.text
    assert paper.stored.review is ReviewState.SUBMITTED


def test_the_words_are_kept_in_the_language_in_which_they_were_read(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    form = _Form(visitor.get(f"{address}?lang=ru").text)
    post(visitor, address, {**form.hidden, **dict.fromkeys(form.choices, "agree")})
    with office.services.records.read() as uow:
        given = [one for one in uow.agreements.of(paper.submission) if one.by == "guardian"]
        texts = [uow.agreements.text(one.text_hash) for one in given]
    assert {one.language for one in given} == {"ru"}
    form_read = office.services.content.form("study")
    assert texts == [
        agreement_text(office.services, form_read.field(one.field), "ru", "guardian")
        for one in given
    ]


def test_words_that_have_changed_meanwhile_are_to_be_read_again(
    visitor: TestClient, paper: Paper, address: str
) -> None:
    form = _Form(visitor.get(f"{address}?lang=fr").text)
    fields = {**form.hidden, **dict.fromkeys(form.choices, "agree"), "language": "en"}
    reply = post(visitor, address, fields)
    assert reply.status_code == 409
    assert "have changed since you opened it" in reply.text
    assert _Form(reply.text).chosen == {}
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN


def test_the_page_is_in_the_language_of_the_form_unless_another_is_asked_for(
    visitor: TestClient, office: Office
) -> None:
    office.fill_in("study", {"form_language": "ms"}, language="ms").send()
    address = address_in(office)
    for query, code in (("", "ms"), ("?lang=xx", "ms"), ("?lang=zh", "zh")):
        reply = visitor.get(address + query, headers={"Cookie": "lang=ru"})
        assert f'<html lang="{BY_CODE[code].html}">' in reply.text
        assert [*re.findall(r'href="\?lang=([a-z]+)"', reply.text)] == [*BY_CODE]


def test_a_request_that_was_not_answered_in_time_says_so(
    visitor: TestClient, office: Office, address: str
) -> None:
    office.wait(days=14)
    reply = visitor.get(address)
    assert reply.status_code == 410
    assert "The time to answer is over" in reply.text
    keep_time(office.services)
    assert visitor.get(address).status_code == 410


def test_a_link_that_a_newer_one_has_replaced_says_so(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    readdress_guardian(office.services, token=paper.token, email="other@example.org")
    reply = visitor.get(address)
    assert reply.status_code == 410
    assert "look for our latest one" in reply.text
    assert visitor.get(address_in(office)).status_code == 200


@pytest.mark.parametrize("token", ["x" * 43, "short", "%00"])
def test_a_link_that_never_was_says_what_to_do(
    visitor: TestClient, office: Office, token: str
) -> None:
    for reply in (visitor.get(f"/consent/{token}"), post(visitor, f"/consent/{token}", {"a": "b"})):
        assert reply.status_code == 404
        assert "copy the whole address" in reply.text


def test_the_token_of_a_form_is_no_consent(visitor: TestClient, paper: Paper) -> None:
    assert visitor.get(f"/consent/{paper.token}").status_code == 404


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"a=" + b"x" * 20_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"", "", 415),
        ("é=1".encode("latin-1"), "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 100), "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_none_of_our_forms_is_not_read(
    visitor: TestClient, paper: Paper, address: str, content: bytes, media_type: str, status: int
) -> None:
    reply = visitor.post(address, content=content, headers={"Content-Type": media_type})
    assert reply.status_code == status
    assert "Please try again" in reply.text
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN


def test_the_log_names_no_token(
    visitor: TestClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    answer(visitor, address, "agree")
    # The client that the test calls with has a log of its own.
    lines = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx")]
    assert any("path=/consent/*" in line for line in lines)
    assert not any(address.rpartition("/")[2] in line for line in lines)
