"""What an export says in the reader's language, and the menu from which staff ask for one."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from youcheng.domain.exports import FILE_COLUMN, Format
from youcheng.domain.queue import QueueView
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import render
from youcheng.markup.status_words import state_title
from youcheng.services.exporting import Words

EXPORT: Final = "/desk/export"


def export_words(t: Translator) -> Words:
    """Headings and names for an export in the language of `t`."""
    heads = {
        "code": t.pgettext("column", "Reference code"),
        "programme": t.pgettext("column", "Programme"),
        "kind": t.pgettext("column", "Kind"),
        "review": t.pgettext("column", "State"),
        "sent_at": t.pgettext("column", "Sent (Nanjing time)"),
        "waiting_since": t.pgettext("column", "Waiting since (Nanjing time)"),
        "due_at": t.pgettext("column", "To be answered by (Nanjing time)"),
        "country": t.pgettext("column", "Country"),
        "partner": t.pgettext("column", "Partner"),
        "cities": t.pgettext("column", "Cities"),
        "assignee": t.pgettext("column", "Looked after by"),
        "tags": t.pgettext("column", "Tags"),
        "corrected": t.pgettext("answer", "Corrected by staff"),
        "flags": t.pgettext("column", "Remarks of the system"),
        FILE_COLUMN: t.pgettext("column", "File of the picture"),
    }
    kinds = {
        SubmissionKind.PROGRAMME: t.pgettext("kind", "Programme form"),
        SubmissionKind.PAINTING: t.pgettext("kind", "Painting"),
        SubmissionKind.BATCH: t.pgettext("kind", "Works of a class"),
    }
    states = {review: state_title(review, t) for review in ReviewState}
    return Words(t.language.code, heads, states, kinds)


def export_menu(view: QueueView, t: Translator) -> Markup:
    """A menu that exports what `view` holds, as far as the reader reads it.

    It is a plain form of the browser's own, not one of the desk's acts: what answers is a file.
    """
    formats = {
        Format.CSV: t.gettext("CSV, for any spreadsheet"),
        Format.XLSX: t.gettext("XLSX, for Excel"),
        Format.JSON: t.gettext("JSON, for programs"),
        Format.ZIP: t.gettext("Pictures, with a CSV list (ZIP)"),
    }
    return render(
        "desk/export_menu.html",
        t,
        action=EXPORT,
        view=view.to_query(),
        lang=t.language.code,
        formats=formats,
    )
