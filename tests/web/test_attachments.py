"""Files of one's own submission, on the wire."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.services.office import Office, Paper, make_file
from youcheng.services.keeping_time import keep_time
from youcheng.storage.files import FolderFiles

FIELD = "portfolio"


@pytest.fixture
def paper(office: Office) -> Paper:
    return office.begin("culture")


@pytest.mark.parametrize(
    ("kind", "media_type"), [("pdf", "application/pdf"), ("jpg", "image/jpeg")]
)
def test_a_file_comes_back_as_it_was_sent_and_is_saved(
    visitor: TestClient, paper: Paper, kind: str, media_type: str
) -> None:
    content = make_file(kind)
    file = paper.attach(FIELD, content, f'Плакат "海报".{kind}')
    reply = visitor.get(f"/attachment/{paper.token}/{file.id}")
    assert reply.status_code == 200
    assert reply.content == content
    headers = reply.headers
    assert headers["content-type"] == media_type
    assert headers["content-length"] == str(len(content))
    assert headers["content-disposition"] == (
        f"attachment; filename=\"______ ____.{kind}\"; filename*=UTF-8''"
        f"%D0%9F%D0%BB%D0%B0%D0%BA%D0%B0%D1%82%20_%E6%B5%B7%E6%8A%A5_.{kind}"
    )
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "sandbox" in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_nobody_gets_the_file_of_another_submission(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    file = paper.attach(FIELD, make_file("pdf"))
    other = office.begin("culture")
    assert visitor.get(f"/attachment/{other.token}/{file.id}").status_code == 404
    assert visitor.get(f"/attachment/{paper.token}/{'0' * 32}").status_code == 404
    assert visitor.get(f"/attachment/{'x' * 43}/{file.id}").status_code == 404


def test_a_file_that_was_removed_or_lost_is_told_as_missing(
    visitor: TestClient, office: Office, paper: Paper
) -> None:
    file = paper.attach(FIELD, make_file("pdf"))
    files = office.services.files
    assert isinstance(files, FolderFiles)
    files.delete(file.key)
    reply = visitor.get(f"/attachment/{paper.token}/{file.id}")
    assert reply.status_code == 404
    assert "not in our store" in reply.text


def test_a_dead_link_says_that_it_is_dead(visitor: TestClient, office: Office) -> None:
    paper = office.begin("culture")
    file = paper.attach(FIELD, make_file("pdf"))
    office.wait(days=31)
    keep_time(office.services)
    reply = visitor.get(f"/attachment/{paper.token}/{file.id}")
    assert reply.status_code == 410
    assert "no longer works" in reply.text
    assert reply.headers["cache-control"] == "no-store"
