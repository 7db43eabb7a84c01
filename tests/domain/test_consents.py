"""Consents: the latest answer of everybody counts, and one refusal is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.consents import Agreement, agreed, consent_of, hash_text
from youcheng.domain.states import Consent, ConsentAnswer

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


def record(answer: str, *, by: str = "guardian", day: int = 0) -> Agreement:
    return Agreement(
        field="consent_show_work",
        answer=ConsentAnswer(answer),
        by=by,
        version="1",
        text_hash=hash_text("text"),
        language="ne",
        at=NOW + timedelta(days=day),
    )


@pytest.mark.parametrize(
    ("records", "stands"),
    [
        ([], False),
        ([record("agree")], True),
        ([record("refuse")], False),
        ([record("agree"), record("refuse", day=1)], False),
        ([record("refuse", day=1), record("agree")], False),
        ([record("refuse"), record("agree", day=1)], True),
        ([record("agree"), record("refuse", by="guardian_2", day=1)], False),
        ([record("agree", by="guardian_2", day=2), record("refuse", day=1)], False),
        ([record("agree"), record("agree", by="guardian_2")], True),
    ],
)
def test_a_consent_stands_when_nobody_refuses(records: list[Agreement], stands: bool) -> None:
    assert agreed(records) == ({Consent.SHOW_WORK} if stands else set())


def test_the_same_words_have_the_same_hash_however_they_are_encoded() -> None:
    assert hash_text("e\u0301cole") == hash_text("\u00e9cole")
    assert hash_text("I agree.") != hash_text("I agree")


def test_a_declaration_is_no_consent() -> None:
    told = replace(record("agree"), field="declaration_true")

    assert told.consent is None
    assert agreed([told]) == frozenset()


@pytest.mark.parametrize("consent", Consent)
def test_the_field_of_a_consent_is_named_after_it(consent: Consent) -> None:
    assert consent_of(f"consent_{consent}") is consent
