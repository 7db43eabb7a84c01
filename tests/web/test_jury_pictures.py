"""Pictures of entries on the wire: the juror who was given one has it, and nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.services.accounts import hire
from tests.services.jurying import begin, enter, rules_of, seat, tasks
from tests.services.office import Office
from tests.web.signing_in import signs_in
from youcheng.domain.actors import Role


@pytest.fixture
def picture(office: Office) -> str:
    """The address of a picture for the juror one@example.org."""
    enter(office, 1)
    known = hire(office, "one@example.org", roles=frozenset({Role.JUROR})).account.id
    for role in (Role.JUROR, Role.LEAD, Role.MODERATOR):
        hire(office, f"other-{role}@example.org", roles=frozenset({role}))
    round_id = begin(office, {known: "CN", **seat(office, "BY", "NP")}).round
    return next(one.picture for one in tasks(office, round_id) if one.juror == known)


def test_a_picture_comes_in_three_sizes_and_its_headers_tell_nothing(
    visitor: TestClient, office: Office, picture: str
) -> None:
    signs_in(visitor, email="one@example.org")
    for size, kind in ((640, "image/webp"), (1280, "image/jpeg"), (2560, "image/jpeg")):
        reply = visitor.get(f"/jury/picture/{picture}/{size}")
        assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
        assert reply.headers["cache-control"] == "no-store"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert not {"etag", "last-modified", "content-disposition"} & {*reply.headers}
    assert visitor.get(f"/jury/picture/{picture}/320").status_code == 404
    office.now = rules_of(office).rounds[0].closes_at
    signs_in(visitor, email="one@example.org")
    assert visitor.get(f"/jury/picture/{picture}/640").status_code == 404


def test_nobody_else_has_it(visitor: TestClient, picture: str) -> None:
    path = f"/jury/picture/{picture}/640"
    for role in (Role.JUROR, Role.LEAD, Role.MODERATOR):
        assert visitor.get(path).status_code == 303
        signs_in(visitor, email=f"other-{role}@example.org")
        reply = visitor.get(path)
        assert reply.status_code == 404
        assert visitor.get(f"/jury/picture/{'0' * 32}/640").content == reply.content
        visitor.cookies.clear()


def test_the_first_paint_of_the_page_is_for_jurors_and_for_no_crawler(
    visitor: TestClient, picture: str
) -> None:
    assert visitor.get("/jury").status_code == 303
    signs_in(visitor, email="one@example.org")
    reply = visitor.get("/jury?lang=en")
    assert reply.status_code == 200
    assert "noindex" in reply.headers["x-robots-tag"]
    assert picture not in reply.text
    assert "/jury" not in visitor.get("/sitemap.xml").text
    assert "Disallow: /jury" in visitor.get("/robots.txt").text
