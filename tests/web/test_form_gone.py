"""Pages of a submission whose form the content has no more."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from tests.services.office import Office
from tests.web.test_tracking import open_status
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.opening import FormGone


@pytest.mark.parametrize("code", ["en", "ne"])
def test_they_say_so_and_it_can_be_withdrawn(
    visitor: TestClient, office: Office, code: str
) -> None:
    paper = office.send("culture")
    link = office.mail("receipt").facts["withdraw_link"]
    token = open_status(visitor, office, paper)
    office.take_out("culture")
    said = refusal_sentence(FormGone("culture"), translator(code))
    for path, query in (
        ("/track", {"access": token}),
        ("/programmes", {"programme": "culture", "draft": paper.token}),
    ):
        reply = visitor.get(path, params={**query, "lang": code})
        assert reply.status_code == 409
        assert said in reply.text
    page = visitor.get(urlsplit(link).path, params={"lang": code})
    assert page.status_code == 200
    assert str(paper.stored.code) in page.text
