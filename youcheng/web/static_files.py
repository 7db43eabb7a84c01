"""Streamlit's frontend files as this site serves them: compressed once, fonts cut down.

They are made at the first start, in a few seconds, and kept under the ``var`` folder; every later
start finds them there. The folder's name is made of everything that they depend on, so a new
Streamlit, another icon or a change of this code makes a new folder.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import mimetypes
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Final

import brotli

from youcheng.markup.fonts import streamlit_static
from youcheng.paths import PACKAGE, PAGES
from youcheng.settings import get_settings
from youcheng.web.fonts import (
    ICON_FONT,
    LETTERS,
    TEXT_FONTS,
    cut_icon_font,
    cut_text_font,
    icons_in,
)

PREFIX: Final = "/static/"
BUILD: Final = 1
"""Raise it when what is made from the same files changes."""

EXTRA_ICONS: Final[frozenset[str]] = frozenset()
"""Icons whose names stand nowhere as ``:material/name:``. All others are found by themselves, in
Streamlit's scripts and in ours."""

_COMPRESSED: Final = frozenset({".js", ".css", ".svg", ".json", ".html", ".txt"})
_SMALLEST: Final = 300
"""Bytes; below, compression gains less than its header costs."""
_USED_LATER: Final = ("DeckGlJsonChart.", "DataFrame.", "arrowFormatUtils.")
"""How the names of the large files begin that the map page loads."""
_QUALITY_FIRST, _QUALITY_LATER, _QUALITY_REST = 11, 10, 9
"""Settings of brotli for what every page loads, what the map loads, and the rest. The rest at 11
would take half a minute more for 8 per cent of files that no page of the site asks for."""
_HASHED: Final = re.compile(r"\.[A-Za-z0-9_-]{8}\.[a-z0-9]+$")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file that is served.

    Attributes:
        media_type: value of the Content-Type header.
        digest: hash of the content as it is served, for the ETag.
        immutable: whether its name changes with its content.
        plain: where the content lies.
        brotli: where the content compressed with brotli lies, None if it is not worth it.
        gzip: the same for gzip.
    """

    media_type: str
    digest: str
    immutable: bool
    plain: str
    brotli: str | None = None
    gzip: str | None = None


StaticFiles = Mapping[str, StaticFile]
"""Address → file."""

_current: StaticFiles | None = None


def current_static_files() -> StaticFiles | None:
    """The files of this process, None until `prepare_static_files` has returned."""
    return _current


def prepare_static_files() -> StaticFiles:
    """Make the files of the installed Streamlit, or find them made, for this process.

    Blocks for some seconds at the very first start: call it in a thread.
    """
    global _current
    started = perf_counter()
    icons = used_icons()
    source = streamlit_static() / "static"
    folder = get_settings().var / "static" / _key(source, icons)
    files = read_static_files(folder)
    if files is None:
        files = build_static_files(source, folder, icons)
        _log.info("static files made in %.1f s", perf_counter() - started)
    _current = files
    return files


def used_icons() -> frozenset[str]:
    """Names of all icons that Streamlit's scripts or the site's own name."""
    scripts = (streamlit_static() / "static").rglob("*.js")
    ours = (*PACKAGE.rglob("*.py"), *PAGES.glob("*.py"))
    found = set(EXTRA_ICONS)
    for path in (*scripts, *ours):
        found |= icons_in(path.read_text("utf-8"))
    return frozenset(found)


def _key(source: Path, icons: Iterable[str]) -> str:
    parts = [
        f"{BUILD}",
        *(version(name) for name in ("streamlit", "brotli", "fonttools", "uharfbuzz")),
        repr(sorted(icons)),
        repr(sorted(LETTERS)),
        repr(sorted(TEXT_FONTS.items())),
        # An installation that was moved or mended must not be served from the old one's list.
        *(f"{path} {path.stat().st_size}" for path in sorted(source.rglob("*")) if path.is_file()),
    ]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"streamlit-{version('streamlit')}-{digest}"


def read_static_files(folder: Path) -> StaticFiles | None:
    """The files made before in `folder`, None if there are none or not all of them."""
    try:
        table = json.loads((folder / "files.json").read_text("utf-8"))
        files = {address: StaticFile(**row) for address, row in table.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    places = [place for file in files.values() for place in _places(file)]
    return files if files and all(Path(place).is_file() for place in places) else None


def _places(file: StaticFile) -> list[str]:
    return [place for place in (file.plain, file.brotli, file.gzip) if place]


def build_static_files(source: Path, folder: Path, icons: Iterable[str]) -> StaticFiles:
    """Compress every file of `source` and cut its fonts, and keep the result in `folder`.

    The folder appears only when it is complete, so two processes that start at once do no harm.

    Args:
        source: the folder that is served as ``/static``.
        folder: where the result is to lie.
        icons: names of the icons to keep.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        builder = _Builder(source, work, folder, frozenset(icons))
        # Largest first, so that no long one is left to the end.
        paths = sorted(
            (path for path in source.rglob("*") if path.is_file()),
            key=lambda path: (path.suffix == ".woff2", path.stat().st_size),
            reverse=True,
        )
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
            files = dict(pool.map(builder.make, paths))
        table = {address: asdict(file) for address, file in sorted(files.items())}
        (work / "files.json").write_text(json.dumps(table, indent=1), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
    except OSError:
        # Another process was first; what it made is the same.
        made = read_static_files(folder)
        if made is None:
            raise
        return made
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return files


class _Builder:
    """Makes one file after the other; used by several threads at once."""

    def __init__(self, source: Path, work: Path, folder: Path, icons: frozenset[str]) -> None:
        self.source = source
        self.work = work
        self.folder = folder
        self.icons = icons
        index = source.parent / "index.html"
        self.first_page = index.read_text("utf-8") if index.is_file() else ""

    def make(self, path: Path) -> tuple[str, StaticFile]:
        """The address of a file of the source, and what is served there."""
        name = path.relative_to(self.source).as_posix()
        original = path.read_bytes()
        content = self._cut(path.name, original)
        plain = str(path) if content is original else self._keep(name, content)
        packed: dict[str, str] = {}
        if path.suffix in _COMPRESSED and len(content) >= _SMALLEST:
            for ending, smaller in (
                ("br", brotli.compress(content, quality=self._quality(path.name))),
                ("gz", gzip.compress(content, 9, mtime=0)),
            ):
                if len(smaller) < len(content):
                    packed[ending] = self._keep(f"{name}.{ending}", smaller)
        return PREFIX + name, StaticFile(
            media_type=_media_type(path),
            digest=hashlib.sha256(content).hexdigest()[:20],
            immutable=bool(_HASHED.search(path.name)),
            plain=plain,
            brotli=packed.get("br"),
            gzip=packed.get("gz"),
        )

    def _keep(self, name: str, content: bytes) -> str:
        place = self.work / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return str(self.folder / name)

    def _quality(self, name: str) -> int:
        if name in self.first_page:
            return _QUALITY_FIRST
        return _QUALITY_LATER if name.startswith(_USED_LATER) else _QUALITY_REST

    def _cut(self, name: str, content: bytes) -> bytes:
        """The font cut down; the original if it is none of those known, or will not be cut."""
        try:
            if name.startswith(ICON_FONT):
                smaller = cut_icon_font(content, self.icons)
            elif found := next((key for key in TEXT_FONTS if name.startswith(key)), None):
                smaller = cut_text_font(content, *TEXT_FONTS[found])
            else:
                return content
        except Exception:  # a font that is too large is better than none
            _log.exception("font %s is served whole", name)
            return content
        return smaller if len(smaller) < len(content) else content


def _media_type(path: Path) -> str:
    known = {".js": "text/javascript", ".woff2": "font/woff2"}
    found = known.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    found = found or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
