"""Corrections and translations that are asked for on the page of a submission."""

from __future__ import annotations

from youcheng.markup.desk_submission import Outcome
from youcheng.markup.desk_submission_answers import Revealed
from youcheng.markup.desk_words import refused_words
from youcheng.markup.form_problems import problem_sentence
from youcheng.services.correcting import (
    CorrectionRefused,
    correct_answer,
    restore_answer,
    translate_answer,
)
from youcheng.services.desk_acts import Unchanged
from youcheng.services.desk_answers import REASONS, reveal_answer
from youcheng.ui.desk.asking import Asking


def correct(one: Asking) -> Outcome:
    """Lay a correction over an answer."""
    field = one.text("field")
    try:
        one.do(
            correct_answer,
            field=field,
            value=_value(one),
            reason=one.text("reason"),
            comment=one.text("comment"),
        )
    except CorrectionRefused as refused:
        form = one.services.content.form(refused.programme)
        sentences = (problem_sentence(problem, form, one.t) for problem in refused.problems)
        return _refused(one, "correct", " ".join(dict.fromkeys(sentences)))
    except (Unchanged, ValueError) as refused:
        return _refused(one, "correct", refused_words(refused, one.t))
    return Outcome(said=one.t.gettext("The correction counts from now on."))


def restore(one: Asking) -> Outcome:
    """Take a correction back."""
    one.do(restore_answer, field=one.text("field"))
    return Outcome(said=one.t.gettext("The correction is taken back."))


def translate(one: Asking) -> Outcome:
    """Keep a translation into the reader's language."""
    text = one.text("text")
    try:
        one.do(translate_answer, field=one.text("field"), language=one.t.language.code, text=text)
    except ValueError as refused:
        return _refused(one, "translate", refused_words(refused, one.t))
    if not text.strip():
        return Outcome(said=one.t.gettext("The translation is taken away."))
    return Outcome(said=one.t.gettext("The translation is kept, for the staff alone."))


def _value(one: Asking) -> object:
    match one.text("shape"):
        case "many":
            return [*one.texts("value")]
        case "lines":
            return one.text("value").splitlines()
    return one.text("value")


def _refused(one: Asking, act: str, trouble: str) -> Outcome:
    """What was refused; what was typed for a restricted answer stays only where the answer does,
    so that it is read again, for the same reason, which is logged."""
    field, reason = one.text("field"), one.text("read")
    revealed = None
    if reason in REASONS:
        answer = reveal_answer(
            one.services, actor=one.actor, code=one.code, field=field, reason=reason
        )
        revealed = Revealed(reason, answer)
    return Outcome(act=act, field=field, trouble=trouble, revealed=revealed)
