"""Ports of the loopback address for the servers of tests and benchmarks."""

from __future__ import annotations

import random
import socket
from typing import Final

_PORTS: Final = range(12_000, 22_000)
"""Below those that the system gives to connections (32768 and on), with their neighbours: a server
that takes its time to start finds its port as free as it was when it was chosen. Above those that
browsers refuse."""
_GRPC: Final = 10_000
"""SeaweedFS also listens on each of its ports plus this number."""


def free_port() -> int:
    """A port of loopback that nobody listens on, nor on the one 10,000 above.

    No other process that asks here is given it as long as this one runs.
    """
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        if _is_free(port) and _is_free(port + _GRPC) and _hold(port):
            return port
    raise OSError("every port of loopback is taken")


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _hold(port: int) -> bool:
    """By a name of Linux without a file, which is free again when this process ends."""
    one = socket.socket(socket.AF_UNIX)
    try:
        one.bind(f"\0youcheng port {port}")
    except OSError:
        one.close()
        return False
    one.detach()
    return True
