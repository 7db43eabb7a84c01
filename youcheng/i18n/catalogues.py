"""Message catalogues: gettext, compiled in memory from the translators' own files.

A message's key is its English text. A message that a catalogue lacks is shown in English and is
caught by the catalogue check, never by a visitor alone.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
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
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language.catalogue, domain=DOMAIN, abort_invalid=True)
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}") from error
    except (PoFileError, ValueError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


@cache
def translator(code: str) -> Translator:
    """The texts of the language with this code.

    Raises:
        KeyError: there is no such language.
    """
    language = BY_CODE[code]
    return Translator(language, compile_catalogue(language))


def load_all() -> None:
    """Compile every catalogue now: no visitor waits for it, and a broken one stops the start.

    Raises:
        CatalogueError: a catalogue is missing or broken.
    """
    for language in LANGUAGES:
        translator(language.code)
