"""The copy that a person keeps, on the wire."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.documents.pdf_reading import read_text, squeeze
from tests.services.office import Office, Paper, token_in
from youcheng.content.forms import GUARDIAN, SUBMITTER, Reader
from youcheng.domain.consents import hash_text
from youcheng.domain.states import ConsentAnswer
from youcheng.i18n.languages import BY_CODE
from youcheng.services.access import RECEIPT_ACCESS
from youcheng.services.consenting import answer_consent, view_consent
from youcheng.services.submitting import agreement_text
from youcheng.services.withdrawing import withdraw

READERS: tuple[Reader, ...] = (SUBMITTER, GUARDIAN)


def text_of(pdf: bytes) -> str:
    """The text without the foot of each page, which stands amid sentences."""
    return re.sub(r"JS-\d\d-\w{4}-\wPage\d+of\d+", "", squeeze(read_text(pdf)))


@pytest.fixture
def paper(office: Office) -> Paper:
    return office.send("culture")


def test_a_copy_holds_what_was_sent_and_the_words_that_were_agreed_to(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    reply = visitor.get(f"/receipt/{paper.token}.pdf")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/pdf"
    text = text_of(reply.content)
    stored = paper.stored
    assert squeeze(str(stored.code)) in text
    assert squeeze("Alphorn and erhu") in text
    assert squeeze("Not provided") in text
    with office.services.records.read() as uow:
        given = [(one, uow.agreements.text(one.text_hash)) for one in uow.agreements.of(stored.id)]
    assert len(given) >= 4
    for agreement, words in given:
        assert squeeze(words) in text
        assert squeeze(agreement.text_hash) in text
        assert hash_text(words) == agreement.text_hash
    assert squeeze(f"https://youcheng.example/track?code={stored.code}") in text
    assert paper.token not in text


def test_a_copy_is_saved_under_its_code_and_kept_by_nobody_else(
    visitor: TestClient, paper: Paper
) -> None:
    headers = visitor.get(f"/receipt/{paper.token}.pdf").headers
    assert f'attachment; filename="{paper.stored.code}.pdf"' in headers["content-disposition"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert "sandbox" in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_a_copy_is_in_the_language_of_its_form_unless_another_is_asked_for(
    visitor: TestClient, office: Office
) -> None:
    paper = office.fill_in("culture", {"form_language": "fr"}, language="fr")
    paper.send()
    programme = office.services.content.programme("culture").name
    for query, code in (("", "fr"), ("?lang=xx", "fr"), ("?lang=ru", "ru")):
        reply = visitor.get(f"/receipt/{paper.token}.pdf{query}", headers={"Cookie": "lang=ms"})
        assert reply.headers["content-language"] == BY_CODE[code].html
        assert squeeze(programme.get(code)) in text_of(reply.content)


def test_a_copy_tells_what_a_guardian_answered_and_what_waits_for_them(
    visitor: TestClient, office: Office
) -> None:
    paper = office.send("study")
    address = f"/receipt/{paper.token}.pdf"
    assert squeeze("asked for consent") in text_of(visitor.get(address).content)
    token = token_in(office.mail("guardian_request").facts["link"])
    request = view_consent(office.services, token=token)
    answers = {
        one.id: ConsentAnswer.AGREE if one.rules.must_agree else ConsentAnswer.REFUSE
        for one in request.fields
    }
    answer_consent(office.services, token=token, answers=answers)
    text = text_of(visitor.get(address).content)
    assert text.count(squeeze("answer of the parent or guardian")) == len(answers)
    whose = ("your personal data", "the young person’s personal data: answer of the parent")
    assert all(squeeze(f"Use of {one}") in text for one in whose)
    for one in request.fields:
        for reader in READERS:
            assert squeeze(agreement_text(office.services, one, "en", reader)) in text
    assert squeeze("We aim to answer by") in text


def test_a_changed_form_has_a_changed_copy(visitor: TestClient, paper: Paper) -> None:
    paper.save(title="Alphorn and pipa")
    before = text_of(visitor.get(f"/receipt/{paper.token}.pdf").content)
    assert squeeze("Alphorn and erhu") in before
    paper.send()
    after = text_of(visitor.get(f"/receipt/{paper.token}.pdf").content)
    assert squeeze("Alphorn and pipa") in after


def test_there_is_no_copy_of_what_was_not_sent(visitor: TestClient, office: Office) -> None:
    paper = office.fill_in("culture")
    reply = visitor.get(f"/receipt/{paper.token}.pdf")
    assert reply.status_code == 404
    assert "once the form has been sent" in reply.text
    assert "Alphorn" not in reply.text


def test_there_is_no_copy_of_what_was_withdrawn(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    withdraw(office.services, token=token_in(office.mail("receipt").facts["withdraw_link"]))
    reply = visitor.get(f"/receipt/{paper.token}.pdf")
    assert reply.status_code == 410
    assert "no longer works" in reply.text


def test_a_link_that_is_over_says_so(visitor: TestClient, office: Office, paper: Paper) -> None:
    office.now += RECEIPT_ACCESS - timedelta(seconds=1)
    assert visitor.get(f"/receipt/{paper.token}.pdf").status_code == 200
    office.wait(seconds=1)
    reply = visitor.get(f"/receipt/{paper.token}.pdf")
    assert reply.status_code == 410
    assert "has expired" in reply.text
    assert '<meta name="robots" content="noindex">' in reply.text


@pytest.mark.parametrize("token", ["x" * 43, "short", "..%2f..%2fetc", "é"])
def test_what_is_no_link_opens_nothing(visitor: TestClient, office: Office, token: str) -> None:
    assert visitor.get(f"/receipt/{token}.pdf").status_code == 404


def test_the_log_names_no_token(
    visitor: TestClient, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="youcheng.access")
    visitor.get(f"/receipt/{paper.token}.pdf")
    visitor.get(f"/attachment/{paper.token}/x")
    assert "path=/receipt/*.pdf" in caplog.text
    assert paper.token not in caplog.text
