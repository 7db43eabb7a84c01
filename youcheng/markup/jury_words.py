"""What the jury's pages say of rounds, of scores and of what was refused, and their addresses."""

from __future__ import annotations

from typing import Final

from youcheng.domain.jury.records import Confidence, TaskState
from youcheng.domain.jury.scores import LONGEST_COMMENT, ScoreRefused
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.services.jury_access import LONGEST_REASON, JuryRefused, Overtaken

JURY: Final = "/jury"
PICTURES: Final = f"{JURY}/picture"


def round_name(number: int, t: Translator) -> str:
    """What a round is called, by its number in the edition."""
    return t.gettext("Round {number}").format(number=format_number(number, t.language))


def score_words(state: TaskState, t: Translator) -> str:
    """How far a juror is with an entry."""
    words = {
        TaskState.GIVEN: t.pgettext("jury", "not begun"),
        TaskState.BEGUN: t.pgettext("jury", "begun"),
        TaskState.SCORED: t.pgettext("jury", "finished"),
    }
    return words.get(state, "")


def confidence_words(t: Translator) -> dict[str, str]:
    """How sure a juror may be, by id."""
    return {
        str(Confidence.LOW): t.pgettext("confidence", "low"),
        str(Confidence.NORMAL): t.pgettext("confidence", "normal"),
        str(Confidence.HIGH): t.pgettext("confidence", "high"),
    }


def refused_score_words(error: Exception, t: Translator) -> str:
    """Why nothing of what a juror asked for was done.

    Args:
        error: one of Overtaken, ScoreRefused, JuryRefused, TransitionRefused and ValueError.
        t: the texts of the language.
    """
    match error:
        case Overtaken():
            return t.gettext(
                "This score was changed in another window meanwhile. It is shown as it is now."
            )
        case ScoreRefused(problem="incomplete"):
            return t.gettext("Every criterion needs a mark before the score can be finished.")
        case ScoreRefused(problem="comment"):
            return t.gettext("A comment has {number} characters at most.").format(
                number=format_number(LONGEST_COMMENT, t.language)
            )
        case JuryRefused(code="reason"):
            return t.gettext("A reason is needed, of {number} characters at most.").format(
                number=format_number(LONGEST_REASON, t.language)
            )
        case TransitionRefused():
            return t.gettext("This is not possible in the state that it is in now.")
    return t.gettext("Something is missing, or is too long. Look through what you entered.")
