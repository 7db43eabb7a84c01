"""Texts of mails that staff wrote in place of those that the site was delivered with.

Only sentences are theirs. Addresses, codes, times and fields have places of their own in a letter,
which no text takes away. A name in braces, such as ``{programme}``, is replaced when the letter is
written; what the delivered text names has to be named in the other one too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from youcheng.domain.form_answers import clean_text
from youcheng.domain.outbox import first_blank

TITLE: Final = "title"
PARAGRAPHS: Final = "paragraphs"
NEXT_STEP: Final = "next_step"
BUTTON: Final = "button"
AFTER: Final = "after"

LONGEST: Final[Mapping[str, int]] = {
    TITLE: 150,
    PARAGRAPHS: 4000,
    NEXT_STEP: 600,
    BUTTON: 80,
    AFTER: 3000,
}
"""Characters of each part, in the order of the letter."""

EVERYWHERE: Final = frozenset({"code", "contact"})
"""Names that the text of any letter may use."""

_BRACES: Final = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_NAMED: Final = re.compile(r"\{([a-z_]+)\}")
_SPACES: Final = re.compile(" +")
_NEW_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")

MailTextProblem = Literal["same", "empty", "long", "unknown", "missing", "blank", "changed"]


class MailTextRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The text of a mail may not be so; nothing was changed.

    Attributes:
        problem: `same` (nothing differs), `empty`, `long`, `unknown` (a name in braces that this
            letter does not know), `missing` (a name that it needs), `blank` (something is still to
            be filled in), `changed` (somebody else has changed it meanwhile).
        part: of the letter that it is about; empty for none.
        name: the name, or what is to be filled in; empty for none.
    """

    def __init__(self, problem: MailTextProblem, part: str = "", name: str = "") -> None:
        super().__init__(f"{problem}: {part} {name}")
        self.problem: MailTextProblem = problem
        self.part = part
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """The sentences of one letter in one language.

    Attributes:
        title: headline, and with the reference code the subject.
        paragraphs: what has happened.
        next_step: what to do now.
        button: label of the link; empty for a letter without one.
        after: what else is good to know.
    """

    title: str
    paragraphs: tuple[str, ...]
    next_step: str
    button: str = ""
    after: tuple[str, ...] = ()

    def parts(self) -> dict[str, str]:
        """Every part as people write it: paragraphs with empty lines between them."""
        return {
            TITLE: self.title,
            PARAGRAPHS: "\n\n".join(self.paragraphs),
            NEXT_STEP: self.next_step,
            BUTTON: self.button,
            AFTER: "\n\n".join(self.after),
        }


MailTexts = Mapping[tuple[str, str], MailText]
"""Texts that hold in place of the delivered ones, by template and code of the language."""


@dataclass(frozen=True, slots=True)
class MailTextChange:
    """What was set once.

    Attributes:
        number: 1, 2, 3 … over all letters.
        template: name of the letter.
        language: code of its language.
        text: holds from then on; None: the delivered one does.
        at: when it was set.
        by: id of the account that did.
    """

    number: int
    template: str
    language: str
    text: MailText | None
    at: datetime
    by: str


def read_text(given: Mapping[str, str]) -> MailText:
    """The text as it was typed, by part; a part that is not given is empty.

    Spaces and line breaks are one space, signs that nobody sees and that a letter cannot hold are
    dropped. No-break spaces and joiners stay: French, Nepali and others need them.
    """
    return MailText(
        title=_line(given.get(TITLE, "")),
        paragraphs=_paragraphs(given.get(PARAGRAPHS, "")),
        next_step=_line(given.get(NEXT_STEP, "")),
        button=_line(given.get(BUTTON, "")),
        after=_paragraphs(given.get(AFTER, "")),
    )


def names_in(text: MailText) -> frozenset[str]:
    """The names in braces that a text uses."""
    return frozenset(name for part in text.parts().values() for name in _NAMED.findall(part))


def allowed_names(delivered: MailText) -> frozenset[str]:
    """The names that a text in place of the delivered one may use."""
    return names_in(delivered) | EVERYWHERE


def check_text(text: MailText, delivered: MailText) -> None:
    """Return if `text` may stand in place of the delivered one.

    Raises:
        MailTextRefused: `empty`, `long`, `unknown`, `blank` or `missing`.
    """
    known = {f"{{{name}}}" for name in allowed_names(delivered)}
    wanted = delivered.parts()
    for part, words in text.parts().items():
        if wanted[part] and not words:
            raise MailTextRefused("empty", part)
        if len(words) > LONGEST[part]:
            raise MailTextRefused("long", part)
        for found in _BRACES.finditer(words):
            if found[0] not in known:
                raise MailTextRefused("unknown", part, found[0])
        rest = _BRACES.sub(" ", words)
        brace = next((sign for sign in rest if sign in "{}｛｝"), "")
        if blank := brace or first_blank(rest):
            raise MailTextRefused("blank", part, blank)
    for name in sorted(names_in(delivered) - names_in(text)):
        raise MailTextRefused("missing", name=f"{{{name}}}")


def is_fit(text: MailText, delivered: MailText) -> bool:
    """Whether `text` may stand in place of the delivered one; a later delivery may need more."""
    with suppress(MailTextRefused):
        check_text(text, delivered)
        return True
    return False


def fill_in(message: str, facts: Mapping[str, object]) -> str:
    """The message with the facts in place of their names. Raises KeyError for one that is none."""
    return _NAMED.sub(lambda found: str(facts[found[1]]), message)


def _line(text: str) -> str:
    return _SPACES.sub(" ", clean_text(text))


def _paragraphs(text: str) -> tuple[str, ...]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(filter(None, map(_line, _NEW_PARAGRAPH.split(plain))))
