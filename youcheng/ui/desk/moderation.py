"""What somebody asked for in the moderation of a painting, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from youcheng.domain.gallery import Words
from youcheng.domain.guards import IneligibleReason
from youcheng.domain.moderation import Finding, Point, TakeDownReason
from youcheng.domain.pictures import LEAST_TRIMMED_EDGE, WHOLE, Part, PictureRefused
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.desk_submission import Outcome
from youcheng.services import desk_blurring, desk_moderation, desk_trimming
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.ui.desk.asking import Asking

_UNREADABLE: Final = (FileMissing, PictureRefused, StoreDown)


def _check(one: Asking) -> Outcome:
    one.do(desk_moderation.check, findings=_findings(one))
    return Outcome(said=one.t.gettext("The checklist is kept."))


def _let_pass(one: Asking) -> Outcome:
    one.do(desk_moderation.let_pass, findings=_findings(one))
    return Outcome(said=one.t.gettext("The painting has passed the moderation."))


def _propose_refusal(one: Asking) -> Outcome:
    reason = IneligibleReason(one.text("reason"))
    one.do(desk_moderation.propose_refusal, reason=reason, comment=one.text("comment"))
    return Outcome(said=one.t.gettext("It is proposed. A second person has to confirm it."))


def _confirm_refusal(one: Asking) -> Outcome:
    one.do(desk_moderation.confirm_refusal)
    return Outcome(said=one.t.gettext("The painting cannot take part. The e-mail is a draft."))


def _drop_refusal(one: Asking) -> Outcome:
    one.do(desk_moderation.drop_refusal)
    return Outcome(said=one.t.gettext("The proposal is taken back."))


def _describe(one: Asking) -> Outcome:
    words = {
        code: Words(one.text(f"title-{code}"), one.text(f"see-{code}"), one.text(f"story-{code}"))
        for code in BY_CODE
    }
    one.do(desk_moderation.describe, words=words)
    return Outcome(said=one.t.gettext("The words are kept."))


def _show(one: Asking) -> Outcome:
    one.do(desk_moderation.bring_on_show)
    return Outcome(said=one.t.gettext("Done. What the public sees of it is told below."))


def _take_down(one: Asking) -> Outcome:
    one.do(desk_moderation.take_down, reason=TakeDownReason(one.text("reason")))
    return Outcome(said=one.t.gettext("The work is taken down for good."))


def _blur(one: Asking) -> Outcome:
    try:
        one.do(desk_blurring.blur_part, part=_part(one))
    except _UNREADABLE:
        return _unreadable("blur", one.t)
    return Outcome(said=one.t.gettext("The part is blurred in all that is shown."))


def _unblur(one: Asking) -> Outcome:
    try:
        one.do(desk_blurring.clear_blurs)
    except _UNREADABLE:
        return _unreadable("unblur", one.t)
    return Outcome(said=one.t.gettext("What was blurred is shown again."))


def _trim(one: Asking) -> Outcome:
    return _show_part("trim", one, _part(one))


def _untrim(one: Asking) -> Outcome:
    return _show_part("untrim", one, WHOLE)


def _show_part(act: str, one: Asking, part: Part) -> Outcome:
    try:
        one.do(desk_trimming.trim_picture, part=part)
    except PictureRefused as refused:
        if refused.code != "file_too_small":
            return _unreadable(act, one.t)
        words = one.t.gettext("At least a fifth of each edge, and {n} pixels of it, have to stay.")
        return Outcome(act=act, trouble=words.format(n=LEAST_TRIMMED_EDGE))
    except _UNREADABLE:
        return _unreadable(act, one.t)
    if part == WHOLE:
        return Outcome(said=one.t.gettext("The edges are shown again."))
    return Outcome(said=one.t.gettext("The edges are cut off in all that is shown."))


def _part(one: Asking) -> Part:
    left, top, width, height = (
        float(one.text(name)) / 100 for name in ("left", "top", "width", "height")
    )
    # Two numbers of two digits that make up the whole can come to a little more than it.
    return left, top, min(round(left + width, 6), 1.0), min(round(top + height, 6), 1.0)


def _unreadable(act: str, t: Translator) -> Outcome:
    return Outcome(act=act, trouble=t.gettext("The picture cannot be read now. Try again later."))


def _findings(one: Asking) -> Mapping[Point, Finding]:
    """What was answered; what was not is left as it was."""
    given = {point: one.text(f"fit-{point}") for point in Point}
    return {
        point: Finding(answer == "yes", "" if answer == "yes" else one.text(f"note-{point}"))
        for point, answer in given.items()
        if answer in {"yes", "no"}
    }


MODERATION_ACTS: Final[Mapping[str, Callable[[Asking], Outcome]]] = {
    "check": _check,
    "let_pass": _let_pass,
    "propose_refusal": _propose_refusal,
    "confirm_refusal": _confirm_refusal,
    "drop_refusal": _drop_refusal,
    "describe": _describe,
    "blur": _blur,
    "unblur": _unblur,
    "trim": _trim,
    "untrim": _untrim,
    "show": _show,
    "take_down": _take_down,
}
"""What may be asked for there, by the names of the forms."""
