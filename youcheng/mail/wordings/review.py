"""Letters while a submission is reviewed: questions, answers, passing on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

_WHY: Final = _("This address belongs to a submission that we are reviewing.")

WORDINGS: Final[Mapping[str, Wording]] = {
    Template.CHANGES_REQUESTED: Wording(
        title=_("We need something from you"),
        paragraphs=(
            _(
                "We are reading the submission for “{programme}”. Something is missing or not "
                "clear to us in these parts of it."
            ),
        ),
        lists_fields=True,
        next_step=_("Please open the page, read our questions, and answer them there."),
        button=_("Read and answer our questions"),
        after=(
            _(
                "Only these parts can be changed; everything else stays as it is. Our questions "
                "mean neither yes nor no: nothing has been decided yet."
            ),
        ),
        until=_("Please answer before"),
        why=_WHY,
    ),
    Template.CHANGES_REMINDER: Wording(
        title=_("We are still waiting for your answer"),
        paragraphs=(
            _("Some time ago we asked you something about the submission for “{programme}”."),
        ),
        next_step=_("Please open the page, read our questions, and answer them there."),
        button=_("Read and answer our questions"),
        after=(
            _("Without your answer we cannot go on, and we may have to close the submission."),
            _("If you need more time, please write to us before that day."),
        ),
        until=_("Please answer before"),
        why=_WHY,
    ),
    Template.RESUBMITTED: Wording(
        title=_("We have received your answers"),
        paragraphs=(
            _("Your answers to our questions about “{programme}” have arrived safely."),
            _(
                "We will read them and write to you when there is something new. Nothing has been "
                "decided yet."
            ),
        ),
        next_step=_("You do not have to do anything now."),
        button=_("See how far it is"),
        why=_("You answered our questions about a submission that belongs to this address."),
    ),
    Template.REFERRAL: Wording(
        title=_("A submission that may interest you"),
        paragraphs=(
            _(
                "We pass a submission for “{programme}” on to you. The person who sent it has "
                "agreed to that."
            ),
            _(
                "The page shows what the person has in mind. It shows no name, no e-mail address "
                "and no phone number. Please treat it as confidential."
            ),
        ),
        next_step=_("Please read it, and then write to us whether you could work together."),
        button=_("Read the submission"),
        until=_("The link works until"),
        why=_("Your institution is a partner of this programme."),
        withdraw="never",
    ),
}
