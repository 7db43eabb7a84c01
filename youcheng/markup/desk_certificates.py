"""The desk's part about certificates: how many there are, issuing them, taking them along, and
revoking a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.domain.certificates import RevocationReason
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_parts import part_links
from youcheng.markup.environment import render
from youcheng.services.certifying import MOST, MOST_IN_FILE, Issued, Standing
from youcheng.services.desk_parts import DeskPart
from youcheng.services.revoking import RevocationRefused

TAKE: Final = "/desk/certificates"
"""Where staff ask for the files, with POST."""


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """The certificates of an edition.

    Attributes:
        standing: how far they are.
        name: of the edition.
        reveal: when they may be issued; None once they may.
        files: label and cursor of each file with certificates.
    """

    standing: Standing
    name: str
    reveal: Moment | None
    files: tuple[tuple[str, str], ...]


def certificates_page(
    standings: Sequence[Standing],
    t: Translator,
    *,
    parts: Sequence[DeskPart],
    said: str = "",
    trouble: str = "",
    revokes: bool = False,
) -> Markup:
    """The whole part.

    Args:
        standings: of the editions whose certificates the reader issues.
        t: the texts of the language.
        parts: of the desk that are the reader's to open.
        said: what was just done; empty for nothing.
        trouble: why it was not done; empty for nothing.
        revokes: whether the reader revokes single ones.
    """
    return render(
        "desk/certificates.html",
        t,
        parts=part_links(parts, t, here=DeskPart.CERTIFICATES),
        editions=[_show(one, t) for one in standings],
        most=MOST,
        take=TAKE,
        reasons=_reasons(t) if revokes else (),
        said=said,
        trouble=trouble,
    )


def issued_sentence(issued: Issued, t: Translator) -> str:
    """What issuing came to."""
    if issued.waiting:
        said = t.gettext("Certificates issued: {number}. Pictures that still wait: {waiting}.")
    else:
        said = t.gettext("Certificates issued: {number}. No picture waits any more.")
    return said.format(number=issued.certificates, waiting=issued.waiting)


def revocation_trouble(refused: RevocationRefused, t: Translator) -> str:
    """Why a single certificate was not revoked, or not issued anew."""
    return {
        "code": t.gettext("No valid certificate has this code. Compare it letter by letter."),
        "reason": t.gettext("Choose a reason."),
        "none": t.gettext(
            "No certificate of this picture or class was revoked, or it has been issued anew."
        ),
    }[refused.problem]


def _reasons(t: Translator) -> list[tuple[str, str]]:
    words = {
        RevocationReason.MISTAKE: t.pgettext("revoked", "It was issued by mistake"),
        RevocationReason.NOT_OWN: t.pgettext("ineligible", "Not the child’s own work"),
        RevocationReason.LEAKED: t.pgettext("revoked", "It came into the wrong hands"),
        RevocationReason.REQUEST: t.pgettext("revoked", "The family or the school asked for it"),
    }
    return [(str(one), words[one]) for one in RevocationReason]


def _show(one: Standing, t: Translator) -> ShownEdition:
    label = t.gettext("Certificates {first} to {last} (ZIP)")
    firsts = range(1, one.valid + 1, MOST_IN_FILE)
    files = tuple(
        (label.format(first=first, last=min(first + MOST_IN_FILE - 1, one.valid)), cursor)
        for first, cursor in zip(firsts, one.cursors, strict=False)
    )
    reveal = None if one.revealed else show_moment(one.edition.reveals_at, t)
    name = f"{one.edition.name.get(t.language.code)} {one.edition.id}"
    return ShownEdition(one, name, reveal, files)
