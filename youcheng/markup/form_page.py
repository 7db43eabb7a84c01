"""A form as its address asks for it: a step, the page of all answers, what stops it.

The app and the first paint show the same; only the first paint has the answers in the controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.content.subjects import subject_of
from youcheng.domain.forms import Problem
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address
from youcheng.markup.form_photos import ShownPhoto, show_photo
from youcheng.markup.form_step import StepView, render_step, render_stop
from youcheng.markup.form_summary import SummaryView, render_summary
from youcheng.services.access import form_path, form_query
from youcheng.services.opening import OpenForm

CHECK: Final = "check"
"""The step after the form's own: all answers on one page."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """What is shown of a form.

    Attributes:
        found: the form as it was opened.
        token: by which it was opened.
        step: id of the step, or `CHECK`.
        checking: the step was opened from the check page and leads back there.
        problems, warnings: of this step, as far as they are to be told.
        refused: the person wanted to go on and could not.
        stop: id of the notice that stands in place of the step; empty for none.
        filled: whether the controls hold the answers.
    """

    found: OpenForm
    token: str
    step: str
    checking: bool = False
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    refused: bool = False
    stop: str = ""
    filled: bool = False


def steps_of(found: OpenForm) -> list[str]:
    """Ids of the steps that are shown in order, the check page last."""
    return [*(step.id for step in found.steps), CHECK]


def asked_step(found: OpenForm, asked: str) -> str:
    """The step that an address asks for; the first for none or an unknown one."""
    steps = steps_of(found)
    return asked if asked in steps else steps[0]


def shows_receipt(found: OpenForm, asked: str) -> bool:
    """Whether the address shows the receipt: it was sent, no step is asked for to change it, and
    no question of the staff waits for an answer."""
    return found.is_sent and not (found.is_editable and (asked or found.is_answering))


def render_form_page(page: FormPage, content: Content, t: Translator) -> Markup:
    """The step, the check page, or what stops it."""
    found, form = page.found, page.found.form
    programme = subject_of(content, form.id).name.get(t.language.code)
    if page.stop:
        return render_stop(form.notice(page.stop), programme, t)
    if page.step == CHECK:
        view = SummaryView(
            programme=programme,
            form=form,
            answers=found.answers,
            change=lambda step, field: _change_address(page, t, step, field),
            problems=page.problems,
            editing=found.is_sent,
            photo=lambda key: _photo(page, key),
            steps=found.steps,
            questions=_questions(found),
            before=found.submission.sent or {} if found.is_answering else {},
            status=_status_address(page, t),
        )
        return render_summary(view, t)
    return render_step(
        StepView(
            programme=programme,
            form=form,
            step=next(one for one in found.steps if one.id == page.step),
            answers=found.answers,
            today=found.today,
            operator=content.operator,
            problems=page.problems,
            warnings=page.warnings,
            refused=page.refused,
            checking=page.checking,
            filled=page.filled,
            attachment=lambda key: f"/attachment/{page.token}/{key}",
            pictures=found.pictures,
            closes=write_moment(found.closes_at, zone=found.submission.zone, t=t)
            if found.closes_at
            else (),
            steps=found.steps,
            questions=_questions(found),
            status=_status_address(page, t),
        ),
        t,
    )


def _questions(found: OpenForm) -> dict[str, str]:
    return {one.field: one.text for one in found.questions}


def _status_address(page: FormPage, t: Translator) -> str:
    if not page.found.is_answering:
        return ""
    return address("/track", t.language.code, access=page.token)


def _photo(page: FormPage, key: str) -> ShownPhoto | None:
    view = page.found.pictures.get(key)
    return None if view is None else show_photo(view, f"/attachment/{page.token}/{view.preview}")


def _change_address(page: FormPage, t: Translator, step: str, field: str) -> str:
    kind = page.found.submission.kind
    target = address(
        form_path(kind),
        t.language.code,
        **form_query(kind, page.found.form.id),
        draft=page.token,
        step=step,
        then=CHECK,
    )
    return f"{target}#f-{field}"
