"""Pictures of works as they arrive: looked at, and made into the files that are shown.

All that reads a picture runs in a process of its own with limits on time and memory. It gets the
picture and one empty file; what it wrote there is cut into files here, under names from here.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from youcheng.domain.pictures import (
    CARD,
    CARD_SIZE,
    DERIVATIVES,
    MOST_BYTES,
    Derivative,
    Edit,
    Intake,
    PictureRefused,
    TileSet,
)
from youcheng.domain.tiles import plan_tiles
from youcheng.media.picture_kinds import HEAD, find_picture_kind
from youcheng.media.worker import Limits, Worker, WorkerDown, WorkFailed
from youcheng.services.ports import StoreBusy

_MEGABYTE: Final = 1024 * 1024
LIMITS: Final = Limits(
    cpu_seconds=3,
    memory_bytes=512 * _MEGABYTE,
    wall_seconds=20,
    written_bytes=128 * _MEGABYTE,
)
_WORKER: Final = Worker(
    "youcheng.media.picture_derivatives",
    "youcheng.media.picture_tiles",
    "youcheng.media.picture_card",
)
_AT_LIMIT: Final = frozenset({"MemoryError", "ended without an answer"})
"""How work failed that came to a limit; the second may be a crash as well."""


@dataclass(frozen=True, slots=True)
class _Original:
    kind: str
    bytes: int
    sha256: str
    file: FileIO


def take_in(path: Path, folder: Path, *, edit: Edit | None = None, sample: bool = False) -> Intake:
    """Look at a picture and make its copies. Takes up to 21 seconds: not for the event loop.

    Args:
        path: a finished file that nobody writes any more.
        folder: where the copies are written, each under its own name; nothing else is.
        edit: how it is shown; None leaves it.
        sample: a work of the sample edition, which may be smaller.

    Raises:
        PictureRefused: see `youcheng.domain.pictures.REFUSALS`.
        StoreBusy: nothing can be looked at now; it says nothing about the picture.
        FileExistsError: the folder holds such copies already.
    """
    with _opened(path) as original, _bundle(folder) as bundle:
        found = _work(
            "youcheng.media.picture_derivatives:make_derivatives",
            original,
            bundle,
            edit or Edit(),
            sample=sample,
        )
        names = zip(DERIVATIVES, found["copies"], strict=True)
        copies = _cut(bundle, folder, [(name, *copy) for name, copy in names])
    return Intake(
        kind=original.kind,
        bytes=original.bytes,
        sha256=original.sha256,
        width=found["width"],
        height=found["height"],
        derivatives=copies,
        fingerprint=found["fingerprint"],
        colour=found["colour"],
        placeholder=bytes.fromhex(found["placeholder"]),
        hints=frozenset(found["hints"]),
    )


def make_tiles(path: Path, folder: Path, *, edit: Edit | None = None) -> TileSet:
    """Cut a picture into tiles for deep zoom. Takes up to 21 seconds: not for the event loop.

    Args:
        path, folder, edit: as for `take_in`.

    Raises:
        PictureRefused, StoreBusy, FileExistsError: as from `take_in`.
    """
    with _opened(path) as original, _bundle(folder) as bundle:
        found = _work("youcheng.media.picture_tiles:cut_tiles", original, bundle, edit or Edit())
        width, height = found["width"], found["height"]
        plan = zip(plan_tiles(width, height), found["lengths"], strict=True)
        tiles = _cut(bundle, folder, [(one.name, *one.size, length) for one, length in plan])
    return TileSet(width, height, tiles)


def make_card(path: Path, folder: Path) -> Derivative:
    """Draw the card of a picture for link previews. Takes up to 21 seconds: not for the event loop.

    Args:
        path: a finished file, such as the copy of 1,280 pixels; no more of it is seen on a card.
        folder: where the card is written.

    Raises:
        PictureRefused, StoreBusy, FileExistsError: as from `take_in`.
    """
    with _opened(path) as original, _bundle(folder) as bundle:
        found = _work("youcheng.media.picture_card:draw_card", original, bundle, Edit())
        (card,) = _cut(bundle, folder, [(CARD, *CARD_SIZE, found["length"])])
    return card


@contextmanager
def _opened(path: Path) -> Iterator[_Original]:
    # Without a buffer: the child reads the same open file and moves its position.
    with path.open("rb", buffering=0) as file:
        size = file.seek(0, 2)
        if size == 0:
            raise PictureRefused("file_empty")
        if size > MOST_BYTES:
            raise PictureRefused("file_too_big")
        file.seek(0)
        kind = find_picture_kind(file.read(HEAD))
        if kind is None:
            raise PictureRefused("file_kind")
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield _Original(kind, size, digest, file)


@contextmanager
def _bundle(folder: Path) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile(dir=folder) as file:
        yield file


def _work(
    function: str, original: _Original, bundle: BinaryIO, edit: Edit, **arguments: Any
) -> dict[str, Any]:
    try:
        found = _WORKER.run(
            function,
            original.file.fileno(),
            bundle.fileno(),
            limits=LIMITS,
            kind=original.kind,
            turn=edit.turn,
            crop=edit.crop,
            blurs=edit.blurs,
            trim=edit.trim,
            **arguments,
        )
    except WorkFailed as failed:
        code = "file_too_costly" if str(failed) in _AT_LIMIT else "file_broken"
        raise PictureRefused(code) from None
    except WorkerDown:
        raise StoreBusy("no file can be looked at now") from None
    if "refused" in found:
        raise PictureRefused(found["refused"])
    return dict(found)


def _cut(
    bundle: BinaryIO, folder: Path, parts: Iterable[tuple[str, int, int, int]]
) -> tuple[Derivative, ...]:
    """Write the parts of a bundle into files of their own.

    Args:
        bundle: as the child left it.
        folder: where the files go.
        parts: name, width, height and length of each in their order.
    """
    bundle.seek(0)
    made = []
    for name, width, height, length in parts:
        content = bundle.read(length)
        if not content or len(content) != length:
            raise PictureRefused("file_broken")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        made.append(Derivative(name, width, height, length, hashlib.sha256(content).hexdigest()))
    return tuple(made)
