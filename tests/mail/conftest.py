"""A running mail server and a certificate for it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.mail.postbox import Postbox
from tests.ports import free_port


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def listen(postbox: Postbox) -> Iterator[Callable[..., int]]:
    """A function that starts a server with aiosmtpd's own options and returns its port."""
    with ExitStack() as running:

        def start(**options: Any) -> int:
            port = free_port()
            controller = Controller(postbox, "127.0.0.1", port, **options)
            controller.start()
            running.callback(controller.stop)
            return port

        yield start


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost with its key in one file; it is its own authority."""
    folder = tmp_path_factory.mktemp("certificate")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out server.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    with (folder / "server.pem").open("a") as file:
        file.write((folder / "key.pem").read_text())
    return folder / "server.pem"
