"""What was agreed: the answers of everybody who was asked, each with the very text they read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.states import Consent, ConsentAnswer

PREFIX: Final = "consent_"
"""What the ids of form fields begin with that ask for a consent; the rest names the consent."""
_BY_FIELD: Final = {f"{PREFIX}{consent}": consent for consent in Consent}


def consent_of(field: str) -> Consent | None:
    """The consent that the form field `field` asks for; None for a declaration or any other."""
    return _BY_FIELD.get(field)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One answer to one text; agreements are added and never changed.

    Attributes:
        field: id of the form field that asked: a consent or a declaration.
        answer: what was answered.
        by: who answered: `submitter`, `guardian`, `guardian_2` or `young_person`.
        version: version of the text, as its data file counts it.
        text_hash: see `hash_text`.
        language: code of the language in which it was read.
        at: aware time by the server's clock.
    """

    field: str
    answer: ConsentAnswer
    by: str
    version: str
    text_hash: str
    language: str
    at: datetime

    @property
    def consent(self) -> Consent | None:
        """The consent that was asked for; None for a declaration."""
        return consent_of(self.field)


def hash_text(text: str) -> str:
    """SHA-256 of a consent text in NFC, 64 hexadecimal digits: proves which words were read."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def agreed(records: Iterable[Agreement]) -> frozenset[Consent]:
    """The consents that stand: somebody agreed and nobody's latest answer is a refusal.

    Either guardian's refusal is enough: publication of a child's picture needs both (privacy
    table: OLG Düsseldorf 2021).
    """
    latest: dict[tuple[Consent, str], ConsentAnswer] = {}
    for record in sorted(records, key=lambda record: record.at):
        if record.consent is not None:
            latest[record.consent, record.by] = record.answer
    refused = {consent for (consent, _), answer in latest.items() if answer is ConsentAnswer.REFUSE}
    return frozenset(consent for consent, _ in latest) - refused
