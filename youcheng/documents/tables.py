"""Tables as CSV that opens well in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula, its full-width forms included
(OWASP, 'CSV Injection')."""


def neutralise(value: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    return f"'{value}" if value.startswith(_RUN) else value


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str | int | None]]) -> bytes:
    """A CSV file (RFC 4180) in UTF-8 with a byte order mark, which Excel needs to read Chinese.

    Args:
        columns: the headings, in order.
        rows: for each row its cells by heading; None is an empty cell, numbers stay as they are,
            texts are neutralised.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = (row[name] for name in columns)
        writer.writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue().encode("utf-8-sig")
