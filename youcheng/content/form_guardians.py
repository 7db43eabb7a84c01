"""What must hold for the words in which a guardian is asked for a consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from youcheng.content.form_entries import AdaptedField, FormEntry
from youcheng.content.forms import GUARDIAN, Form, FormField
from youcheng.content.problems import Place, Problem
from youcheng.content.reading import name_table
from youcheng.domain.forms import Kind

MINORS: Final = "minors"
"""The part of common.toml that lets people of 16 and 17 take part, with their guardian."""
IF_REFUSE: Final = "if-refuse"
"""The point that every guardian reads: the page gives no other hint beside the two buttons."""


def check_guardians(entry: FormEntry, form: Form, places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield what is amiss in the words for guardians.

    Args:
        entry: the form's own file: which parts it takes, and what it adapts.
        form: the form put together from it.
        places: where its fields stand in the files.
    """
    takes_minors = MINORS in entry.parts
    for step in form.guardian_steps:
        for one in step.fields:
            if one.rules.kind is not Kind.CONSENT:
                yield Problem(*places[one.id], "kind", "a guardian is asked for consents alone")
    for one in form.fields:
        place = places[one.id]
        if one.guardian is not None:
            yield from _check_words(one, place)
        elif takes_minors and one.rules.kind is Kind.CONSENT:
            message = f"a form with the part {MINORS} needs the words for a guardian"
            yield Problem(*place, "guardian", message)
    guarded = {one.id for one in form.fields if one.guardian is not None}
    for number, adapted in enumerate(entry.adapted):
        place = (f"forms/{entry.id}.toml", name_table("adapted", number, adapted.id))
        if adapted.guardian is not None and adapted.id not in guarded:
            message = f"{adapted.id} has no words for a guardian in common.toml"
            yield Problem(*place, "guardian", message)
        if takes_minors and adapted.id in guarded and _is_half_adapted(adapted):
            message = "statement and guardian.statement are adapted together"
            yield Problem(*place, "guardian", message)


def _is_half_adapted(adapted: AdaptedField) -> bool:
    return (adapted.statement is None) != (adapted.guardian is None)


def _check_words(one: FormField, place: Place) -> Iterator[Problem]:
    if one.rules.kind is not Kind.CONSENT:
        yield Problem(*place, "guardian", "only a consent is asked of a guardian")
    words = one.words_for(GUARDIAN)
    told = {point.id for point in words.points}
    for name in dict.fromkeys((*(point.id for point in one.points), IF_REFUSE)):
        if name not in told:
            yield Problem(*place, "guardian.points", f"the guardian needs the point {name} as well")
