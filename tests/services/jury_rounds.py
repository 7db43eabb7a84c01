"""A round of the jury that a test begins, and what a lead sees of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.services.clerks import LEAD
from tests.services.jurying import (
    begin,
    enter,
    seat,
)
from tests.services.office import Office, Paper
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import JuryRefused
from youcheng.services.jury_sheets import Results, view_results

PANEL = ("BY", "BY", "NP", "CN", "CH")


def played(office: Office, papers: int = 3) -> tuple[list[Paper], str]:
    """A round of Swiss entries before five jurors, one of whom is Swiss."""
    entered = [enter(office, number) for number in range(papers)]
    return entered, begin(office, seat(office, *PANEL)).round


def results(office: Office, round_id: str) -> Results:
    return view_results(office.services, actor=LEAD, round_id=round_id)


def refused(look: Callable[[], object]) -> str:
    with pytest.raises((NotAllowed, JuryRefused)) as told:
        look()
    return told.value.code
