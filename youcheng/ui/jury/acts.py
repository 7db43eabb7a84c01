"""What a juror asked for on the page of an entry, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.jury.records import Confidence, TaskState
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.jury_pages import Told
from youcheng.markup.jury_words import refused_score_words
from youcheng.services import jury_marking, jury_scoring
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import JuryRefused, Overtaken
from youcheng.services.jury_cases import OwnScore
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.jury.gathering import find_round_of

_MARK: Final = "mark-"
_REFUSED: Final = (JuryRefused, TransitionRefused, ValueError)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a juror is after what they asked for.

    Attributes:
        entry: id of the entry to show; empty for their rounds.
        compare: id of the one beside it; empty for none.
        told: what was done, or why not.
        is_overtaken: what they typed is not what is stored, and the latter is to be shown.
    """

    entry: str
    compare: str = ""
    told: Told = field(default_factory=Told)
    is_overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What a juror typed of a score, as `OwnScore` has it."""

    marks: Mapping[str, int]
    comment: str
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Which juror asks, with what the fields of the page hold."""

    services: Services
    actor: Actor
    asked: Asked
    t: Translator

    def text(self, name: str) -> str:
        """One value; empty where there is none. A browser's line ends count as one character."""
        return self.asked.text(name).replace("\r\n", "\n")

    @property
    def entry(self) -> str:
        """Id of the entry that the fields are about."""
        return self.text("entry")

    @property
    def version(self) -> int:
        """Of the score that the juror saw.

        Raises:
            ValueError: it is no number.
        """
        return int(self.text("version"))

    @property
    def typed(self) -> Typed:
        """What the fields say of the score.

        Raises:
            ValueError: a mark that is no number, a confidence that is none.
        """
        marks = {
            name.removeprefix(_MARK): int(self.text(name))
            for name in self.asked.values
            if name.startswith(_MARK)
        }
        confidence = self.text("confidence")
        return Typed(marks, self.text("comment"), Confidence(confidence) if confidence else None)

    def keep(self) -> OwnScore:
        """The score with all that was typed kept, so that no other act loses it.

        Raises:
            ValueError: as `typed`.
            Overtaken: it is not at the version that the juror saw.
        """
        typed, language = self.typed, self.t.language.code
        _, own = jury_scoring.view_entry(
            self.services, actor=self.actor, entry=self.entry, language=language
        )
        if own.version != self.version:
            raise Overtaken(own.version)
        stored = Typed(own.marks, own.comment, own.confidence)
        if own.state is TaskState.SCORED or stored == typed:
            return own
        return jury_scoring.save_draft_score(
            self.services,
            actor=self.actor,
            entry=self.entry,
            marks=typed.marks,
            comment=typed.comment,
            confidence=typed.confidence,
            version=self.version,
        )


def answer_score_act(one: Asking, *, entry: str, compare: str) -> Step:
    """Do what was asked for; an act that is unknown, or about another entry, does nothing.

    Args:
        one: who asks for what.
        entry, compare: what the address shows.

    Raises:
        StoreBusy: it cannot be done now; nothing was done.
    """
    here = Step(entry, compare)
    if one.asked.act == "compare":
        return Step(entry, one.text("other"))
    found = SCORE_ACTS.get(one.asked.act)
    if found is None or one.entry != entry:
        return here
    try:
        return found(one, here)
    except NotAllowed:
        return here
    except Overtaken as refused:
        told = Told(trouble=refused_score_words(refused, one.t), lost=one.text("comment"))
        return Step(entry, compare, told, is_overtaken=True)
    except _REFUSED as refused:
        return Step(entry, compare, Told(trouble=refused_score_words(refused, one.t)))


def _save(one: Asking, here: Step) -> Step:
    one.keep()
    return here


def _finish(one: Asking, here: Step) -> Step:
    typed = one.typed
    jury_scoring.finish_score(
        one.services,
        actor=one.actor,
        entry=one.entry,
        marks=typed.marks,
        comment=typed.comment,
        confidence=typed.confidence,
        version=one.version,
    )
    return _onwards(one, one.t.gettext("The score is finished."))


def _reopen(one: Asking, here: Step) -> Step:
    jury_scoring.reopen_score(one.services, actor=one.actor, entry=one.entry, version=one.version)
    said = one.t.gettext("You can change the score. It counts again once it is finished.")
    return Step(here.entry, here.compare, Told(said))


def _favour(one: Asking, here: Step) -> Step:
    own, favourite = one.keep(), one.text("favourite") == "yes"
    if own.favourite != favourite:
        jury_marking.mark_entry(
            one.services,
            actor=one.actor,
            entry=one.entry,
            version=own.version,
            favourite=favourite,
        )
    return here


def _skip(one: Asking, here: Step) -> Step:
    own = one.keep()
    jury_marking.mark_entry(
        one.services, actor=one.actor, entry=one.entry, version=own.version, skipped=True
    )
    return _onwards(one, one.t.gettext("The entry is left for later."))


def _flag(one: Asking, here: Step) -> Step:
    own = one.keep()
    jury_marking.flag_entry(
        one.services,
        actor=one.actor,
        entry=one.entry,
        version=own.version,
        reason=one.text("concern"),
    )
    said = one.t.gettext("The moderators are asked to look at this entry.")
    return Step(here.entry, here.compare, Told(said))


def _recuse(one: Asking, here: Step) -> Step:
    onwards = _onwards(one, one.t.gettext("You have stepped back. Another juror is asked."))
    jury_scoring.recuse(
        one.services,
        actor=one.actor,
        entry=one.entry,
        version=one.version,
        reason=one.text("reason"),
    )
    return onwards


def _onwards(one: Asking, said: str) -> Step:
    """On to the next entry that is not finished, those that were left for later at the end; to the
    rounds where there is none."""
    scores = find_round_of(one.services, actor=one.actor, entry=one.entry).scores
    at = next(number for number, score in enumerate(scores) if score.entry == one.entry)
    left = [
        score for score in (*scores[at + 1 :], *scores[:at]) if score.state is not TaskState.SCORED
    ]
    following = next((score for score in left if not score.skipped), (*left, None)[0])
    return Step(following.entry if following else "", told=Told(said))


SCORE_ACTS: Final[Mapping[str, Callable[[Asking, Step], Step]]] = {
    "save": _save,
    "finish": _finish,
    "reopen": _reopen,
    "favourite": _favour,
    "skip": _skip,
    "flag": _flag,
    "recuse": _recuse,
}
"""What may be asked for there, by the names of the buttons."""
