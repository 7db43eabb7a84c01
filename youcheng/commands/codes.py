"""Reference codes as an operator writes them: read, and asked for again before what is final."""

from __future__ import annotations

import sys

from youcheng.commands.failures import CommandFailed
from youcheng.domain.codes import CodeRefused, ReferenceCode, parse_reference_code


def read_code(text: str) -> ReferenceCode:
    """The code that was written.

    Raises:
        CommandFailed: it is none.
    """
    try:
        return parse_reference_code(text)
    except CodeRefused as refused:
        raise CommandFailed(
            f"{text!r} is no reference code ({refused.problem}); one looks like JS-26-7K3M-1"
        ) from None


def confirm(code: ReferenceCode, warning: str, purpose: str) -> None:
    """Return once the operator has written the code again.

    Args:
        code: of what is acted on.
        warning: a sentence about what follows.
        purpose: what writing it again does, such as "to erase it".

    Raises:
        CommandFailed: nobody is there, or something else was written.
    """
    if not sys.stdin.isatty():
        raise CommandFailed("nobody is there to confirm: add --yes")
    try:
        typed = input(f"{warning} Write {code} again {purpose}: ")
    except EOFError:
        typed = ""
    if typed.strip() != str(code):
        raise CommandFailed("nothing was done: that was not the code")
