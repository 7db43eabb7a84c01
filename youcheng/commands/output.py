"""What the commands write: lines for people, JSON for machines."""

from __future__ import annotations

import json
import sys
from typing import Any


def say(line: str) -> None:
    """Write a line on standard output."""
    sys.stdout.write(f"{line}\n")


def warn(line: str) -> None:
    """Write a line on standard error."""
    sys.stderr.write(f"{line}\n")


def say_json(value: Any) -> None:
    """Write a value as JSON on standard output."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def count(number: int, one: str, many: str = "") -> str:
    """So many of something: "no mails", "1 mail", "2 mails"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
