"""Whoever names an address in a form cannot flood it with mails, and keeps what was written."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.services import classes
from tests.services.office import GUARDED, Office
from tests.services.paintings import every_warning
from youcheng.domain.limits import NAMED_IN, LimitReached
from youcheng.domain.states import ReviewState
from youcheng.services.consenting import readdress_guardian
from youcheng.services.limiting import spend

ON_BOTH_STORES = True
STRANGER = "stranger@example.org"


def _name(office: Office, address: str, times: int = NAMED_IN.times) -> None:
    """As forms that were sent today have named it, however often before."""
    with office.services.records.write() as uow:
        with suppress(LimitReached):
            for _ in range(times):
                spend(office.services, uow, NAMED_IN, address, office.now)
        uow.commit()


@pytest.mark.parametrize("field", ["email", "guardian_email"])
def test_a_form_that_names_it_once_too_often_is_not_sent_that_day(
    office: Office, field: str
) -> None:
    _name(office, STRANGER)
    paper = office.fill_in(GUARDED)
    paper.save(**{field: STRANGER.upper()})
    with pytest.raises(LimitReached) as reached:
        paper.send()
    assert reached.value.limit == NAMED_IN
    assert office.mails("receipt") == office.mails("guardian_request") == []
    assert paper.stored.review is ReviewState.DRAFT
    assert paper.stored.text(field).casefold() == STRANGER
    office.wait(days=1)
    paper.send()
    assert paper.stored.review is ReviewState.AWAITING_GUARDIAN


def test_each_row_of_a_class_counts(office: Office) -> None:
    same = [{**row, "guardian_email": STRANGER} for row in classes.rows(3)]
    _name(office, STRANGER, NAMED_IN.times - 2)
    batch = classes.fill_in(office, 3, works=same)
    with pytest.raises(LimitReached):
        batch.send(confirmed=every_warning(batch))
    assert batch.stored.review is ReviewState.DRAFT
    office.wait(days=1)
    batch.send(confirmed=every_warning(batch))
    assert batch.stored.review is ReviewState.PROCESSING


def test_a_guardian_cannot_be_readdressed_to_it(office: Office) -> None:
    paper = office.send(GUARDED)
    _name(office, STRANGER)
    with pytest.raises(LimitReached):
        readdress_guardian(office.services, token=paper.token, email=STRANGER)
    assert paper.stored.text("guardian_email") != STRANGER


def test_whoever_wants_to_withdraw_is_not_refused_for_it(office: Office) -> None:
    paper = office.send()
    _name(office, paper.stored.text("email"))
    paper.withdraw()
    assert paper.stored.review is ReviewState.WITHDRAWN
