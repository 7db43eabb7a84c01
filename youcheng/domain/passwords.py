"""What a password may be: long, and not what is tried first.

After NIST SP 800-63B (revision 4, 3.1.1.2): length counts, there are no rules about kinds of
characters and no expiry, and passwords that are common, or made of what everybody knows about the
account, are refused. Twelve characters and not fifteen, since tries are limited to ten in fifteen
minutes.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

SHORTEST: Final = 12
LONGEST: Final = 256
"""Characters that are looked at; NIST asks for at least 64."""

_SITE: Final = ("youcheng", "jiangsu", "友城", "江苏")
_OWN: Final = 6
"""Characters that have to be left without names and address."""
_BETWEEN_WORDS: Final = frozenset(" .-_@")
_FEWEST: Final = 4
"""Different characters."""
_SHORTEST_WORD: Final = 3

_COMMON: Final = frozenset({
    "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1qaz2wsx3edc", "1qazxsw23edc", "1234qwerasdf",
    "a1234567890", "a12345678901", "aa123456789", "abc123456789", "abcd12345678", "adminadmin",
    "admin", "administrator", "administrateur", "asdfghjkl", "asdfghjklzxcvbnm", "azertyuiop",
    "azertyuiopqsdfghjklm", "changeme", "changemenow", "correcthorsebatterystaple", "default",
    "iloveyou", "katalaluan", "letmein", "letmeinplease", "mima", "motdepasse", "mypassword",
    "mysecretpassword", "nopassword", "passpass", "password", "passwordpassword", "princess",
    "q1w2e3r4t5y6", "qazwsxedcrfv", "qq123456789", "qwer1234asdf", "qwerasdfzxcv", "qwerty",
    "qwertyuiop", "qwertyuiopasdf", "qwertyuiopasdfghjkl", "rootroot", "sunshine", "superman",
    "supersecret", "temppassword", "testtest", "trustno", "welcome", "welcometo", "wodemima",
    "woaini", "woaini1314520", "woainiwoaini", "woaizhongguo", "zaq12wsxcde3", "zhongguo",
    "zxcvbnmasdfghjkl", "йцукен", "йцукенгшщзхъ", "пароль",
})  # fmt: skip
"""As they stand, or with digits behind them: what leads the published lists of passwords, and what
the keyboards of our languages suggest."""
_ROWS: Final = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop")

PasswordProblem = Literal["short", "long", "common", "personal"]


class PasswordRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """A password that may not be set.

    Attributes:
        problem: `short`, `long`, `common` (among those that are tried first) or `personal` (hardly
            more than the name, the e-mail address or the site's name).
    """

    def __init__(self, problem: PasswordProblem) -> None:
        super().__init__(problem)
        self.problem: PasswordProblem = problem


def plain_password(text: str) -> str:
    """The password in the form in which it is hashed: the same from every keyboard (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def check_new_password(text: str, *, name: str, email: str) -> None:
    """Return if the password may be set.

    Args:
        text: as it was typed.
        name, email: of the account.

    Raises:
        PasswordRefused: it may not.
    """
    if problem := _problem(plain_password(text), name, email):
        raise PasswordRefused(problem)


def _problem(password: str, name: str, email: str) -> PasswordProblem | None:
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    bare = _letters(password)
    if len(set(password)) < _FEWEST or {bare, bare.rstrip("0123456789")} & _COMMON:
        return "common"
    if bare and any(bare in row or bare[::-1] in row for row in _ROWS):
        return "common"
    signs = sum(not one.isalnum() and one not in _BETWEEN_WORDS for one in password)
    return "personal" if len(_without(bare, name, email)) + signs < _OWN else None


def _without(bare: str, name: str, email: str) -> str:
    """What is left of a password without the words that everybody knows."""
    local, _, domain = email.partition("@")
    known = (name, *name.split(), email, local, *local.split("."), domain, *_SITE)
    words = {_letters(word) for word in known}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD or (word and not word.isascii()):
            bare = bare.replace(word, "")
    return bare


def _letters(text: str) -> str:
    """Letters and digits alone, large and small alike."""
    return "".join(one for one in plain_password(text).casefold() if one.isalnum())
