"""The site's intake of pictures, which works once for each photo.

Some hundred tests enter the same few photos; what is made of one takes a second each time, and is
each time the same, as the tests of `youcheng.media` say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from youcheng.domain.pictures import Derivative, Edit, Intake, TileSet
from youcheng.media import pictures


class KeptPictures:
    """A `PictureIntake`: the real one, and what it made before in this process."""

    def take_in(self, path: Path, folder: Path, *, edit: Edit, sample: bool) -> Intake:
        made: Intake = _once(pictures.take_in, path, folder, edit=edit, sample=sample)
        return made

    def make_tiles(self, path: Path, folder: Path, *, edit: Edit) -> TileSet:
        made: TileSet = _once(pictures.make_tiles, path, folder, edit=edit)
        return made

    def make_card(self, path: Path, folder: Path) -> Derivative:
        made: Derivative = _once(pictures.make_card, path, folder)
        return made


def _once(make: Callable[..., Any], path: Path, folder: Path, **asked: object) -> Any:
    made, files = _make(make, path.read_bytes(), **asked)
    for name, content in files.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    return made


@lru_cache(64)
def _make(
    make: Callable[..., Any], photo: bytes, **asked: object
) -> tuple[Any, Mapping[str, bytes]]:
    """What the intake says of a photo, and the files it writes, by name. A refusal is not kept."""
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place, "photo"), Path(place, "made")
        source.write_bytes(photo)
        folder.mkdir()
        made = make(source, folder, **asked)
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return made, files
