"""Which request a piece of work follows from, and which job does it: for the log and for rows.

What a request writes bears its id (`current_request`), and a job that takes such a row up goes on
in its name (`caused_by`): the lines of both stand in the log under one id. An id is random and says
nothing of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

NOTHING: Final = "-"
HEADER: Final = "X-Youcheng-Request"
"""Header by which a script run is told the id of its socket; what a client sends of it is
dropped."""

request_id: Final[ContextVar[str]] = ContextVar("request_id", default=NOTHING)
"""Id of the request that is answered, or from which the work follows; ``-`` for none."""

job_name: Final[ContextVar[str]] = ContextVar("job_name", default=NOTHING)
"""Name of the job that runs; ``-`` outside of one."""


def current_request() -> str:
    """Id of the request that this work follows from; empty for none."""
    found = request_id.get()
    return "" if found == NOTHING else found


@contextmanager
def caused_by(request: str) -> Iterator[None]:
    """Let what is done in the block follow from a request, by its id; empty for none."""
    token = request_id.set(request or NOTHING)
    try:
        yield
    finally:
        request_id.reset(token)


@contextmanager
def within_job(name: str) -> Iterator[None]:
    """Let what is done in the block be the work of the job with this name."""
    token = job_name.set(name)
    try:
        yield
    finally:
        job_name.reset(token)
