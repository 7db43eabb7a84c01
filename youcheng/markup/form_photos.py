"""Photos in a form as they are shown: no larger than a telephone's screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from youcheng.content.forms import Form
from youcheng.domain.batches import rows_of
from youcheng.domain.forms import Answers, Kind
from youcheng.domain.pictures import WHOLE
from youcheng.services.pictures import PictureView

_LONGEST_SIDE: Final = 640


class Choice(NamedTuple):
    """An option: its value, its label, and the label's language if it is another one."""

    value: str
    label: str
    lang: str = ""


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


def shows_photos(form: Form) -> bool:
    """Whether the photos of a form belong to rows of it."""
    return any(column.rules.kind is Kind.PHOTO for one in form.fields for column in one.columns)


def row_choices(form: Form, answers: Answers) -> list[Choice]:
    """The rows to which a photo can belong, by number, child and title; none in other forms."""
    if not shows_photos(form):
        return []
    return [
        Choice(str(number), " · ".join([str(number + 1), *_words(row)]))
        for number, row in enumerate(rows_of(answers))
    ]


def _words(row: Mapping[str, object]) -> list[str]:
    named = (row.get(name) for name in ("child_given_name", "title"))
    return [word for word in named if isinstance(word, str)]
