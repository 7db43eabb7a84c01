"""Forms that are filled in with one text wherever it fits."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Final

from tests.conftest import SEED, sample
from tests.form_examples import EXAMPLES
from tests.pasted_strings import PASTED
from tests.services.office import Paper, make_file
from youcheng.domain import forms
from youcheng.domain.forms import Field, Kind
from youcheng.services.opening import OpenForm
from youcheng.services.submitting import check_draft, warning_key

TYPED: Final = frozenset(
    {Kind.TEXT, Kind.TEXTAREA, Kind.EMAIL, Kind.TEL, Kind.URL, Kind.NUMBER, Kind.HONEYPOT}
)
EMAIL: Final = "a&b'{{7*7}}`${x}#|%s@example.org"
"""An address that is right, and that careless code breaks on."""


def texts_for(programme: str, number: int, subject: str) -> list[str]:
    """The texts to paste into a programme's form: in a full run its part of all of them, otherwise
    `number` of that part.

    The parts of all programmes together are all texts, each once. The seed and the subject turn
    the parts about, so that another run pastes a text into another form.
    """
    programmes = sorted(EXAMPLES)
    turn = random.Random(f"{SEED}/{subject}").randrange(len(programmes))
    part = PASTED[(programmes.index(programme) + turn) % len(programmes) :: len(programmes)]
    return sample(part, number, f"{subject}/{programme}")


def pasted(fields: Iterable[Field], text: str) -> dict[str, object]:
    """The text as the answer to every question that is answered by typing."""
    answers: dict[str, object] = {}
    for one in fields:
        if one.kind is Kind.ROWS:
            answers[one.id] = [pasted(one.columns, text)] * 2
        elif one.kind in TYPED:
            answers[one.id] = [text, text] if one.is_list else text
    return answers


def fitting(found: OpenForm, text: str) -> dict[str, object]:
    """The example with the text, cut or made longer as the limits ask, wherever it may be sent."""
    definition = found.form.definition
    example = {
        name: value
        for name, value in EXAMPLES[found.form.id].items()
        if definition.field(name).kind is not Kind.FILE
    }
    changed: dict[str, object] = {}
    for one in definition.fields:
        value = example.get(one.id)
        if one.kind in {Kind.TEXT, Kind.TEXTAREA} and value is not None:
            limits = one.limits
            whole = f"{text[: limits.max_length]}{'x' * (limits.min_length or 0)}"
            whole = whole[: limits.max_length]
            changed[one.id] = [whole] if one.is_list else whole
        if one.kind is Kind.ROWS and isinstance(value, list):
            changed[one.id] = [{**row, **pasted(one.columns, text[:40])} for row in value]
    changed["email"] = EMAIL
    answers = forms.normalise(definition, {**example, **changed})
    wrong = {one.field for one in forms.validate(definition, answers, today=found.today)}
    return {**example, **{name: changed[name] for name in changed.keys() - wrong}}


def send(paper: Paper, text: str, name: str = "") -> None:
    """Fill in the form with the text wherever it fits, with a file of that name, and send it."""
    definition = paper.open().form.definition
    every = dict.fromkeys(one.id for one in definition.fields if one.kind is not Kind.FILE)
    every.pop("form_language")
    paper.save(**{**every, **fitting(paper.open(), text)})
    for one in definition.fields:
        if one.kind is Kind.FILE:
            paper.attach(one.id, make_file("pdf"), name or text)
    # So long after the one before that no day has more mails to one address than it may have.
    paper.office.wait(hours=1)
    _, warnings, _ = check_draft(paper.open())
    paper.send(confirmed=[warning_key(one, paper.open().answers) for one in warnings])
