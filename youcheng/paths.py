"""Absolute paths of the project's own folders.

Everything that is read at run time lies under ROOT; everything that is written at run time lies
under the folder named by the setting ``var`` (see ``youcheng.settings``).
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
PAGES = ROOT / "pages"
ASSETS = ROOT / "assets"
DATA = ROOT / "data"
GEO = DATA / "geo"
LOCALE = DATA / "locale"
