"""PDF from templates through the Typst compiler, without network.

Values reach a template as JSON in ``sys.inputs.data``. There they are strings, so nothing that a
person wrote is ever read as markup. ``sys.inputs.gaps`` is ``yes`` when a box had to stand for a
character that the fonts cannot draw, else ``no``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Final, TypeAlias

import typst

from youcheng.documents.glyphs import fill_gaps, font_folders
from youcheng.i18n.languages import Language
from youcheng.paths import PACKAGE

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_TEMPLATES: Final = PACKAGE / "documents" / "templates"
_STANDARDS: Final[list[typst.PDFStandard]] = ["a-2b", "ua-1"]
"""PDF/A-2b (ISO 19005-2) to be kept, PDF/UA-1 (ISO 14289-1) to be read aloud."""


class TypesettingError(Exception):
    """A template could not be set. The compiler's own words are left out: they quote the data."""


def name_language(language: Language) -> dict[str, str | None]:
    """`lang` and `region` of Typst's texts; None for no region."""
    _, _, region = language.locale.rpartition("_")
    return {
        "lang": language.html.partition("-")[0],
        "region": region if region.isupper() else None,
    }


def typeset(template: str, data: Mapping[str, Json], *, created_at: datetime) -> bytes:
    """The PDF that a template makes of the data: tagged, with fonts cut down to what is used.

    The same arguments give the same bytes. Threads may call it at once without a lock: each call
    is a compiler of its own that shares nothing but the fonts, which are only read, and it
    releases the interpreter while it works.

    Cost, measured with receipts of three to four pages on 2 cores: 40 to 75 ms of processor time,
    0.2 to 0.5 s for the first one of a process, files of 70 to 105 KiB. The compiler keeps what it
    made of its latest documents: 160 MiB of memory, or 260 MiB where four threads call at once,
    and no more than that after 1,600 documents.

    Args:
        template: name of a file in ``templates``, such as ``receipt.typ``.
        data: what the template reads.
        created_at: aware moment that the document names as its own, to the second.

    Raises:
        TypesettingError: the template is missing or broken, or the data lack what it needs.
    """
    given = _write_json(data)
    drawn = _write_json(_fill_gaps(data))
    try:
        return typst.compile(
            _TEMPLATES / template,
            root=_TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"data": drawn, "gaps": "no" if drawn == given else "yes"},
            pdf_standards=_STANDARDS,
            timestamp=created_at.astimezone(UTC).replace(microsecond=0),
        )
    except RuntimeError:  # TypstError is one; paths are refused by a plain one
        raise TypesettingError(f"{template} could not be set") from None


def _write_json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def _fill_gaps(value: Json) -> Json:
    match value:
        case str():
            return fill_gaps(value)
        case Mapping():
            return {name: _fill_gaps(part) for name, part in value.items()}
        case Sequence():
            return [_fill_gaps(part) for part in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders()
    )
