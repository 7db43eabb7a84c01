"""What staff see of the picture of a painting, and what is stored of it."""

from __future__ import annotations

from tests.services.clerks import MODERATOR
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.works import Picture
from youcheng.services.desk_files import open_copy
from youcheng.services.pictures import cut_due_tiles


def send_with_tiles(office: Office) -> Paper:
    """A painting that a guardian agreed to, with its tiles."""
    paper = send(office)
    answer(paper)
    assert cut_due_tiles(office.services) == 1
    return paper


def picture(paper: Paper) -> Picture:
    with paper.office.services.records.read() as uow:
        (found,) = uow.pictures.of(paper.submission)
    return found


def copy(paper: Paper, name: str = "1280.jpg") -> bytes:
    code = str(paper.stored.code)
    _, pieces = open_copy(
        paper.office.services, actor=MODERATOR, code=code, picture=picture(paper).id, name=name
    )
    return b"".join(pieces)


def original(paper: Paper) -> tuple[str, bytes]:
    """The photo as it was sent: its key and its bytes."""
    (found,) = [one for one in paper.attachments if not one.derived_from]
    return found.key, b"".join(paper.office.services.files.read(found.key))
