"""Somebody does one thing after another faster than the site can follow: nothing of it is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Final

import pytest

from tests.app_socket import AppSocket, open_app
from tests.browser.breakable_site import BreakableSite
from tests.ports import free_port
from tests.waiting import wait_for

HURRIED: Final = ("Z", "Zo", "Zoé", "Zoé A")
"""What is typed into a field without waiting for the site."""
AFTERWARDS: Final = ("Zoé Ann", "Zoé Anne")
"""What is typed into it once the site has followed."""
PAUSE: Final = 0.05
"""Seconds between two messages: a third of what the site takes for one."""


class SlowSite(BreakableSite):
    """A site on a slow machine."""

    script = "tests/faults/slow_app.py"


@pytest.fixture
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowSite]:
    with SlowSite(tmp_path_factory.mktemp("slow"), free_port()).running() as site:
        yield site


def test_what_is_typed_faster_than_it_is_taken_is_saved(slow: SlowSite) -> None:
    token = slow.begin("culture", {})
    query = f"programme=culture&draft={token}&lang=en"
    with open_app(slow.port) as app:
        app.rerun(page="programmes", query=query)
        for number, name in enumerate(HURRIED, 1):
            _send(app, query, number, name)
            time.sleep(PAUSE)
        wait_for(partial(_holds, slow, token, HURRIED[-1]), seconds=20)
        for number, name in enumerate(AFTERWARDS, 1 + len(HURRIED)):
            _send(app, query, number, name)
            wait_for(partial(_holds, slow, token, name), seconds=20)


def _holds(site: BreakableSite, token: str, name: str) -> bool:
    return site.answers(token).get("given_names") == name


def _send(app: AppSocket, query: str, number: int, name: str) -> None:
    message = {
        "client": "of-the-test",
        "number": number,
        "step": "you",
        "holds": "",
        "base": 0,
        "changes": {"given_names": name},
        "acts": [],
    }
    app.tell("youcheng.form", "sent", message, query=query)
