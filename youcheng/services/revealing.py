"""When the results of an edition of the competition are known outside the desk."""

from __future__ import annotations

from youcheng.content.subjects import edition_of
from youcheng.domain.states import ReviewState, shown_review
from youcheng.domain.submissions import Submission
from youcheng.services.ports import Services


def is_revealed(services: Services, submission: Submission) -> bool:
    """Whether the results of the edition are known by the server's clock; what belongs to no
    edition has none."""
    edition = edition_of(services.content, submission.programme)
    return edition is not None and services.clock() >= edition.reveals_at


def told_review(services: Services, submission: Submission) -> ReviewState:
    """The state that whoever sent the submission is told now."""
    return shown_review(submission.state, revealed=is_revealed(services, submission))
