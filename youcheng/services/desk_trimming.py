"""Edges of a painting that staff cut off in what is shown of it. The photo as it was sent stays
untouched, and what was cut off can be shown again."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.pictures import WHOLE, Part
from youcheng.services.desk_acts import Acted
from youcheng.services.desk_edits import change_shown
from youcheng.services.ports import Services

TRIMMED: Final = "picture.trimmed"
UNTRIMMED: Final = "picture.untrimmed"
"""Kinds of events."""


def trim_picture(
    services: Services, /, *, actor: Actor, code: str, version: int, part: Part
) -> Acted:
    """Let only a part of the picture be shown, in place of the part that was shown before; its
    copies are made anew at once, its tiles and its card by the job that makes them. What is blurred
    stays blurred at its place.

    Args:
        actor, code, version: who does it to which submission, as they saw it.
        part: of the picture as its sender turned and cropped it; `WHOLE` shows all of that again.

    Raises:
        NotAllowed, Outdated: as from `desk_actions`.
        ValueError: it is no part of the picture.
        PictureRefused: ``file_too_small``: less would stay than `domain.pictures.check_edit` asks
            for; otherwise it cannot be made now.
        StoreBusy: it cannot be made now.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    return change_shown(
        services,
        actor=actor,
        code=code,
        version=version,
        change=lambda edit: replace(edit, trim=part),
        kind=UNTRIMMED if part == WHOLE else TRIMMED,
    )
