"""A file that is being received: streamed into a temporary file, never held in memory.

Each file is locked while it is in use. The lock ends with the process, so after a crash whatever
is not locked is left over and can go, also where several processes share the folder.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anyio import to_thread

from youcheng.domain.attachments import AttachmentRefused
from youcheng.services.drafts import StoreFull
from youcheng.settings import get_settings

_PREFIX: Final = "received-"
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class TooSlow(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The sender was silent for too long, or took too long in all."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a sender is waited for, in seconds.

    Attributes:
        silence: without a single byte.
        whole: for the whole file: 10 MB on a line of 140 kbit/s.
    """

    silence: float = 30
    whole: float = 600


def received_folder() -> Path:
    """Where files lie while they are received."""
    return get_settings().var / "received"


@asynccontextmanager
async def receive_file(
    pieces: AsyncIterator[bytes], *, folder: Path, most: int, patience: Patience
) -> AsyncIterator[Path]:
    """The received file, which is removed at the end whatever happens.

    Args:
        pieces: the bytes as they come.
        folder: where it lies meanwhile; made if it is not there.
        most: bytes that are taken.
        patience: how long the sender is waited for.

    Raises:
        AttachmentRefused: `file_too_big`; reading ended at the limit.
        TooSlow: see `patience`.
        StoreFull: there is no room.
        OSError: the folder cannot be used.
    """
    number, path = await to_thread.run_sync(_create, folder)
    try:
        await _fill(number, pieces, most, patience)
        yield path
    finally:
        _drop(number, path)


def sweep_received(folder: Path) -> int:
    """Remove what a crash has left in the folder; return how many files that were.

    What a running process receives at the moment stays.
    """
    found = 0
    for path in folder.glob(f"{_PREFIX}*"):
        try:
            number = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
            found += 1
        except BlockingIOError:
            continue
        finally:
            os.close(number)
    return found


async def _fill(number: int, pieces: AsyncIterator[bytes], most: int, patience: Patience) -> None:
    size = 0
    try:
        async with asyncio.timeout(patience.whole):
            while True:
                async with asyncio.timeout(patience.silence):
                    piece = await anext(pieces, None)
                if piece is None:
                    return
                size += len(piece)
                if size > most:
                    raise AttachmentRefused("file_too_big")
                if piece:
                    await to_thread.run_sync(_write, number, piece)
    except TimeoutError:
        raise TooSlow from None


def _create(folder: Path) -> tuple[int, Path]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
    fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return number, Path(name)


def _write(number: int, piece: bytes) -> None:
    rest = memoryview(piece)
    try:
        while rest:
            rest = rest[os.write(number, rest) :]
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull from error
        raise


def _drop(number: int, path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(number)
