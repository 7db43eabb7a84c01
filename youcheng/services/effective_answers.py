"""The answers that count: what was sent, with the corrections of the staff laid over it.

The queue, exports, the desk and what is shown of a work read these. All that passes between the
site and the submitter goes by what was sent: receipt, status page, letters, consents, the form.
"""

from __future__ import annotations

from youcheng.content.collection import Content
from youcheng.domain.corrections import lay_over
from youcheng.domain.submissions import Submission
from youcheng.services.ports import UnitOfWork


def effective_answers(
    content: Content, uow: UnitOfWork, submission: Submission
) -> dict[str, object]:
    """The answers of a submission that count, in the order of its form.

    Where the site has the form no longer, what was sent counts.
    """
    sent = submission.sent or {}
    try:
        definition = content.form(submission.programme).definition
    except KeyError:
        return {**sent}
    corrections = uow.corrections.of(submission.id).get(submission.id, ())
    return lay_over(definition, sent, corrections)
