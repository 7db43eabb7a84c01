"""Letters about paintings of the youth competition, where they differ from those about forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.workflow.rows import Template
from youcheng.mail.wording import Wording
from youcheng.mail.wording import mark as _

_WHY_GUARDIAN: Final = _(
    "Somebody entered a child’s painting and gave this address as that of a parent or guardian. If "
    "you do not know what this is about, you do not have to do anything."
)
_ANSWER: Final = _("Please open the page, look at the picture, and then agree or refuse.")
_EITHER: Final = _(
    "Both answers are all right with us. If you refuse, or do not answer in time, we delete the "
    "picture and everything else, and nobody will hold it against the child."
)
_WHY_ENTRY: Final = _("This address belongs to an entry in the competition.")
_WHY_SENDER: Final = _("You gave us this address when you entered a painting on our site.")

WORDINGS: Final[Mapping[str, Wording]] = {
    "painting_guardian_request": Wording(
        title=_("A child’s painting needs your answer"),
        paragraphs=(
            _(
                "A child’s painting is to take part in “{programme}”, and you were named as a "
                "parent or guardian of the child."
            ),
            _("Nothing happens with the picture before you agree. Nobody here looks at it."),
        ),
        next_step=_ANSWER,
        button=_("See the picture and answer"),
        after=(
            _("You answer every point by itself. You need no account, and it costs nothing."),
            _EITHER,
        ),
        until=_("Please answer before"),
        why=_WHY_GUARDIAN,
    ),
    "painting_guardian_reminder": Wording(
        title=_("A child’s painting is still waiting for your answer"),
        paragraphs=(
            _(
                "A few days ago we wrote to you. A child’s painting is to take part in "
                "“{programme}”, and you were named as a parent or guardian of the child."
            ),
        ),
        next_step=_ANSWER,
        button=_("See the picture and answer"),
        after=(_EITHER,),
        until=_("Please answer before"),
        why=_WHY_GUARDIAN,
    ),
    Template.SECOND_GUARDIAN: Wording(
        title=_("A child’s painting has been entered"),
        paragraphs=(
            _(
                "A child’s painting is to take part in “{programme}”. We have asked one parent or "
                "guardian whether they agree, and you were named as the other."
            ),
            _("If you do not agree, your word counts just as much: use the link below."),
        ),
        next_step=_("If you agree, you do not have to do anything."),
        why=_WHY_GUARDIAN,
    ),
    "painting_young_person_note": Wording(
        title=_("We have asked your parent or guardian"),
        paragraphs=(
            # Translators: for a young person of 14 to 17. Short sentences, simple words.
            _("Your painting for “{programme}” has arrived. We are glad."),
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
        why=_WHY_SENDER,
    ),
    "painting_teacher_note": Wording(
        title=_("We have asked the parents or guardian"),
        paragraphs=(
            _("The painting that you entered for “{programme}” has arrived."),
            _("We have asked the child’s parent or guardian. Before they agree nothing happens."),
        ),
        next_step=_("Please tell the family that a mail from us has come."),
        button=_("See how far it is"),
        after=(_("If they refuse or do not answer in time, we delete everything."),),
        until=_("They can answer until"),
        why=_WHY_SENDER,
    ),
    Template.BATCH_RECEIPT: Wording(
        title=_("We have received the works of your class"),
        paragraphs=(
            _("The works that you entered together for “{programme}” have arrived."),
            _(
                "We ask each child’s parent or guardian by a mail of their own. Before they agree "
                "nothing happens with the picture, and nobody here looks at it."
            ),
        ),
        next_step=_("Please tell the families that a mail from us has come."),
        button=_("See how many have agreed"),
        after=(
            _("Each work goes on by itself: one family’s answer changes nothing for another."),
            _("The page asks for the reference code and for this e-mail address."),
        ),
        why=_WHY_SENDER,
        withdraw="never",
    ),
    "painting_consent_receipt": Wording(
        title=_("Thank you for your answer"),
        paragraphs=(
            _("You have agreed that the child’s painting takes part in “{programme}”."),
            _(
                "We have kept your answers together with the words that you read. Now we check "
                "that no written name and no real person’s face can be seen; after that the "
                "picture goes to the jury."
            ),
        ),
        next_step=_("You do not have to do anything more. Please keep this mail."),
        button=_("See how far it is"),
        after=(_("You may change your mind at any time. It is as easy as agreeing was."),),
        why=_("You answered as a parent or guardian, by the link that we sent to this address."),
    ),
    "painting_receipt": Wording(
        title=_("The painting takes part"),
        paragraphs=(
            _("A parent or guardian has agreed: the painting for “{programme}” is with us."),
            _(
                "Now we check that no written name and no real person’s face can be seen. Then the "
                "picture goes to the jury."
            ),
        ),
        next_step=_("You do not have to do anything more. Please keep the reference code."),
        button=_("See how far it is"),
        why=_WHY_SENDER,
    ),
    Template.AWARD: Wording(
        title=_("The picture has won an award"),
        paragraphs=(
            _("We are glad to tell you that the picture for “{programme}” has won an award."),
            _("The certificate follows in an e-mail of its own."),
        ),
        next_step=_("Please open the status page: it says what comes next."),
        button=_("To the status page"),
        why=_WHY_ENTRY,
    ),
    Template.PARTICIPATION: Wording(
        title=_("Thank you for taking part"),
        paragraphs=(
            _("The picture for “{programme}” was on the shortlist of the jury and won no award."),
            _("The certificate follows in an e-mail of its own."),
        ),
        next_step=_("You do not have to do anything more."),
        button=_("To the status page"),
        why=_WHY_ENTRY,
    ),
    Template.CERTIFICATE: Wording(
        title=_("The certificate is ready"),
        paragraphs=(_("The competition “{programme}” is over. Thank you for taking part."),),
        next_step=_("Please open the status page and download it there."),
        button=_("To the status page"),
        after=(_("The page asks for the reference code and for this e-mail address."),),
        why=_WHY_ENTRY,
        withdraw="if_given",
    ),
    "painting_consent_ended": Wording(
        title=_("The painting does not take part this time"),
        paragraphs=(
            _(
                "The parent or guardian has not agreed that the painting takes part in "
                "“{programme}”, or has not answered in time."
            ),
            _("So it ends here. We have deleted the picture and all that was written with it."),
            _("This says nothing about the child or the painting."),
        ),
        next_step=_("If you would like to try again, talk with the family first."),
        button=_("See the competition"),
        why=_WHY_SENDER,
        withdraw="never",
    ),
}
