"""What staff see of a painting on its way to the gallery, and what each of them may do there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.content.subjects import edition_of
from youcheng.domain.actors import Actor, Role
from youcheng.domain.gallery import Words
from youcheng.domain.guards import Facts
from youcheng.domain.moderation import Point, Refusal, open_refusal, standing_points
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.pictures import ALIKE, distance
from youcheng.domain.states import SHOWABLE, Consent, ReviewState, SubmissionKind, Visibility
from youcheng.domain.transitions import missing_guards
from youcheng.domain.workflow.rows import Action
from youcheng.domain.works import Picture
from youcheng.services.desk_access import Opened, open_submission
from youcheng.services.desk_facts import gather_desk_facts
from youcheng.services.desk_moderation import may_moderate
from youcheng.services.effective_answers import effective_answers
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.works import own_words, sent_picture

_MODERATED: Final = SHOWABLE[SubmissionKind.PAINTING] | {
    ReviewState.MODERATION,
    ReviewState.CHANGES_REQUESTED,
    ReviewState.INELIGIBLE,
}
_MOST_ALIKE: Final = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """Another painting whose picture looks alike.

    Attributes:
        code: its reference code.
        review: where it stands.
        distance: in how many of 64 bits the fingerprints differ.
        picture: to be laid beside.
    """

    code: str
    review: ReviewState
    distance: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class Moderation:
    """A painting on its way to the gallery, for one of the staff.

    Attributes:
        picture: what was sent; None where it is gone.
        processed, shown: whether the consents to process the entry and to show the work stand.
        points: which points were looked at, and whether each is in order.
        refusal: what is proposed, if anything.
        alike: the nearest first.
        language: code of the language of the child's words.
        own: the child's words.
        words: those of staff, by code of the language.
        visibility: whether the public sees it.
        reveals_at: when its edition is revealed; None for one that the site does not know any more.
        revealed: that has been.
        checks: the actor fills in the checklist now.
        proposes: the actor may propose a refusal now.
        confirms: the actor is the second person for the refusal that is proposed.
        drops: the actor may take that refusal back.
        describes: the actor writes the words of the work.
        show_lacks: names of the guards that keep the actor from bringing it on show; None where
            that is not theirs to do, or not to be done now.
        takes_down: the actor may take it down now.
    """

    picture: Picture | None
    processed: bool
    shown: bool
    points: Mapping[Point, bool]
    refusal: Refusal | None
    alike: tuple[Alike, ...]
    language: str
    own: Words
    words: Mapping[str, Words]
    visibility: Visibility
    reveals_at: datetime | None
    revealed: bool
    checks: bool
    proposes: bool
    confirms: bool
    drops: bool
    describes: bool
    show_lacks: tuple[str, ...] | None
    takes_down: bool


def view_moderation(services: Services, /, *, actor: Actor, code: str) -> Moderation | None:
    """The painting with this reference code; None for what is not in moderation or later, and for
    whoever does not bring paintings to the gallery.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    with services.records.read() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        submission = opened.submission
        if not may_moderate(opened) or submission.review not in _MODERATED:
            return None
        facts = gather_desk_facts(services, uow, opened)
        edition = edition_of(services.content, submission.programme)
        waits = submission.review is ReviewState.MODERATION
        moderates = Role.MODERATOR in opened.roles
        refusal = open_refusal(opened.events)
        on_show = submission.state.visibility is Visibility.PUBLIC
        return Moderation(
            picture=sent_picture(uow, submission),
            processed=facts.agrees_to(Consent.PROCESS),
            shown=facts.agrees_to(Consent.SHOW_WORK),
            points=standing_points(opened.events, actor.id),
            refusal=refusal,
            alike=tuple(_alike(uow, opened)),
            language=submission.language,
            own=own_words(effective_answers(services.content, uow, submission)),
            words=uow.translations.of(submission.id),
            visibility=submission.state.visibility,
            reveals_at=None if edition is None else edition.reveals_at,
            revealed=facts.revealed,
            checks=waits and moderates and refusal is None,
            proposes=waits and refusal is None,
            confirms=refusal is not None and moderates and refusal.proposer != actor.id,
            drops=refusal is not None,
            describes=submission.review is not ReviewState.INELIGIBLE,
            show_lacks=_show_lacks(opened, facts),
            takes_down=on_show and moderates,
        )


def _show_lacks(opened: Opened, facts: Facts) -> tuple[str, ...] | None:
    state = opened.submission.state
    may = Role.LEAD in opened.roles and state.visibility is Visibility.HIDDEN
    if not may or state.review not in SHOWABLE[SubmissionKind.PAINTING]:
        return None
    return missing_guards(state, Action.SCHEDULE, Role.LEAD, facts)


def _alike(uow: UnitOfWork, opened: Opened) -> Iterator[Alike]:
    submission = opened.submission
    mine = sent_picture(uow, submission)
    if mine is None:
        return
    near = sorted(
        (apart, other)
        for other, mark in uow.pictures.fingerprints(submission.programme)
        if other != submission.id and (apart := distance(mark, mine.fingerprint)) <= ALIKE
    )
    for apart, other in near[:_MOST_ALIKE]:
        like = uow.submissions.find(other)
        if like is None or reading(opened.actor, Area.JURY, like.scope) is not Reading.YES:
            continue
        picture = sent_picture(uow, like)
        if picture is not None:
            yield Alike(str(like.code), like.review, apart, picture)
