"""The file store over obstore: a folder (the default) or a bucket that speaks S3.

Both fulfil `youcheng.services.ports.Files`. obstore's folder store does not sync what it writes
(seen under strace): the folder writes and deletes by itself, and only reads and lists through it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store

from youcheng.services.ports_files import (
    FileMissing,
    StoredFile,
    StoreDown,
    checked_folder,
    checked_key,
    is_key,
)
from youcheng.storage.disk import delete_durably, move_durably, sync_file

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

CHUNK: Final = 1024 * 1024
"""Bytes that are read at a time. Each chunk is a request of its own, so that a visitor on a slow
line holds no connection to the store."""

_CONNECTED_WITHIN: Final = timedelta(seconds=2)
_ANSWER_WITHIN: Final = timedelta(seconds=4)
_DELETIONS: Final = 3
_TAKEN_WITHIN: Final = timedelta(seconds=30)
_RETRIES: Final[RetryConfig] = {
    "max_retries": 2,
    "retry_timeout": timedelta(seconds=4),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1)},
}
"""How long a page waits for a bucket that does not answer: with obstore's own figures it would be
up to three minutes."""

_PARTIAL: Final = "partial"
_PARTIAL_LIFETIME: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where a bucket is and how it is opened.

    Attributes:
        bucket: its name.
        endpoint: address of the server; empty for the address of the region.
        region: the region; servers without regions take any word.
        access_key: the key's id.
        secret_key: the key's secret; never shown by repr.
        prefix: folder in the bucket for the site's files; empty for all of the bucket.
    """

    bucket: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)
    prefix: str = ""


class _StoredFiles:
    """What both stores do alike."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes in chunks of at most 1 MiB.

        Raises:
            FileMissing: at the call; while reading, if the file is erased meanwhile.
            StoreDown: the same.
        """
        checked = checked_key(key)
        with _lookup_failures():
            found = obstore.get(self._store, checked)
            size = found.meta["size"]
            # What is small has come with its size, in one request.
            whole = bytes(found.bytes()) if size <= CHUNK else b""
        return self._chunks(checked, size, whole)

    def exists(self, key: str) -> bool:
        """Whether something is kept under the key. Raises StoreDown."""
        try:
            self.size(key)
        except FileMissing:
            return False
        return True

    def size(self, key: str) -> int:
        """Bytes. Raises FileMissing, StoreDown."""
        with _lookup_failures():
            return obstore.head(self._store, checked_key(key))["size"]

    def keys(self, prefix: str = "") -> Iterator[StoredFile]:
        """All files, or with a `prefix` those of one folder, in no order.

        Whatever else lies in the store is left out. Raises StoreDown while listing.
        """
        return self._listed(checked_folder(prefix) if prefix else None)

    def _chunks(self, key: str, size: int, whole: bytes) -> Iterator[bytes]:
        for start in range(0, size, CHUNK):
            end, chunk = min(start + CHUNK, size), whole
            if not chunk:
                with _lookup_failures():
                    chunk = bytes(obstore.get_range(self._store, key, start=start, end=end))
            if len(chunk) != end - start:
                raise StoreDown("the store gave fewer bytes than it had announced")
            yield chunk

    def _listed(self, prefix: str | None) -> Iterator[StoredFile]:
        with store_failures():
            for page in obstore.list(self._store, prefix):
                for meta in page:
                    if is_key(meta["path"]):
                        yield StoredFile(meta["path"], meta["size"], meta["last_modified"])


class FolderFiles(_StoredFiles):
    """Files in a folder on this machine's disk; for one machine, however many processes."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is missing, and remove what was left half-written long ago.

        Raises:
            StoreDown: the folder cannot be made.
        """
        self._folder = folder
        self._partial = folder / _PARTIAL
        with store_failures():
            folder.parent.mkdir(parents=True, exist_ok=True)
            for path in (folder, self._partial):
                path.mkdir(mode=0o700, exist_ok=True)
            super().__init__(LocalStore(folder))
            self._remove_old_partials()

    def put(self, key: str, source: Path) -> None:
        """Keep the bytes of `source` for good: on return they survive a loss of power.

        Putting the same file again changes nothing.

        Raises:
            ValueError: the key is unfit, or the SHA-256 of `source` is not the one in it.
            StoreDown: the disk is full or fails; nothing is under the key that was not before.
        """
        target = self._folder / checked_key(key)
        with source.open("rb") as given, self._partial_file() as partial:
            digest = hashlib.sha256()
            partial.touch(mode=0o600, exist_ok=False)
            with partial.open("wb") as taken:
                while chunk := given.read(CHUNK):
                    digest.update(chunk)
                    taken.write(chunk)
                _require_digest(key, digest.hexdigest())
                sync_file(taken)
            # Where the file is there already, this puts the same bytes in its place, durably.
            move_durably(partial, target)

    def delete(self, key: str) -> None:
        """Erase the file for good; one that is not there is no error. Raises StoreDown."""
        target = self._folder / checked_key(key)
        with store_failures():
            delete_durably(target)

    def check(self) -> None:
        """Raise StoreDown unless the folder takes files now."""
        with self._partial_file() as partial:
            partial.write_bytes(b"ready")

    @contextmanager
    def _partial_file(self) -> Iterator[Path]:
        partial = self._partial / secrets.token_hex(16)
        with store_failures():
            try:
                yield partial
            finally:
                partial.unlink(missing_ok=True)

    def _remove_old_partials(self) -> None:
        before = time.time() - _PARTIAL_LIFETIME.total_seconds()
        for partial in self._partial.iterdir():
            # Another process may be finishing its file at this moment.
            with suppress(FileNotFoundError):
                if partial.stat().st_mtime < before:
                    partial.unlink()


class S3Files(_StoredFiles):
    """Files in a bucket of any server that speaks S3, AWS or one's own."""

    def __init__(self, settings: S3Settings) -> None:
        """Nothing is asked of the server yet; `check` does."""
        super().__init__(make_s3_store(settings))
        self._taking = make_s3_store(settings, _TAKEN_WITHIN)

    def put(self, key: str, source: Path) -> None:
        """Keep the bytes of `source`, at most some 20 MB; the server answers for keeping them.

        Putting the same file again changes nothing.

        Raises:
            ValueError: the key is unfit, or the SHA-256 of `source` is not the one in it.
            StoreDown: the server does not answer or refuses.
        """
        content = source.read_bytes()
        _require_digest(checked_key(key), hashlib.sha256(content).hexdigest())
        with store_failures(), suppress(AlreadyExistsError):
            obstore.put(self._taking, key, content, mode="create")

    def delete(self, key: str) -> None:
        """Erase the file; one that is not there is no error. Raises StoreDown.

        The client repeats no request that changes something, but erasing twice is erasing once.
        """
        checked_key(key)
        for left in reversed(range(_DELETIONS)):
            try:
                with store_failures():
                    obstore.delete(self._store, key)
                return
            except StoreDown:
                if not left:
                    raise

    def check(self) -> None:
        """Raise StoreDown unless the server answers for the bucket now."""
        # A file id that nobody has: the server must still find the bucket and know the key.
        for _ in self.keys("0" * 32):
            return


def open_files(folder: Path, s3: S3Settings | None = None) -> FolderFiles | S3Files:
    """The file store of this installation: the bucket if one is set, else the folder.

    Raises:
        StoreDown: the folder cannot be made.
    """
    return FolderFiles(folder) if s3 is None else S3Files(s3)


def make_s3_store(settings: S3Settings, within: timedelta = _ANSWER_WITHIN) -> S3Store:
    """The bucket as obstore opens it, which asks nothing yet.

    Args:
        settings: where it is.
        within: how long one request may take.
    """
    options: ClientConfig = {"connect_timeout": _CONNECTED_WITHIN, "timeout": within}
    if settings.endpoint.startswith("http://"):
        options["allow_http"] = True
    config: S3Config = {
        "bucket": settings.bucket,
        "region": settings.region,
        "access_key_id": settings.access_key,
        "secret_access_key": settings.secret_key,
    }
    if settings.endpoint:
        config["endpoint"] = settings.endpoint
    return S3Store(
        prefix=settings.prefix or None,
        config=config,
        client_options=options,
        retry_config=_RETRIES,
    )


def _require_digest(key: str, digest: str) -> None:
    if not key.endswith(digest):
        raise ValueError("the file is not the one that its key names")


@contextmanager
def store_failures() -> Iterator[None]:
    """Tell every failure of the store as `StoreDown`."""
    try:
        yield
    except (BaseError, OSError) as error:
        raise StoreDown(type(error).__name__) from error


@contextmanager
def _lookup_failures() -> Iterator[None]:
    """The same, but what is not there is `FileMissing`."""
    try:
        with store_failures():
            yield
    except StoreDown as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise FileMissing from error
        raise
