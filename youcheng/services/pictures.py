"""Pictures of works: taken in with their smaller copies, turned and cropped, cut into tiles, and
made into cards."""

from __future__ import annotations

import base64
import logging
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

from youcheng.domain.attachments import Attachment
from youcheng.domain.forms import Field, Kind
from youcheng.domain.pictures import (
    CARD,
    PAGE_COPY,
    Derivative,
    Edit,
    Intake,
    PictureRefused,
)
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.works import AddressKind, Picture, WorkAddress
from youcheng.metrics import watched_intake
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing, StoreDown, file_key
from youcheng.tracing import caused_by, current_request

PREVIEW: Final = "640.webp"
"""Name of the copy that its sender and a guardian see."""
_ONLY_PICTURES: Final = frozenset({"webp", "heic"})
_TILED: Final = (
    ReviewState.SUBMITTED,
    ReviewState.MODERATION,
    ReviewState.CHANGES_REQUESTED,
    ReviewState.ELIGIBLE,
    ReviewState.IN_JURY,
    ReviewState.SHORTLISTED,
    ReviewState.AWARDED,
    ReviewState.PARTICIPATED,
    ReviewState.ARCHIVED,
)
"""From a guardian's consent on: before it nothing happens to a picture but its own preview."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PictureView:
    """What the holder of a form sees of a picture.

    Attributes:
        preview: id of the attachment that shows it.
        width, height: pixels of the picture as it is shown.
        edit: how it was turned and cropped, and what staff have changed.
        hints: what may be wrong with the photo: `blurred`, `dark`, `small`.
    """

    preview: str
    width: int
    height: int
    edit: Edit
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture that was looked at, with its copies in a folder that goes with the block."""

    intake: Intake
    folder: Path

    def path(self, derivative: Derivative) -> Path:
        """Where a copy lies."""
        return self.folder / derivative.name


def asks_for_picture(field: Field) -> bool:
    """Whether a field takes photos, and not documents."""
    return field.kind is Kind.FILE and bool(_ONLY_PICTURES & {*field.limits.file_kinds})


@contextmanager
def prepare_picture(
    services: Services, source: Path, *, edit: Edit | None = None, sample: bool = False
) -> Iterator[Prepared]:
    """Look at a photo and make its copies.

    Args:
        services: with the intake.
        source: the photo as it was sent.
        edit: how it is turned and cropped; None leaves it.
        sample: a work of the sample edition, which may be smaller.

    Raises:
        PictureRefused: it cannot be taken; see its code.
    """
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        place = Path(folder)
        with watched_intake():
            intake = services.intake.take_in(source, place, edit=edit or Edit(), sample=sample)
        yield Prepared(intake, place)


def put_copies(services: Services, folder: str, prepared: Prepared) -> list[str]:
    """Store the copies under the submission's `folder`; return their keys."""
    keys = []
    for one in prepared.intake.derivatives:
        key = file_key(folder, one.sha256)
        services.files.put(key, prepared.path(one))
        keys.append(key)
    return keys


def keep_picture(uow: UnitOfWork, original: Attachment, prepared: Prepared, edit: Edit) -> None:
    """Write down a picture whose files are stored; the caller commits."""
    intake = prepared.intake
    for one in intake.derivatives:
        uow.attachments.add(_derived(original, one))
    address = secrets.token_hex(16)
    encoded = base64.b64encode(intake.placeholder).decode()
    uow.pictures.add(
        Picture(
            id=original.id,
            submission=original.submission,
            address=address,
            edit=edit,
            width=intake.width,
            height=intake.height,
            fingerprint=intake.fingerprint,
            colour=intake.colour,
            placeholder=f"data:image/webp;base64,{encoded}",
            request=current_request(),
        )
    )
    uow.addresses.add(WorkAddress(address, AddressKind.PICTURE, original.submission))


def _derived(original: Attachment, one: Derivative) -> Attachment:
    return replace(
        original,
        id=uuid4().hex,
        key=file_key(original.key.partition("/")[0], one.sha256),
        name=one.name,
        kind=one.name.rpartition(".")[2],
        bytes=one.bytes,
        flags=(),
        derived_from=original.id,
    )


def copy_files(services: Services, files: Sequence[Attachment], folder: str) -> None:
    """Copy stored files into another folder, so that erasing the one never touches the other.

    What the intake made of a photo is copied with it: the same bytes need no second look.

    Raises:
        FileMissing, StoreDown: the store does not hold one, or does not answer.
    """
    for one in files:
        with stored_copy(services, one.key) as path:
            services.files.put(file_key(folder, one.sha256), path)


def keep_copy(
    uow: UnitOfWork,
    files: Sequence[Attachment],
    picture: Picture | None,
    submission: Submission,
    field: str,
) -> Mapping[str, object]:
    """Write down, for `submission`, a photo whose files were copied into its folder; the caller
    commits.

    Args:
        uow: a unit of work that writes.
        files: of the photo as another submission has them.
        picture: what is known of it there.
        submission: whose it is now.
        field: id of the field that it answers.

    Returns:
        The answer to that field.

    Raises:
        FileMissing: it is no picture with its copies.
    """
    original = next((one for one in files if not one.derived_from), None)
    if original is None or picture is None:
        raise FileMissing
    ids = {one.id: uuid4().hex for one in files}
    kept = [
        replace(
            one,
            id=ids[one.id],
            submission=submission.id,
            field=field,
            key=file_key(submission.folder, one.sha256),
            derived_from=ids.get(one.derived_from, ""),
        )
        for one in files
    ]
    for one in kept:
        uow.attachments.add(one)
    copy = replace(
        picture,
        id=ids[original.id],
        submission=submission.id,
        address=secrets.token_hex(16),
        tiled_at=None,
        request=current_request(),
    )
    uow.pictures.add(copy)
    uow.addresses.add(WorkAddress(copy.address, AddressKind.PICTURE, submission.id))
    return {field: [dict(one.answer()) for one in kept if one.id == copy.id]}


def view_pictures(uow: UnitOfWork, submission: Submission) -> Mapping[str, PictureView]:
    """The pictures of a submission, by the id of the attachment that was sent."""
    pictures = {one.id: one for one in uow.pictures.of(submission.id)}
    if not pictures:
        return {}
    rows = uow.attachments.of(submission.id)
    previews = {one.derived_from: one.id for one in rows if one.name == PREVIEW}
    flags = {one.id: one.flags for one in rows}
    return {
        name: PictureView(
            preview=previews.get(name, name),
            width=one.width,
            height=one.height,
            edit=one.edit,
            hints=flags.get(name, ()),
        )
        for name, one in pictures.items()
    }


@contextmanager
def stored_copy(services: Services, key: str) -> Iterator[Path]:
    """A stored file as a file of this machine, for the time of the block.

    Raises:
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    with tempfile.NamedTemporaryFile(prefix="youcheng-") as file:
        for piece in services.files.read(key):
            file.write(piece)
        file.flush()
        yield Path(file.name)


def cut_due_tiles(services: Services, /, *, limit: int = 20) -> int:
    """Cut the tiles and draw the card of pictures that a guardian agreed to; return how many
    pictures were done.

    It may be repeated: what has both is not due any more, and what has tiles of an earlier release
    gets its card. A picture that cannot be finished now stays due.
    """
    with services.records.read() as uow:
        due = uow.pictures.unfinished(*_TILED, limit=limit)
    return sum(_finish(services, picture) for picture in due)


def _finish(services: Services, picture_id: str) -> bool:
    with services.records.read() as uow:
        picture, original = uow.pictures.find(picture_id), uow.attachments.find(picture_id)
        large = uow.attachments.copy_of(picture_id, PAGE_COPY)
    if picture is None or original is None or large is None:
        return False
    with caused_by(picture.request):
        finished = _cut(services, picture, original, large)
        _log.info("picture %s: %s", picture.id, "cut into tiles" if finished else "stays due")
    return finished


def _cut(services: Services, picture: Picture, original: Attachment, large: Attachment) -> bool:
    folder = original.key.partition("/")[0]
    try:
        with tempfile.TemporaryDirectory(prefix="youcheng-") as name:
            place = Path(name)
            with stored_copy(services, large.key) as source:
                made = [services.intake.make_card(source, place)]
            if picture.tiled_at is None:
                with stored_copy(services, original.key) as source:
                    made += services.intake.make_tiles(source, place, edit=picture.edit).tiles
            for one in made:
                services.files.put(file_key(folder, one.sha256), place / one.name)
            return _keep_finished(services, picture, original, made)
    except (FileMissing, PictureRefused, StoreDown):
        return False


def _keep_finished(
    services: Services, picture: Picture, original: Attachment, made: Sequence[Derivative]
) -> bool:
    """Write tiles and card down, unless the picture went meanwhile; they are then swept."""
    with services.records.write() as uow:
        uow.submissions.find(picture.submission)
        now = uow.pictures.find(picture.id)
        drawn = uow.attachments.copy_of(picture.id, CARD) is not None
        if now is None or now.edit != picture.edit or now.tiled_at != picture.tiled_at or drawn:
            return False
        for one in made:
            uow.attachments.add(_derived(original, one))
        uow.pictures.put(replace(now, tiled_at=now.tiled_at or services.clock()))
        uow.commit()
    return True


def put_picture_anew(
    services: Services, uow: UnitOfWork, original: Attachment, prepared: Prepared, edit: Edit
) -> None:
    """Write down the copies of a picture that is shown otherwise from now on, at a new address; the
    caller commits.

    The earlier copies, tiles and card go, and their address is closed: no cache shows them on. The
    original stays.
    """
    picture = uow.pictures.find(original.id)
    if picture is None:
        raise FileMissing
    for one in uow.attachments.of(original.submission):
        if one.derived_from == original.id:
            uow.attachments.remove(one.id)
            uow.after_commit(partial(delete_unnamed, services, original.submission, one.key))
    for made in prepared.intake.derivatives:
        uow.attachments.add(_derived(original, made))
    encoded = base64.b64encode(prepared.intake.placeholder).decode()
    anew = replace(
        picture,
        address=secrets.token_hex(16),
        edit=edit,
        width=prepared.intake.width,
        height=prepared.intake.height,
        fingerprint=prepared.intake.fingerprint,
        colour=prepared.intake.colour,
        placeholder=f"data:image/webp;base64,{encoded}",
        tiled_at=None,
        request=current_request(),
    )
    uow.pictures.put(anew)
    uow.addresses.close(picture.submission, services.clock(), picture.address)
    uow.addresses.add(WorkAddress(anew.address, AddressKind.PICTURE, picture.submission))


def delete_unnamed(services: Services, submission: str, key: str) -> None:
    """Delete a file unless a row names it. Whoever adds such a row waits for this, or has done it:
    otherwise the file would go from under it."""
    with services.records.write() as uow:
        uow.submissions.find(submission)
        if not uow.attachments.has_key(key):
            services.files.delete(key)


def forget_picture(services: Services, uow: UnitOfWork, picture: Picture) -> None:
    """Remove a picture and close its address; its files are the caller's to remove."""
    uow.pictures.remove(picture.id)
    uow.addresses.close(picture.submission, services.clock(), picture.address)
