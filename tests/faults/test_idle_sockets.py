"""1,000 idle sockets from one address: everybody else comes in, and the idle ones are ended."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import psutil
import pytest
from websockets.exceptions import InvalidStatus

from tests.app_socket import open_app
from tests.conftest import FULL
from tests.faults.conftest import Open
from tests.faults.lines import connect, read_head, read_rest, request, upgrade
from tests.waiting import wait_for
from youcheng.settings import Settings
from youcheng.web.connections import REQUEST_WITHIN

pytestmark = pytest.mark.in_turn("killed workers or idle sockets")

MANY = 4000 if FULL else 1000
MOST = Settings().sockets_per_address
OTHER = "127.0.0.2"
"""An address of loopback that is not the one that the sockets come from."""


@pytest.fixture(autouse=True)
def room_for_files() -> Iterator[None]:
    """This process may have as many sockets open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(MANY + 1000, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def idle(make: object, number: int) -> Iterator[list[socket.socket]]:
    """So many connections that ask for nothing; all of them are closed at the end."""
    with ExitStack() as stack:
        yield [stack.enter_context(make()) for _ in range(number)]  # type: ignore[operator]


def stands(line: socket.socket) -> bool:
    """Whether the site holds the connection."""
    line.setblocking(False)
    try:
        return bool(line.recv(1))
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False


def page(site: object, source: str) -> bytes:
    """A page, asked for on a new connection."""
    with connect(site, source=source) as line:  # type: ignore[arg-type]
        line.sendall(request(site, "/map", "Accept-Language: fr", "Connection: close"))  # type: ignore[arg-type]
        return read_rest(line)


def lets_in(port: int) -> bool:
    """Whether the app opens for one more visitor of the sockets' own address."""
    try:
        with open_app(port) as app:
            app.rerun()
    except InvalidStatus:
        return False
    return True


def test_a_thousand_connections_that_ask_for_nothing_keep_nobody_out(open_site: Open) -> None:
    site = open_site({})
    process = psutil.Process(site.pid)
    open_before = process.num_fds()
    with idle(lambda: connect(site), MANY) as lines:
        assert page(site, OTHER).startswith(b"HTTP/1.1 200 ")
        with open_app(site.port, source=OTHER) as app:
            app.rerun()
        held = [one for one in lines if stands(one)]
        assert 0 < len(held) <= MOST
        assert process.num_fds() < open_before + MOST + 100
        # Who says nothing is not waited for for ever.
        wait_for(lambda: not any(map(stands, held)), seconds=REQUEST_WITHIN + 12)
        assert b'<html lang="fr"' in page(site, "127.0.0.1")
    assert not site.traceback()


def test_a_thousand_sockets_of_the_app_from_one_address_keep_nobody_out(open_site: Open) -> None:
    site = open_site({})
    opened = 0
    with idle(lambda: connect(site), MANY) as lines:
        for line in lines:
            with suppress(ConnectionError):
                line.sendall(upgrade(site))
                opened += read_head(line).startswith(b"HTTP/1.1 101 ")
        assert 0 < opened <= MOST
        assert page(site, OTHER).startswith(b"HTTP/1.1 200 ")
        with open_app(site.port, source=OTHER) as app:
            app.rerun()
    # It takes the site a moment to see that the others have hung up.
    wait_for(lambda: lets_in(site.port), seconds=REQUEST_WITHIN)
    assert not site.traceback()
