"""The scaled-out site, started once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.letters import Letters
from tests.browser.scaled_out.holding_postbox import HoldingPostbox
from tests.browser.scaled_out.stack import Stack
from tests.browser.visits import Visit, Visits, open_visits
from tests.conftest import run_mail_server
from tests.ports import free_port
from tests.storage_servers import Postgres
from youcheng.markup.privacy import ROUTE_COOKIE
from youcheng.storage.files import S3Settings


@pytest.fixture(scope="session")
def postbox() -> Iterator[tuple[HoldingPostbox, int]]:
    """The mail server, and its port."""
    made, port = HoldingPostbox(), free_port()
    with run_mail_server(made, port):
        yield made, port


@pytest.fixture(scope="session")
def posted(postbox: tuple[HoldingPostbox, int]) -> Letters:
    """What the worker has mailed."""
    return Letters(postbox[0])


@pytest.fixture(scope="session")
def stack(
    tmp_path_factory: pytest.TempPathFactory,
    postgres: Postgres,
    s3_server: S3Settings,
    postbox: tuple[HoldingPostbox, int],
) -> Iterator[Stack]:
    """The running site: two replicas, a worker, a proxy."""
    made = Stack(tmp_path_factory.mktemp("scaled_out"), postgres.create(), s3_server, postbox[1])
    try:
        made.start()
        yield made
    finally:
        made.close()
    assert made.tracebacks() == []


class Guests:
    """Visitors whose route is known."""

    def __init__(self, stack: Stack, visits: Visits) -> None:
        self._stack = stack
        self._visits = visits

    def __call__(self, replica: int) -> Visit:
        """A visitor on a phone whom the proxy leads to a replica."""
        route = self._stack.route_to(replica)

        def lead(visit: Visit) -> None:
            cookie = {"name": ROUTE_COOKIE, "value": route, "url": self._stack.address}
            visit.context.add_cookies([cookie])  # type: ignore[list-item]

        return self._visits(width=390, prepare=lead)


@pytest.fixture
def guests(stack: Stack, chromium: Browser) -> Iterator[Guests]:
    """Visitors with browsers; at the end of the test nothing may have gone wrong in them."""
    with open_visits(stack.address, chromium, trusting=True) as opened:
        yield Guests(stack, opened)
