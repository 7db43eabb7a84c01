"""How staff change what is shown of a painting, whatever the change is."""

from __future__ import annotations

from collections.abc import Callable

from youcheng.domain.actors import Actor
from youcheng.domain.attachments import Attachment
from youcheng.domain.pictures import Edit
from youcheng.services.desk_access import NotAllowed, Opened, open_submission
from youcheng.services.desk_acts import Acted, commit_act, note
from youcheng.services.desk_moderation import may_moderate
from youcheng.services.pictures import (
    prepare_picture,
    put_copies,
    put_picture_anew,
    stored_copy,
)
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing
from youcheng.services.works import sent_picture, settle_work


def change_shown(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    change: Callable[[Edit], Edit],
    kind: str,
) -> Acted:
    """Change what is shown of a painting: its copies are made anew from the photo as it was sent,
    at a new address, and it is logged. What changes nothing is not.

    Args:
        actor, code, version: who does it to which submission, as they saw it.
        change: from how it is shown to how it is to be shown.
        kind: of the event.

    Raises:
        NotAllowed, Outdated: as from `desk_actions`.
        ValueError: from `change`.
        PictureRefused, StoreBusy: it cannot be made so, or not now.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    with services.records.read() as uow:
        opened, original, before = _find(services, uow, actor, code, version)
    edit = change(before)
    if edit == before:
        return Acted(code, version)
    submission = opened.submission
    with (
        stored_copy(services, original.key) as source,
        prepare_picture(services, source, edit=edit, sample=submission.is_sample) as prepared,
    ):
        put_copies(services, submission.folder, prepared)
        with services.records.write() as uow:
            # Whoever was quicker meanwhile has changed the version too.
            opened, original, _ = _find(services, uow, actor, code, version)
            put_picture_anew(services, uow, original, prepared, edit)
            note(uow, opened, kind)
            settle_work(services, uow, opened.submission, opened.now)
            return commit_act(uow, opened)


def _find(
    services: Services, uow: UnitOfWork, actor: Actor, code: str, version: int
) -> tuple[Opened, Attachment, Edit]:
    opened = open_submission(services, uow, actor=actor, code=code)
    if not may_moderate(opened):
        raise NotAllowed("role")
    opened.require_version(version)
    picture = sent_picture(uow, opened.submission)
    original = None if picture is None else uow.attachments.find(picture.id)
    if picture is None or original is None:
        raise FileMissing
    return opened, original, picture.edit
