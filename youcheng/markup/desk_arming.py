"""What goes with the results, as leads arrange it on the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.certificate_words import certificate_name
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_outbox import block_words, language_name
from youcheng.services.arming import ArmingRefused, ArmingView
from youcheng.services.arming_plan import ArmingPlan, Lack, LeftOut
from youcheng.services.desk_outbox import Block


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """What would happen.

    Attributes:
        plan: it.
        certificates, certificate_mails, letters: what, and how many.
        left_out: why, and the reference codes.
    """

    plan: ArmingPlan
    certificates: list[tuple[str, str]]
    certificate_mails: list[tuple[str, str]]
    letters: list[tuple[str, str]]
    left_out: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class ShownArming:
    """What is arranged.

    Attributes:
        view: it.
        reveal: when the results are shown.
        at: when it was arranged; None where nothing is.
        done_at: when it was done; None before.
        plan: what would happen, where somebody asked.
    """

    view: ArmingView
    reveal: Moment
    at: Moment | None
    done_at: Moment | None
    plan: ShownPlan | None


def arming_parts(view: ArmingView, plan: ArmingPlan | None, t: Translator) -> ShownArming:
    """What the page of the last round shows beside the awards."""
    arming = view.arming
    done_at = None if arming is None or arming.done_at is None else arming.done_at
    return ShownArming(
        view=view,
        reveal=show_moment(view.edition.reveals_at, t),
        at=None if arming is None else show_moment(arming.at, t),
        done_at=None if done_at is None else show_moment(done_at, t),
        plan=None if plan is None else _show(plan, t),
    )


def arming_trouble(refused: ArmingRefused, t: Translator) -> str:
    """Why nothing was arranged, or undone."""
    return {
        "edition": t.gettext("There is no such edition."),
        "nothing": t.gettext("Tick the certificates, the letters, or both."),
        "revealed": t.gettext("The results are out already: nothing can be arranged any more."),
        "changed": t.gettext(
            "Something has changed since you looked. Nothing was done; look through it again."
        ),
    }[refused.problem]


def _show(plan: ArmingPlan, t: Translator) -> ShownPlan:
    return ShownPlan(
        plan=plan,
        certificates=[
            (certificate_name(kind, t), format_number(number, t.language))
            for kind, number in sorted(plan.kinds.items())
        ],
        certificate_mails=_languages(plan.certificate_mails, t),
        letters=_languages(plan.letter_mails, t),
        left_out=list(_left_out(plan.left_out, t)),
    )


def _languages(mails: Mapping[str, int], t: Translator) -> list[tuple[str, str]]:
    return [
        (language_name(code), format_number(number, t.language))
        for code, number in sorted(mails.items())
    ]


def _left_out(left: tuple[LeftOut, ...], t: Translator) -> Iterator[tuple[str, list[str]]]:
    for why, those in groupby(left, key=lambda one: one.why):
        yield _why_words(why, t), [one.code for one in those]


def _why_words(why: Lack | Block, t: Translator) -> str:
    words = {
        Lack.JURY: t.gettext("Still before the jury"),
        Lack.PROPOSAL: t.gettext("On the shortlist, and nothing is proposed yet"),
        Lack.CONFIRMATION: t.gettext("Proposed, and no second lead has confirmed it yet"),
    }
    return words[why] if isinstance(why, Lack) else block_words(why, t)
