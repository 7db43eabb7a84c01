"""Files that a submission brings along: what is known of each, and what an answer says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

LONGEST_NAME: Final = 100
_UNFIT: Final = re.compile(r'[\\/:*?"<>|%]')
_OUTER: Final = re.compile(r"\A[\s.]+|[\s.]+\Z")


class AttachmentRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """A file that is not taken.

    Attributes:
        code: a code of `youcheng.domain.forms.CODES` such as `file_kind` or `file_too_big`, or
            `file_broken`, `file_too_many_pixels`, `file_animated`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a submission.

    Attributes:
        id: 32 random hexadecimal digits; what addresses and answers call it.
        submission: id of the submission.
        field: id of the form field it answers.
        key: where it lies in the store, `<folder>/<sha256>`.
        name: how the person calls it, see `clean_name`; shown, never used for a path.
        kind: pdf, jpg, png, webp or heic, by its first bytes.
        bytes: its size.
        flags: what staff should know: `active`, `encrypted`, `damaged`.
        added_at: aware time.
        derived_from: id of the picture that it was made from; empty for what a person sent.
    """

    id: str
    submission: str
    field: str
    key: str
    name: str
    kind: str
    bytes: int
    flags: tuple[str, ...]
    added_at: datetime
    derived_from: str = ""

    @property
    def sha256(self) -> str:
        """The hash of its bytes, 64 hexadecimal digits."""
        return self.key.rpartition("/")[2]

    def answer(self) -> Mapping[str, object]:
        """What the answer to its field says of it."""
        return {"key": self.id, "name": self.name, "kind": self.kind, "bytes": self.bytes}


def clean_name(name: str, kind: str) -> str:
    """The name of a file as it is shown: no path, nothing invisible, the ending that is true.

    A name sent by a browser proves nothing; it only helps the person to find the file again.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    text = "".join(sign for sign in last if not _is_barred(sign))
    stem = _OUTER.sub("", _UNFIT.sub("_", unicodedata.normalize("NFC", text)))
    for ending in (f".{kind}", ".jpeg" if kind == "jpg" else ""):
        if ending and stem.lower().endswith(ending):
            stem = _OUTER.sub("", stem[: -len(ending)])
    return f"{stem[:LONGEST_NAME] or 'file'}.{kind}"


def _is_barred(sign: str) -> bool:
    """Whether a sign controls, formats, parts lines, or is none at all."""
    category = unicodedata.category(sign)
    return category[0] == "C" or category in {"Zl", "Zp"}
