"""Sending a form."""

from __future__ import annotations

import pytest

from tests.form_examples import EXAMPLES
from tests.services.office import Office
from youcheng.domain.states import ReviewState


@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_each_form_is_sent(office: Office, programme: str) -> None:
    paper = office.fill_in(programme)
    sent = paper.send()
    waits = ReviewState.AWAITING_GUARDIAN if programme == "study" else ReviewState.SUBMITTED
    assert sent.review is waits
    office.assert_log_is_whole()
