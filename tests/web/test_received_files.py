"""Files while they are received, and what a crash leaves of them."""

from __future__ import annotations

import asyncio
import fcntl
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.coroutines import run_to_end
from youcheng.domain.attachments import AttachmentRefused
from youcheng.services.drafts import StoreFull
from youcheng.web.received_files import Patience, TooSlow, receive_file, sweep_received


async def _pieces(*pieces: bytes, silent: float = 0) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
    await asyncio.sleep(silent)


def _receive(
    folder: Path, pieces: AsyncIterator[bytes], patience: Patience | None = None, most: int = 100
) -> tuple[Path, bytes]:
    async def receive() -> tuple[Path, bytes]:
        async with receive_file(
            pieces, folder=folder, most=most, patience=patience or Patience()
        ) as path:
            return path, await asyncio.to_thread(path.read_bytes)

    return run_to_end(receive())


def test_a_received_file_is_there_for_its_use_and_gone_after_it(tmp_path: Path) -> None:
    path, content = _receive(tmp_path / "new", _pieces(b"one", b"", b"two"))
    assert content == b"onetwo"
    assert not path.exists()
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_file_stops_at_its_limit(tmp_path: Path) -> None:
    assert _receive(tmp_path, _pieces(b"x" * 100))[1] == b"x" * 100
    with pytest.raises(AttachmentRefused, match="file_too_big"):
        _receive(tmp_path, _pieces(b"x" * 100, b"y", silent=60))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("patience", [Patience(silence=0.05), Patience(whole=0.05)])
def test_who_falls_silent_is_not_waited_for(tmp_path: Path, patience: Patience) -> None:
    with pytest.raises(TooSlow):
        _receive(tmp_path, _pieces(b"x", silent=60), patience)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_is_told_apart(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(StoreFull):
            _receive(tmp_path, _pieces(bytes(900), bytes(900)), most=10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_swept_and_what_arrives_is_not(tmp_path: Path) -> None:
    leftover, arriving = tmp_path / "received-a", tmp_path / "received-b"
    leftover.write_bytes(b"half")
    arriving.write_bytes(b"half")
    with arriving.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert sweep_received(tmp_path) == 1
        assert list(tmp_path.iterdir()) == [arriving]
    assert sweep_received(tmp_path / "not there") == 0
