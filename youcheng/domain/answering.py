"""What a submitter may change when staff have asked about single fields, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from youcheng.domain.form_conditions import prune, required_fields, visible_fields
from youcheng.domain.form_definitions import Answers, FormDefinition
from youcheng.domain.lifetimes import CHANGES


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """Answers as they were sent, until answers to questions of the staff replaced them.

    Attributes:
        submission: id of the submission.
        replaced_at: until when they counted (aware).
        answers: all of them, normalised.
    """

    submission: str
    replaced_at: datetime
    answers: Mapping[str, object]


class Merged(NamedTuple):
    """What was sent with the changes that the questions allow, and the fields they allow."""

    answers: Mapping[str, object]
    unlocked: frozenset[str]


def answers_end(waiting_since: datetime, extended_to: datetime | None) -> datetime:
    """Until when the staff wait for answers to their questions (workflow.md, D1).

    Args:
        waiting_since: when they asked.
        extended_to: the deadline of this submission alone; it never shortens the time.
    """
    ends = CHANGES.ends_at(waiting_since)
    return ends if extended_to is None else max(ends, extended_to)


def merge_answers(
    definition: FormDefinition, *, sent: Answers, working: Answers, asked: Collection[str]
) -> Merged:
    """Put the working answers to the fields asked about into what was sent.

    Unlocked beside them are fields that a changed answer asks for and that were not asked for
    before: otherwise nobody could answer in full. An answer that is asked for no more goes.

    Args:
        definition: the form.
        sent: all answers as they were sent.
        working: all answers as they are typed now; only those that are unlocked count.
        asked: ids of the fields that the staff asked about.
    """
    unlocked = frozenset(asked)
    while True:
        answers = _overlay(sent, working, unlocked)
        wider = unlocked | _newly_asked(definition, sent, answers)
        if wider == unlocked:
            return Merged(prune(definition, answers), unlocked)
        unlocked = wider


def _overlay(sent: Answers, working: Answers, unlocked: frozenset[str]) -> dict[str, object]:
    kept = {name: value for name, value in sent.items() if name not in unlocked}
    return kept | {name: value for name, value in working.items() if name in unlocked}


def _newly_asked(definition: FormDefinition, sent: Answers, answers: Answers) -> frozenset[str]:
    shown = {one.id for one in visible_fields(definition, answers)}
    shown_before = {one.id for one in visible_fields(definition, sent)}
    needed = {one.id for one in required_fields(definition, answers)}
    needed_before = {one.id for one in required_fields(definition, sent)}
    empty = {name for name in needed - needed_before if sent.get(name) is None}
    return frozenset((shown - shown_before) | empty)


def only_unlocked(merged: Merged, changed: Collection[str]) -> bool:
    """True when every changed field is unlocked, or is asked for no more."""
    return all(name in merged.unlocked or name not in merged.answers for name in changed)
