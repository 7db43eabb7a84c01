"""What staff see of the picture of a painting, and what is stored of it."""

from __future__ import annotations

from tests.services.clerks import MODERATOR
from tests.services.office import Paper
from youcheng.domain.works import Picture
from youcheng.services.desk_files import open_copy


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
