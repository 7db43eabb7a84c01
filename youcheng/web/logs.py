"""One shape for every line of the log, and nothing in it that could identify a session."""

from __future__ import annotations

import logging
import re
import sys
from typing import Final

from youcheng.web.middleware.request_id import request_id

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s request=%(request)s %(message)s"
ACCESS_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_SESSION: Final = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
"""Streamlit's session ids are UUIDs. Whoever holds one can attach to that session."""
_OF_VISITORS: Final = frozenset(
    {"Error deserializing back message", "Invalid UTF-8 sequence received from client."}
)
"""What Streamlit and uvicorn tell of a visitor's frames with a traceback, as often as somebody
likes to send some; a line each does."""


class LogLine(logging.Formatter):
    """Formats a record with the id of its request and without session ids.

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
        record.request = request_id.get()
        if record.msg in _OF_VISITORS:
            record.exc_info = record.exc_text = None
        return _SESSION.sub("[session]", super().format(record))


def configure_logs(level: str, access_log: str = "youcheng.access") -> None:
    """Send every line of this process to standard error in one shape.

    Streamlit and uvicorn bring handlers of their own, whose lines are left to them but rid of
    session ids; uvicorn's access log is turned off, since it prints queries.

    Args:
        level: least severity of the site's own lines, such as ``INFO``.
        access_log: name of the logger of the access log.
    """
    line = LogLine(access_log)
    ours = logging.getLogger("youcheng")
    ours.handlers = [logging.StreamHandler(sys.stderr)]
    ours.handlers[0].setFormatter(line)
    ours.setLevel(level)
    ours.propagate = False
    theirs = [
        found
        for name, found in logging.Logger.manager.loggerDict.items()
        if isinstance(found, logging.Logger) and name.partition(".")[0] in {"streamlit", "uvicorn"}
    ]
    for logger in (logging.getLogger(), *theirs):
        for handler in logger.handlers:
            handler.setFormatter(line)
    logging.getLogger("uvicorn.access").disabled = True
