"""Ways to make the copies of a picture, each run in a process of its own:
`python -m bench.intake_ways WAY PICTURE FOLDER` prints its processor time and its memory.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

from youcheng.domain.pictures import DERIVATIVES
from youcheng.media.picture_derivatives import JPEG_QUALITY, WEBP_QUALITY, fit, make_derivatives


def copy_by_copy(path: Path, folder: Path) -> None:
    """Pillow as its documentation shows it: a function that makes one copy, called for each."""
    for name in DERIVATIVES:
        with Image.open(path) as picture:
            _save(_upright(picture), name, folder)


def from_one_decoding(path: Path, folder: Path) -> None:
    """Pillow, but decoded, turned and converted once."""
    with Image.open(path) as picture:
        upright = _upright(picture)
    for name in DERIVATIVES:
        _save(upright, name, folder)


def _upright(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if profile:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(upright, source, ImageCms.createProfile("sRGB"))
        assert converted is not None
        upright = converted
    return upright


def reference(path: Path) -> dict[str, Image.Image]:
    """The brightness of every copy as LANCZOS makes it from the original, never compressed."""
    with Image.open(path) as picture:
        upright = _upright(picture)
    return {name: _shrink(upright, edge).convert("L") for name, edge in DERIVATIVES.items()}


def _shrink(picture: Image.Image, edge: int) -> Image.Image:
    return picture.resize(fit(picture.size, edge), Image.Resampling.LANCZOS)


def _save(picture: Image.Image, name: str, folder: Path) -> None:
    copy = _shrink(picture, DERIVATIVES[name])
    copy.info = {}
    if name.endswith(".webp"):
        copy.save(folder / name, quality=WEBP_QUALITY)
    else:
        copy.save(folder / name, quality=JPEG_QUALITY)


def with_vips(path: Path, folder: Path) -> None:
    """pyvips as its documentation shows it for copies in sRGB, on one core."""
    _thumbnail(path, folder, export_profile="srgb")


def with_vips_as_stored(path: Path, folder: Path) -> None:
    """pyvips without any conversion of colours: right for photographs in sRGB alone."""
    _thumbnail(path, folder)


def _thumbnail(path: Path, folder: Path, **options: str) -> None:
    import pyvips  # type: ignore[import-untyped]

    pyvips.cache_set_max(0)
    for name, edge in DERIVATIVES.items():
        copy = pyvips.Image.thumbnail(str(path), edge, height=edge, size="down", **options)
        if name.endswith(".webp"):
            copy.webpsave(str(folder / name), Q=WEBP_QUALITY, keep="none")
        else:
            copy.jpegsave(str(folder / name), Q=JPEG_QUALITY, keep="none")


def ours(path: Path, folder: Path) -> None:
    """What the site's worker does, its other findings and the cutting into files included."""
    with path.open("rb") as picture, (folder / "bundle").open("w+b") as bundle:
        found = make_derivatives(
            picture.fileno(),
            bundle.fileno(),
            kind="jpg",
            turn=0,
            crop=[0.0, 0.0, 1.0, 1.0],
            blurs=[],
            trim=[0.0, 0.0, 1.0, 1.0],
            sample=False,
        )
        bundle.seek(0)
        for name, (_, _, length) in zip(DERIVATIVES, found["copies"], strict=True):
            (folder / name).write_bytes(bundle.read(length))


WAYS: Final[dict[str, Callable[[Path, Path], None]]] = {
    "copy_by_copy": copy_by_copy,
    "from_one_decoding": from_one_decoding,
    "with_vips": with_vips,
    "with_vips_as_stored": with_vips_as_stored,
    "ours": ours,
}


def main() -> None:
    """Do it once the modules are loaded."""
    way, path, folder = WAYS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    os.environ["VIPS_CONCURRENCY"] = "1"
    if "vips" in sys.argv[1]:
        import pyvips  # noqa: F401 -- loaded before the clock runs
    Image.init()
    Image.MAX_IMAGE_PIXELS = None
    begun = time.process_time()
    way(path, folder)
    seconds = time.process_time() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "bytes": _peak()}))


def _peak() -> int:
    """The largest resident memory of this program; getrusage tells that of its parent as well."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    main()
