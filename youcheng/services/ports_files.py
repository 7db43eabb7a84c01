"""The words between the services and the file store: keys, listings, and how the store fails.

A file is kept under ``<folder>/<sha256>``: the random folder of its submission, so that erasing one
submission never touches a file of another, and the SHA-256 of its bytes, so that what stands under
a key never changes. Name, kind and size stand in the database.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Final, NamedTuple

_FOLDER: Final = re.compile(r"[0-9a-f]{32}")
_KEY: Final = re.compile(r"[0-9a-f]{32}/[0-9a-f]{64}")


class FileMissing(Exception):  # noqa: N818 -- says what the file is
    """Nothing is kept under this key."""


class StoreDown(Exception):  # noqa: N818 -- says what the store is
    """The file store does not answer or takes no more; nothing was acknowledged."""


class StoredFile(NamedTuple):
    """One file as the store lists it.

    Attributes:
        key: ``<folder>/<sha256>``.
        size: bytes.
        modified: aware time at which it was put.
    """

    key: str
    size: int
    modified: datetime


def new_folder() -> str:
    """A random folder for the files of one submission: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def file_key(folder: str, sha256: str) -> str:
    """The key of a file; raises ValueError unless both parts are lower-case hexadecimal."""
    return checked_key(f"{folder}/{sha256}")


def checked_key(key: str) -> str:
    """The key itself; raises ValueError for any other shape than ``<32 hex>/<64 hex>``."""
    if not is_key(key):
        raise ValueError("a file's key is <32 hexadecimal digits>/<64 hexadecimal digits>")
    return key


def is_key(path: str) -> bool:
    """Whether a path in the store is the key of a file."""
    return _KEY.fullmatch(path) is not None


def checked_folder(folder: str) -> str:
    """The folder itself; raises ValueError unless it is 32 lower-case hexadecimal digits."""
    if _FOLDER.fullmatch(folder) is None:
        raise ValueError("a submission's folder is 32 hexadecimal digits")
    return folder
