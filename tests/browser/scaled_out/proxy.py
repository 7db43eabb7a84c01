"""The proxy before replicas, on loopback: nginx with deploy/nginx.conf, the very configuration that
is shipped. The tests of the scaled-out site and the benchmark of arrivals come in by it."""

from __future__ import annotations

import os
import re
import signal
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.browser.scaled_out.certificates import write_certificate
from tests.storage_servers import Server
from youcheng.paths import ROOT

SERVED_BY: Final = "X-Served-By"
"""Header that names the replica of an answer; it is added here and not shipped."""
_NGINX: Final = Path("/usr/sbin/nginx")
_TEMPORARY: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_REPLICA: Final = re.compile(r"^( *server )web\d+:8501( .*;\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Doors:
    """The ports of loopback where the proxy listens.

    Attributes:
        plain: for http, which is led on to https.
        encrypted: for https.
    """

    plain: int
    encrypted: int


@contextmanager
def run_proxy(doors: Doors, replicas: Sequence[int]) -> Iterator[None]:
    """Let nginx lead visitors to the replicas at these ports until the block ends.

    It listens when the block begins, whether or not a replica answers yet; its certificate is
    vouched for by nobody.
    """
    if not _NGINX.exists():
        pytest.fail("The tests need nginx: run `make packages`.", pytrace=False)
    with tempfile.TemporaryDirectory(prefix="youcheng-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are somebody else
        write_certificate(folder)
        configuration = folder / "nginx.conf"
        configuration.write_text(_configuration(folder, doors, replicas), "utf-8")
        command = ["setpriv", "--pdeathsig=TERM", str(_NGINX), "-e", "stderr", "-p", name]
        command += ["-c", str(configuration), "-g", f"daemon off; pid {folder}/nginx.pid;"]
        server = Server(
            command, folder, dict(os.environ), lambda: _listens(doors.encrypted), signal.SIGTERM
        )
        server.start()
        try:
            yield
        finally:
            server.stop()


def _configuration(folder: Path, doors: Doors, replicas: Sequence[int]) -> str:
    """The shipped configuration with other ports and places."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    shipped = _REPLICA.findall(text)
    assert len(set(shipped)) == 1, "the replicas of deploy/nginx.conf differ"
    before, after = shipped[0]
    here = iter(["".join(f"{before}127.0.0.1:{port}{after}" for port in replicas)])
    text = _REPLICA.sub(lambda _: next(here, ""), text)
    for old, new in {
        "listen 80 ": f"listen 127.0.0.1:{doors.plain} ",
        "listen 443 ": f"listen 127.0.0.1:{doors.encrypted} ",
        "/run/tls": str(folder),
        "add_header Set-Cookie": f"add_header {SERVED_BY} $upstream_addr always;\n"
        "            add_header Set-Cookie",
        "http {": "http {\n"
        + "".join(f"    {one}_temp_path {folder}/{one};\n" for one in _TEMPORARY),
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _listens(port: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    return False
