"""A form in the app: each message of the component is saved, checked or sent at once."""

from __future__ import annotations

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.domain import forms
from youcheng.domain.batches import ROWS, place_photo
from youcheng.domain.drafts import StaleBase
from youcheng.domain.pictures import Edit
from youcheng.domain.works import crop_further, turn_further
from youcheng.markup.environment import address
from youcheng.markup.form_page import CHECK, FormPage, render_form_page, steps_of
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.services.answering import send_answers
from youcheng.services.attachments import edit_picture, remove_attachment
from youcheng.services.drafts import StoreFull, mail_form_link, save_draft
from youcheng.services.opening import OpenForm, open_form
from youcheng.services.ports import StoreBusy
from youcheng.services.submitting import (
    FormRefused,
    check_draft,
    find_warnings,
    submit,
    warning_key,
)
from youcheng.ui.components.form import FormMessage, Upload, form_fields
from youcheng.ui.context import Visitor, client_address
from youcheng.ui.forms.progress import (
    Progress,
    current_step,
    go_to,
    leads_back,
    progress_of,
)

NOT_NOW = (StoreBusy, StoreFull)
"""Refusals after which the same may be tried again: what was typed then comes once more."""


def show_journey(found: OpenForm, token: str, who: Visitor) -> None:
    """Show the step of the form that the address names."""
    name = f"form-{found.submission.code}"
    progress = progress_of(name)
    step = current_step(found)
    problems, warnings, _ = check_draft(found, confirmed=progress.confirmed, step=_within(step))
    problems = tuple(one for one in problems if one.field in progress.tried)
    progress.refused = progress.refused and bool(problems or warnings)
    page = FormPage(
        found=found,
        token=token,
        step=step,
        checking=leads_back(),
        problems=problems,
        warnings=warnings,
        refused=progress.refused,
        stop=progress.stop,
    )
    html = render_form_page(page, get_services().content, who.translator)
    said, progress.said = progress.said, ""
    form_fields(
        key=name,
        html=str(html),
        step=f"stop-{progress.stop}" if progress.stop else step,
        answers={} if progress.stop else _shown_answers(found, step),
        revision=found.submission.draft.revision,
        saved_at=found.submission.draft.saved_at if found.submission.draft.revision else None,
        refused=progress.refused,
        said=said,
        upload=Upload(address("/uploads", who.language.code), {"X-Draft-Token": token}),
        t=who.translator,
        on_sent=lambda message: _take(message, token, who, progress),
    )


def _within(step: str) -> str:
    """The step whose problems count; on the check page all of them do."""
    return "" if step == CHECK else step


def _shown_answers(found: OpenForm, step: str) -> dict[str, object]:
    asked = {one.id for each in found.steps if each.id == step for one in each.fields}
    return {name: value for name, value in found.answers.items() if name in asked}


def _step_of(found: OpenForm, field: str) -> str:
    return found.form.definition.step_of(field).id


def _take(message: FormMessage, token: str, who: Visitor, progress: Progress) -> bool:
    """Do what a message asks for; False lets it come again."""
    try:
        if message.changes:
            _save(message, token)
        if message.act:
            _act(message, token, who, progress)
    except NOT_NOW as refused:
        progress.said = refusal_sentence(refused, who.translator)
        return False
    except REFUSALS as refused:
        progress.said = refusal_sentence(refused, who.translator)
    return True


def _save(message: FormMessage, token: str) -> None:
    services = get_services()
    try:
        save_draft(services, token=token, changes=message.changes, base=message.base)
    except StaleBase:
        # The records were restored from before what this device last saw.
        save_draft(services, token=token, changes=message.changes, base=0)


def _act(message: FormMessage, token: str, who: Visitor, progress: Progress) -> None:
    services = get_services()
    found = open_form(services, token=token)
    match message.act:
        case "keep":
            _keep(found, message.value, progress)
        case "remove":
            remove_attachment(services, token=token, attachment=message.value.partition(":")[2])
        case "turn" | "crop" | "whole":
            _edit_picture(found, token, message)
        case "place":
            _place_photo(found, token, message.value)
        case "back":
            _back(found, progress)
        case "leave":
            _leave(token, who, progress)
        case "continue":
            _continue(found, progress)
        case "send":
            _send(found, token, progress)


def _edit_picture(found: OpenForm, token: str, message: FormMessage) -> None:
    """Turn or crop a photo further than it is; what makes no sense is passed over."""
    name, _, value = message.value.partition(":")
    seen = found.pictures.get(name)
    if seen is None:
        return
    try:
        edit = _edited(seen.edit, message.act, value)
    except ValueError:
        return
    edit_picture(get_services(), token=token, attachment=name, edit=edit)


def _place_photo(found: OpenForm, token: str, value: str) -> None:
    """Give a photo to a row of a batch; what makes no sense is passed over."""
    key, _, row = value.partition(":")
    try:
        rows = place_photo(found.answers, key, int(row))
    except ValueError:
        return
    base = found.submission.draft.revision
    save_draft(get_services(), token=token, changes={ROWS: rows}, base=base)


def _edited(edit: Edit, act: str, value: str) -> Edit:
    if act == "turn":
        return turn_further(edit, int(value))
    if act == "whole":
        return Edit(turn=edit.turn)
    left, top, right, bottom = (float(side) for side in value.split(","))
    return crop_further(edit, (left, top, right, bottom))


def _keep(found: OpenForm, value: str, progress: Progress) -> None:
    answers = forms.prune(found.form.definition, found.answers)
    progress.confirmed |= {
        warning_key(one, answers)
        for one in find_warnings(found, answers)
        if f"{one.field}:{one.code}" == value
    }


def _back(found: OpenForm, progress: Progress) -> None:
    progress.refused = False
    if progress.stop:
        progress.stop = ""
        return
    steps = steps_of(found)
    go_to(steps[max(steps.index(current_step(found)) - 1, 0)])


def _leave(token: str, who: Visitor, progress: Progress) -> None:
    email = mail_form_link(get_services(), token=token)
    progress.said = who.translator.gettext(
        "Your answers are saved. We are sending the address of this form to {email}: open it there "
        "to go on. You can close this page."
    ).format(email=email)


def _continue(found: OpenForm, progress: Progress) -> None:
    steps, step = steps_of(found), current_step(found)
    problems, warnings, stop = check_draft(found, confirmed=progress.confirmed, step=step)
    if stop:
        progress.stop = stop
        return
    progress.tried |= {one.field for one in problems}
    progress.refused = bool(problems or warnings)
    if not progress.refused:
        go_to(CHECK if leads_back() else steps[min(steps.index(step) + 1, len(steps) - 1)])


def _send(found: OpenForm, token: str, progress: Progress) -> None:
    try:
        if found.is_answering:
            send_answers(
                get_services(), token=token, client=client_address(), confirmed=progress.confirmed
            )
        else:
            submit(
                get_services(),
                token=token,
                form_token=found.form_token,
                client=client_address(),
                confirmed=progress.confirmed,
                zone=st.context.timezone or "",
            )
    except FormRefused as refused:
        if refused.stop:
            progress.stop = refused.stop
        elif refused.problems:
            progress.tried |= {one.field for one in refused.problems}
            progress.refused = True
        elif refused.warnings:
            progress.refused = True
            go_to(_step_of(found, refused.warnings[0].field), then=CHECK)
        else:
            raise
    else:
        for name in ("step", "then"):
            if name in st.query_params:
                del st.query_params[name]
