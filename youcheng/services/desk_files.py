"""Files of a submission for staff. Whatever a person sent is logged before its first byte is read;
what was made of a picture holds pixels and nothing else, and is looked at freely."""

from __future__ import annotations

from collections.abc import Iterator

from youcheng.domain.actors import Actor
from youcheng.domain.attachments import Attachment
from youcheng.domain.audit import Via
from youcheng.domain.permissions import Area, Reading
from youcheng.domain.pictures import DERIVATIVES
from youcheng.services.attachments import named_files
from youcheng.services.desk_access import FILE_OPENED, NotAllowed, Opened, open_submission
from youcheng.services.desk_answers import REASONS
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing


def open_file(
    services: Services, /, *, actor: Actor, code: str, attachment: str, reason: str = ""
) -> tuple[Attachment, Iterator[bytes]]:
    """A file as it was sent, and its bytes; the opening is in the log before they are read.

    Args:
        actor, code: who opens a file of which submission.
        attachment: id of the file.
        reason: one of `REASONS`; needed for a file of class RESTR alone.

    Raises:
        NotAllowed: `desk`, `submission`, `area` (not theirs to read), or `reason` (restricted, and
            no reason was given).
        FileMissing: it was not sent with this submission, or the store does not hold it.
        StoreDown: the store does not answer.
    """
    with services.records.write() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        found = _sent_file(uow, opened, attachment)
        if _is_restricted(services, opened, found.field) and reason not in REASONS:
            raise NotAllowed("reason")
        note_event(
            uow,
            at=opened.now,
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind=FILE_OPENED,
            subject=submission_subject(opened.submission.id),
            fields=[found.field],
            details={"reason": reason} if reason in REASONS else {},
        )
        uow.commit()
    return found, services.files.read(found.key)


def open_copy(
    services: Services, /, *, actor: Actor, code: str, picture: str, name: str
) -> tuple[Attachment, Iterator[bytes]]:
    """A copy that was made of a picture, and its bytes.

    Args:
        actor, code: who looks at a picture of which submission.
        picture: id of the file that it was made from.
        name: one of `youcheng.domain.pictures.DERIVATIVES`.

    Raises:
        NotAllowed: `desk`, `submission`, or `area`.
        FileMissing: it was not sent with this submission, has no such copy, or the store does not
            hold it.
        StoreDown: the store does not answer.
    """
    with services.records.read() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        opened.require(Area.JURY)
        if picture not in named_files(opened.submission.sent or {}):
            raise FileMissing
        found = uow.attachments.copy_of(picture, name) if name in DERIVATIVES else None
    if found is None or found.submission != opened.submission.id:
        raise FileMissing
    return found, services.files.read(found.key)


def _sent_file(uow: UnitOfWork, opened: Opened, attachment: str) -> Attachment:
    found = uow.attachments.find(attachment)
    named = named_files(opened.submission.sent or {})
    if found is None or found.submission != opened.submission.id or found.id not in named:
        raise FileMissing
    return found


def _is_restricted(services: Services, opened: Opened, field: str) -> bool:
    """Whether the file is read with a reason only.

    Raises:
        NotAllowed: `area`: it is not read at all.
    """
    try:
        asked = services.content.form(opened.submission.programme).definition.field(field)
    except KeyError:
        raise FileMissing from None
    found = {opened.reads(Area(name)) for name in asked.visibility}
    if Reading.YES in found:
        return False
    if Reading.LOGGED in found:
        return True
    raise NotAllowed("area")
