"""One of each kind of record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from youcheng.domain.codes import draw_reference_code
from youcheng.domain.drafts import Draft
from youcheng.domain.outbox import OutboxMail
from youcheng.domain.states import ReviewState, SubmissionKind, SubmissionState
from youcheng.domain.submissions import Submission

NOW: Final = datetime(2026, 11, 23, 8, 30, 15, 123_456, tzinfo=UTC)


def a_submission(
    review: ReviewState = ReviewState.DRAFT,
    kind: SubmissionKind = SubmissionKind.PROGRAMME,
    **changes: Any,
) -> Submission:
    """A submission that was begun at `NOW`."""
    plain = Submission(
        id=uuid4().hex,
        folder=uuid4().hex,
        code=draw_reference_code(year=2026),
        programme="culture",
        form_version=1,
        language="en",
        state=SubmissionState(kind, review),
        draft=Draft(saved_at=NOW),
        created_at=NOW,
    )
    return replace(plain, **changes)


def a_mail(**changes: Any) -> OutboxMail:
    """A mail that waits since `NOW`."""
    plain = OutboxMail(
        id=uuid4().hex,
        cause=1,
        submission="",
        template="receipt",
        language="en",
        address="zoe@example.org",
        facts={"code": "JS-26-7K3M-1"},
        created_at=NOW,
        next_at=NOW,
    )
    return replace(plain, **changes)
