"""What stands in place of a form once it was sent: the receipt, or how far a class is."""

from __future__ import annotations

from markupsafe import Markup

from youcheng.content.subjects import subject_of
from youcheng.domain.states import SubmissionKind
from youcheng.i18n.catalogues import Translator
from youcheng.markup.batch_page import render_batch
from youcheng.markup.environment import address, render
from youcheng.markup.receipt_page import ReceiptView, render_receipt
from youcheng.markup.status_words import state_sentence
from youcheng.services.batching import view_batch
from youcheng.services.opening import OpenForm
from youcheng.services.ports import Services


def render_sent(
    services: Services, found: OpenForm, t: Translator, *, token: str, can_mail: bool
) -> Markup:
    """The page of a form that was sent.

    Args:
        services: for what has become of a batch.
        found: the form as it was opened.
        t: the texts of the language.
        token: by which it was opened.
        can_mail: whether a mail server is set: without one only this page confirms the receipt.

    Raises:
        AccessDenied: the token opens nothing any more.
    """
    if found.submission.kind is SubmissionKind.BATCH:
        return render_batch(view_batch(services, token=token), services.content, t, token=token)
    if found.was_answered:
        return _render_answered(services, found, t, token=token)
    view = ReceiptView(found.submission, token, services.public_url, can_mail)
    return render_receipt(view, services.content, t)


def _render_answered(services: Services, found: OpenForm, t: Translator, *, token: str) -> Markup:
    """Answers to questions of the staff have arrived."""
    submission, code = found.submission, t.language.code
    return render(
        "receipt/answered.html",
        t,
        programme=subject_of(services.content, submission.programme).name.get(code),
        code=str(submission.code),
        sentence=state_sentence(submission.review, t),
        status=address("/track", code, access=token),
        copy=f"/receipt/{token}.pdf",
    )
