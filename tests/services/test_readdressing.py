"""Correcting the guardian's address: the old links die, three times are enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.guardian import answer, link_in
from tests.services.office import GUARDED, Office, Paper, denied, token_in
from youcheng.domain.limits import LimitReached
from youcheng.domain.states import ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.consenting import (
    readdress_guardian,
    view_consent,
)
from youcheng.services.drafts import NoAddress
from youcheng.services.keeping_time import Kept, keep_time
from youcheng.services.withdrawing import withdraw

ZOE = "zoe.rochat@example.org"
LUC = "luc.rochat@example.org"
ANNE = "anne.rochat@example.org"


@pytest.fixture
def paper(office: Office) -> Paper:
    """A form of somebody of 16 that waits for the guardian."""
    return office.send(GUARDED)


def test_a_corrected_address_gets_a_new_link_and_the_old_ones_die(
    office: Office, paper: Paper
) -> None:
    old = office.mail("guardian_request")
    office.wait(days=3)
    keep_time(office.services)
    reminder = office.mail("guardian_reminder")
    readdress_guardian(office.services, token=paper.token, email=f" {ANNE} ")
    new = office.mail("guardian_request", to=ANNE)
    assert new.facts["until"] == (office.now + timedelta(days=14)).isoformat()
    for mail in (old, reminder):
        look = lambda mail=mail: view_consent(office.services, token=link_in(mail))  # noqa: E731
        assert denied(look) is TokenState.REVOKED
        # Whoever had the wrong address can no longer take the form back either.
        end = lambda mail=mail: withdraw(  # noqa: E731
            office.services, token=token_in(mail.facts["withdraw_link"])
        )
        assert denied(end) is TokenState.REVOKED
    stored = paper.stored
    assert (stored.readdressings, stored.reminders_sent) == (1, 0)
    assert (stored.sent or {})["guardian_email"] == ANNE
    assert not stored.has_unsent_changes
    (event,) = office.events("consent.readdressed")
    assert event.fields == ("guardian_email",)
    assert new.cause == event.sequence
    office.wait(days=3)
    assert keep_time(office.services) == Kept(reminded=1)
    assert office.mails("guardian_reminder")[-1].address == ANNE
    assert answer(paper, link_in(new)) is ReviewState.SUBMITTED


def test_the_address_is_corrected_three_times_and_no_more(office: Office, paper: Paper) -> None:
    for number in range(3):
        readdress_guardian(office.services, token=paper.token, email=f"{number}@example.org")
    with pytest.raises(TransitionRefused) as refused:
        readdress_guardian(office.services, token=paper.token, email=ANNE)
    assert refused.value.code == "readdressing_left"
    assert len(office.mails("guardian_request")) == 4
    assert paper.stored.text("guardian_email") == "2@example.org"
    assert answer(paper) is ReviewState.SUBMITTED


@pytest.mark.parametrize("email", ["", "luc", "luc@", ZOE, ZOE.upper(), f" {ZOE}\n"])
def test_a_guardian_has_an_address_of_their_own(office: Office, paper: Paper, email: str) -> None:
    with pytest.raises(NoAddress):
        readdress_guardian(office.services, token=paper.token, email=email)
    assert paper.stored.text("guardian_email") == LUC
    assert len(office.mails("guardian_request")) == 1


def test_an_address_is_corrected_only_while_the_guardian_is_waited_for(
    office: Office, paper: Paper
) -> None:
    answer(paper)
    with pytest.raises(TransitionRefused) as refused:
        readdress_guardian(office.services, token=paper.token, email=ANNE)
    assert refused.value.code == "state"


def test_links_to_a_guardian_are_limited_as_those_to_the_form_are(
    office: Office, paper: Paper
) -> None:
    office.change(paper.submission, lambda one: replace(one, readdressings=-9))
    for number in range(5):
        readdress_guardian(office.services, token=paper.token, email=f"{number}@example.org")
    with pytest.raises(LimitReached) as reached:
        readdress_guardian(office.services, token=paper.token, email=ANNE)
    assert 0 < reached.value.retry_after <= 3600
