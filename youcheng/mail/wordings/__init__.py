"""The letters by the name of their template. A new one is one more entry in a module here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.mail.wording import Wording
from youcheng.mail.wordings import (
    access,
    consents,
    decisions,
    drafts,
    endings,
    paintings,
    review,
)

GROUPS: Final[Mapping[str, Mapping[str, Wording]]] = {
    "access": access.WORDINGS,
    "drafts": drafts.WORDINGS,
    "consents": consents.WORDINGS,
    "paintings": paintings.WORDINGS,
    "review": review.WORDINGS,
    "decisions": decisions.WORDINGS,
    "endings": endings.WORDINGS,
}
"""The letters by what they are about."""

WORDINGS: Final[Mapping[str, Wording]] = {
    name: wording for letters in GROUPS.values() for name, wording in letters.items()
}
