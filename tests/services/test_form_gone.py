"""A form that the content has no more, though people have sent it: they still decide over it."""

from __future__ import annotations

import pytest

from tests.services.office import Office, Paper
from youcheng.domain.states import ReviewState
from youcheng.services.opening import FormGone, open_form

ON_BOTH_STORES = True


@pytest.fixture
def paper(office: Office) -> Paper:
    """A form that was sent, before its definition was taken out of the content."""
    paper = office.send("culture")
    office.take_out("culture")
    return paper


def test_whoever_sent_it_can_withdraw_it(office: Office, paper: Paper) -> None:
    paper.withdraw()
    assert paper.stored.review is ReviewState.WITHDRAWN
    assert paper.stored.sent == {}


def test_its_holder_is_told_and_nothing_is_changed(office: Office, paper: Paper) -> None:
    before = paper.stored
    with pytest.raises(FormGone):
        open_form(office.services, token=paper.token)
    assert paper.stored == before
