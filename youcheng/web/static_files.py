"""Streamlit's frontend files as this site serves them: compressed once, fonts cut down.

They are made at the first start, in a few seconds, and kept under the ``var`` folder; every later
start finds them there. Each is kept under a name made of all that it depends on, so a new Streamlit
or another icon makes anew only what it changes.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Final

import brotli

from youcheng.markup.fonts import FACES, FONTS, SCRIPTS, Face, streamlit_static, text_font
from youcheng.paths import PACKAGE, PAGES
from youcheng.settings import get_settings
from youcheng.web.fonts import (
    FEATURES,
    ICON_FONT,
    LETTERS,
    TEXT_FONTS,
    cut_icon_font,
    cut_text_font,
    icons_in,
)
from youcheng.web.kept_results import KeptResults

PREFIX: Final = "/static/"
BUILD: Final = 1
"""Raise it when `youcheng.web.fonts` makes another font of the same parts."""

EXTRA_ICONS: Final[frozenset[str]] = frozenset()
"""Icons whose names stand nowhere as ``:material/name:``. All others are found by themselves, in
Streamlit's scripts and in ours."""

_COMPRESSED: Final = frozenset({".js", ".css", ".svg", ".json", ".html", ".txt"})
_SMALLEST: Final = 300
"""Bytes; below, compression gains less than its header costs."""
_USED_LATER: Final = ("DeckGlJsonChart.",)
"""How the names of the large files begin that a page of the site asks for later: the map."""
_SMALL: Final = 100_000
_QUALITY_FIRST, _QUALITY_LATER, _QUALITY_REST = 11, 10, 7
"""Settings of brotli: for small files and for what every page loads; for what the map loads; for
the large rest, which no page asks for and which at 11 would take half a minute more."""
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
    """Make the files of the installed Streamlit for this process; what was made before is reused.

    Blocks for some seconds at the very first start: call it in a thread.
    """
    global _current
    started = perf_counter()
    source = streamlit_static() / "static"
    files, made = build_static_files(source, get_settings().var / "static", used_icons(), FACES)
    if made:
        _log.info("%d static files made in %.1f s", made, perf_counter() - started)
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


def build_static_files(
    source: Path, folder: Path, icons: Iterable[str], faces: Iterable[Face] = ()
) -> tuple[StaticFiles, int]:
    """Compress every file of `source` and cut its fonts.

    Args:
        source: the folder that is served as ``/static``.
        folder: where the results lie, and are looked for first.
        icons: names of the icons to keep.
        faces: fonts to serve besides.

    Returns:
        The files by address, and how many results had to be made.
    """
    kept = KeptResults(folder)
    builder = _Builder(source, kept, frozenset(icons))
    # Fonts and the largest first, so that no long one is left to the end.
    paths = sorted(
        (path for path in source.rglob("*") if path.is_file()),
        key=lambda path: (path.suffix == ".woff2", path.stat().st_size),
        reverse=True,
    )
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        fonts = pool.map(builder.make_face, faces)
        files = {**dict(pool.map(builder.make, paths)), **dict(fonts)}
    kept.save()
    return files, kept.made


class _Builder:
    """Makes one file after the other; used by several threads at once."""

    def __init__(self, source: Path, kept: KeptResults, icons: frozenset[str]) -> None:
        self.source = source
        self.kept = kept
        self.icons = icons
        index = source.parent / "index.html"
        self.first_page = index.read_text("utf-8") if index.is_file() else ""

    def make(self, path: Path) -> tuple[str, StaticFile]:
        """The address of a file of the source, and what is served there."""
        plain = path
        content = path.read_bytes()
        digest = _digest(content)
        if (smaller := self._cut(path.name, content, digest)) is not None:
            plain, content = smaller, smaller.read_bytes()
            digest = _digest(content)
        packed: dict[str, str] = {}
        if path.suffix in _COMPRESSED and len(content) >= _SMALLEST:
            packed = self._pack(path.name, content, digest)
        return PREFIX + path.relative_to(self.source).as_posix(), StaticFile(
            media_type=_media_type(path),
            digest=digest,
            immutable=bool(_HASHED.search(path.name)),
            plain=str(plain),
            brotli=packed.get("br"),
            gzip=packed.get("gz"),
        )

    def make_face(self, face: Face) -> tuple[str, StaticFile]:
        """The address of a font of the documents, and what is served there."""
        path = text_font(face.source)
        content = path.read_bytes()
        letters = SCRIPTS[face.script]
        make = partial(cut_text_font, content, face.family, face.axes, letters)
        recipe = repr((face.family, face.axes, sorted(letters), FEATURES))
        plain = self._keep_font(face.name, _digest(content), recipe, make) or path
        digest = _digest(plain.read_bytes())
        return FONTS + face.name, StaticFile("font/woff2", digest, immutable=True, plain=str(plain))

    def _pack(self, name: str, content: bytes, digest: str) -> dict[str, str]:
        quality = _QUALITY_REST
        if name in self.first_page or len(content) < _SMALL:
            quality = _QUALITY_FIRST
        elif name.startswith(_USED_LATER):
            quality = _QUALITY_LATER
        recipes: dict[str, tuple[str, Callable[[], bytes]]] = {
            "br": (f"{digest}.br{quality}", lambda: brotli.compress(content, quality=quality)),
            "gz": (f"{digest}.gz9", lambda: gzip.compress(content, 9, mtime=0)),
        }
        places = {kind: self.kept.get_or_make(*recipe) for kind, recipe in recipes.items()}
        return {
            kind: str(place)
            for kind, place in places.items()
            if place.stat().st_size < len(content)
        }

    def _cut(self, name: str, content: bytes, digest: str) -> Path | None:
        """Where the font cut down lies; None if it is none of those known, or will not be cut."""
        make: Callable[[], bytes]
        if name.startswith(ICON_FONT):
            recipe = repr(sorted(self.icons))
            make = partial(cut_icon_font, content, self.icons)
        elif found := next((key for key in TEXT_FONTS if name.startswith(key)), None):
            recipe = repr((TEXT_FONTS[found], sorted(LETTERS), FEATURES))
            make = partial(cut_text_font, content, *TEXT_FONTS[found])
        else:
            return None
        place = self._keep_font(name, digest, recipe, make)
        return place if place and place.stat().st_size < len(content) else None

    def _keep_font(
        self, name: str, digest: str, recipe: str, make: Callable[[], bytes]
    ) -> Path | None:
        """Where a font lies that is made of the file with this digest; None if it cannot be."""
        tools = [version(tool) for tool in ("fonttools", "uharfbuzz")]
        key = _digest(f"{digest} {BUILD} {tools} {recipe}".encode())
        try:
            return self.kept.get_or_make(f"{key}.woff2", make)
        except Exception:  # a font that is too large is better than none
            _log.exception("font %s is served whole", name)
            return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]


def _media_type(path: Path) -> str:
    known = {".js": "text/javascript", ".woff2": "font/woff2"}
    found = known.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    found = found or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
