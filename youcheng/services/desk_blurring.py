"""Parts of a painting that staff make unrecognisable in what is shown of it. The photo as it was
sent stays untouched, and what was blurred can be shown again."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.pictures import Part
from youcheng.services.desk_acts import Acted
from youcheng.services.desk_edits import change_shown
from youcheng.services.ports import Services

BLURRED: Final = "picture.blurred"
RESTORED: Final = "picture.restored"
"""Kinds of events."""


def blur_part(services: Services, /, *, actor: Actor, code: str, version: int, part: Part) -> Acted:
    """Make a part of the picture unrecognisable; its copies are made anew at once, its tiles and
    its card by the job that makes them.

    Args:
        actor, code, version: who does it to which submission, as they saw it.
        part: of the picture as its sender turned and cropped it, whatever is cut off of that.

    Raises:
        NotAllowed, Outdated: as from `desk_actions`.
        ValueError: it is no part of the picture, or too many parts are blurred.
        PictureRefused, StoreBusy: it cannot be made now.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    return change_shown(
        services,
        actor=actor,
        code=code,
        version=version,
        change=lambda edit: replace(edit, blurs=(*edit.blurs, part)),
        kind=BLURRED,
    )


def clear_blurs(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Show again what was blurred.

    Raises:
        NotAllowed, Outdated, PictureRefused, StoreBusy, FileMissing, StoreDown: as from
            `blur_part`.
    """
    return change_shown(
        services,
        actor=actor,
        code=code,
        version=version,
        change=lambda edit: replace(edit, blurs=()),
        kind=RESTORED,
    )
