"""How many requests of one kind may be under way at once, by whom they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from youcheng.metrics import refused_at_once

EVERYBODY: Final = "everybody"
"""Name of the limit over all requests of the process."""


class TooManyAtOnce(Exception):  # noqa: N818 -- a refusal, which is an answer
    """As many are under way as may be.

    Attributes:
        limit: name of the limit that is reached.
    """

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class InFlight:
    """Counts what is under way in this process; for the event loop alone, so it needs no lock.

    It protects the memory and the disk of this process and is forgotten with it. What somebody may
    do within an hour is counted in the database (`youcheng.domain.limits`).

    Args:
        what: name of what is under way, for the metrics; one of few.
        most: how many at once, by name of the limit; one of them may be `EVERYBODY`.
    """

    def __init__(self, what: str, most: Mapping[str, int]) -> None:
        self._what = what
        self._most = most
        self._counts: Counter[tuple[str, str]] = Counter()

    @contextmanager
    def enter(self, **who: str) -> Iterator[None]:
        """Count one request while it lasts.

        Args:
            who: whom it comes from, by name of the limit.

        Raises:
            TooManyAtOnce: it has to wait; nothing was counted.
        """
        names = {EVERYBODY: ""} | who
        keys = [(name, names[name]) for name in self._most]
        for name, value in keys:
            if self._counts[name, value] >= self._most[name]:
                refused_at_once.labels(self._what, name).inc()
                raise TooManyAtOnce(name)
        self._counts.update(keys)
        try:
            yield
        finally:
            self._counts.subtract(keys)
            for key in keys:
                if not self._counts[key]:
                    del self._counts[key]
