"""Waiting for what comes in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")


def wait_for(
    look: Callable[[], T | None],
    *,
    seconds: float = 60,
    pause: float = 0.1,
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """What `look` finds: its first answer that is true; without one in time the test fails.

    Args:
        look: looks once, at least.
        seconds: how long it is asked.
        pause: seconds between two looks.
        sleep: lets seconds pass.
    """
    deadline = time.monotonic() + seconds
    while True:
        over = time.monotonic() > deadline
        if found := look():
            return found
        if over:
            pytest.fail(f"it did not come within {seconds:g} seconds")
        sleep(pause)
