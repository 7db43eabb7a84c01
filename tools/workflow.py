"""The transition table as a table of docs/workflow.md: `python -m tools.workflow`.

Writes what stands between the two marks anew; everything else of the document is written by hand.
A test holds table and document together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from youcheng.domain.states import STATES_OF, SubmissionKind
from youcheng.domain.workflow import ROWS
from youcheng.domain.workflow.rows import Mail, Row, Target
from youcheng.paths import ROOT

DOCUMENT: Final = ROOT / "docs" / "workflow.md"
BEGIN: Final = "<!-- table: python -m tools.workflow -->"
END: Final = "<!-- end of table -->"
_HEAD: Final = "| of | from → to | action | who | when | mail | log | also |"
_MANY: Final = 8


def table() -> str:
    """The whole table in Markdown, one row of the domain's table a line."""
    lines = [_HEAD, "|" + "---|" * 8]
    for row in ROWS:
        cells = (
            _kinds(row),
            f"{_sources(row)} → {_target(row)}",
            row.action,
            _list(sorted(row.roles)),
            _list(row.guards),
            _list(_mail(mail) for mail in row.mails),
            _list(row.events),
            _list(sorted(row.effects)),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def with_table(document: str) -> str:
    """`document` with the table as it is now.

    Raises:
        ValueError: one of the marks is missing.
    """
    begin, end = document.index(BEGIN) + len(BEGIN), document.index(END)
    return f"{document[:begin]}\n{table()}\n{document[end:]}"


def _kinds(row: Row) -> str:
    return {1: row.kinds[0], 2: "both"}.get(len(row.kinds), "all")


def _sources(row: Row) -> str:
    if row.sources is None:
        return "nothing"
    if row.visibility is not None:
        return f"{row.visibility[0]} (showable)"
    every = frozenset().union(*(STATES_OF[SubmissionKind(k)] for k in row.kinds))
    known = row.sources & every
    if len(known) < _MANY:
        return _list(sorted(known))
    missing = sorted(every - known)
    return _list(sorted(known)) if len(missing) > _MANY else f"any but {_list(missing)}"


def _target(row: Row) -> str:
    if row.visibility is not None:
        return row.visibility[1]
    named = {
        Target.SAME: "same" if row.proposes is None else f"same, pending {row.proposes}",
        Target.PENDING: "what is pending",
        Target.BEFORE_SPAM: "where it was",
        Target.BEFORE_BATCH: "where it was",
    }
    return named[row.target] if isinstance(row.target, Target) else row.target


def _mail(mail: Mail) -> str:
    condition = f" if {mail.when}" if mail.when else ""
    each = ", one a batch" if mail.per_batch else ""
    return f"{mail.sending}: {mail.template} to {mail.to}{condition}{each}"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "–"


def write(path: Path = DOCUMENT) -> None:
    """Bring the document up to date."""
    path.write_text(with_table(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write()
    sys.exit(0)
