"""Files that were changed at random, the same ones for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

_NUMBER: Final = re.compile(rb"\d+")
_ODD_NUMBERS: Final = (b"0", b"-1", b"1", b"65536", b"2147483647", b"2147483648", b"99999999999999")


def mutate(content: bytes, chance: random.Random) -> bytes:
    """The content after one to four changes of a kind that transfers, disks and attackers make."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if changed:
            chance.choice(_CHANGES)(changed, chance)
    return bytes(changed)


def _part(content: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(content))
    return slice(start, start + chance.choice([1, 4, 30, 500, 5_000]))


def _flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 3, 20, 200])):
        content[chance.randrange(len(content))] = chance.randrange(256)


def _remove(content: bytearray, chance: random.Random) -> None:
    del content[_part(content, chance)]


def _blank(content: bytearray, chance: random.Random) -> None:
    part = _part(content, chance)
    content[part] = bytes(len(content[part]))


def _repeat(content: bytearray, chance: random.Random) -> None:
    part = content[_part(content, chance)]
    start = chance.randrange(len(content))
    content[start:start] = part * chance.choice([1, 2, 50])


def _insert(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    content[start:start] = chance.randbytes(chance.choice([1, 4, 300]))


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _renumber(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    if found := _NUMBER.search(content, start):
        content[found.start() : found.end()] = chance.choice(_ODD_NUMBERS)


_CHANGES: Final[tuple[Callable[[bytearray, random.Random], None], ...]] = (
    _flip,
    _remove,
    _blank,
    _repeat,
    _insert,
    _cut,
    _renumber,
)
