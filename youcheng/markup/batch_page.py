"""What a teacher sees of a batch that was sent: how many families have agreed, and each work."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.content.subjects import subject_of
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.states import ReviewState
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import render
from youcheng.markup.status_words import state_title
from youcheng.services.batching import BatchEntry, BatchProgress


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the list: number and what the teacher called it, its state in words, its code."""

    name: str
    state: str
    code: str


def render_batch(progress: BatchProgress, content: Content, t: Translator, *, token: str) -> Markup:
    """The page of a batch that was sent; `token` of its address, for what is downloaded."""
    batch, code = progress.submission, t.language.code
    sent_at = batch.sent_at or batch.created_at
    return render(
        "receipt/batch.html",
        t,
        code=str(batch.code),
        programme=subject_of(content, batch.programme).name.get(code),
        progress=progress,
        certificates=f"/certificates/{token}.zip" if progress.has_certificates else "",
        counts=_counts(progress, t),
        entries=[_shown(one, t) for one in progress.entries],
        preparing=progress.total - len(progress.entries),
        sent=write_moment(sent_at, zone=batch.zone, t=t),
        until=write_moment(CONSENT.ends_at(sent_at), zone=batch.zone, t=t),
    )


def _counts(progress: BatchProgress, t: Translator) -> list[str]:
    agreed = t.ngettext(
        "{agreed} of {total} has agreed", "{agreed} of {total} have agreed", progress.total
    )
    waiting = t.ngettext(
        "{number} has not answered yet", "{number} have not answered yet", progress.waiting
    )
    ended = t.ngettext(
        "{number} was refused, withdrawn or not answered in time",
        "{number} were refused, withdrawn or not answered in time",
        progress.ended,
    )
    return [
        agreed.format(agreed=progress.agreed, total=progress.total),
        *([waiting.format(number=progress.waiting)] if progress.waiting else []),
        *([ended.format(number=progress.ended)] if progress.ended else []),
    ]


def _shown(entry: BatchEntry, t: Translator) -> ShownEntry:
    words = [str(entry.number), *filter(None, (entry.name, entry.title))]
    return ShownEntry(" · ".join(words), _state(entry, t), entry.code)


def _state(entry: BatchEntry, t: Translator) -> str:
    if entry.is_waiting:
        return t.gettext("The parent or guardian has not answered yet")
    told = {
        ReviewState.SUBMITTED: t.gettext("A parent or guardian has agreed"),
        ReviewState.WITHDRAWN: t.gettext("Refused or withdrawn"),
        ReviewState.EXPIRED: t.gettext("Not answered in time"),
    }
    return told.get(entry.review) or state_title(entry.review, t)
