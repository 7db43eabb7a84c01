"""Drafts: every change is saved at once, from one device or from two, and no save undoes another.

A save holds only the fields that changed. Each field remembers the revision in which it was last
set, so a device that was away overwrites exactly the fields it changed itself, and is told which of
them somebody had changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from youcheng.domain.lifetimes import DRAFT

_UNSET: Final = object()


class StaleBase(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """A save that says it builds on a revision that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers of a draft, as JSON can hold them.

    Attributes:
        answers: by field id; a field without an answer is not there.
        revisions: by field id, the revision in which it was last set or cleared.
        revision: number of saves that changed something.
        saved_at: when something was last saved (aware); the 30 days run from here.
        reminders_sent: reminders since then.
    """

    saved_at: datetime
    answers: Mapping[str, object] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0
    reminders_sent: int = 0

    @property
    def expires_at(self) -> datetime:
        """When the draft goes unless something is saved before."""
        return DRAFT.ends_at(self.saved_at)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to.

    Attributes:
        draft: the draft as it is stored now.
        changed: ids of the fields that this save changed, sorted; for the log.
        overwritten: those of them that somebody else had changed since `base`.
    """

    draft: Draft
    changed: tuple[str, ...]
    overwritten: tuple[str, ...]


def save(draft: Draft, changes: Mapping[str, object], *, base: int, now: datetime) -> Saved:
    """The draft with `changes`; None clears a field.

    Sending the same changes twice (a retry after a dropped line) changes nothing the second time,
    but it is a sign of life: `saved_at` moves, and with it the 30 days.

    Args:
        draft: as the store holds it, read for writing.
        changes: cleaned answers by field id, only those that changed on the device.
        base: the revision that the device last saw.
        now: the server's clock, aware.

    Raises:
        StaleBase: `base` is beyond the draft's revision.
    """
    if base > draft.revision:
        raise StaleBase(f"{base} > {draft.revision}")
    changed = tuple(sorted(name for name in changes if _differs(draft, name, changes[name])))
    if not changed:
        return Saved(replace(draft, saved_at=now, reminders_sent=0), (), ())
    revision = draft.revision + 1
    answers = {**draft.answers, **{name: changes[name] for name in changed}}
    after = Draft(
        saved_at=now,
        answers={name: answer for name, answer in answers.items() if answer is not None},
        revisions={**draft.revisions, **dict.fromkeys(changed, revision)},
        revision=revision,
    )
    overwritten = tuple(name for name in changed if draft.revisions.get(name, 0) > base)
    return Saved(after, changed, overwritten)


def _differs(draft: Draft, name: str, answer: object) -> bool:
    held = draft.answers.get(name, _UNSET)
    if answer is None or held is _UNSET:
        return (answer is None) != (held is _UNSET)
    return type(held) is not type(answer) or held != answer
