"""Photos in a form as they are shown: no larger than a telephone's screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from youcheng.domain.pictures import WHOLE
from youcheng.services.pictures import PictureView

_LONGEST_SIDE: Final = 640


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo on a page.

    Attributes:
        address: where it is fetched.
        width, height: pixels on the page.
        cropped: whether a part of it was cut off.
    """

    address: str
    width: int
    height: int
    cropped: bool


def show_photo(view: PictureView, address: str) -> ShownPhoto:
    """The photo of `view`, fetched at `address`."""
    scale = min(1.0, _LONGEST_SIDE / max(view.width, view.height))
    return ShownPhoto(
        address=address,
        width=round(view.width * scale),
        height=round(view.height * scale),
        cropped=view.edit.crop != WHOLE,
    )
