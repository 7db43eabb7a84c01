"""A child's work as the site keeps it: its picture, and the addresses under which it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from youcheng.domain.pictures import Edit


class AddressKind(StrEnum):
    """What is found at a public address of a work."""

    PICTURE = "picture"
    """`/img/<address>/…` and `/iiif/<address>/…`."""
    WORK = "work"
    """`/art/<address>`, the address being the reference code."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The photo of a work, as it was turned and cropped.

    Attributes:
        id: that of the attachment that was sent.
        submission: id of the submission.
        address: 32 random hexadecimal digits, its name in public addresses.
        edit: how it was turned and cropped.
        width, height: pixels of what is left then.
        fingerprint: perceptual hash, 16 hexadecimal digits; alike for copies.
        colour: the dominant one, "#rrggbb".
        placeholder: a tiny blurred picture as a data address, for the time until it is loaded.
        tiled_at: when its tiles were made; None before.
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
    stays cropped.

    Raises:
        ValueError: it is no such turn.
    """
    left, top, right, bottom = edit.crop
    for _ in range(degrees // 90 % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return Edit(turn=(edit.turn + degrees) % 360, crop=_within(left, top, right, bottom))


def crop_further(edit: Edit, part: tuple[float, float, float, float]) -> Edit:
    """`edit` with only `part` left of what is seen now: left, top, right, bottom from 0 to 1.

    Raises:
        ValueError: nothing would stay.
    """
    left, top, right, bottom = edit.crop
    wide, high = right - left, bottom - top
    return Edit(
        turn=edit.turn,
        crop=_within(
            left + part[0] * wide,
            top + part[1] * high,
            left + part[2] * wide,
            top + part[3] * high,
        ),
    )


def _within(*sides: float) -> tuple[float, float, float, float]:
    """Sides that rounding errors do not let drift past the edges."""
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return left, top, right, bottom
