"""Files of a submission for the staff, on the wire: how they come, and what the log then says.

What each role gets is in `test_staff_routes.py`.
"""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from tests.web.signing_in import enter_as
from youcheng.domain.actors import SYSTEM
from youcheng.domain.attachments import Attachment
from youcheng.services import desk_actions as desk
from youcheng.services.accounts import set_active
from youcheng.storage.files import FolderFiles

SHARED = {"consent_share_partner": "agree"}


def sent_file(paper: Paper, kind: str = "pdf") -> Attachment:
    return next(one for one in paper.attachments if not one.derived_from and one.kind == kind)


def address(paper: Paper, file: Attachment, name: str = "") -> str:
    return f"/desk/files/{paper.stored.code}/{file.id}{name}"


def opened(office: Office) -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    """What the log says of files that were opened."""
    found = office.events("file.opened")
    return [(one.subject, one.fields, dict(one.details)) for one in found]


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("liaison", 200), ("other-liaison", 404)]
)
def test_a_file_for_staff_is_had_by_those_who_read_its_field(
    visitor: TestClient, office: Office, who: str, status: int
) -> None:
    paper = office.send(changes=SHARED)
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    file = sent_file(paper)
    enter_as(visitor, office, who)
    reply = visitor.get(address(paper, file))
    assert reply.status_code == status
    subject = f"submission:{paper.submission}"
    assert opened(office) == ([(subject, ("portfolio",), {})] if status == 200 else [])
    office.assert_log_is_whole()


def test_a_file_is_saved_as_it_was_sent_and_never_shown(
    visitor: TestClient, office: Office
) -> None:
    paper = office.send()
    file = sent_file(paper)
    seen = see(paper).version
    enter_as(visitor, office, "officer")
    reply = visitor.get(address(paper, file))
    assert reply.content == paper.read(file.id)
    headers = reply.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith('attachment; filename="paper.pdf"')
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-robots-tag"].startswith("noindex")
    assert "sandbox" in headers["content-security-policy"]
    assert see(paper).version == seen


def test_a_visitor_and_a_revoked_clerk_are_sent_to_sign_in(
    visitor: TestClient, office: Office
) -> None:
    paper = office.send()
    path = address(paper, sent_file(paper))
    reply = visitor.get(path)
    assert (reply.status_code, reply.headers["location"][:14]) == (303, "/staff/sign-in")
    enter_as(visitor, office, "officer")
    assert visitor.get(path).status_code == 200
    set_active(office.services, actor=SYSTEM, email="officer@example.org", active=False)
    assert visitor.get(path).status_code == 303
    assert len(opened(office)) == 1


def test_a_photo_as_it_was_sent_needs_a_reason_and_its_copies_none(
    visitor: TestClient, office: Office
) -> None:
    painting = send(office)
    answer(painting)
    photo = sent_file(painting, "jpg")
    enter_as(visitor, office, "moderator")
    assert visitor.get(address(painting, photo)).status_code == 403
    assert visitor.get(address(painting, photo, "?reason=curiosity")).status_code == 403
    assert opened(office) == []
    reply = visitor.get(address(painting, photo, "?reason=review"))
    assert reply.content == painting.read(photo.id)
    subject = f"submission:{painting.submission}"
    assert opened(office) == [(subject, ("image",), {"reason": "review"})]
    copy = visitor.get(address(painting, photo, "/640.webp"))
    assert (copy.status_code, copy.headers["content-type"]) == (200, "image/webp")
    assert "content-disposition" not in copy.headers
    assert copy.headers["cache-control"] == "no-store"
    assert copy.headers["x-content-type-options"] == "nosniff"
    assert len(opened(office)) == 1


def test_what_awaits_a_guardian_is_nobodys_to_see(visitor: TestClient, office: Office) -> None:
    painting = send(office)
    photo = sent_file(painting, "jpg")
    enter_as(visitor, office, "lead")
    for name in ("?reason=review", "/640.webp"):
        assert visitor.get(address(painting, photo, name)).status_code == 403
    assert opened(office) == []


def test_no_file_is_had_by_the_code_of_another_submission_or_a_wrong_name(
    visitor: TestClient, office: Office
) -> None:
    paper, other = office.send(), office.send()
    painting = send(office)
    answer(painting)
    photo = sent_file(painting, "jpg")
    enter_as(visitor, office, "lead")
    for path in (
        address(other, sent_file(paper)),
        address(other, photo, "/640.webp"),
        address(painting, photo, "/original.jpg"),
        f"/desk/files/{paper.stored.code}/{'0' * 32}",
        f"/desk/files/JS-26-AAAA-A/{sent_file(paper).id}",
        f"/desk/files/nothing/{sent_file(paper).id}",
    ):
        assert visitor.get(path).status_code == 404, path
    assert opened(office) == []


def test_a_file_that_is_lost_is_told_as_missing(visitor: TestClient, office: Office) -> None:
    paper = office.send()
    file, files = sent_file(paper), office.services.files
    assert isinstance(files, FolderFiles)
    files.delete(file.key)
    enter_as(visitor, office, "lead")
    assert visitor.get(address(paper, file)).status_code == 404
