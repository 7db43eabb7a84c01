"""Replicas that are measured: their settings, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench.lines import Lines
from bench.replicas import Shared
from tests.browser.scaled_out.proxy import SERVED_BY, Doors, run_proxy
from tests.coroutines import run_to_end
from tests.ports import free_port
from youcheng.markup.privacy import ROUTE_COOKIE
from youcheng.settings import Settings
from youcheng.storage.files import S3Settings

BUCKET = S3Settings("files", "http://127.0.0.1:8333", "us-east-1", "youcheng", "secret")


class _Replica(BaseHTTPRequestHandler):
    """Answers with the cookies that it was given."""

    def do_GET(self) -> None:
        body = self.headers.get("Cookie", "").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def replicas() -> Iterator[list[int]]:
    """Ports of two."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _Replica) for _ in range(2)]
    for one in servers:
        Thread(target=one.serve_forever, daemon=True).start()
    yield [one.server_port for one in servers]
    for one in servers:
        one.shutdown()
        one.server_close()


def test_a_replica_starts_with_the_settings_that_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shared = Shared(tmp_path, "postgresql://youcheng@127.0.0.1/records", BUCKET)
    for name, value in shared.settings("https://127.0.0.1:8443").items():
        monkeypatch.setenv(name, value)
    assert Settings().jobs == "worker"


@pytest.mark.parametrize("number", [1, 2])
def test_visitors_stay_with_a_replica_behind_the_proxy_that_is_shipped(
    replicas: list[int], number: int
) -> None:
    doors = Doors(plain=free_port(), encrypted=free_port())
    seen: list[str] = []

    async def visit(times: int) -> None:
        lines = Lines(f"https://127.0.0.1:{doors.encrypted}")
        replies = [await lines.get("/") for _ in range(times)]
        lines.close()
        assert lines.cookies.startswith(f"{ROUTE_COOKIE}=")
        assert {one.text for one in replies[1:]} == {lines.cookies}
        (replica,) = {one.headers[SERVED_BY.lower()] for one in replies}
        seen.append(replica)

    with run_proxy(doors, replicas[:number]):
        for _ in range(20):
            run_to_end(visit(3))
    assert set(seen) == {f"127.0.0.1:{port}" for port in replicas[:number]}
