"""Letters about a draft, and the receipt of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

_WHY_DRAFT: Final = _(
    "Somebody, probably you, entered this address in a form on our site. If it was not you, you "
    "do not have to do anything: a draft that nobody sends is deleted."
)

WORDINGS: Final[Mapping[str, Wording]] = {
    Template.RESUME_LINK: Wording(
        title=_("The way back to your draft"),
        paragraphs=(
            _("We have saved your draft for “{programme}”. It has not been sent to us yet."),
        ),
        next_step=_("With this link you can go on writing, on any device."),
        button=_("Go on with the draft"),
        after=(_("Whoever has the link can open your draft. Please keep it to yourself."),),
        until=_("We keep your draft until"),
        why=_WHY_DRAFT,
    ),
    Template.DRAFT_REMINDER: Wording(
        title=_("Your draft will soon be deleted"),
        paragraphs=(
            _("Your draft for “{programme}” has not been sent to us yet."),
            _("We delete a draft, and all files in it, when it has not changed for 30 days."),
        ),
        next_step=_("If you want to keep it, please open it and go on writing or send it."),
        button=_("Open the draft"),
        after=(_("If you no longer need it, you do not have to do anything."),),
        until=_("We keep your draft until"),
        why=_WHY_DRAFT,
    ),
    Template.RECEIPT: Wording(
        title=_("We have received your submission"),
        paragraphs=(
            _("Your submission for “{programme}” has arrived safely."),
            _(
                "It has not been reviewed yet, and nothing has been decided. We will read it and "
                "write to you when there is something new."
            ),
        ),
        next_step=_("Please keep this mail: you need the reference code to ask how far it is."),
        button=_("See how far it is"),
        after=(
            _(
                "The page asks for the reference code and this e-mail address. There you can also "
                "get a copy of what you sent."
            ),
        ),
        why=_("You sent us a form on our site and gave this address."),
    ),
}
