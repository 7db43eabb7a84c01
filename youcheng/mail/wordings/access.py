"""Letters that no transition causes: the one-time code, and the notice to the staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

WORDINGS: Final[Mapping[str, Wording]] = {
    "one_time_code": Wording(
        title=_("Your one-time code"),
        paragraphs=(_("This code shows us that the address is yours. It works once."),),
        display="one_time_code",
        next_step=_("Enter these six digits on the page that asked for them."),
        after=(
            _("Please give the code to nobody. We never ask for it by phone or by mail."),
            _("If you did not ask for a code, you do not have to do anything."),
        ),
        until=_("The code works until"),
        why=_(
            "Somebody, probably you, entered your reference code and this address on our site and "
            "asked for a one-time code."
        ),
        withdraw="if_given",
    ),
    "staff_notice": Wording(
        title=_("Something new in “{programme}”"),
        paragraphs=(_("The submission {code} is waiting for you."),),
        reasons={
            "submitted": _("It has just arrived."),
            "resubmitted": _("The questions about it have been answered."),
            "consent_changed": _("A consent for it has been withdrawn and no longer counts."),
        },
        next_step=_("Please look at it in the next few days."),
        why=_("This is the mailbox of the staff, who are told of everything that comes in."),
        withdraw="never",
    ),
}
