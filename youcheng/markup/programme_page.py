"""What the programmes page shows: the six, or one with what its form needs and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from youcheng.content.forms import Form
from youcheng.content.models import Content, Partner, Programme
from youcheng.domain.deadlines import NANJING
from youcheng.domain.lifetimes import DRAFT
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import now, render
from youcheng.markup.partner_clocks import PartnerClocks, partner_clocks


class Stage(StrEnum):
    """How a programme's form stands at a moment."""

    NO_FORM = "no_form"
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a form can be begun.

    Attributes:
        stage: how it stands now.
        changes_at: when it opens, closes or closed; None when it never does.
        clocks: that moment for each partner whose clock is not Nanjing's.
    """

    stage: Stage
    changes_at: datetime | None = None
    clocks: PartnerClocks = ()


def chosen_programme(parameters: Mapping[str, Sequence[str]], content: Content) -> Programme | None:
    """The programme that the address names; None for none or an unknown one."""
    values = parameters.get("programme", ())
    return next((one for one in content.programmes if values and one.id == values[-1]), None)


def opening(form: Form | None, partners: Sequence[Partner], moment: datetime) -> Opening:
    """How `form` stands at `moment` (aware), for everybody without an access code."""
    if form is None:
        return Opening(Stage.NO_FORM)
    window = form.window
    if window.is_open(moment):
        stage, changes_at = Stage.OPEN, window.closes_at
    elif window.opens_at is not None and moment < window.opens_at:
        stage, changes_at = Stage.BEFORE, window.opens_at
    else:
        stage, changes_at = Stage.CLOSED, window.closes_at
    if changes_at is None:
        return Opening(stage)
    return Opening(stage, changes_at, partner_clocks(changes_at, partners))


def programmes_body(
    parameters: Mapping[str, Sequence[str]], t: Translator, content: Content
) -> Markup:
    """The body of the programmes page as HTML.

    Args:
        parameters: the address's query; an unknown programme gives a notice on the page.
        t: the texts of the language.
        content: the site's content.
    """
    moment = now()
    forms = {form.id: form for form in content.forms}
    programme = chosen_programme(parameters, content)
    if programme is None:
        asked = parameters.get("programme")
        return render(
            "programmes.html",
            t,
            content=content,
            openings={
                one.id: opening(forms.get(one.id), content.partners, moment)
                for one in content.programmes
            },
            notice=t.gettext("There is no such programme. Here are the six.") if asked else "",
        )
    form = forms.get(programme.id)
    return render(
        "programme.html",
        t,
        content=content,
        programme=programme,
        form=form,
        opening=opening(form, content.partners, moment),
        draft_days=DRAFT.length.days,
        nanjing=NANJING,
        minors=form is not None and any(one.id == "guardian_email" for one in form.fields),
    )
