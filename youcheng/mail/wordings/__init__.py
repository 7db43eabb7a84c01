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

WORDINGS: Final[Mapping[str, Wording]] = {
    **access.WORDINGS,
    **drafts.WORDINGS,
    **consents.WORDINGS,
    **paintings.WORDINGS,
    **review.WORDINGS,
    **decisions.WORDINGS,
    **endings.WORDINGS,
}
