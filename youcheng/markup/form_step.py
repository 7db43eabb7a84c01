"""One step of a form as HTML: native controls, each with its label, hint and errors.

The app shows the same markup as the first paint; there the controls hold the answers, in the app
the component's script puts them in, so that the markup changes only when the questions do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default_of
from typing import NamedTuple

from markupsafe import Markup

from youcheng.content.forms import Form, FormNotice, FormStep
from youcheng.content.operator import Operator
from youcheng.domain.forms import Answers, Problem, visible_fields
from youcheng.domain.lifetimes import DRAFT
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import render
from youcheng.markup.form_controls import Controls
from youcheng.markup.form_problems import problem_sentence, warning_sentence
from youcheng.services.pictures import PictureView


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as it stands.

    Attributes:
        programme: name of the programme in the reader's language.
        form: the form.
        step: one of its steps.
        answers: all answers so far, normalised.
        today: the server's day.
        operator: whom the consents name.
        problems: what is wrong in this step, as far as it is to be said.
        warnings: what is asked in this step and not yet confirmed.
        refused: whether the person tried to go on: a summary then stands on top.
        checking: whether the step was opened from the check page and leads back there.
        filled: whether the controls hold the answers.
        attachment: gives the address of an uploaded file by its key.
        pictures: what is seen of each photo, by its key.
        closes: the deadline on one clock or two, a line each; empty for none.
        steps: the steps that are shown, where these are not all of the form's.
        questions: what the staff ask about single fields, by field id; the form then has these
            alone.
        status: address of the status page; empty where leaving is something else.
    """

    programme: str
    form: Form
    step: FormStep
    answers: Answers
    today: dt.date
    operator: Operator
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    refused: bool = False
    checking: bool = False
    filled: bool = False
    attachment: Callable[[str], str] | None = None
    pictures: Mapping[str, PictureView] = default_of(default_factory=dict)
    closes: tuple[str, ...] = ()
    steps: tuple[FormStep, ...] = ()
    questions: Mapping[str, str] = default_of(default_factory=dict)
    status: str = ""


class ProblemLink(NamedTuple):
    """A line of the summary of problems: the sentence, and where its control is."""

    address: str
    sentence: str


def render_step(view: StepView, t: Translator) -> Markup:
    """The step: heading, progress, summary of problems, every visible field, and buttons."""
    controls = Controls(
        form=view.form,
        answers=view.answers,
        t=t,
        today=view.today,
        operator=view.operator,
        problems=view.problems,
        warnings=view.warnings,
        filled=view.filled,
        attachment=view.attachment,
        pictures=view.pictures,
        questions=view.questions,
    )
    steps = view.steps or view.form.steps
    visible = {one.id for one in visible_fields(view.form.definition, view.answers)}
    fields = [one for one in view.step.fields if one.id in visible]
    number = steps.index(view.step) + 1
    return render(
        "form/step.html",
        t,
        view=view,
        c=controls,
        fields=fields,
        advice=controls.advice_after(tuple(one.rules for one in fields)),
        summary=_summary(view, t) if view.refused else [],
        summary_title=t.gettext("There is a problem")
        if view.problems
        else t.gettext("Please have another look"),
        first=number == 1,
        go="continue",
        go_label=t.gettext("Back to your answers") if view.checking else t.gettext("Continue"),
        back=number > 1 and not view.checking,
        days=DRAFT.length.days,
        **step_progress(steps, number, t),
    )


def step_progress(steps: Sequence[FormStep], number: int, t: Translator) -> dict[str, object]:
    """What the progress of step `number`, from 1, needs: the check page is the last one."""
    titles = [step.title.get(t.language.code) for step in steps]
    titles.append(t.gettext("Check"))
    return {"number": number, "total": len(titles), "titles": titles}


def problem_links(
    problems: Iterable[Problem], form: Form, t: Translator, *, address: Callable[[Problem], str]
) -> list[ProblemLink]:
    """The lines of a summary; a sentence that two controls share leads to the first."""
    found = {problem_sentence(one, form, t): address(one) for one in reversed([*problems])}
    return [ProblemLink(place, sentence) for sentence, place in reversed(found.items())]


def _summary(view: StepView, t: Translator) -> list[ProblemLink]:
    """The problems, or, where nothing is wrong, the questions that wait for an answer."""
    if view.problems:
        return problem_links(
            view.problems, view.form, t, address=lambda problem: f"#{problem.anchor}"
        )
    asked = {
        warning_sentence(one, view.form, t): f"#{one.anchor}" for one in reversed(view.warnings)
    }
    return [ProblemLink(place, sentence) for sentence, place in reversed(asked.items())]


def render_stop(notice: FormNotice, programme: str, t: Translator) -> Markup:
    """The page that stands in place of the next step where the answers end the form."""
    return render("form/stop.html", t, notice=notice, programme=programme)
