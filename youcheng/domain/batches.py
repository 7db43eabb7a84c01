"""A teacher's batch: which photo belongs to which row, and what each row says as an entry.

The batch form asks once for what the works of a class share, and has a row for each work. A row is
an answer to the entry form as soon as the shared answers and its photo stand beside it, so the
entry form's own rules say what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from youcheng.domain.form_answers import ascii_digits
from youcheng.domain.forms import Answers, FormDefinition, Problem, normalise, prune, validate

ROWS: Final = "works"
"""Field of a batch form: one row for each work."""
PHOTOS: Final = "photos"
"""Field of a batch form: the photos, in the order in which they came."""
PHOTO: Final = "photo"
"""Column of a row: key of the photo that the teacher chose for it."""
IMAGE: Final = "image"
"""Field of the entry form: the photo."""
ROLE: Final = "submitter_role"
"""Field of the entry form: who enters the work."""
TEACHER: Final = "teacher"
GUARDIAN: Final = "guardian_email"
"""Column of a row, and field of the entry form: where the guardian is asked."""
MOST_ROWS: Final = 100
"""More rows than any edition lets a batch have."""

Row = Mapping[str, Any]
File = Mapping[str, Any]

_NUMBER: Final = re.compile(r"[#(№]?\s*(\d{1,3})(?!\d)")
_SIGNS: Final = re.compile(r"[\W_]+")
_WITHOUT_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which no space stands between words."""


def rows_of(answers: Answers) -> list[Row]:
    """The rows of a batch, in order."""
    return _listed(answers.get(ROWS))


def guardians_in(answers: Answers) -> list[str]:
    """The guardians' e-mail addresses in the rows of a batch, one for each row, in lower case."""
    named = (str(row.get(GUARDIAN, "")).casefold() for row in rows_of(answers))
    return [one for one in named if one]


def photos_of(answers: Answers) -> list[File]:
    """The photos of a batch, in the order in which they came."""
    return _listed(answers.get(PHOTOS))


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def match_photos(answers: Answers) -> tuple[str | None, ...]:
    """The key of each row's photo, None for a row without one.

    A photo belongs to the row for which the teacher chose it; else to the row whose number its
    name begins with (“07 lake.jpg”); else to the row whose title or child its name holds, where
    only one row fits best; what is left goes in the order of arrival to the rows that are left.
    No photo belongs to two rows, and no row has two.
    """
    rows, photos = rows_of(answers), photos_of(answers)
    names = {str(one.get("key")): str(one.get("name", "")) for one in photos}
    found: dict[int, str] = {}
    left = dict(names)

    def give(row: int, key: str) -> None:
        if row not in found and key in left:
            found[row] = key
            del left[key]

    for number, row in enumerate(rows):
        give(number, str(row.get(PHOTO, "")))
    for key, name in names.items():
        if (wanted := _number_of(name)) is not None and wanted <= len(rows):
            give(wanted - 1, key)
    for key in [*left]:
        free = {number: row for number, row in enumerate(rows) if number not in found}
        if (best := _best_row(names[key], free)) is not None:
            give(best, key)
    for number, key in zip([n for n in range(len(rows)) if n not in found], [*left], strict=False):
        give(number, key)
    return tuple(found.get(number) for number in range(len(rows)))


def _number_of(name: str) -> int | None:
    """The number of a row that a file's name begins with; a camera's long number is none."""
    match = _NUMBER.match(ascii_digits(name.strip()))
    return int(match[1]) or None if match else None


def _best_row(name: str, rows: Mapping[int, Row]) -> int | None:
    """The row of which the file's name holds the longest text, if there is one such row."""
    stem = _plain(name.rpartition(".")[0] or name)
    lengths = {number: _longest_held(stem, row) for number, row in rows.items()}
    longest = max(lengths.values(), default=0)
    best = [number for number, length in lengths.items() if length == longest]
    return best[0] if longest and len(best) == 1 else None


def _longest_held(stem: str, row: Row) -> int:
    given, family = row.get("child_given_name", ""), row.get("child_family_name", "")
    texts = (f"{given} {family}", f"{family} {given}", f"{family}{given}", given, row.get("title"))
    plain = {_plain(text) for text in texts if isinstance(text, str)}
    return max((len(text) for text in plain if _holds(stem, text)), default=0)


def _holds(stem: str, text: str) -> bool:
    if not text:
        return False
    if _WITHOUT_SPACES.search(text):
        return text.replace(" ", "") in stem.replace(" ", "")
    return f" {text} " in f" {stem} "


def _plain(text: str) -> str:
    """The words of a text in small letters, without signs between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub(" ", folded).strip()


def place_photo(answers: Answers, key: str, row: int) -> list[dict[str, Any]]:
    """The rows once the teacher has given the photo `key` to the row with the index `row`.

    The two rows change photos, and all others keep the one that they have now, however it came.
    Raises ValueError for a photo or a row that is not there.
    """
    matched = [*match_photos(answers)]
    if key not in {str(one.get("key")) for one in photos_of(answers)}:
        raise ValueError("there is no such photo")
    if not 0 <= row < len(matched):
        raise ValueError("there is no such row")
    if key in matched:
        matched[matched.index(key)] = matched[row]
    matched[row] = key
    placed = []
    for one, photo in zip(rows_of(answers), matched, strict=True):
        kept = {name: value for name, value in one.items() if name != PHOTO}
        placed.append({**kept, PHOTO: photo} if photo else kept)
    return placed


def entry_id(batch: str, row: int) -> str:
    """Id of the entry that becomes of the row with the index `row`: always the same, so that it
    is made once."""
    return _derive("entry", batch, row)


def entry_folder(batch: str, row: int) -> str:
    """The folder of that entry's files: the next attempt uses what a broken one has left there."""
    return _derive("folder", batch, row)


def _derive(what: str, batch: str, row: int) -> str:
    """Digits that nobody guesses who does not know the random id of the batch."""
    return hashlib.sha256(f"{what}\0{batch}\0{row}".encode()).hexdigest()[:32]


def compose_entry(
    entry_form: FormDefinition, answers: Answers, row: int, photo: str | None
) -> dict[str, object]:
    """What the row with the index `row` answers to the entry form, normalised, with the photo whose
    key is `photo`."""
    shared = {name: value for name, value in answers.items() if name not in {ROWS, PHOTOS}}
    own = {name: value for name, value in rows_of(answers)[row].items() if name != PHOTO}
    image = [dict(one) for one in photos_of(answers) if one.get("key") == photo]
    whole = {**shared, **own, IMAGE: image, ROLE: TEACHER}
    return prune(entry_form, normalise(entry_form, whole))


def find_row_problems(
    entry_form: FormDefinition, batch_form: FormDefinition, answers: Answers, *, today: dt.date
) -> Iterator[Problem]:
    """Yield what the entry form finds wrong with the rows, each at its cell, the rows without a
    photo, and the photos without a row.

    What is wrong with the shared answers is found by the batch form itself.
    """
    columns = {one.id for one in batch_form.field(ROWS).columns}
    matched = match_photos(answers)
    for number, key in enumerate(matched):
        entry = compose_entry(entry_form, answers, number, key)
        for one in validate(entry_form, entry, today=today):
            if one.field == IMAGE:
                yield Problem(PHOTOS, "photo_missing", {"row": number + 1})
            elif one.field in columns:
                yield replace(one, field=ROWS, at=(number, one.field, *one.at))
    for number, photo in enumerate(photos_of(answers)):
        if photo.get("key") not in matched:
            yield Problem(PHOTOS, "photo_spare", at=(number,))
