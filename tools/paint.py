"""Paints the sample works anew: `python -m tools.paint [--only ID …] [--size PIXELS]`.

Reads assets/sample/works.toml and writes assets/sample/<id>.webp, at most LARGEST bytes each. The
results are committed, so this runs only when a scene, a medium or a recipe changes.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from PIL import Image

from youcheng.samples.painter.studio import Recipe, paint
from youcheng.samples.works import FOLDER, SampleWork, load_works

LARGEST: Final = 230_000
"""Bytes of one picture. Few need them, so that 60 pictures stay below 10 MB."""
QUALITIES: Final = (80, 72, 64, 56)
SIZES: Final = (1.0, 0.93, 0.86, 0.8)


def main() -> None:
    """Paints the works that were asked for, two at a time, and prints what became of each."""
    parser = argparse.ArgumentParser(prog="python -m tools.paint", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="ID", default=[])
    parser.add_argument("--size", type=int, default=1400, help="pixels of the long edge")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder of the pictures")
    asked = parser.parse_args()
    works = [work for work in load_works() if not asked.only or work.id in asked.only]
    with ProcessPoolExecutor(2) as pool:
        for line in pool.map(_paint, works, [asked.size] * len(works), [asked.to] * len(works)):
            print(line, flush=True)


def _paint(work: SampleWork, size: int, folder: Path) -> str:
    recipe = Recipe(work.scene, work.medium, work.palette, work.band, work.seed)
    picture = paint(recipe, size)
    quality, shown, data = next(
        encoded for encoded in _encodings(picture) if len(encoded[2]) <= LARGEST
    )
    (folder / f"{work.id}.webp").write_bytes(data)
    return f"{work.id}  {shown.width} × {shown.height}  quality {quality}  {len(data):,} bytes"


def _encodings(picture: Image.Image) -> Iterator[tuple[int, Image.Image, bytes]]:
    """The picture as WebP, each time with less quality, then smaller."""
    for factor in SIZES:
        size = (round(picture.width * factor), round(picture.height * factor))
        shown = picture if factor == 1 else picture.resize(size, Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            out = io.BytesIO()
            shown.save(out, "WEBP", quality=quality, method=4)
            yield quality, shown, out.getvalue()


if __name__ == "__main__":
    main()
