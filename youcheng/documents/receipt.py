"""The copy of a submission that a person keeps: a PDF with the answers and what was agreed to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from youcheng.documents.glyphs import GAP
from youcheng.documents.qr import draw_qr
from youcheng.documents.typesetting import name_language, typeset
from youcheng.i18n.catalogues import Translator
from youcheng.paths import ASSETS

TEMPLATE = "receipt.typ"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer, as the reader reads them.

    Attributes:
        label: the question.
        lines: the answer, a paragraph each; none for a question that was passed over.
    """

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one step of the form."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One answer to one text, as the reader reads it.

    Attributes:
        title: what was asked for.
        answer: what was answered.
        text: the text exactly as it was read, its paragraphs parted by line breaks.
        version: version of the text.
        text_hash: `youcheng.domain.consents.hash_text` of it.
        agreed_at: when it was answered, written out.
    """

    title: str
    answer: str
    text: str
    version: str
    text_hash: str
    agreed_at: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy says, every value in the reader's language.

    Attributes:
        title: heading and title of the document.
        programme: the programme's name.
        code: the reference code.
        status_address: whole address that the link and the QR code lead to.
        sent_at: when it was sent, written out.
        created_at: the same moment, aware: the date that the file names as its own.
        next_step: what happens next and by when.
        sections: the answers, in the order of the form.
        agreements: what was agreed to or refused.
        footer: lines at the end: who answers for the site and how to reach them.
    """

    title: str
    programme: str
    code: str
    status_address: str
    sent_at: str
    created_at: datetime
    next_step: str
    sections: tuple[Section, ...]
    agreements: tuple[Agreement, ...]
    footer: tuple[str, ...]


def make_copy(copy: Copy, t: Translator) -> bytes:
    """The copy as a PDF in the language of `t`; the same copy gives the same bytes.

    Raises:
        TypesettingError: title, code or address is empty.
        ValueError: the address is too long for a QR code.
    """
    values = asdict(copy)
    created_at = values.pop("created_at")
    data = {
        **name_language(t.language),
        "copy": values,
        "words": _words(t),
        "qr": draw_qr(copy.status_address),
        "seal": (ASSETS / "seal.svg").read_text("utf-8"),
    }
    return typeset(TEMPLATE, data, created_at=created_at)


def _words(t: Translator) -> dict[str, str]:
    gap = t.gettext(
        "Where this copy shows {box}, its fonts lack a character. We have it as you wrote it."
    )
    return {
        "code": t.gettext("Reference code"),
        "sent": t.gettext("Sent on"),
        "next": t.gettext("What happens next"),
        "status": t.gettext("Status page"),
        "scan": t.gettext("Scan to open the status page"),
        "keep": t.gettext("Keep this copy. When you write or call, give us the reference code."),
        "answers": t.gettext("Your answers"),
        "none": t.gettext("Not provided"),
        "agreed": t.gettext("What you agreed to"),
        "answer": t.gettext("Your answer"),
        "answered": t.gettext("Answered on"),
        "version": t.gettext("Text version"),
        "fingerprint": t.gettext("Fingerprint of the text"),
        "page": t.gettext("Page {n} of {total}"),
        "gaps": gap.format(box=GAP),
    }
