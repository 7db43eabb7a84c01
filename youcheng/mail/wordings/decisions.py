"""Letters that tell what was decided about a programme form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

_WHY: Final = _("This address belongs to a submission about which we have decided.")

WORDINGS: Final[Mapping[str, Wording]] = {
    Template.DECISION_ACCEPTED: Wording(
        title=_("Good news about the submission"),
        paragraphs=(
            _("We are glad to tell you that the submission for “{programme}” has been accepted."),
            _(
                "This means that we take it further together with you. It is no admission to a "
                "school and no promise of money or employment; on these the institutions "
                "themselves decide."
            ),
        ),
        next_step=_("Please open the status page: it says what comes next."),
        button=_("See what comes next"),
        why=_WHY,
    ),
    Template.DECISION_WAITLISTED: Wording(
        title=_("The submission is on the waiting list"),
        paragraphs=(
            _(
                "We have read the submission for “{programme}” with care. At present there is no "
                "place for it, so we have put it on the waiting list."
            ),
            _("If a place becomes free, we will write to you."),
        ),
        next_step=_("You do not have to do anything now."),
        button=_("Open the status page"),
        why=_WHY,
    ),
    Template.DECISION_DECLINED: Wording(
        title=_("Our decision about the submission"),
        paragraphs=(
            _("Thank you for all the work that went into the submission for “{programme}”."),
            _("It was not selected this time. We know that you had hoped for another answer."),
        ),
        reasons={
            "silence": _(
                "We had asked you something and did not hear from you in time, so we could not go "
                "on with it."
            ),
        },
        next_step=_("You are welcome to send something new at any time that the form is open."),
        button=_("Open the status page"),
        after=(_("If you would like to know more about the decision, please write to us."),),
        why=_WHY,
    ),
}
