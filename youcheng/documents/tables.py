"""Tables as CSV that opens well in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_RUN: Final = frozenset("=+-@")
"""What a formula begins with (OWASP, 'CSV Injection'); so do its full-width and small forms, which
are the same in NFKC."""
_BREAKS: Final = ("\t", "\r", "\n")
"""With these before it, a spreadsheet may take the rest for a cell of its own (OWASP)."""
_QUOTES: Final = frozenset('"`´‘’‚“”„«»＂＇')


def neutralise(value: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what looks like a formula.

    So it does where quotes, spaces or signs that show nothing come before the formula: a
    spreadsheet may drop them, and so may whoever saves the file once more. What begins with an
    apostrophe is a text already.
    """
    if value.startswith("'"):
        return value
    if value.startswith(_BREAKS):
        return f"'{value}"
    first = next((sign for sign in value if not _is_passed(sign)), "")
    return f"'{value}" if unicodedata.normalize("NFKC", first) in _RUN else value


def _is_passed(sign: str) -> bool:
    return sign in _QUOTES or unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


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
