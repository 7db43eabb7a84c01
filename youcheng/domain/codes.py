"""Codes of submissions, schools and certificates: sayable on the phone, wrong ones known at once.

A reference code is ``JS-26-7K3M-1``: prefix, year, four random characters, check character.

The alphabet starts from Crockford's base 32 (no I, L, O, U) and leaves out three letters more: the
vowels A and E, so that no word of any language can be drawn on a children's site, and Z, which is
taken for 2. That leaves 29 characters, a prime number, so the check character comes from the same
alphabet. Crockford's own check needs five signs more (``*~$=U``), MOD 37-2 prints I, L, O and
``*``, and MOD 1271-36 takes two characters.

The check is a pure system of ISO/IEC 7064:2003 (one check character, modulus 29, radix 2). 29 is
prime and 2 is a primitive root of it, so the weights of any two positions differ: every single
wrong character and every swap of two characters, neighbours or not, is found. Of all other errors
one in 29 passes.

How many: 29^4 = 707,281 codes a year. A code that is taken is drawn again, so what matters is how
full the year is: at 70,000 submissions one draw in ten is repeated and all `DRAWS` of a code fail
once in 10^16; above half a million a year the random part needs a fifth character. A code is a
name, not a secret: nothing opens by a code alone.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

ALPHABET: Final = "0123456789BCDFGHJKMNPQRSTVWXY"
PREFIX: Final = "JS"
RANDOM_LENGTH: Final = 4
ACCESS_LENGTH: Final = 8
CERTIFICATE_LENGTH: Final = 12
DRAWS: Final = 16
"""How often a taken code is drawn again before giving up."""

RandomBelow = Callable[[int], int]
"""Takes n > 0, returns a number from 0 to n - 1, each as likely."""

CodeProblem = Literal["empty", "length", "character", "prefix", "year", "check"]

_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}
_RADIX: Final = 2
_LONGEST: Final = 64
_LOOK_ALIKES: Final = str.maketrans(
    {
        **{"O": "0", "I": "1", "L": "1", "Z": "2", "U": "V"},
        # Cyrillic capitals that look like a character of the alphabet: a keyboard in Mogilev.
        **{"В": "B", "З": "3", "К": "K", "М": "M", "Н": "H", "О": "0", "Р": "P", "С": "C"},
        **{"Т": "T", "У": "Y", "Х": "X", "Ѕ": "S", "Ј": "J", "І": "1"},
    }
)
_SEPARATORS: Final = frozenset("._/·•−_\\:,")


class CodeRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """A text that is not a code.

    Attributes:
        problem: `empty`, `length` (too short or too long), `character` (one that no code holds),
            `prefix` (not ours), `year` (not two digits), `check` (a slip of the pen: the check
            character does not fit).
    """

    def __init__(self, problem: CodeProblem) -> None:
        super().__init__(problem)
        self.problem: CodeProblem = problem


@dataclass(frozen=True, slots=True)
class ReferenceCode:
    """The name of one submission.

    Attributes:
        year: the year of the first draft, 2000 to 2099.
        random: `RANDOM_LENGTH` characters of `ALPHABET`.
    """

    year: int
    random: str

    @property
    def check(self) -> str:
        """The check character over prefix, year and random part."""
        return check_character(f"{PREFIX}{self.year % 100:02d}{self.random}")

    def __str__(self) -> str:
        return f"{PREFIX}-{self.year % 100:02d}-{self.random}-{self.check}"


def check_character(text: str) -> str:
    """The character that makes `text` whole (ISO/IEC 7064:2003, pure system, MOD 29-2).

    Raises:
        CodeRefused: `character`, when `text` holds one that is not in `ALPHABET`.
    """
    return ALPHABET[(1 - _remainder(text) * _RADIX) % len(ALPHABET)]


def is_whole(text: str) -> bool:
    """True when the last character of `text` is the check character of those before it."""
    return _remainder(text) == 1


def draw_reference_code(
    *,
    year: int,
    is_taken: Callable[[ReferenceCode], bool] = lambda code: False,
    random_below: RandomBelow = secrets.randbelow,
) -> ReferenceCode:
    """A code that is not taken yet.

    The database's unique constraint has the last word: two writers may draw the same code.

    Raises:
        ValueError: a year outside 2000 to 2099.
        RuntimeError: `DRAWS` draws were all taken; the year is nearly full.
    """
    if not 2000 <= year <= 2099:
        raise ValueError(f"year {year} does not fit two digits")
    for _ in range(DRAWS):
        code = ReferenceCode(year, _draw(RANDOM_LENGTH, random_below))
        if not is_taken(code):
            return code
    raise RuntimeError(f"no free reference code for {year} in {DRAWS} draws")


def parse_reference_code(text: str) -> ReferenceCode:
    """The code that a person typed or read out; nothing is looked up before the check fits.

    Forgiven: lower case, full-width forms, digits of other scripts, any spaces and dashes, the
    missing prefix, and look-alikes (O for 0, I and L for 1, Z for 2, U for V, Cyrillic capitals).

    Raises:
        CodeRefused: see its attribute `problem`.
    """
    plain = plain_code(text)
    length = 2 + RANDOM_LENGTH + 1
    if len(plain) == length and not plain.startswith(PREFIX):
        plain = PREFIX + plain
    if len(plain) != len(PREFIX) + length:
        raise CodeRefused("length")
    if not plain.startswith(PREFIX):
        raise CodeRefused("prefix")
    year = plain[len(PREFIX) : len(PREFIX) + 2]
    if not year.isdigit():
        raise CodeRefused("year")
    if not is_whole(plain):
        raise CodeRefused("check")
    return ReferenceCode(2000 + int(year), plain[len(PREFIX) + 2 : -1])


def draw_access_code(*, random_below: RandomBelow = secrets.randbelow) -> str:
    """A school's access code such as ``7K3M-QW92-C``: 38 random bits and a check character.

    Shorter than a token because a teacher copies it from a letter: it expires, is limited in uses,
    and tries are limited. Stored as its digest, like a token.
    """
    drawn = _draw(ACCESS_LENGTH, random_below)
    return f"{drawn[:4]}-{drawn[4:]}-{check_character(drawn)}"


def parse_access_code(text: str) -> str:
    """The access code in its plain form (no dashes), as forgiving as `parse_reference_code`.

    Raises:
        CodeRefused: `empty`, `length`, `character` or `check`.
    """
    return _whole_code(text, ACCESS_LENGTH)


def draw_certificate_code(*, random_below: RandomBelow = secrets.randbelow) -> str:
    """A certificate's code in its plain form: 58 random bits and a check character.

    Whoever has it learns that the certificate is real and what it is for; so it is long enough not
    to be found by trying, and says nothing of the work's reference code.
    """
    drawn = _draw(CERTIFICATE_LENGTH, random_below)
    return drawn + check_character(drawn)


def show_certificate_code(plain: str) -> str:
    """A certificate's code as it is printed, such as ``7K3M-QW92-4HXT-C``."""
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def parse_certificate_code(text: str) -> str:
    """A certificate's code in its plain form (no dashes), as forgiving as `parse_reference_code`.

    Raises:
        CodeRefused: `empty`, `length`, `character` or `check`.
    """
    return _whole_code(text, CERTIFICATE_LENGTH)


def _whole_code(text: str, random_length: int) -> str:
    plain = plain_code(text)
    if len(plain) != random_length + 1:
        raise CodeRefused("length")
    if not is_whole(plain):
        raise CodeRefused("check")
    return plain


def plain_code(text: str) -> str:
    """`text` in the characters of `ALPHABET` alone: folded, without separators.

    Raises:
        CodeRefused: `empty`, `length` (far too long to be looked at) or `character`.
    """
    if len(text) > _LONGEST:
        raise CodeRefused("length")
    plain = "".join(_folded(unicodedata.normalize("NFKC", text).upper()))
    if not plain:
        raise CodeRefused("empty")
    if not set(plain) <= _VALUES.keys():
        raise CodeRefused("character")
    return plain


def _folded(text: str) -> Iterable[str]:
    for character in text.translate(_LOOK_ALIKES):
        kind = unicodedata.category(character)
        if character in _SEPARATORS or kind in {"Pd", "Zs", "Cc", "Cf"}:
            continue
        yield str(unicodedata.decimal(character)) if kind == "Nd" else character


def _draw(length: int, random_below: RandomBelow) -> str:
    return "".join(ALPHABET[random_below(len(ALPHABET))] for _ in range(length))


def _remainder(text: str) -> int:
    """The weighted sum of `text` modulo 29, the last character having weight 1."""
    total = 0
    for character in text:
        if character not in _VALUES:
            raise CodeRefused("character")
        total = (total * _RADIX + _VALUES[character]) % len(ALPHABET)
    return total
