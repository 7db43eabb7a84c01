"""Pictures of works: how large they may be, what is made of them, and which are alike."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from youcheng.domain.attachments import AttachmentRefused

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
MOST_SIDE: Final = 12_000
LEAST_LONG_EDGE: Final = 1_600
LEAST_PIXELS: Final = 2_000_000
"""What is left after cropping has at least so many; works of the sample edition are exempt."""

DERIVATIVES: Final[Mapping[str, int]] = {
    "320.webp": 320,
    "480.webp": 480,
    "640.webp": 640,
    "960.webp": 960,
    "1280.jpg": 1_280,
    "2560.jpg": 2_560,
}
"""Names of the copies, and the longer edge of each in pixels. Nothing is enlarged for them."""

LIGHT_COPY: Final = "960.webp"
"""The copy that the page of a work shows in most windows."""
MOST_LIGHT_BYTES: Final = 38_000
"""What it weighs at most, so that the page, with all that it needs, weighs less than a hundred
kilobytes. Grain weighs most and hides best what coarser coding leaves out."""

LEAST_TRIMMED_SHARE: Final = 0.2
"""Of either edge, what stays at least when staff trim a picture: of less it is a detail, and no
longer the child's painting."""
LEAST_TRIMMED_EDGE: Final = min(DERIVATIVES.values())
"""Pixels of either edge that stay at least then: as many as the smallest copy has, since nothing is
enlarged. `LEAST_PIXELS` would forbid any trim of most photos."""

PAGE_COPY: Final = "1280.jpg"
"""The copy that stands for the whole picture: staff look at it, the page of a work prints it and
shows it in large windows, the card is made from it."""

CARD: Final = "card.jpg"
"""Name of the copy that link previews show: the picture as it hangs on the wall."""
CARD_SIZE: Final = (1_200, 630)
"""Its width and height in pixels."""
MOST_CARD_BYTES: Final = 200_000

ALIKE: Final = 8
"""Two pictures whose fingerprints differ in at most so many bits may be copies of each other.

Measured on 24 paintings: a copy that was turned, mirrored, made smaller, brighter, blurred or
compressed differs in at most 4 bits, one that lost 2 % at every edge in at most 7, two different
paintings in at least 17."""

Part = tuple[float, float, float, float]
"""Left, top, right and bottom edge of a part of a picture, as parts of its width and height."""
WHOLE: Final[Part] = (0.0, 0.0, 1.0, 1.0)
MOST_BLURS: Final = 12
"""Parts of one picture that may be blurred."""
_EXACT: Final = 9
"""Digits of a share behind the point; what two floats differ in beyond them is a rounding error."""
_SIDE: Final = 8
"""A fingerprint is a square of so many rows and columns of bits."""


class PictureRefused(AttachmentRefused):
    """A picture that is not taken.

    Attributes:
        code: one of `REFUSALS`.
    """


REFUSALS: Final = frozenset(
    {
        "file_animated",
        "file_broken",
        "file_empty",
        "file_kind",
        "file_too_big",
        "file_too_costly",
        "file_too_many_pixels",
        "file_too_small",
    }
)
"""Every code with which a picture is refused. ``file_too_costly``: reading it needs more time or
memory than one picture may have."""


@dataclass(frozen=True, slots=True)
class Edit:
    """How a person wants their picture shown.

    Attributes:
        turn: degrees clockwise: 0, 90, 180 or 270.
        crop: left, top, right and bottom edge of what stays, as parts of the turned picture's width
            and height, from 0 to 1.
        blurs: parts of what stays that are made unrecognisable by staff, from 0 to 1.
        trim: the part of what stays that staff let be shown, from 0 to 1. Whatever it is, the
            places of `blurs` are counted from the picture before it.

    Raises:
        ValueError: it is no such turn, nothing would stay, or a part has no area; or there are too
            many parts.
    """

    turn: int = 0
    crop: Part = WHOLE
    blurs: tuple[Part, ...] = ()
    trim: Part = WHOLE

    def __post_init__(self) -> None:
        if self.turn not in {0, 90, 180, 270}:
            raise ValueError(f"no turn of {self.turn} degrees")
        if not _has_area(self.crop):
            raise ValueError(f"nothing stays of a picture cropped to {self.crop}")
        if not _has_area(self.trim):
            raise ValueError(f"nothing is shown of a picture trimmed to {self.trim}")
        if len(self.blurs) > MOST_BLURS or not all(map(_has_area, self.blurs)):
            raise ValueError("no parts of a picture that can be blurred")

    @property
    def shown(self) -> Part:
        """What is shown of the turned picture, cropped and trimmed."""
        return self.crop if self.trim == WHOLE else part_of(self.crop, self.trim)

    @property
    def shown_blurs(self) -> tuple[Part, ...]:
        """The blurs that touch what is shown, counted from it; they may reach past its edges."""
        left, top, right, bottom = self.trim
        wide, high = right - left, bottom - top
        return tuple(
            ((start - left) / wide, (above - top) / high, (end - left) / wide, (below - top) / high)
            for start, above, end, below in self.blurs
            if start < right and end > left and above < bottom and below > top
        )

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """What is shown of a turned picture of so many pixels: its edges left, top, right,
        bottom."""
        left, top, right, bottom = self.shown
        first, second = _span(left, right, width), _span(top, bottom, height)
        return first[0], second[0], first[1], second[1]


def part_of(outer: Part, inner: Part) -> Part:
    """A part of a part of a picture, as a part of the picture. Rounding errors do not let it drift
    past the edges."""
    left, top, right, bottom = outer
    wide, high = right - left, bottom - top
    sides = (
        left + inner[0] * wide,
        top + inner[1] * high,
        left + inner[2] * wide,
        top + inner[3] * high,
    )
    first, second, third, fourth = (min(max(side, 0.0), 1.0) for side in sides)
    return first, second, third, fourth


def _has_area(part: Part) -> bool:
    left, top, right, bottom = part
    return 0 <= left < right <= 1 and 0 <= top < bottom <= 1


def _span(start: float, end: float, pixels: int) -> tuple[int, int]:
    begin = min(round(start * pixels), pixels - 1)
    return begin, max(round(end * pixels), begin + 1)


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file made from a picture.

    Attributes:
        name: its path in its folder, such as ``640.webp``.
        width, height: pixels.
        bytes: its size.
        sha256: 64 hexadecimal digits.
    """

    name: str
    width: int
    height: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Intake:
    """A picture that was taken, and what was made of it.

    Attributes:
        kind: jpg, png, webp or heic, by its content.
        bytes: size of the original.
        sha256: 64 hexadecimal digits, of the original.
        width, height: pixels of the original as it stands upright and is shown by the edit.
        derivatives: one for each of `DERIVATIVES`, in that order.
        fingerprint: perceptual hash of 64 bits as 16 hexadecimal digits, for `distance`; of what is
            shown, before anything is blurred.
        colour: the dominant one, ``#rrggbb``.
        placeholder: a tiny blurred WebP of at most 300 bytes.
        hints: what may be wrong with the photo: ``blurred``, ``dark``, ``small``.
    """

    kind: str
    bytes: int
    sha256: str
    width: int
    height: int
    derivatives: tuple[Derivative, ...]
    fingerprint: str
    colour: str
    placeholder: builtins.bytes
    hints: frozenset[str]


@dataclass(frozen=True, slots=True)
class TileSet:
    """A picture cut into tiles for deep zoom.

    Attributes:
        width, height: pixels of the picture as it stands upright and is shown by the edit.
        tiles: the files; each name is the rest of its address after that of the picture.
    """

    width: int
    height: int
    tiles: tuple[Derivative, ...]


def check_size(width: int, height: int, *, sample: bool) -> None:
    """Refuse a picture that is too small to be shown.

    Args:
        width, height: pixels of what is left after cropping.
        sample: a work of the sample edition, which may be smaller.

    Raises:
        PictureRefused: ``file_too_small``.
    """
    small = max(width, height) < LEAST_LONG_EDGE or width * height < LEAST_PIXELS
    if small and not sample:
        raise PictureRefused("file_too_small")


def check_edit(edit: Edit, width: int, height: int, *, sample: bool) -> None:
    """Refuse an edit that leaves too little of a picture: its sender as `check_size` says, staff
    less than a fifth or `LEAST_TRIMMED_EDGE` pixels of either edge.

    Args:
        edit: how it is to be shown.
        width, height: pixels of the turned picture.
        sample: as for `check_size`.

    Raises:
        PictureRefused: ``file_too_small``.
    """
    left, top, right, bottom = replace(edit, trim=WHOLE).box(width, height)
    check_size(right - left, bottom - top, sample=sample)
    if edit.trim == WHOLE:
        return
    shares = (edit.trim[2] - edit.trim[0], edit.trim[3] - edit.trim[1])
    left, top, right, bottom = edit.box(width, height)
    narrow = round(min(shares), _EXACT) < LEAST_TRIMMED_SHARE
    if narrow or min(right - left, bottom - top) < LEAST_TRIMMED_EDGE:
        raise PictureRefused("file_too_small")


def distance(one: str, other: str) -> int:
    """In how many bits two fingerprints differ, however the pictures are turned or mirrored.

    Bit ``8 × row + column``, counted from the highest, is the sign of the cosine coefficient of
    that row and column. Mirroring a picture changes the sign of every odd column, turning it by a
    quarter swaps rows and columns as well: all eight positions follow from one fingerprint.
    """
    first, second = int(one, 16), int(other, 16)
    return min((first ^ form).bit_count() for form in _positions(second))


def _positions(bits: int) -> list[int]:
    upright = [bits, _transpose(bits)]
    return [form ^ mirror for form in upright for mirror in _MIRRORS]


def _transpose(bits: int) -> int:
    swapped = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            if bits >> _place(row, column) & 1:
                swapped |= 1 << _place(column, row)
    return swapped


def _place(row: int, column: int) -> int:
    return _SIDE * _SIDE - 1 - (_SIDE * row + column)


def _odd(rows: bool, columns: bool) -> int:
    """The bits whose sign changes when the order of rows, columns or both is turned round."""
    return sum(
        1 << _place(row, column)
        for row in range(_SIDE)
        for column in range(_SIDE)
        if (rows and row % 2) != (columns and column % 2)
    )


_MIRRORS: Final = tuple(_odd(rows, columns) for rows in (False, True) for columns in (False, True))
