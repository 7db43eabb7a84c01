"""Which parts of the desk each role opens, as the workflow's "Who sees what" has it."""

from __future__ import annotations

from typing import Final

import pytest

from tests.services.clerks import EVERYBODY
from youcheng.services.desk_parts import DeskPart, list_parts

Q, N, O, J, C, A, S, L, H, M = DeskPart  # noqa: E741 -- a table is read by its columns
OPENS: Final = {
    "officer of culture": (Q, N, O),
    "officer of health": (Q, N, O),
    "moderator": (Q, N),
    "liaison of Nanjing": (Q, N),
    "liaison of Wuxi": (Q, N),
    "lead": (Q, N, O, J, C, A, S, L, H),
    "auditor": (N, L),
    "administrator": (A, S, H),
    "juror": (M,),
    "visitor": (),
    "revoked lead": (),
}


def test_the_table_names_everybody() -> None:
    assert OPENS.keys() == EVERYBODY.keys()


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_role_opens_exactly_its_parts(who: str) -> None:
    assert list_parts(EVERYBODY[who]) == OPENS[who]
