"""A text in all languages of the site."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from youcheng.i18n.languages import LANGUAGES

PLACEHOLDER: Final = re.compile(
    r"\b(?:TODO|TBD|FIXME|XXX|lorem ipsum)\b|\?\?\?|待译|待补", re.IGNORECASE
)
"""What an unfinished text looks like; a text that holds it does not load."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Unicode's category Cc, which is fixed for ever."""

LANGUAGE_FAULT: Final = "languages"
"""Type of the validation error that lists in its context the languages amiss in a text."""


class Model(BaseModel):
    """Base of every content type: read once, never changed, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def check_finished(value: str) -> str:
    """Return `value` if it is one finished paragraph in Unicode NFC; ValueError otherwise."""
    if not value.strip():
        raise ValueError("must not be empty")
    if value != value.strip():
        raise ValueError("must not begin or end with a space")
    if _CONTROL.search(value):
        raise ValueError("must not hold line breaks or other control characters")
    if not unicodedata.is_normalized("NFC", value):
        raise ValueError("must be in Unicode normal form NFC")
    if PLACEHOLDER.search(value):
        raise ValueError("looks unfinished: it holds a placeholder")
    return value


class Text(RootModel[dict[str, Annotated[str, AfterValidator(check_finished)]]]):
    """The same statement in every language of the site, keyed by language code.

    None may be missing; each is one paragraph as `check_finished` wants it.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _check_languages(self) -> Text:
        known = {language.code for language in LANGUAGES}
        amiss = dict.fromkeys(known - set(self.root), "no text in this language")
        amiss |= dict.fromkeys(set(self.root) - known, "unknown language")
        if amiss:
            raise PydanticCustomError(LANGUAGE_FAULT, "languages amiss", {"amiss": amiss})
        return self

    def get(self, code: str) -> str:
        """Return the text in the language `code`. Raises KeyError for an unknown code."""
        return self.root[code]

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))
