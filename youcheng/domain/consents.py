"""What was agreed: the answers of everybody who was asked, each with the very text they read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from youcheng.domain.states import Consent, ConsentAnswer


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One answer to one consent; answers are added and never changed.

    Attributes:
        consent: what was asked.
        answer: what was answered.
        by: who answered: `submitter`, `guardian`, `guardian_2` or `young_person`.
        version: version of the text, as its data file names it.
        text_hash: see `hash_text`.
        language: code of the language in which it was read.
        at: aware time by the server's clock.
    """

    consent: Consent
    answer: ConsentAnswer
    by: str
    version: str
    text_hash: str
    language: str
    at: datetime


def hash_text(text: str) -> str:
    """SHA-256 of a consent text in NFC, 64 hexadecimal digits: proves which words were read."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def agreed(records: Iterable[ConsentRecord]) -> frozenset[Consent]:
    """The consents that stand: somebody agreed and nobody's latest answer is a refusal.

    Either guardian's refusal is enough: publication of a child's picture needs both (privacy
    table: OLG Düsseldorf 2021).
    """
    latest: dict[tuple[Consent, str], ConsentAnswer] = {}
    for record in sorted(records, key=lambda record: record.at):
        latest[record.consent, record.by] = record.answer
    refused = {consent for (consent, _), answer in latest.items() if answer is ConsentAnswer.REFUSE}
    return frozenset(consent for consent, _ in latest) - refused
