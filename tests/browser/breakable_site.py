"""A site of its own that a test may kill and start again, behind a line that it may cut."""

from __future__ import annotations

import contextlib
import select
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from tests.conftest import Site, run_site, wait_until_ready
from youcheng.bootstrap import build_services, database_url
from youcheng.domain.form_tokens import MINIMUM
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.services.ports import Services
from youcheng.settings import PREFIX, Settings
from youcheng.storage.engine import make_engine


class Line:
    """A line between browsers and the site: it can be cut, and mended again.

    Attributes:
        port: where it listens on loopback.
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self._whole = threading.Event()
        self._whole.set()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Break every connection; new ones break at once."""
        self._whole.clear()
        for one in [*self._open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let connections through again."""
        self._whole.set()

    def close(self) -> None:
        """Stop listening."""
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        with browser:
            if not self._whole.is_set():
                return
            try:
                site = socket.create_connection(("127.0.0.1", self.to), timeout=10)
            except OSError:
                return
            with site:
                self._open |= {browser, site}
                with contextlib.suppress(OSError, ValueError):
                    self._pump(browser, site)
                self._open -= {browser, site}

    def _pump(self, browser: socket.socket, site: socket.socket) -> None:
        other = {browser: site, site: browser}
        while self._whole.is_set():
            for one in select.select([browser, site], [], [], 0.5)[0]:
                piece = one.recv(65536)
                if not piece:
                    return
                other[one].sendall(piece)


class BreakableSite(Site):
    """The real site, its line, and its records as the server has them.

    Args:
        folder: holds its folder `var` and its log.
        port: where it listens.
        settings: further ones, by the names of their variables.

    Attributes:
        line: browsers come by it; the address is at its end.
        var: folder of its records and files.
        script: what is run, from the root of the checkout.
        settings: those of its next start.
    """

    script = "streamlit_app.py"

    def __init__(self, folder: Path, port: int, settings: Mapping[str, str] | None = None) -> None:
        self._listens = port
        self.settings = dict(settings or {})
        self.line = Line(port)
        super().__init__(f"http://localhost:{self.line.port}", folder / "server.log")
        self.var = folder / "var"
        self._visitors = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._services: Services | None = None
        self._engine: Engine | None = None

    @contextlib.contextmanager
    def running(self) -> Iterator[Self]:
        """Start it, and end it at the end; nothing may have gone wrong in it."""
        self.start()
        try:
            yield self
        finally:
            self.kill()
            self.line.close()
        assert not self.traceback()

    def start(self, *, ready: bool = True) -> None:
        """Start it and wait until every part of it answers, or until it answers at all."""
        folder = self.log.parent
        self._process = run_site(folder, self._listens, self.address, self.settings, self.script)
        self.wait(ready=ready)

    def wait(self, *, ready: bool = True) -> None:
        """Wait until every part of it answers, or until it answers at all."""
        assert self._process is not None
        wait_until_ready(self._process, self, "/readyz" if ready else "/healthz")

    def kill(self) -> None:
        """End it as a power cut would; the test's own connections to its records end as well."""
        if self._engine is not None:
            self._engine.dispose()
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @property
    def port(self) -> int:
        """Where its server listens, at the other end of the line."""
        return self._listens

    @property
    def pid(self) -> int:
        """The id of its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def services(self) -> Services:
        """Services of the test's own over the site's records and files."""
        if self._services is None:
            given = {name.removeprefix(PREFIX).lower(): one for name, one in self.settings.items()}
            settings = Settings(var=self.var, public_url=self.address, **given)  # type: ignore[arg-type]
            self._engine = make_engine(database_url(settings))
            self._services = build_services(settings, self._engine, wake=lambda: None)
        return self._services

    def begin(self, programme: str, answers: Mapping[str, object], code: str = "en") -> str:
        """Begin a form with some answers, none of them files; return its token."""
        client = f"198.51.100.{next(self._visitors) % 250}"
        # As long ago as it has to be before it may be sent.
        earlier = replace(self.services, clock=lambda: datetime.now(UTC) - MINIMUM)
        started = start_draft(earlier, programme=programme, language=code, client=client)
        if answers:
            save_draft(self.services, token=started.token, changes=answers, base=0)
        return started.token

    def answers(self, token: str) -> dict[str, object]:
        """The answers of a form as the server has them now, but for the language."""
        held = dict(open_form(self.services, token=token).answers)
        held.pop("form_language", None)
        return held
