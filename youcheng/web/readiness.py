"""What must stand before the site is ready: one check for each part, registered here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from youcheng.bootstrap import check_records, get_services
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.geo_files import geo_files
from youcheng.web.static_files import current_static_files

Check = Callable[[], None]
"""Returns if the part stands, raises whatever it likes if not. It must be quick."""

_log = logging.getLogger(__name__)


class NotReadyError(Exception):
    """A part does not stand; the message says what is missing."""


def _check_content() -> None:
    if not load_content().items:
        raise NotReadyError("there are no items")


def _check_catalogues() -> None:
    for language in LANGUAGES:
        translator(language.code)


def _check_static_files() -> None:
    if not current_static_files():
        raise NotReadyError("they are still being made")


def _check_geo() -> None:
    if not geo_files():
        raise NotReadyError("there are no map files")


def _check_files() -> None:
    get_services().files.check()


def _check_space() -> None:
    if not get_services().has_space():
        raise NotReadyError("the disk is nearly full")


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "content": _check_content,
        "catalogues": _check_catalogues,
        "static_files": _check_static_files,
        "geo": _check_geo,
        "records": check_records,
        "files": _check_files,
        "space": _check_space,
    }
)


def check_parts(checks: Mapping[str, Check] = CHECKS) -> dict[str, bool]:
    """For each part whether it stands. Why one does not is in the log, not in the answer."""
    found: dict[str, bool] = {}
    for name, check in checks.items():
        try:
            check()
        except Exception:
            _log.exception("%s is not ready", name)
            found[name] = False
        else:
            found[name] = True
    return found
