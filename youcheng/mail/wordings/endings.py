"""Letters about the end: withdrawal, erasure, and what is no longer public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

WORDINGS: Final[Mapping[str, Wording]] = {
    Template.WITHDRAWAL_LINK: Wording(
        title=_("Please confirm the withdrawal"),
        paragraphs=(
            _(
                "Somebody, probably you, asked us to withdraw the submission for “{programme}”. "
                "Nothing has happened yet."
            ),
        ),
        next_step=_("If you want to withdraw it, please open the page and confirm it there."),
        button=_("Go to the page"),
        after=(
            _(
                "Once you have confirmed it, the review ends and nothing of it is public any "
                "more. This cannot be undone."
            ),
            _("If you do not want that, you do not have to do anything: all stays as it is."),
        ),
        until=_("The link works until"),
        why=_("This address belongs to the submission. We ask here so that nobody else can do it."),
        withdraw="never",
    ),
    Template.WITHDRAWAL_CONFIRMED: Wording(
        title=_("The submission has been withdrawn"),
        paragraphs=(
            _(
                "The submission for “{programme}” has been withdrawn. Nobody reviews it any more, "
                "and nothing of it is public any more."
            ),
        ),
        next_step=_("You do not have to do anything more."),
        after=(
            _("You are welcome to send something new at any time that the form is open."),
            _("If it was not you who withdrew it, please write to us soon."),
        ),
        why=_("This address belongs to the submission. We confirm every withdrawal."),
        withdraw="never",
    ),
    Template.ERASED: Wording(
        title=_("Everything has been deleted"),
        paragraphs=(
            _("We have deleted the submission {code} with all its answers and files."),
            _("What is left are a few numbers that tell nothing about any person."),
        ),
        next_step=_("You do not have to do anything. This is our last mail about it."),
        why=_("This address belonged to the submission until it was deleted."),
        withdraw="never",
    ),
    Template.TAKEN_DOWN: Wording(
        title=_("It is no longer public"),
        paragraphs=(
            _(
                "What was public of the submission for “{programme}” has been taken down. Its "
                "pages on our site no longer open."
            ),
        ),
        reasons={
            "consent": _("We took it down because a consent to show it no longer stands."),
            "moderation": _("We took it down ourselves, because we want to look at it again."),
        },
        next_step=_("You do not have to do anything now."),
        button=_("Open the status page"),
        after=(_("A search engine may still show an old entry for some days."),),
        why=_("This address belongs to the submission. We tell you when something changes."),
        withdraw="if_given",
    ),
}
