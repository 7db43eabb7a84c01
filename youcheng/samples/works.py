"""The sample works: how each was painted, and the words that belong to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from youcheng.paths import ASSETS

FOLDER: Final = ASSETS / "sample"
TECHNIQUES: Final = ("watercolour", "gouache", "crayon", "ink", "print", "collage")
"""Codes of the techniques that the painter knows; the entry form has more."""


@dataclass(frozen=True, slots=True)
class SampleWork:
    """A work that no child made. It is a sample everywhere it is shown.

    Attributes:
        id: two digits.
        scene, medium, palette, seed: its recipe; with `band` it gives the picture.
        technique: as the entry form names it, one of TECHNIQUES.
        band: age band of the imagined child, such as "8-10".
        country: two capital letters, as in data/partners.toml, or "CN".
        place: id of a city of Jiangsu, or of the partner.
        theme: id of a theme of the edition.
        language: the child's own.
        title, see, story: words by language: the child's own, Chinese and English. `see` answers
            "What do you see in the picture?"; `story` may be empty.
        picture: the file.
    """

    id: str
    scene: str
    medium: str
    palette: str
    seed: int
    technique: str
    band: str
    country: str
    place: str
    theme: str
    language: str
    title: dict[str, str]
    see: dict[str, str]
    story: dict[str, str]
    picture: Path


def load_works(folder: Path = FOLDER) -> tuple[SampleWork, ...]:
    """The works of a folder, in the order of its works.toml.

    Raises:
        OSError: there is no such file.
        ValueError: a work lacks something, has something unknown, or does not say that it is a
            sample.
    """
    with (folder / "works.toml").open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["work"]
    return tuple(_work(row, folder) for row in rows)


def _work(row: dict[str, Any], folder: Path) -> SampleWork:
    fields = {"story": {}, **row}
    if fields.pop("sample", False) is not True:
        raise ValueError(f"work {row.get('id')} does not say that it is a sample")
    try:
        return SampleWork(**fields, picture=folder / f"{row.get('id')}.webp")
    except TypeError as error:
        raise ValueError(f"work {row.get('id')}: {error}") from None
