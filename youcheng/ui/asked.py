"""What somebody asks for on a page of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for.

    Attributes:
        act: name of the act.
        values: what was filled in, by the names of the fields.
    """

    act: str
    values: Mapping[str, str | Sequence[str]]
