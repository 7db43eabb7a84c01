"""Files and pictures of a submission as its page in the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from youcheng.domain.attachments import Attachment
from youcheng.domain.pictures import DERIVATIVES, WHOLE
from youcheng.domain.works import Picture
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_words import file_flag_words

FILES: Final = "/desk/files"
_SMALL: Final = "640.webp"
_LARGE: Final = "2560.jpg"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that may be downloaded.

    Attributes:
        name: as the person calls it.
        about: kind and size.
        flags: what staff should know before they open it.
        address: from where it is downloaded.
    """

    name: str
    about: str
    flags: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a picture: its address, and its width and height in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture to look at.

    Attributes:
        id: fit for the id of an element.
        small, large: copies of it.
    """

    id: str
    small: Copy
    large: Copy


def show_file(code: str, one: Attachment, t: Translator) -> ShownFile:
    """A file of class STAFF or less."""
    return ShownFile(
        one.name,
        _about(one.kind, one.bytes, t),
        tuple(file_flag_words(flag, t) for flag in one.flags),
        f"{FILES}/{code}/{one.id}",
    )


def show_revealed_files(code: str, value: object, reason: str, t: Translator) -> list[ShownFile]:
    """The files that a revealed answer names, to be downloaded for the same reason."""
    files = value if isinstance(value, list) else []
    query = urlencode({"reason": reason})
    return [
        ShownFile(
            str(file["name"]),
            _about(str(file["kind"]), int(file["bytes"]), t),
            (),
            f"{FILES}/{code}/{file['key']}?{query}",
        )
        for file in files
        if isinstance(file, dict) and "key" in file
    ]


def show_picture(code: str, one: Picture) -> ShownPicture:
    """A picture by its copies, which hold nothing but pixels."""
    return ShownPicture(one.id, _copy(code, one, _SMALL), _copy(code, one, _LARGE))


def _copy(code: str, one: Picture, name: str) -> Copy:
    scale = min(1.0, DERIVATIVES[name] / max(one.width, one.height))
    width, height = (max(1, round(side * scale)) for side in (one.width, one.height))
    # What staff changed is another picture under the same name: a page that is open loads it anew.
    changed = one.edit.blurs or one.edit.trim != WHOLE
    version = f"?at={one.address[:8]}" if changed else ""
    return Copy(f"{FILES}/{code}/{one.id}/{name}{version}", width, height)


def _about(kind: str, size: int, t: Translator) -> str:
    return f"{kind.upper()}, {formats.format_size(size, t.language)}"
