"""An installation on which the real commands run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.services.office import Office, run_office
from youcheng.__main__ import main
from youcheng.bootstrap import get_engine, get_services
from youcheng.paths import ROOT
from youcheng.settings import get_settings
from youcheng.storage.engine import sqlite_url
from youcheng.storage.files import S3Settings, open_files

KEPT: Final = {name: text for name, text in os.environ.items() if name[:9] != "YOUCHENG_"}
"""What a command finds in its environment besides the settings."""


@dataclass
class Installation:
    """Settings of an installation, its commands, and its office.

    Attributes:
        var: the folder of everything written at run time.
        database_url: of PostgreSQL; empty for SQLite in `var`.
        bucket: for its files; None for a folder in `var`.
        settings: further settings, by their names without the prefix.
    """

    var: Path
    database_url: str = ""
    bucket: S3Settings | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a command of this installation finds in its environment."""
        chosen = {"VAR": str(self.var), "DATABASE_URL": self.database_url, "FREE_DISK": "0"}
        if self.bucket is not None:
            chosen |= {
                "S3_BUCKET": self.bucket.bucket,
                "S3_ENDPOINT": self.bucket.endpoint,
                "S3_ACCESS_KEY": self.bucket.access_key,
                "S3_SECRET_KEY": self.bucket.secret_key,
                "S3_PREFIX": self.bucket.prefix,
            }
        named = {f"YOUCHENG_{name}": value for name, value in (chosen | self.settings).items()}
        return {**KEPT, **named}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Begin a command in a process of its own and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, "-m", "youcheng", *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        """What a command writes that does its work."""
        code, out, said = self.call(*words)
        assert (code, said) == (0, ""), said
        return out

    def fail(self, *words: str) -> str:
        """The one line of a command that cannot do its work."""
        code, out, said = self.call(*words)
        assert (code, out) == (1, ""), (code, out, said)
        (line,) = said.splitlines()
        return line

    def look(self, *words: str, code: int = 0) -> Any:
        """The JSON that a command answers, whose exit code is `code`."""
        found, out, said = self.call(*words, "--json")
        assert (found, said) == (code, ""), (found, out, said)
        return json.loads(out)

    def call(self, *words: str) -> tuple[int, str, str]:
        """Exit code, output and errors of a command, run in this process as in one of its own."""
        kept = dict(os.environ)
        out, said = io.StringIO(), io.StringIO()
        _forget()
        os.environ.clear()
        os.environ.update(self.environment)
        try:
            with redirect_stdout(out), redirect_stderr(said):
                code = main([*words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os.environ.clear()
            os.environ.update(kept)
            _forget()
        return code, out.getvalue(), said.getvalue()

    @contextmanager
    def office(self) -> Iterator[Office]:
        """The services of this installation in the process of the test."""
        url = self.database_url or sqlite_url(self.var / "youcheng.sqlite3")
        with run_office(url, open_files(self.var / "files", self.bucket), self.var) as office:
            yield office


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, output and errors of a command that was begun."""
    out, said = process.communicate(timeout=120)
    assert "Traceback" not in said, said
    return process.returncode, out, said


def _forget() -> None:
    """Let the next command read its settings anew."""
    if get_engine.cache_info().currsize:
        get_engine().dispose()
    for kept in (get_settings, get_engine, get_services):
        kept.cache_clear()
