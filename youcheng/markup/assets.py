"""The site's own files (drawings, scripts, pictures) and the addresses that they are served at.

An address holds a hash of the content, so that a browser may keep the file for ever and still
never shows an old one. Every file directly under ``assets/`` and ``youcheng/markup/static`` is
served; nothing else is. Scripts name one another by their file names, such as ``"./zoom.js"``; as
they are served they name the addresses.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from youcheng.paths import ASSETS, PACKAGE
from youcheng.settings import get_settings

PREFIX: Final = "/assets/"
FOLDERS: Final[tuple[Path, ...]] = (ASSETS, PACKAGE / "markup" / "static")
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }
)
"""Kinds of file that are served; a file of another kind in the folders is an error."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9]+")
_PLAIN: Final = " !'()*+,-./:;=?@[]^_`{|}~"
"""What an address within an attribute may hold as it is, besides letters and digits."""
_NAMED: Final = re.compile(rb"""(?<=["'])\./([a-z0-9][a-z0-9_-]*\.(?:css|js))(?=["'])""")
"""A script or style sheet that a script names."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that is served.

    Attributes:
        name: its file name, such as ``seal.svg``.
        address: where it is served, such as ``/assets/seal.1f0a33c2.svg``.
        media_type: value of the Content-Type header.
        content: the bytes.
    """

    name: str
    address: str
    media_type: str
    content: bytes


class AssetError(Exception):
    """A file cannot be served as it is, or no file has the name asked for."""


def read_assets(folders: tuple[Path, ...] = FOLDERS) -> Mapping[str, Asset]:
    """Every file of the folders, by file name.

    Raises:
        AssetError: two folders hold the same name, or a file has a kind or a name that cannot
            be served.
    """
    sources: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if not path.is_file() or path.name.startswith("."):
                continue
            if path.name in sources:
                raise AssetError(f"{path.name} is in two folders of assets")
            if path.suffix not in MEDIA_TYPES or not _NAME.fullmatch(path.name):
                raise AssetError(f"{path.name}: no media type is known for it, or its name is odd")
            sources[path.name] = path
    found: dict[str, Asset] = {}
    for name in sources:
        _read(name, sources, found, ())
    return MappingProxyType(found)


def _read(
    name: str, sources: Mapping[str, Path], found: dict[str, Asset], within: tuple[str, ...]
) -> Asset:
    """The file `name`, which scripts `within` one another name, kept in `found`."""
    if name in found:
        return found[name]
    if name in within or name not in sources:
        raise AssetError(f"{within[-1]} names {name}, which does not exist or names it in turn")
    path = sources[name]
    content = path.read_bytes()
    if path.suffix == ".js":

        def address_of(named: re.Match[bytes]) -> bytes:
            return _read(named[1].decode(), sources, found, (*within, name)).address.encode()

        content = _NAMED.sub(address_of, content)
    digest = hashlib.sha256(content).hexdigest()[:8]
    found[name] = Asset(
        name=name,
        address=f"{PREFIX}{path.stem}.{digest}{path.suffix}",
        media_type=MEDIA_TYPES[path.suffix],
        content=content,
    )
    return found[name]


_kept = cache(read_assets)


def assets() -> Mapping[str, Asset]:
    """Every file that is served, by file name; read once, or each time under ``make dev``."""
    return read_assets() if get_settings().reload else _kept()


def asset_address(name: str) -> str:
    """The address of a file, such as ``/assets/seal.1f0a33c2.svg`` for ``seal.svg``.

    Raises:
        AssetError: there is no such file.
    """
    return _asset(name).address


def asset_inside(name: str) -> Markup:
    """A picture as an address that holds it whole, to stand between double quotation marks: for a
    small one on every page, which no browser then has to ask for.

    Args:
        name: of an SVG file, such as ``seal.svg``.

    Raises:
        AssetError: there is no such file.
    """
    drawing = _asset(name).content.decode("utf-8").replace('"', "'").replace("\n", "")
    return Markup(f"data:image/svg+xml,{quote(drawing, safe=_PLAIN)}")


def _asset(name: str) -> Asset:
    try:
        return assets()[name]
    except KeyError:
        raise AssetError(f"no asset is called {name}") from None
