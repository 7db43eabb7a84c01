"""One shape for every line of the log, and nothing in it that could identify a session."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Final, Literal

from youcheng.metrics import log_errors
from youcheng.tracing import NOTHING, job_name, request_id

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(origin)s %(message)s"
ACCESS_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_SESSION: Final = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
"""Streamlit's session ids are UUIDs. Whoever holds one can attach to that session."""
_OF_VISITORS: Final = frozenset(
    {"Error deserializing back message", "Invalid UTF-8 sequence received from client."}
)
"""What Streamlit and uvicorn tell of a visitor's frames with a traceback, as often as somebody
likes to send some; a line each does."""
_KNOWN: Final = frozenset({"youcheng", "streamlit", "uvicorn", "websockets", "dbos"})


class LogLine(logging.Formatter):
    """Formats a record with the ids of its request and job and without session ids.

    Args:
        access_log: name of the logger whose lines bring the request's id themselves.
    """

    def __init__(self, access_log: str) -> None:
        super().__init__(FORMAT)
        self.access = logging.Formatter(ACCESS_FORMAT)
        self.access_log = access_log

    def format(self, record: logging.LogRecord) -> str:
        """The line, or the lines with a traceback, of a record."""
        if record.name == self.access_log:
            return self.access.format(record)
        job = job_name.get()
        record.origin = f"request={request_id.get()}" + (f" job={job}" if job != NOTHING else "")
        _shorten(record)
        return _SESSION.sub("[session]", super().format(record))


class JsonLine(logging.Formatter):
    """Formats a record as one JSON object in one line of ASCII, without session ids.

    It has ``time`` (UTC), ``level``, ``logger``, ``request``, ``job`` and ``message``; a line of
    the access log ``method``, ``route``, ``status``, ``bytes`` and ``milliseconds`` as well, and
    one with an error ``traceback``.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        _shorten(record)
        at = datetime.fromtimestamp(record.created, UTC)
        fields: dict[str, object] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "job": job_name.get(),
            "message": record.getMessage(),
        }
        fields |= getattr(record, "access", {})
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return _SESSION.sub("[session]", json.dumps(fields))


def _shorten(record: logging.LogRecord) -> None:
    if record.msg in _OF_VISITORS:
        record.exc_info = record.exc_text = None


class ErrorCount(logging.Handler):
    """Counts lines of level ERROR and above, each once, whichever loggers it goes through."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count the record by the package that it comes from."""
        if getattr(record, "is_counted", False):
            return
        record.is_counted = True
        package = record.name.partition(".")[0]
        log_errors.labels(package if package in _KNOWN else "other").inc()


def configure_logs(
    level: str,
    access_log: str = "youcheng.access",
    *,
    shape: Literal["text", "json"] = "text",
) -> None:
    """Send every line of this process to standard error in one shape.

    Streamlit and uvicorn bring handlers of their own, whose lines get the same shape, rid of
    session ids; uvicorn's access log is turned off, since it prints queries.

    Args:
        level: least severity of the site's own lines, such as ``INFO``.
        access_log: name of the logger of the access log.
        shape: lines for people, or JSON.
    """
    line = LogLine(access_log) if shape == "text" else JsonLine()
    ours = logging.getLogger("youcheng")
    ours.handlers = [logging.StreamHandler(sys.stderr), ErrorCount()]
    ours.handlers[0].setFormatter(line)
    ours.setLevel(level)
    ours.propagate = False
    engine = logging.getLogger("dbos")
    if not engine.handlers:
        # Before it is started: it would bring a handler of its own, in another shape.
        engine.addHandler(logging.StreamHandler(sys.stderr))
        engine.propagate = False
    for server in (logging.getLogger("uvicorn"), logging.getLogger("uvicorn.error")):
        if not server.hasHandlers():
            # Python's last resort would write its lines in a shape of its own, with tracebacks.
            server.addHandler(logging.StreamHandler(sys.stderr))
    theirs = [
        found
        for name, found in logging.Logger.manager.loggerDict.items()
        if isinstance(found, logging.Logger) and name.partition(".")[0] in _KNOWN - {"youcheng"}
    ]
    for logger in (logging.getLogger(), *theirs):
        for handler in logger.handlers:
            handler.setFormatter(line)
        if logger.handlers and not any(isinstance(one, ErrorCount) for one in logger.handlers):
            logger.addHandler(ErrorCount())
    logging.getLogger("uvicorn.access").disabled = True
