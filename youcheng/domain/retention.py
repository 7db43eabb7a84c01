"""How long each class of data is kept. Everybody may read this table; a nightly purge follows it.

Source: the privacy table ("numbers are proposals" until the operator's lawyers confirm them), the
forms for what is asked after acceptance, the workflow for what goes at once. COPPA's rule of 2025
wants a written policy and forbids keeping without end: every class of data has a row here.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from youcheng.domain.states import ReviewState, SubmissionKind


class DataClass(StrEnum):
    """What is kept."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    SUBMISSION = "submission"
    GUARDIAN_CONTACT = "guardian_contact"
    ORIGINAL = "original"
    PUBLIC_WORK = "public_work"
    LATER_DOCUMENTS = "later_documents"
    WITHDRAWN_FILES = "withdrawn_files"
    TOMBSTONE = "tombstone"


class Start(StrEnum):
    """The event from which a period runs."""

    LAST_SAVED = "last_saved"
    CONSENT_REQUESTED = "consent_requested"
    RESULTS = "results"
    PUBLISHED = "published"
    EVENT_HELD = "event_held"
    ENDED = "ended"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One row of the table.

    Attributes:
        data: what is kept.
        start: from when the period runs.
        days, months: the period; months are calendar months.
        until_withdrawn: it goes earlier when consent is withdrawn.
        source: document that sets the period.
        proposal: True until the operator's lawyers have confirmed the number.
    """

    data: DataClass
    start: Start
    days: int = 0
    months: int = 0
    until_withdrawn: bool = True
    source: str = "privacy"
    proposal: bool = True

    def due_at(self, start: datetime) -> datetime:
        """When the data goes, for a period that began at `start` (aware).

        A month that has no such day ends on its last: 31 January and one month is 28 February.
        """
        months = start.month - 1 + self.months
        year, month = start.year + months // 12, months % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        return start.replace(year=year, month=month, day=day) + timedelta(days=self.days)


RETENTION: Final = (
    RetentionRule(DataClass.DRAFT, Start.LAST_SAVED, days=30),
    RetentionRule(DataClass.UNCONFIRMED, Start.CONSENT_REQUESTED, days=14),
    RetentionRule(DataClass.SUBMISSION, Start.ENDED, months=12, source="product"),
    RetentionRule(DataClass.GUARDIAN_CONTACT, Start.RESULTS, months=12),
    RetentionRule(DataClass.ORIGINAL, Start.RESULTS, months=6),
    RetentionRule(DataClass.PUBLIC_WORK, Start.PUBLISHED, months=36),
    RetentionRule(DataClass.LATER_DOCUMENTS, Start.EVENT_HELD, days=90, source="forms"),
    RetentionRule(DataClass.WITHDRAWN_FILES, Start.ENDED, source="workflow", proposal=False),
    RetentionRule(DataClass.TOMBSTONE, Start.ERASED, months=72, until_withdrawn=False),
)
"""SUBMISSION is a form that was sent, or an entry that ended before it was judged. The
consent to it promises a published period; no document sets one, so it is that of a guardian's
contact. ORIGINAL is the not-awarded original; PUBLIC_WORK stays longer only with the consent to
keep it in the archive; WITHDRAWN_FILES go at once when a guardian refuses, a draft or a consent
expires; a TOMBSTONE holds no personal data."""

RULES: Final = {rule.data: rule for rule in RETENTION}

_ENDS: Final = frozenset(
    {
        ReviewState.WITHDRAWN,
        ReviewState.EXPIRED,
        ReviewState.SPAM,
        ReviewState.DECLINED,
        ReviewState.WAITLISTED,
        ReviewState.CLOSED,
    }
)
_ENDS_OF_PAINTINGS: Final = frozenset(
    {ReviewState.WITHDRAWN, ReviewState.EXPIRED, ReviewState.SPAM, ReviewState.INELIGIBLE}
)


def rule_of(kind: SubmissionKind, review: ReviewState) -> RetentionRule | None:
    """The rule by which a submission goes that has come to `review`; None while none runs.

    The period begins when it came to that state. What was withdrawn or has expired holds no answers
    and no files any more; its code, dates and consents go by the same rule. When a painting goes
    that was judged is counted from the results of its edition, and comes with them.
    """
    if review is ReviewState.ERASED:
        return RULES[DataClass.TOMBSTONE]
    if review in (_ENDS_OF_PAINTINGS if kind is SubmissionKind.PAINTING else _ENDS):
        return RULES[DataClass.SUBMISSION]
    return None
