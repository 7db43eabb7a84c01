"""Withdrawing by the link in a mail, on the wire."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.form_examples import EXAMPLES
from tests.services.office import Office, Paper, stored_keys, token_in
from youcheng.domain.states import ReviewState
from youcheng.i18n.languages import BY_CODE
from youcheng.services.drafts import mail_form_link
from youcheng.services.withdrawing import request_withdrawal
from youcheng.storage.files import FolderFiles


@pytest.fixture
def paper(office: Office) -> Paper:
    return office.send("culture")


@pytest.fixture
def address(office: Office, paper: Paper) -> str:
    return address_in(office, "receipt")


def address_in(office: Office, template: str, name: str = "withdraw_link") -> str:
    return f"/withdraw/{token_in(office.mails(template)[-1].facts[name])}"


def test_the_page_says_what_it_is_about_and_changes_nothing(
    visitor: TestClient, paper: Paper, address: str
) -> None:
    for method in ("GET", "HEAD", "GET"):
        reply = visitor.request(method, address)
        assert reply.status_code == 200
    assert str(paper.stored.code) in reply.text
    assert "This cannot be undone" in reply.text
    assert f'href="/track?code={paper.stored.code}&amp;lang=en">Keep it</a>' in reply.text
    assert str(EXAMPLES["culture"]["title"]) not in reply.text
    assert "<script" not in reply.text
    assert paper.stored.review is ReviewState.SUBMITTED


def test_who_confirms_withdraws_once_and_for_good(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    reply = visitor.post(address, headers={"Origin": "null"})
    assert reply.status_code == 200
    assert "It has been withdrawn" in reply.text
    assert str(paper.stored.code) in reply.text
    assert paper.stored.review is ReviewState.WITHDRAWN
    assert paper.stored.sent == {}
    files = office.services.files
    assert isinstance(files, FolderFiles)
    assert stored_keys(files) == set()
    for again in (visitor.post(address), visitor.get(address)):
        assert again.status_code == 410
        assert "It has been withdrawn" in again.text


def test_another_link_to_what_is_withdrawn_says_that_there_is_nothing(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    request_withdrawal(office.services, token=paper.token)
    other = address_in(office, "withdrawal_link", "link")
    assert visitor.post(other).status_code == 200
    reply = visitor.get(address)
    assert reply.status_code == 410
    assert "nothing to withdraw any more" in reply.text


def test_a_link_that_was_asked_for_ends_after_two_days(
    visitor: TestClient, office: Office, paper: Paper, address: str
) -> None:
    request_withdrawal(office.services, token=paper.token)
    brief = address_in(office, "withdrawal_link", "link")
    office.wait(days=2)
    for reply in (visitor.get(brief), visitor.post(brief)):
        assert reply.status_code == 410
        assert "Nothing was withdrawn" in reply.text
    assert visitor.get(address).status_code == 200


def test_a_draft_can_be_deleted_by_the_link_in_its_mail(
    visitor: TestClient, office: Office
) -> None:
    paper = office.fill_in("culture")
    mail_form_link(office.services, token=paper.token)
    address = address_in(office, "resume_link")
    assert "Do you want to delete this form?" in visitor.get(address).text
    assert visitor.post(address).status_code == 200
    assert paper.stored.review is ReviewState.WITHDRAWN
    assert paper.stored.draft.answers == {}


@pytest.mark.parametrize("token", ["x" * 43, "short"])
def test_a_link_that_never_was_says_what_to_do(
    visitor: TestClient, office: Office, token: str
) -> None:
    for reply in (visitor.get(f"/withdraw/{token}"), visitor.post(f"/withdraw/{token}")):
        assert reply.status_code == 404
        assert "copy the whole address" in reply.text


def test_the_token_of_a_form_withdraws_nothing(visitor: TestClient, paper: Paper) -> None:
    assert visitor.post(f"/withdraw/{paper.token}").status_code == 404
    assert paper.stored.review is ReviewState.SUBMITTED


def test_another_site_withdraws_nothing(visitor: TestClient, paper: Paper, address: str) -> None:
    assert visitor.post(address, headers={"Origin": "http://evil.example"}).status_code == 403
    assert paper.stored.review is ReviewState.SUBMITTED


def test_the_page_is_in_the_language_of_the_form_unless_another_is_asked_for(
    visitor: TestClient, office: Office
) -> None:
    office.fill_in("culture", {"form_language": "ne"}, language="ne").send()
    address = address_in(office, "receipt")
    for query, code in (("", "ne"), ("?lang=fr", "fr")):
        reply = visitor.get(address + query, headers={"Cookie": "lang=ru"})
        assert f'<html lang="{BY_CODE[code].html}">' in reply.text


def test_the_page_is_kept_by_nobody(visitor: TestClient, address: str) -> None:
    token = address.rpartition("/")[2]
    for reply in (visitor.get(f"{address}?lang=fr"), visitor.post(address), visitor.get(address)):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert "script-src" not in reply.headers["content-security-policy"]
        assert "set-cookie" not in reply.headers
        assert token not in reply.text
