"""Facts for every letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from youcheng.mail.facts import FACTS as NAMES
from youcheng.mail.facts import LetterFacts

FACTS: Final = LetterFacts(
    code="JS-26-7K3M-1",
    contact="friends@example.org",
    programme="Study in Jiangsu",
    link="https://example.org/programmes?programme=study&draft=AbC_-9",
    withdraw_link="https://example.org/withdraw/ZyX_-8",
    one_time_code="042117",
    until=datetime(2026, 9, 14, 9, 5, tzinfo=UTC),
    zone="Asia/Kathmandu",
    fields=("Why do you want to study in Jiangsu?", "Attachment"),
)
"""Every fact that a letter may name, but a reason."""


def as_texts(facts: LetterFacts) -> dict[str, str]:
    """Facts as a mail of the outbox holds them, without those that are empty."""
    texts = {name: getattr(facts, name) for name in NAMES}
    texts["until"] = facts.until.isoformat() if facts.until else ""
    texts["fields"] = "\n".join(facts.fields)
    return {name: text for name, text in texts.items() if text}
