"""The file store on a folder and on a real S3 server: both keep, give, list and erase alike."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from youcheng.services.ports_files import FileMissing, StoreDown, file_key, new_folder
from youcheng.storage.disk import free_space_ok
from youcheng.storage.files import CHUNK, FolderFiles, S3Files, S3Settings, open_files

Store = FolderFiles | S3Files
MakeFile = Callable[[bytes], tuple[str, Path]]


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_files(tmp_path / "files")
    return open_files(tmp_path / "unused", request.getfixturevalue("s3_settings"))


@pytest.fixture
def folder() -> str:
    return new_folder()


@pytest.fixture
def made(tmp_path: Path, folder: str) -> MakeFile:
    """Writes a file beside the store and gives its key and path."""

    def make(content: bytes) -> tuple[str, Path]:
        digest = hashlib.sha256(content).hexdigest()
        path = tmp_path / f"upload-{digest}"
        path.write_bytes(content)
        return file_key(folder, digest), path

    return make


def _keys(files: Store) -> list[str]:
    stored = files.keys()
    return [one.key for one in stored]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"one line",
        bytes(range(256)) * 4096,
        secrets.token_bytes(CHUNK + 1),
        secrets.token_bytes(11 * CHUNK + 5),
    ],
    ids=["empty", "small", "one chunk", "a byte more", "larger than an S3 part"],
)
def test_a_file_comes_back_as_it_was_put(files: Store, made: MakeFile, content: bytes) -> None:
    key, source = made(content)
    files.put(key, source)
    chunks = list(files.read(key))
    assert b"".join(chunks) == content
    assert all(0 < len(chunk) <= CHUNK for chunk in chunks)
    assert files.exists(key)
    assert files.size(key) == len(content)
    assert source.read_bytes() == content, "the source belongs to the caller"


def test_putting_a_file_again_changes_nothing(files: Store, made: MakeFile) -> None:
    key, source = made(b"the same again")
    files.put(key, source)
    files.put(key, source)
    assert b"".join(files.read(key)) == b"the same again"
    assert _keys(files) == [key]


def test_a_file_that_is_not_what_its_key_says_is_not_kept(files: Store, made: MakeFile) -> None:
    key, _ = made(b"announced")
    _, other = made(b"another")
    with pytest.raises(ValueError, match="key"):
        files.put(key, other)
    assert not files.exists(key)
    assert list(files.keys()) == []


def test_a_missing_source_is_the_callers_error(files: Store, made: MakeFile) -> None:
    key, source = made(b"gone")
    source.unlink()
    with pytest.raises(FileNotFoundError):
        files.put(key, source)


def test_what_is_not_there_is_missing_and_can_be_erased(files: Store, made: MakeFile) -> None:
    key, _ = made(b"never put")
    assert not files.exists(key)
    with pytest.raises(FileMissing):
        files.read(key)
    with pytest.raises(FileMissing):
        files.size(key)
    files.delete(key)
    files.delete(key)


def test_an_erased_file_is_gone_and_its_neighbour_stays(files: Store, made: MakeFile) -> None:
    first, second = made(b"first"), made(b"second")
    files.put(*first)
    files.put(*second)
    files.delete(first[0])
    assert not files.exists(first[0])
    assert b"".join(files.read(second[0])) == b"second"
    files.delete(second[0])
    assert list(files.keys()) == []
    files.put(*second)
    assert files.exists(second[0])


def test_a_file_erased_while_it_is_read_is_missing(files: Store, made: MakeFile) -> None:
    key, source = made(secrets.token_bytes(3 * CHUNK))
    files.put(key, source)
    chunks = files.read(key)
    next(chunks)
    files.delete(key)
    with pytest.raises(FileMissing):
        next(chunks)


def test_listing_names_every_file_with_size_and_time(files: Store, made: MakeFile) -> None:
    before = datetime.now(UTC) - timedelta(minutes=1)
    contents = [f"file {number}".encode() for number in range(60)]
    put = {}
    for content in contents:
        key, source = made(content)
        files.put(key, source)
        put[key] = len(content)
    listed = list(files.keys())
    assert {stored.key: stored.size for stored in listed} == put
    assert len(listed) == len(put)
    after = datetime.now(UTC) + timedelta(minutes=1)
    assert all(before < stored.modified < after for stored in listed)


def test_listing_one_folder_leaves_out_the_others(
    files: Store, made: MakeFile, folder: str
) -> None:
    key, source = made(b"shared content")
    other = file_key(new_folder(), key.partition("/")[2])
    files.put(key, source)
    files.put(other, source)
    assert [stored.key for stored in files.keys(folder)] == [key]
    files.delete(key)
    assert b"".join(files.read(other)) == b"shared content"
    assert list(files.keys(folder)) == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a.pdf",
        "../../etc/passwd",
        f"{'0' * 32}/../{'0' * 64}",
        f"/{'0' * 32}/{'0' * 64}",
        f"{'0' * 32}/{'0' * 64}/",
        f"{'0' * 32}/{'0' * 64}\n",
        f"{'A' * 32}/{'0' * 64}",
        f"{'0' * 31}/{'0' * 64}",
        f"{'0' * 32}/{'0' * 65}",
        f"{'０' * 32}/{'0' * 64}",
        f"partial/{'0' * 64}",
    ],
)
def test_no_other_key_is_taken(files: Store, tmp_path: Path, key: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"")
    for act in (files.read, files.exists, files.size, files.delete):
        with pytest.raises(ValueError, match="key"):
            act(key)
    with pytest.raises(ValueError, match="key"):
        files.put(key, source)


def test_no_other_folder_is_listed(files: Store) -> None:
    for folder in ("..", "/", "partial", "0" * 31, "0" * 32 + "/x"):
        with pytest.raises(ValueError, match="folder"):
            files.keys(folder)


def test_many_threads_put_read_and_erase_the_same_file(files: Store, made: MakeFile) -> None:
    key, source = made(secrets.token_bytes(50_000))
    start = threading.Barrier(8)

    def act(number: int) -> None:
        start.wait()
        for _ in range(8):
            files.put(key, source)
            if number % 2:
                files.delete(key)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(8)))
    files.put(key, source)
    assert b"".join(files.read(key)) == source.read_bytes()
    assert len(list(files.keys())) == 1


def test_a_store_that_works_says_so(files: Store) -> None:
    files.check()
    assert list(files.keys()) == []


# --- the folder ---


def test_the_folder_is_closed_to_other_users(tmp_path: Path, made: MakeFile) -> None:
    files = FolderFiles(tmp_path / "files")
    key, source = made(b"private")
    files.put(key, source)
    for path in (tmp_path / "files", tmp_path / "files" / key[:32], tmp_path / "files" / key):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_full_disk_acknowledges_nothing_and_keeps_what_was_there(
    tmp_path: Path, made: MakeFile
) -> None:
    # A limit on the size of files stands in for the full disk: the write fails the same way.
    kept, small = made(b"was there")
    key, large = made(bytes(200_000))
    FolderFiles(tmp_path / "files").put(kept, small)
    script = f"""
import resource, signal
from pathlib import Path
from youcheng.services.ports_files import StoreDown
from youcheng.storage.files import FolderFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    FolderFiles(Path({str(tmp_path / "files")!r})).put({key!r}, Path({str(large)!r}))
except StoreDown as error:
    print("down", error.__cause__.errno)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"down {errno.EFBIG}\n"
    files = FolderFiles(tmp_path / "files")
    assert _keys(files) == [kept]
    assert list((tmp_path / "files" / "partial").iterdir()) == []


def test_what_a_killed_process_left_half_written_goes_after_a_day(
    tmp_path: Path, made: MakeFile
) -> None:
    files = FolderFiles(tmp_path / "files")
    partial = tmp_path / "files" / "partial"
    (partial / "old").write_bytes(b"half")
    (partial / "new").write_bytes(b"half")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(partial / "old", (two_days_ago, two_days_ago))
    assert list(files.keys()) == []
    FolderFiles(tmp_path / "files")
    assert [path.name for path in partial.iterdir()] == ["new"]


def test_a_half_written_file_that_is_finished_meanwhile_is_no_error(tmp_path: Path) -> None:
    # A link to nothing is listed and cannot be looked at, like a file that was just moved away.
    FolderFiles(tmp_path / "files")
    (tmp_path / "files" / "partial" / "finished").symlink_to(tmp_path / "nothing")
    assert list(FolderFiles(tmp_path / "files").keys()) == []


def test_a_folder_that_is_gone_or_no_folder_is_down(tmp_path: Path, made: MakeFile) -> None:
    files = FolderFiles(tmp_path / "files")
    (tmp_path / "files" / "partial").rmdir()
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_bytes(b"a file in its place")
    key, source = made(b"nowhere to go")
    with pytest.raises(StoreDown):
        files.check()
    with pytest.raises(StoreDown):
        files.put(key, source)
    with pytest.raises(StoreDown):
        FolderFiles(tmp_path / "files")


def test_a_put_is_durable_before_it_returns(tmp_path: Path, made: MakeFile) -> None:
    """The kernel is asked: file synced before it has its name, then both folders."""
    key, source = made(b"must survive")
    trace = tmp_path / "trace"
    script = f"""
from pathlib import Path
from youcheng.storage.files import FolderFiles
FolderFiles(Path({str(tmp_path / "files")!r})).put({key!r}, Path({str(source)!r}))
"""
    subprocess.run(
        ["strace", "-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o", trace,
         sys.executable, "-c", script],
        check=True,
    )  # fmt: skip
    wanted = iter(
        [
            ("fsync(", "/files/partial/"),
            ("rename", key),
            ("fsync(", f"/files/{key[:32]}>"),
            ("fsync(", "/files>"),
        ]
    )
    expected = next(wanted)
    for line in trace.read_text().splitlines():
        if expected[0] in line and expected[1] in line and line.endswith("= 0"):
            expected = next(wanted, ("", ""))
            if expected == ("", ""):
                return
    pytest.fail(f"not seen in time: {expected}\n{trace.read_text()}")


@pytest.mark.parametrize(("floor", "enough"), [(1, True), (1 << 62, False)])
def test_the_floor_of_free_disk(tmp_path: Path, floor: int, enough: bool) -> None:
    assert free_space_ok(tmp_path, floor) is enough


# --- the bucket ---


@pytest.fixture
def silent_server() -> Iterator[str]:
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def _all_fail(files: S3Files, key: str, source: Path) -> None:
    for act in (files.read, files.exists, files.size, files.delete):
        with pytest.raises(StoreDown):
            act(key)
    with pytest.raises(StoreDown):
        list(files.keys())
    with pytest.raises(StoreDown):
        files.check()
    with pytest.raises(StoreDown):
        files.put(key, source)


def test_a_server_that_nobody_answers_at_is_down(
    s3_settings: S3Settings, nobody: str, made: MakeFile
) -> None:
    _all_fail(S3Files(replace(s3_settings, endpoint=nobody)), *made(b"never there"))


def test_a_server_that_never_answers_is_down(
    s3_settings: S3Settings, silent_server: str, made: MakeFile
) -> None:
    files = S3Files(replace(s3_settings, endpoint=silent_server))
    with pytest.raises(StoreDown):
        files.check()


def test_wrong_credentials_are_refused(s3_settings: S3Settings, made: MakeFile) -> None:
    _all_fail(S3Files(replace(s3_settings, secret_key="wrong")), *made(b"never there"))


def test_a_bucket_that_does_not_exist_is_down(s3_settings: S3Settings, made: MakeFile) -> None:
    files = S3Files(replace(s3_settings, bucket="no-such-bucket"))
    with pytest.raises(StoreDown):
        files.check()
    with pytest.raises(StoreDown):
        files.put(*made(b"nowhere to go"))


def test_the_secret_key_is_not_shown(s3_settings: S3Settings) -> None:
    assert s3_settings.secret_key not in repr(s3_settings)
