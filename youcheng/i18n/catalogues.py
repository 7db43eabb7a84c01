"""Message catalogues: gettext, compiled from the translators' own files.

What is compiled is kept beside its file, with a digest of it, so that only a change is compiled
anew; where nothing can be written, every start compiles all.

A message's key is its English text. A message that a catalogue lacks is shown in English and is
caught by the catalogue check, never by a visitor alone.
"""

from __future__ import annotations

import gettext
import io
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from youcheng.i18n.languages import BY_CODE, LANGUAGES, Language
from youcheng.paths import LOCALE

DOMAIN: Final = "youcheng"


class CatalogueError(Exception):
    """A message catalogue is missing or broken; the message names the file and what is wrong."""


class Translator:
    """Texts of the site in one language.

    Attributes:
        language: the language of the texts.
    """

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form of the message that fits the number n by the language's plural rule."""
        return self._catalogue.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """The message in this language, told apart from equal English texts by its context."""
        return self._catalogue.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """As ngettext, told apart from equal English texts by its context."""
        return self._catalogue.npgettext(context, singular, plural, n)


def compile_catalogue(language: Language) -> gettext.NullTranslations:
    """The language's catalogue, compiled from its ``.po`` file; fuzzy messages are left out.

    Raises:
        CatalogueError: the file is missing or is not a catalogue.
    """
    path = LOCALE / language.catalogue / "LC_MESSAGES" / f"{DOMAIN}.po"
    try:
        source = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}") from error
    digest = sha256(version("babel").encode() + source).digest()
    kept = path.with_suffix(".mo")
    compiled = _read_kept(kept, digest)
    if compiled is None:
        try:
            compiled = _compile(source, language)
        except (PoFileError, ValueError) as error:
            raise CatalogueError(f"{path}: {error}") from error
        _keep(kept, compiled + digest)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _compile(source: bytes, language: Language) -> bytes:
    catalogue = read_po(
        io.BytesIO(source), locale=language.catalogue, domain=DOMAIN, abort_invalid=True
    )
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _read_kept(path: Path, digest: bytes) -> bytes | None:
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    return kept[: -len(digest)] if kept.endswith(digest) else None


def _keep(path: Path, content: bytes) -> None:
    """Write a file as a whole; where nothing can be written, do without."""
    work = path.with_name(f".{os.getpid()}.{path.name}")
    with suppress(OSError):
        work.write_bytes(content)
        work.replace(path)
    with suppress(OSError):
        work.unlink(missing_ok=True)


@cache
def translator(code: str) -> Translator:
    """The texts of the language with this code.

    Raises:
        KeyError: there is no such language.
    """
    language = BY_CODE[code]
    return Translator(language, compile_catalogue(language))


def load_all() -> None:
    """Have every catalogue ready now: no visitor waits for it, and a broken one stops the start.

    Raises:
        CatalogueError: a catalogue is missing or broken.
    """
    for language in LANGUAGES:
        translator(language.code)
