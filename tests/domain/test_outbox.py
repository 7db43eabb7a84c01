"""Mails in the outbox: what is kept of them after they left, failed, or were forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.outbox import MailState, OutboxMail

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
MAIL = OutboxMail(
    id="0" * 32,
    cause=1,
    submission="1" * 32,
    template="receipt",
    language="en",
    address="zoe@example.org",
    facts={"code": "JS-26-7K3M-1"},
    created_at=NOW,
    next_at=NOW,
)


def test_a_mail_that_left_forgets_its_links_and_keeps_its_address_for_a_while() -> None:
    left = MAIL.taken(NOW).delivered(NOW)
    assert (left.state, left.facts, left.address) == (MailState.SENT, {}, "zoe@example.org")


def test_the_letter_that_tells_of_an_erasure_takes_its_address_along() -> None:
    assert replace(MAIL, template="erased").taken(NOW).delivered(NOW).address == ""


def test_a_mail_that_failed_can_be_tried_again_as_if_for_the_first_time() -> None:
    failed = MAIL.taken(NOW).refused()
    again = failed.retried(NOW + timedelta(days=1))
    assert again.is_due(NOW + timedelta(days=1))
    assert (again.attempts, again.error, again.facts) == (0, "", MAIL.facts)


def test_a_mail_that_names_what_is_over_is_not_tried_again() -> None:
    failed = replace(MAIL, facts={"until": NOW.isoformat()}).taken(NOW).refused()
    assert not failed.is_worthless(NOW - timedelta(seconds=1))
    with pytest.raises(ValueError, match="failed"):
        failed.retried(NOW)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.SENDING, MailState.DISCARDED])
def test_only_what_failed_or_waits_is_tried_again(state: MailState) -> None:
    with pytest.raises(ValueError, match=state):
        replace(MAIL, state=state).retried(NOW)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (MailState.QUEUED, MailState.DISCARDED),
        (MailState.HELD, MailState.DISCARDED),
        (MailState.SENDING, MailState.DISCARDED),
        (MailState.SENT, MailState.SENT),
        (MailState.FAILED, MailState.FAILED),
    ],
)
def test_a_forgotten_mail_has_neither_address_nor_facts_and_never_leaves(
    state: MailState, after: MailState
) -> None:
    forgotten = replace(MAIL, state=state).forgotten()
    assert (forgotten.state, forgotten.address, forgotten.facts) == (after, "", {})
    assert not forgotten.is_due(NOW + timedelta(days=365))
