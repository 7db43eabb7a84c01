"""A teacher's batch on the wire: its pages tell how far it is and nothing of the guardians."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from tests.documents.pdf_reading import read_text, squeeze
from tests.services import classes
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from youcheng.services.batching import finish_batch


def status_address(visitor: TestClient, office: Office, paper: Paper) -> str:
    """Walk to the status page by the batch's code; return its address."""
    asked = {"act": "ask", "code": str(paper.stored.code), "email": "school@example.org"}
    reply = visitor.post("/track", data=asked)
    challenge = parse_qs(urlsplit(reply.headers["location"]).query)["challenge"][0]
    digits = office.mails("one_time_code")[-1].facts["one_time_code"]
    entered = visitor.post(
        "/track", data={"act": "enter", "challenge": challenge, "digits": digits}
    )
    return entered.headers["location"]


def marked_rows(count: int) -> tuple[list[dict[str, object]], list[str]]:
    """Rows in which everything that a teacher must not read again is a string of its own."""
    rows, marks = [], []
    for row in classes.rows(count):
        secret = {
            name: f"x{secrets.token_hex(6)}"
            for name in ("guardian_name", "guardian_email", "child_family_name")
        }
        marks += secret.values()
        secret["guardian_email"] += "@example.org"
        rows.append({**row, **secret})
    return rows, marks


def test_the_pages_of_a_batch_hold_nothing_of_a_guardian(
    visitor: TestClient, office: Office
) -> None:
    rows, marks = marked_rows(3)
    batch = classes.send(office, 3, works=rows)
    form = f"/compete?draft={batch.token}&lang=en"
    read = [visitor.get(form).text]
    finish_batch(office.services, batch=batch.submission)
    answer(classes.entry(batch, 2))
    status = status_address(visitor, office, batch)
    pages = [visitor.get(address) for address in (form, status)]
    assert [page.status_code for page in pages] == [200, 200]
    for page in pages:
        assert "1 of 3 have agreed" in page.text
        assert all(f"Child {number}" in page.text for number in (1, 2, 3))
        assert page.headers["cache-control"] == "no-store"
    copy = visitor.get(f"/receipt/{batch.token}.pdf")
    read += [*(page.text for page in pages), squeeze(read_text(copy.content))]
    assert "school@example.org" in read[-1]
    assert [mark for mark in marks for text in read if mark in text] == []


def test_a_batch_that_is_a_draft_leads_back_to_its_form(
    visitor: TestClient, office: Office
) -> None:
    batch = classes.fill_in(office, 1)
    back = status_address(visitor, office, batch)
    assert urlsplit(back).path == "/compete"
    page = visitor.get(f"{back}&step=works")
    assert page.status_code == 200
    assert 'value="Child 1"' in page.text


def test_the_competition_page_offers_to_enter_a_class(visitor: TestClient) -> None:
    page = visitor.get("/compete?lang=en")
    assert "/compete?start=batch" in page.text
