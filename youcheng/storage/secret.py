"""The server's secret: given by the operator, or drawn once and kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from youcheng.storage.disk import sync_folder

SIZE = 32


class SecretUnfit(ValueError):  # noqa: N818 -- says what the secret is
    """The file holds less than a secret; the message names it."""


def read_secret(file: Path) -> bytes:
    """The secret in `file`; where there is none it is drawn and kept, readable by its owner alone.

    Raises:
        OSError: the file can be neither read nor made.
        SecretUnfit: the file holds less than a secret.
    """
    try:
        secret = file.read_bytes()
    except FileNotFoundError:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        drawn = secrets.token_hex(SIZE).encode()
        partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as made:
            made.write(drawn)
            made.flush()
            os.fsync(made.fileno())
        try:
            # Of two processes that start at once, the first one's secret counts.
            os.link(partial, file)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
        sync_folder(file.parent)
        secret = file.read_bytes()
    if len(secret) < SIZE:
        raise SecretUnfit(f"{file}: holds fewer than {SIZE} bytes")
    return secret
