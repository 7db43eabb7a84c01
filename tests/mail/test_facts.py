"""Facts keep their values through the outbox and hold nothing that breaks a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.mail.letter_facts import FACTS, as_texts
from youcheng.mail.facts import FactError, LetterFacts


def test_facts_come_back_from_their_texts_unchanged() -> None:
    facts = replace(FACTS, reason="silence")
    assert LetterFacts.from_json(as_texts(facts)) == facts
    few = LetterFacts(code="JS-26-7K3M-1", contact="friends@example.org")
    told = {"code": "JS-26-7K3M-1", "contact": "friends@example.org"}
    assert LetterFacts.from_json(told) == few


def test_an_unknown_fact_is_refused_by_name() -> None:
    with pytest.raises(FactError, match="given_names"):
        LetterFacts.from_json({**as_texts(FACTS), "given_names": "Asha"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "JS-26\r\nBcc: other@example.org"),
        ("programme", "Study\nin Jiangsu"),
        ("programme", "Study\x00in Jiangsu"),
        ("programme", "Study\u2028in Jiangsu"),
        ("programme", "Study\u2029in Jiangsu"),
        ("contact", "half of a character \ud800"),
        ("fields", ("One", "Two\x1b[31m")),
        ("link", "javascript:alert(1)"),
        ("link", "https://example.org/a b"),
        ("link", 'https://example.org/"onclick="'),
        ("withdraw_link", "//example.org/withdraw"),
        ("until", datetime(2026, 9, 14, 9, 5)),  # noqa: DTZ001 -- the fault that is refused
    ],
)
def test_a_broken_fact_is_refused_without_telling_its_value(name: str, value: Any) -> None:
    with pytest.raises(FactError, match=f"^{name}: ") as refused:
        replace(FACTS, **{name: value})
    assert "example.org" not in str(refused.value)


def test_a_moment_that_is_none_is_refused() -> None:
    with pytest.raises(FactError, match="until"):
        LetterFacts.from_json({**as_texts(FACTS), "until": "tomorrow"})
