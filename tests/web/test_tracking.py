"""The way back to a submission, on the wire: code, address, one-time code, status, acts."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.services.office import GUARDED, Office, Paper
from youcheng.domain.consents import agreed
from youcheng.domain.limits import MAIL_CODE
from youcheng.domain.states import Consent, ReviewState
from youcheng.i18n.catalogues import translator
from youcheng.markup.status_words import state_sentence

EMAIL = "zoe.rochat@example.org"


def ask(visitor: TestClient, code: str, email: str = EMAIL) -> Response:
    return visitor.post("/track", data={"act": "ask", "code": code, "email": email})


def query(reply: Response, name: str) -> str:
    return parse_qs(urlsplit(reply.headers["location"]).query)[name][0]


def open_status(visitor: TestClient, office: Office, paper: Paper, email: str = EMAIL) -> str:
    """Walk to the status page; return its token."""
    reply = ask(visitor, str(paper.stored.code), email)
    assert reply.status_code == 303
    digits = office.mails("one_time_code")[-1].facts["one_time_code"]
    challenge = query(reply, "challenge")
    entered = visitor.post(
        "/track", data={"act": "enter", "challenge": challenge, "digits": digits}
    )
    assert entered.status_code == 303
    return query(entered, "access")


def act(visitor: TestClient, token: str, name: str, **fields: str) -> Response:
    return visitor.post("/track", data={"act": name, "access": token, **fields})


def test_code_and_address_lead_to_the_status(visitor: TestClient, office: Office) -> None:
    paper = office.send()
    token = open_status(visitor, office, paper)
    page = visitor.get("/track", params={"access": token, "lang": "fr"})
    assert page.status_code == 200
    assert str(paper.stored.code) in page.text
    assert state_sentence(ReviewState.SUBMITTED, translator("fr")) in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert 'rel="canonical"' not in page.text
    assert f"access={token}" in page.text, "the language links keep the page"


def test_a_draft_leads_back_to_its_form(visitor: TestClient, office: Office) -> None:
    paper = office.fill_in("culture")
    reply = ask(visitor, str(paper.stored.code))
    digits = office.mails("one_time_code")[-1].facts["one_time_code"]
    entered = visitor.post(
        "/track",
        data={"act": "enter", "challenge": query(reply, "challenge"), "digits": digits},
    )
    assert urlsplit(entered.headers["location"]).path == "/programmes"
    form = visitor.get(entered.headers["location"])
    assert form.status_code == 200
    assert 'value="Rochat"' in form.text


def test_an_unknown_address_and_a_wrong_code_answer_as_the_right_one_does(
    visitor: TestClient, office: Office
) -> None:
    paper = office.send()
    other = office.fill_in("talent").stored
    known = ask(visitor, str(paper.stored.code))
    strange = ask(visitor, str(paper.stored.code), "nobody@example.org")
    crossed = ask(visitor, str(other.code), "luc.rochat@example.org")

    def shape(reply: Response) -> tuple[int, str]:
        return reply.status_code, re.sub(r"challenge=\w+|JS-[\w-]+", "", reply.headers["location"])

    assert shape(known) == shape(strange) == shape(crossed)
    pages = {
        re.sub(r"\b[0-9a-f]{32}\b|JS-[\w-]+", "", visitor.get(one.headers["location"]).text)
        for one in (known, strange, crossed)
    }
    assert len(pages) == 1
    assert [mail.address for mail in office.mails("one_time_code")] == [EMAIL]


def test_wrong_digits_are_refused_beside_the_control(visitor: TestClient, office: Office) -> None:
    reply = ask(visitor, str(office.send().stored.code))
    entered = visitor.post(
        "/track",
        data={"act": "enter", "challenge": query(reply, "challenge"), "digits": "12345x"},
    )
    assert entered.status_code == 422
    assert "<title>Error:" in entered.text
    assert 'aria-describedby="digits-hint digits-error"' in entered.text
    assert 'href="#digits"' in entered.text


@pytest.mark.parametrize(
    ("code", "email", "control"),
    [("JS-26-7K3M-2", EMAIL, "code"), ("", EMAIL, "code"), ("JS-26-7K3M-1", "no address", "email")],
)
def test_a_slip_is_told_beside_its_control_and_what_was_typed_stays(
    visitor: TestClient, office: Office, code: str, email: str, control: str
) -> None:
    reply = ask(visitor, code, email)
    assert reply.status_code == 422
    assert f'href="#{control}"' in reply.text
    assert f'value="{email}"' in reply.text
    assert office.mails() == []


def test_asking_too_often_says_when_to_come_again(visitor: TestClient, office: Office) -> None:
    code = str(office.send().stored.code)
    replies = [ask(visitor, code) for _ in range(MAIL_CODE.times + 1)]
    assert [reply.status_code for reply in replies] == [303] * MAIL_CODE.times + [429]
    assert "Try again in" in replies[-1].text


def test_one_consent_is_withdrawn_without_the_rest(visitor: TestClient, office: Office) -> None:
    paper = office.send("culture")
    token = open_status(visitor, office, paper)
    reply = act(visitor, token, "consent", field="consent_publish_summary")
    assert reply.status_code == 200
    with office.services.records.read() as uow:
        standing = agreed(uow.agreements.of(paper.submission))
    assert Consent.PUBLISH_SUMMARY not in standing
    assert Consent.PROCESS in standing
    assert paper.stored.review is ReviewState.SUBMITTED
    assert office.mail("consent_changed").address == EMAIL
    office.assert_log_is_whole()


def test_a_consent_that_does_not_stand_is_no_fault_of_the_server(
    visitor: TestClient, office: Office
) -> None:
    token = open_status(visitor, office, office.send("culture"))
    replies = [act(visitor, token, "consent", field="consent_publish_summary") for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 409]
    assert "Open its status page" in replies[-1].text


@pytest.mark.parametrize("field", ["consent_process", "title", "nothing"])
def test_what_the_submission_needs_is_not_withdrawn_alone(
    visitor: TestClient, office: Office, field: str
) -> None:
    paper = office.send("culture")
    token = open_status(visitor, office, paper)
    assert act(visitor, token, "consent", field=field).status_code == 422
    assert office.mails("consent_changed") == []


def test_withdrawing_mails_a_link_and_changes_nothing_yet(
    visitor: TestClient, office: Office
) -> None:
    paper = office.send()
    reply = act(visitor, open_status(visitor, office, paper), "withdraw")
    assert reply.status_code == 200
    assert "/withdraw/" in office.mail("withdrawal_link").facts["link"]
    assert paper.stored.review is ReviewState.SUBMITTED


def test_the_guardian_is_asked_at_the_right_address(visitor: TestClient, office: Office) -> None:
    paper = office.send(GUARDED)
    token = open_status(visitor, office, paper)
    assert act(visitor, token, "readdress", email=EMAIL).status_code == 422
    assert act(visitor, token, "readdress", email="guardian@example.org").status_code == 200
    assert office.mail("guardian_request", to="guardian@example.org")


@pytest.mark.parametrize("token", ["nothing", "x" * 43, "\x00", "é" * 43])
def test_a_dead_link_leads_to_the_beginning(
    visitor: TestClient, office: Office, token: str
) -> None:
    page = visitor.get("/track", params={"access": token})
    assert page.status_code == 404
    assert 'name="email"' in page.text


def test_a_page_that_was_left_open_too_long_asks_for_a_new_code(
    visitor: TestClient, office: Office
) -> None:
    token = open_status(visitor, office, office.send())
    office.wait(hours=2)
    assert visitor.get("/track", params={"access": token}).status_code == 410


def test_an_act_that_does_not_exist_changes_nothing(visitor: TestClient, office: Office) -> None:
    token = open_status(visitor, office, office.send())
    before = office.events()
    assert act(visitor, token, "erase").status_code == 422
    assert office.events() == before
