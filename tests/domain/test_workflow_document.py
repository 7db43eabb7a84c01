"""docs/workflow.md says what the table says."""

from __future__ import annotations

import re

from tools.workflow import DOCUMENT, table, with_table
from youcheng.domain.actors import Role
from youcheng.domain.guards import GUARDS, MAIL_CONDITIONS
from youcheng.domain.states import ReviewState
from youcheng.domain.workflow import ROWS

TEXT = DOCUMENT.read_text("utf-8")


def test_the_document_holds_the_table_as_it_is() -> None:
    assert with_table(TEXT) == TEXT, "run: python -m tools.workflow"


def test_every_row_has_a_line() -> None:
    assert len(table().splitlines()) == len(ROWS) + 2


def test_every_guard_and_condition_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", TEXT[TEXT.index("## Guards") :]))
    assert set(GUARDS) | set(MAIL_CONDITIONS) <= explained
    assert {"state", "role", "visibility"} <= explained


def test_every_state_and_role_is_named() -> None:
    assert all(re.search(rf"\b{state}\b", TEXT) for state in ReviewState)
    assert all(re.search(rf"\b{role}\b", TEXT) for role in Role)
