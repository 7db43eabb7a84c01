"""The first paint of somebody's own form: the same questions as in the app, answers in place."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from youcheng import bootstrap
from youcheng.content.subjects import subject_of
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.environment import render
from youcheng.markup.form_page import (
    CHECK,
    FormPage,
    asked_step,
    render_form_page,
    shows_receipt,
)
from youcheng.markup.refusals import refusal_sentence
from youcheng.markup.sent_page import render_sent
from youcheng.services.access import AccessDenied
from youcheng.services.opening import FormGone, open_form
from youcheng.settings import get_settings
from youcheng.web.documents import visitor_language
from youcheng.web.plain_replies import refusal_page
from youcheng.web.private_pages import private_reply

TOKEN = "draft"
"""Query parameter that opens a form."""
FORM_PAGES = frozenset({"programmes", "compete"})
"""Ids of the pages on which forms are filled in."""


def form_reply(request: Request, page_id: str) -> Response:
    """The document of the form that the address opens; asks the database, so not for the loop.

    `page_id` is the page that the address is of.
    """
    t = translator(visitor_language(request).code)
    services = bootstrap.get_services()
    token = request.query_params.get(TOKEN, "")
    try:
        found = open_form(services, token=token)
    except AccessDenied as denied:
        title = t.gettext("This form cannot be opened")
        body = render("message.html", t, title=title, text=refusal_sentence(denied, t))
        return _reply(request, page_id, t, body, title, status=404 if denied.state is None else 410)
    except FormGone as gone:
        return refusal_page(request, gone)
    title = subject_of(services.content, found.form.id).name.get(t.language.code)
    asked = request.query_params.get("step", "")
    if shows_receipt(found, asked):
        can_mail = bool(get_settings().smtp_host)
        body = render_sent(services, found, t, token=token, can_mail=can_mail)
        return _reply(request, page_id, t, body, title)
    page = FormPage(
        found=found,
        token=token,
        step=asked_step(found, asked),
        checking=request.query_params.get("then") == CHECK,
        filled=True,
    )
    return _reply(request, page_id, t, render_form_page(page, services.content, t), title)


def _reply(
    request: Request,
    page_id: str,
    t: Translator,
    body: Markup,
    title: str,
    *,
    status: int = 200,
) -> Response:
    kept = {name: request.query_params.get(name, "") for name in ("programme", TOKEN)}
    return private_reply(
        request,
        t,
        body,
        title=title,
        page_id=page_id,
        status=status,
        with_app=status == 200,
        kept=kept,
    )
