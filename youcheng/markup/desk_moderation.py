"""The moderation of a painting, as its page in the desk shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.domain.guards import IneligibleReason
from youcheng.domain.moderation import Point, TakeDownReason
from youcheng.domain.pictures import WHOLE
from youcheng.domain.states import Visibility
from youcheng.domain.works import Picture
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_language_name
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_history import Moment, Names, name_actor, show_moment
from youcheng.markup.desk_submission_files import ShownPicture, show_picture
from youcheng.markup.desk_words import guard_words
from youcheng.markup.names import language_tag
from youcheng.markup.status_words import state_title
from youcheng.services.desk_moderation import LONGEST_SEE, LONGEST_STORY, LONGEST_TITLE
from youcheng.services.desk_moderation_view import Alike, Moderation

_CLOSE: Final = 4
"""A copy that was only turned, mirrored, made smaller, brighter, blurred or compressed differs in
at most so many bits; see `youcheng.domain.pictures.ALIKE`."""


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the checklist: its code, what it says, and whether it was found in order."""

    point: Point
    words: str
    fit: bool | None


@dataclass(frozen=True, slots=True)
class Found:
    """What the records say by themselves."""

    words: str
    fit: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Another painting to be laid beside: its code, its state, how alike it is, its picture."""

    code: str
    stands: str
    words: str
    picture: ShownPicture


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a work in one language.

    Attributes:
        code, html, name: of the language.
        needed: without these nothing is shown.
        kept: staff have written them.
        words: those, or the child's own in the child's language.
    """

    code: str
    html: str
    name: str
    needed: bool
    kept: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Area:
    """The whole picture as its sender turned and cropped it, on which parts of it are drawn.

    Attributes:
        ratio: of its width to its height.
        left, top, width, height: where in it lies what is shown, in per cent.
        trimmed: that is not all of it.
    """

    ratio: float
    left: float
    top: float
    width: float
    height: float
    trimmed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The section.

    Attributes:
        moderation: what it is made from.
        picture: large; None where it is gone.
        area: on which parts of the picture are drawn; None where it is gone.
        items: of the checklist.
        found: what the records say.
        alike: what looks alike.
        own_tag: the language of the child's own words, as the ``lang`` attribute has it.
        told: the words by language.
        proposer, reason: of the refusal that is proposed; empty for none.
        reasons: why a painting may be refused, code and words.
        down: why a work may be taken down, code and words.
        standing: whether the public sees it, in a sentence.
        lacks: why it cannot be brought on show yet.
        reveal: when its edition is revealed.
    """

    moderation: Moderation
    picture: ShownPicture | None
    area: Area | None
    items: tuple[Item, ...]
    found: tuple[Found, ...]
    alike: tuple[Beside, ...]
    own_tag: str
    told: tuple[Told, ...]
    proposer: str
    reason: str
    reasons: tuple[tuple[str, str], ...]
    down: tuple[tuple[str, str], ...]
    standing: str
    lacks: tuple[str, ...]
    reveal: Moment | None
    longest_title: int = LONGEST_TITLE
    longest_see: int = LONGEST_SEE
    longest_story: int = LONGEST_STORY


def show_moderation(code: str, one: Moderation, names: Names, t: Translator) -> Shown:
    """The moderation of the painting `code` in words."""
    refusal = one.refusal
    return Shown(
        moderation=one,
        picture=None if one.picture is None else show_picture(code, one.picture),
        area=None if one.picture is None else _area(one.picture),
        items=tuple(Item(point, point_words(point, t), one.points.get(point)) for point in Point),
        found=tuple(_found(one, t)),
        alike=tuple(_beside(each, t) for each in one.alike),
        own_tag=language_tag(one.language),
        told=tuple(_told(one, t)),
        proposer="" if refusal is None else name_actor(f"staff:{refusal.proposer}", names, t),
        reason="" if refusal is None else ineligible_words(refusal.reason, t),
        reasons=tuple((str(each), ineligible_words(each, t)) for each in IneligibleReason),
        down=tuple((str(each), take_down_words(each, t)) for each in TakeDownReason),
        standing=_standing(one.visibility, t),
        lacks=tuple(guard_words(each, t) for each in one.show_lacks or ()),
        reveal=None if one.reveals_at is None else show_moment(one.reveals_at, t),
    )


def _area(one: Picture) -> Area:
    left, top, right, bottom = one.edit.trim
    wide, high = right - left, bottom - top
    left, top, width, height = (round(side * 100, 4) for side in (left, top, wide, high))
    ratio = round(one.width / wide / (one.height / high), 4)
    return Area(ratio, left, top, width, height, trimmed=one.edit.trim != WHOLE)


def point_words(point: Point, t: Translator) -> str:
    """What somebody confirms who has looked at a point."""
    words = {
        Point.NAMES: t.gettext("No name, address, stamp or other personal data in the picture"),
        Point.FACES: t.gettext("No face of a real person in the picture"),
        Point.COPY: t.gettext("No copy of another picture"),
        Point.WORDS: t.gettext("Title and texts hold no names and no contact data"),
        Point.APART: t.gettext("I have nothing to do with the child’s school"),
    }
    return words[point]


def ineligible_words(reason: IneligibleReason, t: Translator) -> str:
    """Why a painting cannot take part."""
    words = {
        IneligibleReason.NOT_OWN_WORK: t.pgettext("ineligible", "Not the child’s own work"),
        IneligibleReason.COPIED: t.pgettext("ineligible", "Copied from another work"),
        IneligibleReason.MADE_BY_MACHINE: t.pgettext("ineligible", "Made by a machine"),
        IneligibleReason.ALREADY_AWARDED: t.pgettext("ineligible", "Has won an award before"),
        IneligibleReason.AGE: t.pgettext("ineligible", "The child’s age is outside the rules"),
        IneligibleReason.WORKS_LIMIT: t.pgettext("ineligible", "Too many works of one child"),
        IneligibleReason.PERSONAL_DATA: t.pgettext("ineligible", "Shows personal data"),
        IneligibleReason.UNSUITABLE: t.pgettext("ineligible", "Not suitable for children"),
        IneligibleReason.NO_ANSWER: t.pgettext("ineligible", "No answer to our questions"),
    }
    return words[reason]


def take_down_words(reason: TakeDownReason, t: Translator) -> str:
    """Why a work is taken down."""
    words = {
        TakeDownReason.PERSONAL_DATA: t.pgettext("taken down", "Shows personal data"),
        TakeDownReason.SAFEGUARDING: t.pgettext("taken down", "To protect a child"),
        TakeDownReason.COPIED: t.pgettext("taken down", "Copied from another work"),
        TakeDownReason.UNSUITABLE: t.pgettext("taken down", "Not suitable for children"),
        TakeDownReason.LEGAL_REQUEST: t.pgettext("taken down", "A legal request"),
        TakeDownReason.MISTAKE: t.pgettext("taken down", "Shown by mistake"),
    }
    return words[reason]


def _found(one: Moderation, t: Translator) -> Iterator[Found]:
    if one.processed:
        yield Found(t.gettext("Consent to take part: given"), fit=True)
    else:
        yield Found(t.gettext("Consent to take part: missing"), fit=False)
    if one.shown:
        yield Found(t.gettext("Consent to show the picture: given"), fit=True)
    else:
        yield Found(
            t.gettext("Consent to show the picture: not given. It takes part and is never shown."),
            fit=False,
        )
    if one.words.keys() >= {*ALT_LANGUAGES}:
        yield Found(t.gettext("Texts in Chinese and English: written"), fit=True)
    else:
        yield Found(t.gettext("Texts in Chinese and English: missing"), fit=False)


def _beside(one: Alike, t: Translator) -> Beside:
    if one.distance <= _CLOSE:
        words = t.gettext("Almost certainly the same picture, perhaps turned or made smaller.")
    else:
        words = t.gettext("Much alike: perhaps the same picture with its edges cut off.")
    return Beside(one.code, state_title(one.review, t), words, show_picture(one.code, one.picture))


def _told(one: Moderation, t: Translator) -> Iterator[Told]:
    for language in LANGUAGES:
        code = language.code
        fallback = one.own if code == one.language else Words("", "")
        yield Told(
            code,
            language.html,
            format_language_name(code, t.language),
            code in ALT_LANGUAGES,
            code in one.words,
            one.words.get(code, fallback),
        )


def _standing(visibility: Visibility, t: Translator) -> str:
    words = {
        Visibility.HIDDEN: t.gettext("The public does not see it."),
        Visibility.SCHEDULED: t.gettext("It comes on show when the results are revealed."),
        Visibility.PUBLIC: t.gettext("It is on show."),
        Visibility.TAKEN_DOWN: t.gettext("It was taken down for good."),
    }
    return words[visibility]
