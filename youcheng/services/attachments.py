"""Files of a submission: taken one by one, the file first and its row after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from youcheng.content.forms import FormField
from youcheng.domain.attachments import Attachment, AttachmentRefused, clean_name
from youcheng.domain.forms import Kind
from youcheng.domain.limits import UPLOAD, UPLOAD_BATCH, UPLOAD_FROM
from youcheng.domain.pictures import Edit
from youcheng.domain.states import SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.access import AccessDenied
from youcheng.services.drafts import (
    DraftTooLarge,
    NotEditable,
    require_editable,
    require_space,
    store_answers,
)
from youcheng.services.limiting import spend
from youcheng.services.opening import OpenForm, open_for
from youcheng.services.pictures import (
    Prepared,
    asks_for_picture,
    delete_unnamed,
    forget_picture,
    keep_picture,
    prepare_picture,
    put_copies,
    stored_copy,
)
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import file_key


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for one more file.

    Attributes:
        max_bytes: the largest file that is taken.
        kinds: what is taken: pdf, jpg, png.
    """

    max_bytes: int
    kinds: frozenset[str]


def open_slot(services: Services, /, *, token: str, field: str, client: str) -> Slot:
    """Whether one more file may be sent for `field`, before a byte of it is read.

    Raises:
        AccessDenied: the token opens nothing.
        NotEditable: the form cannot be changed now.
        AttachmentRefused: `file_kind`: no such field; `too_many`: it holds all it may.
        LimitReached: too many files for this draft or from this address.
        StoreFull, StoreBusy: nothing can be taken now.
    """
    require_space(services)
    now = services.clock()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        slot = _slot(found, field)
        spend(services, uow, UPLOAD_FROM, client, now)
        _spend_upload(services, uow, found)
        uow.commit()
    return slot


def _spend_upload(services: Services, uow: UnitOfWork, found: OpenForm) -> None:
    """Count one more file, or change of one. A class has many photos, and some are sent twice."""
    is_batch = found.submission.kind is SubmissionKind.BATCH
    limit = UPLOAD_BATCH if is_batch else UPLOAD
    spend(services, uow, limit, found.submission.id, found.now)


def _slot(found: OpenForm, field: str) -> Slot:
    require_editable(found, field)
    one = _file_field(found, field)
    limits = one.rules.limits
    if len(_held(found, field)) >= (limits.max_count or 1):
        raise AttachmentRefused("too_many")
    return Slot(limits.max_bytes or 0, frozenset(limits.file_kinds))


def _file_field(found: OpenForm, field: str) -> FormField:
    try:
        one = found.form.field(field)
    except KeyError:
        raise AttachmentRefused("file_kind") from None
    if one.rules.kind is not Kind.FILE:
        raise AttachmentRefused("file_kind")
    return one


def _held(found: OpenForm, field: str) -> list[dict[str, object]]:
    held = found.answers.get(field)
    return list(held) if isinstance(held, list) else []


def add_attachment(
    services: Services, /, *, token: str, field: str, name: str, source: Path
) -> Attachment:
    """Take the file at `source` for `field` of the draft.

    When this returns, the file and its row survive a loss of power. The same bytes sent twice for
    one field are taken once.

    Args:
        token: the draft's.
        field: id of a field of kind file.
        name: what the person calls it; kept for display only.
        source: the file as it was received; it stays where it is.

    Raises:
        AccessDenied, NotEditable, StoreFull, StoreBusy: as `open_slot`.
        AttachmentRefused: the file cannot be taken; see its code.
        StoreDown: the file store does not answer; it may be tried again.
    """
    require_space(services)
    now = services.clock()
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with services.records.read() as uow:
        found = open_for(services, uow, token=token, now=now)
        if (known := _known(uow, found, field, digest)) is not None:
            return known
        slot = _slot(found, field)
    if source.stat().st_size > slot.max_bytes:
        raise AttachmentRefused("file_too_big")
    with _examined(services, source, found, field, slot) as seen:
        keys = _put(services, found.submission.folder, source, digest, seen)
        try:
            with services.records.write() as uow:
                found = open_for(services, uow, token=token, now=now)
                if (known := _known(uow, found, field, digest)) is not None:
                    return known
                _slot(found, field)
                if not all(services.files.exists(key) for key in keys):
                    # The same bytes were just removed from this form.
                    _put(services, found.submission.folder, source, digest, seen)
                attachment = Attachment(
                    id=uuid4().hex,
                    submission=found.submission.id,
                    field=field,
                    key=keys[0],
                    name=clean_name(name, seen.kind),
                    kind=seen.kind,
                    bytes=seen.bytes,
                    flags=tuple(sorted(seen.flags)),
                    added_at=now,
                )
                uow.attachments.add(attachment)
                if seen.picture is not None:
                    keep_picture(uow, attachment, seen.picture, Edit())
                files = [*_held(found, field), dict(attachment.answer())]
                base = found.submission.draft.revision
                store_answers(services, uow, found, {field: files}, base=base)
                uow.commit()
        except (AccessDenied, AttachmentRefused, DraftTooLarge, NotEditable):
            for key in keys:
                delete_unnamed(services, found.submission.id, key)
            raise
    return attachment


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found in a file; of a photo also its copies."""

    kind: str
    bytes: int
    flags: frozenset[str]
    picture: Prepared | None = None


@contextmanager
def _examined(
    services: Services, source: Path, found: OpenForm, field: str, slot: Slot
) -> Iterator[_Seen]:
    if not asks_for_picture(_file_field(found, field).rules):
        seen = services.inspect(source, slot.kinds)
        yield _Seen(seen.kind, seen.bytes, seen.flags)
        return
    with prepare_picture(services, source) as prepared:
        intake = prepared.intake
        yield _Seen(intake.kind, intake.bytes, intake.hints, prepared)


def _put(services: Services, folder: str, source: Path, digest: str, seen: _Seen) -> list[str]:
    """Store a file, and of a photo its copies; return their keys, that of the file first."""
    key = file_key(folder, digest)
    services.files.put(key, source)
    return [key, *(put_copies(services, folder, seen.picture) if seen.picture else ())]


def edit_picture(services: Services, /, *, token: str, attachment: str, edit: Edit) -> None:
    """Turn and crop a photo that was sent; what was sent with it before keeps the old one until
    the change is sent too.

    Args:
        token: the draft's.
        attachment: id of the photo, as the answer names it.
        edit: how it is turned and cropped, counted from the photo as it was sent.

    Raises:
        AccessDenied, NotEditable, StoreFull, StoreBusy: as `open_slot`.
        AttachmentRefused: what is left of the photo is too small, or it is none of this form.
        LimitReached: too many changes of this draft.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    require_space(services)
    now = services.clock()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        require_editable(found)
        _spend_upload(services, uow, found)
        original = uow.attachments.find(attachment)
        picture = uow.pictures.find(attachment)
        uow.commit()
    if original is None or picture is None or original.submission != found.submission.id:
        raise AttachmentRefused("file_missing")
    require_editable(found, original.field)
    if picture.edit == edit:
        return
    folder = found.submission.folder
    with (
        stored_copy(services, original.key) as source,
        prepare_picture(services, source, edit=edit) as prepared,
    ):
        put_copies(services, folder, prepared)
        with services.records.write() as uow:
            found = open_for(services, uow, token=token, now=now)
            require_editable(found, original.field)
            changed = replace(
                original,
                id=uuid4().hex,
                flags=tuple(sorted(prepared.intake.hints)),
                added_at=now,
            )
            uow.attachments.add(changed)
            keep_picture(uow, changed, prepared, edit)
            _put_in_place(services, uow, found, original, changed)
            uow.commit()


def _put_in_place(
    services: Services,
    uow: UnitOfWork,
    found: OpenForm,
    original: Attachment,
    changed: Attachment,
) -> None:
    """Let the answer name `changed` where it names `original`."""
    files = [
        dict(changed.answer()) if file.get("key") == original.id else file
        for file in _held(found, original.field)
    ]
    base = found.submission.draft.revision
    store_answers(services, uow, found, {original.field: files}, base=base)
    kept = uow.submissions.find(found.submission.id)
    if kept is not None:
        drop_unnamed(services, uow, kept)


def _known(uow: UnitOfWork, found: OpenForm, field: str, digest: str) -> Attachment | None:
    """The file with these bytes that the field holds already."""
    require_editable(found, field)
    held = {str(file.get("key")) for file in _held(found, field)}
    return next(
        (
            one
            for one in uow.attachments.of(found.submission.id)
            if one.id in held and one.sha256 == digest
        ),
        None,
    )


def remove_attachment(services: Services, /, *, token: str, attachment: str) -> None:
    """Take a file out of the working answers; what was sent with it before keeps it until the
    change is sent too. Removing what is not there changes nothing.

    Raises:
        AccessDenied, NotEditable, StoreBusy: as `open_slot`.
    """
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=services.clock())
        require_editable(found)
        for one in found.form.fields:
            held = _held(found, one.id) if one.rules.kind is Kind.FILE else []
            left = [file for file in held if file.get("key") != attachment]
            if len(left) < len(held):
                require_editable(found, one.id)
                store_answers(
                    services,
                    uow,
                    found,
                    {one.id: left or None},
                    base=found.submission.draft.revision,
                )
        kept = uow.submissions.find(found.submission.id)
        if kept is not None:
            drop_unnamed(services, uow, kept)
        uow.commit()


def drop_unnamed(services: Services, uow: UnitOfWork, submission: Submission) -> None:
    """Remove the rows of files that no answers name, neither the working ones nor those that were
    sent, now or earlier; the files go after the commit."""
    named = named_files(submission.draft.answers) | named_files(submission.sent or {})
    for earlier in uow.earlier_answers.of(submission.id):
        named |= named_files(earlier.answers)
    for picture in uow.pictures.of(submission.id):
        if picture.id not in named:
            forget_picture(services, uow, picture)
    for one in uow.attachments.of(submission.id):
        if (one.derived_from or one.id) not in named:
            uow.attachments.remove(one.id)
            uow.after_commit(partial(delete_unnamed, services, submission.id, one.key))


def named_files(answers: Mapping[str, object]) -> set[str]:
    """Ids of the attachments that answers name."""
    return {
        str(file["key"])
        for value in answers.values()
        if isinstance(value, list)
        for file in value
        if isinstance(file, dict) and "key" in file
    }


def read_attachment(
    services: Services, /, *, token: str, attachment: str
) -> tuple[Attachment, Iterator[bytes]]:
    """A file of one's own submission, and its bytes.

    Raises:
        AccessDenied: the token opens nothing.
        KeyError: the submission has no such file.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    with services.records.read() as uow:
        found = open_for(services, uow, token=token, now=services.clock())
        own = {one.id: one for one in uow.attachments.of(found.submission.id)}
        row = own[attachment]
    return row, services.files.read(row.key)
