"""The transition table: what may happen to a submission, by whom, when, and what follows from it.

This is data; `transitions.apply` is the only thing that reads it to change a state. One row may
stand for several states and kinds; `TRANSITIONS` is the table spread out. docs/workflow.md
prints it, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from youcheng.domain.workflow.arriving import BATCHES, CONSENT, DRAFTS, EDITING
from youcheng.domain.workflow.ending import DECISIONS, ENDS, SHOWING
from youcheng.domain.workflow.reviewing import PAINTING_REVIEW, PROGRAMME_REVIEW
from youcheng.domain.workflow.rows import Key, Row, Transition

ROWS: Final[tuple[Row, ...]] = (
    *DRAFTS,
    *BATCHES,
    *CONSENT,
    *EDITING,
    *PROGRAMME_REVIEW,
    *PAINTING_REVIEW,
    *DECISIONS,
    *SHOWING,
    *ENDS,
)
"""The table as it is written and printed, in the order of a submission's life."""


def _spread() -> Mapping[Key, Transition]:
    table: dict[Key, Transition] = {}
    for row in ROWS:
        for transition in row.spread():
            key = (transition.kind, transition.source, transition.action)
            if key in table:
                raise ValueError(f"two rows for {key}")
            table[key] = transition
    return MappingProxyType(table)


TRANSITIONS: Final = _spread()
"""The table spread out: at most one transition for a kind, a state and an action."""
