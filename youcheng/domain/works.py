"""A child's work as the site keeps it: its picture, and the addresses under which it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from youcheng.domain.pictures import WHOLE, Edit, Part, part_of


class AddressKind(StrEnum):
    """What is found at a public address of a work."""

    PICTURE = "picture"
    """`/img/<address>/…` and `/iiif/<address>/…`."""
    WORK = "work"
    """`/art/<address>`, the address being the reference code."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The photo of a work, as it is shown.

    Attributes:
        id: that of the attachment that was sent.
        submission: id of the submission.
        address: 32 random hexadecimal digits, its name in public addresses.
        edit: how it was turned and cropped, and what staff have blurred and cut off.
        width, height: pixels of what is shown then.
        fingerprint: perceptual hash of that, 16 hexadecimal digits; alike for copies. What is
            blurred does not change it.
        colour: the dominant one, "#rrggbb".
        placeholder: a tiny blurred picture as a data address, for the time until it is loaded.
        tiled_at: when its tiles were made; None before.
        request: id of the request by which it is shown so, for the log; empty for none.
    """

    id: str
    submission: str
    address: str
    edit: Edit
    width: int
    height: int
    fingerprint: str
    colour: str
    placeholder: str
    tiled_at: datetime | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class WorkAddress:
    """A public address of a work. It is never given to another one.

    Attributes:
        address: the part of it that names what is found, such as the 32 digits of a picture.
        kind: what is found there.
        submission: id of the submission.
        closed_at: since when it is gone for good; None while it may be shown.
    """

    address: str
    kind: AddressKind
    submission: str
    closed_at: datetime | None = None


def turn_further(edit: Edit, degrees: int) -> Edit:
    """`edit` with the picture turned clockwise by further 90, 180 or 270 degrees; what was cropped
    or trimmed stays cut off.

    Raises:
        ValueError: it is no such turn.
    """
    left, top, right, bottom = edit.shown
    for _ in range(degrees // 90 % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    turned = part_of(WHOLE, (left, top, right, bottom))
    return Edit(turn=(edit.turn + degrees) % 360, crop=turned)


def crop_further(edit: Edit, part: Part) -> Edit:
    """`edit` with only `part` left of what is seen now: left, top, right, bottom from 0 to 1.

    Raises:
        ValueError: nothing would stay.
    """
    return Edit(turn=edit.turn, crop=part_of(edit.shown, part))
