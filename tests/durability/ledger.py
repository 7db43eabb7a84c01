"""What a process that may be killed at any moment has told: what it was about to store, and what
was acknowledged. Each is one line, written in one piece."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

Act = Literal["begun", "planned", "saved", "sent", "repeated", "busy"]


@dataclass(frozen=True, slots=True)
class Told:
    """One line.

    Attributes:
        act: `begun`, `saved`, `sent`: acknowledged; `repeated`: it had been sent before; `planned`:
            is about to be saved or sent; `busy`: the store could not be had.
        submission: its id.
        digest: of the answers, see `digest_answers`.
        code: the reference code, once it was told.
    """

    act: Act
    submission: str = ""
    digest: str = ""
    code: str = ""


def tell(told: Told) -> None:
    """Write the line to standard output: whole, or not at all."""
    line = json.dumps(asdict(told)).encode() + b"\n"
    # What is shorter than PIPE_BUF goes into a pipe in one piece.
    assert len(line) < 512
    os.write(1, line)


def read_told(line: bytes) -> Told:
    """The line as it was told."""
    return Told(**json.loads(line))


def digest_answers(answers: Mapping[str, object]) -> str:
    """SHA-256 of the answers but for the keys of files, which are drawn while they are stored."""
    text = json.dumps(_without_keys(answers), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_keys(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _without_keys(inner) for name, inner in value.items() if name != "key"}
    if isinstance(value, list | tuple):
        return [_without_keys(inner) for inner in value]
    return value


@dataclass
class Ledger:
    """What must be found again.

    Attributes:
        possible: by submission that was begun, the digests that its answers may have: those that
            were acknowledged last, and those that were planned since.
        sent: by reference code that was acknowledged, the submission and the digest.
    """

    possible: dict[str, set[str]] = field(default_factory=dict)
    sent: dict[str, tuple[str, str]] = field(default_factory=dict)

    def note(self, lines: Iterable[Told]) -> None:
        """Take in what was told, in its order."""
        for told in lines:
            match told.act:
                case "begun" | "saved":
                    self.possible[told.submission] = {told.digest}
                case "planned":
                    self.possible[told.submission].add(told.digest)
                case "sent":
                    self.possible[told.submission] = {told.digest}
                    self.sent[told.code] = (told.submission, told.digest)
