"""What one letter is made of: English messages with named places for facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Final, Literal

from youcheng.mail.facts import FACTS

ALWAYS: Final = frozenset({"code", "contact"})
"""Facts that every letter names."""


def mark(message: str) -> str:
    """The message itself; imported as ``_``, it tells the catalogues that this is a message."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One letter's messages. Each is a whole sentence or more, translated as it stands; ``{code}``
    and the like are names of facts.

    Attributes:
        title: headline; with the reference code behind it, the subject.
        paragraphs: what has happened.
        next_step: the one thing to do now, or that there is nothing to do.
        button: label of the link; empty for a letter without one.
        after: what else is good to know.
        why: why the reader gets this mail.
        until: label of the moment `until`; empty for a letter without one.
        display: name of a fact that is shown large by itself; empty for none.
        lists_fields: whether the labels of `fields` are listed below the paragraphs.
        reasons: further paragraphs by the code of the reason; without a reason there is none.
        withdraw: whether the letter leads to the withdrawal: letters about a live submission
            always do; those that may also come later do if the address is given; those to others
            and about what has ended never do.

    Raises:
        ValueError: a message names something that is no fact.
    """

    title: str
    paragraphs: tuple[str, ...]
    next_step: str
    why: str
    button: str = ""
    after: tuple[str, ...] = ()
    until: str = ""
    display: str = ""
    lists_fields: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    withdraw: Literal["always", "if_given", "never"] = "always"

    def __post_init__(self) -> None:
        if unknown := self._named() - FACTS:
            raise ValueError(f"{self.title!r} names no facts: {sorted(unknown)}")

    def messages(self) -> Iterator[str]:
        """All messages of the letter."""
        yield from (self.title, *self.paragraphs, self.next_step, *self.after, self.why)
        yield from filter(None, (self.button, self.until))
        yield from self.reasons.values()

    def needed_facts(self) -> frozenset[str]:
        """Names of the facts without which the letter cannot be written."""
        needed = {
            "link": bool(self.button),
            "until": bool(self.until),
            "fields": self.lists_fields,
            "withdraw_link": self.withdraw == "always",
        }
        return ALWAYS | self._named() | {name for name, is_so in needed.items() if is_so}

    def _named(self) -> frozenset[str]:
        parsed = (part for message in self.messages() for part in Formatter().parse(message))
        names = {name for _, name, _, _ in parsed if name is not None}
        return frozenset(names | ({self.display} if self.display else set()))
