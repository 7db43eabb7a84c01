"""Parts of the outbox as addresses hold them, and what a letter may still tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.test_outbox import MAIL, NOW
from tests.services.clerks import EVERYBODY
from youcheng.domain.outbox import has_blanks
from youcheng.domain.outbox_view import OutboxView, Pile, is_still_so, place_of, read_place
from youcheng.domain.permissions import Scope, mail_reach_of, sends_mail
from youcheng.domain.states import ReviewState, SubmissionKind, SubmissionState, Visibility


def test_a_view_is_its_address_and_back() -> None:
    assert OutboxView().to_query() == ""
    for pile in Pile:
        view = OutboxView(pile, "award", "painting-2026", "ne", "0f" * 16)
        assert OutboxView.from_query(view.to_query()) == view


@pytest.mark.parametrize("query", ["pile=nowhere", "template=%00", "language=../x", "&&=", "%"])
def test_what_an_address_cannot_ask_for_is_passed_over(query: str) -> None:
    assert OutboxView.from_query(query) == OutboxView()


def test_a_place_is_a_moment_and_an_id() -> None:
    mail = replace(MAIL, created_at=NOW.replace(microsecond=7))
    assert read_place(place_of(mail)) == (mail.created_at, mail.id)


@pytest.mark.parametrize("text", ["", "x", "20261399T000000000000-" + "0" * 32, "1 OR 1=1"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert read_place(text) is None


@pytest.mark.parametrize("text", ["", "At 9:00, Room 3 (second floor).", "5 < 6", "a__b", "C#"])
def test_plain_words_have_no_blanks(text: str) -> None:
    assert not has_blanks(text)


def test_a_decision_is_told_while_it_stands() -> None:
    accepted = SubmissionState(SubmissionKind.PROGRAMME, ReviewState.ACCEPTED)
    assert is_still_so("decision_accepted", accepted)
    assert not is_still_so("decision_waitlisted", accepted)
    assert is_still_so("receipt", accepted)


def test_a_picture_is_told_to_be_on_show_while_it_is() -> None:
    state = SubmissionState(SubmissionKind.PAINTING, ReviewState.AWARDED)
    assert not is_still_so("on_show", state)
    assert is_still_so("on_show", replace(state, visibility=Visibility.PUBLIC))


def test_the_reach_of_a_query_is_what_the_permission_says_of_each_submission() -> None:
    for who, actor in EVERYBODY.items():
        reach = mail_reach_of(actor)
        for programme in ("culture", "health", "painting-2026"):
            scope = Scope("1", SubmissionKind.PROGRAMME, programme, ReviewState.SUBMITTED)
            covered = reach is not None and reach.covers(scope)
            assert covered == (actor.active and sends_mail(actor, scope)), (who, programme)
            assert not sends_mail(actor, replace(scope, review=ReviewState.WITHDRAWN))
            assert not sends_mail(actor, replace(scope, review=ReviewState.DRAFT))
