"""Letters about consent: to a parent or guardian, and to the young person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

_WHY_GUARDIAN: Final = _(
    "A young person entered your address as that of a parent or guardian. If you do not know what "
    "this is about, you do not have to do anything."
)
_WHY_YOUNG: Final = _("You gave us this address on our site.")
_ANSWER: Final = _("Please open the page, read it in peace, and then agree or refuse.")
_EITHER: Final = _(
    "Both answers are all right with us. If you refuse, or do not answer in time, we delete "
    "everything, and nobody will hold it against the young person."
)

WORDINGS: Final[Mapping[str, Wording]] = {
    Template.GUARDIAN_REQUEST: Wording(
        title=_("A young person needs your answer"),
        paragraphs=(
            _(
                "A young person would like to take part in “{programme}” and has named you as a "
                "parent or guardian."
            ),
            _("They are not yet 18, so we ask you first. Before you agree, nobody here reads it."),
        ),
        next_step=_ANSWER,
        button=_("Read and answer"),
        after=(
            _("You need no account and no password, and it costs nothing."),
            _EITHER,
        ),
        until=_("Please answer before"),
        why=_WHY_GUARDIAN,
    ),
    Template.GUARDIAN_REMINDER: Wording(
        title=_("A young person is still waiting for your answer"),
        paragraphs=(
            _(
                "A few days ago we wrote to you. A young person would like to take part in "
                "“{programme}” and has named you as a parent or guardian."
            ),
        ),
        next_step=_ANSWER,
        button=_("Read and answer"),
        after=(_EITHER,),
        until=_("Please answer before"),
        why=_WHY_GUARDIAN,
    ),
    Template.YOUNG_PERSON_NOTE: Wording(
        title=_("We have asked your parent or guardian"),
        paragraphs=(
            # Translators: for a young person. Short sentences, simple words, one idea in each.
            _("You want to take part in “{programme}”. We are glad."),
            # Translators: for a young person.
            _("You are not 18 yet. So we ask a parent or guardian first. We sent them a mail."),
        ),
        # Translators: for a young person.
        next_step=_("Please tell them to look at their mail."),
        button=_("See how far it is"),
        after=(
            # Translators: for a young person.
            _("If they say no, we delete everything. That is not your fault."),
            # Translators: for a young person.
            _("You may change your mind too. The link for that is below."),
        ),
        # Translators: for a young person. A day and a time follow.
        until=_("They can answer until"),
        why=_WHY_YOUNG,
    ),
    Template.CONSENT_RECEIPT: Wording(
        title=_("Thank you for your answer"),
        paragraphs=(
            _("You have agreed that the young person takes part in “{programme}”."),
            _(
                "We have kept your answer together with the words that you read. Now we will look "
                "at the submission. Nothing has been decided about it yet."
            ),
        ),
        next_step=_("You do not have to do anything more. Please keep this mail."),
        button=_("See how far it is"),
        after=(_("You may change your mind at any time. It is as easy as agreeing was."),),
        why=_("You answered as a parent or guardian, by the link that we sent to this address."),
    ),
    Template.CONSENT_ENDED: Wording(
        title=_("It does not go on this time"),
        paragraphs=(
            _("We do not have the agreement of a parent or guardian for “{programme}”."),
            _("So it ends here. We have deleted what you wrote and all files."),
            _("This says nothing about you or your work."),
        ),
        next_step=_("If you would like to try again, talk with them first and then start anew."),
        button=_("See the programme"),
        why=_WHY_YOUNG,
        withdraw="never",
    ),
    Template.CONSENT_CHANGED: Wording(
        title=_("We have saved your change"),
        paragraphs=(
            _(
                "A consent for the submission to “{programme}” has been withdrawn. From now on it "
                "no longer counts."
            ),
        ),
        next_step=_("Please check on the status page that everything is as you want it."),
        button=_("Open the status page"),
        after=(_("If it was not you, please write to us."),),
        why=_("This address belongs to the submission. We confirm every change of a consent."),
    ),
}
