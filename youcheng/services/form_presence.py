"""Looks for forms that people have sent and that the content has no more."""

from __future__ import annotations

from collections.abc import Mapping

from youcheng.domain.states import ReviewState
from youcheng.services.ports import Services


def missing_forms(services: Services, /) -> Mapping[str, int]:
    """How much there is, drafts included, by id of a form that the content does not have; what is
    erased needs no form.

    Raises:
        StoreBusy: the records do not answer.
    """
    known = {one.id for one in services.content.forms}
    with services.records.read() as uow:
        used = uow.submissions.count_by_programme(without=ReviewState.ERASED)
    return {form: number for form, number in sorted(used.items()) if form not in known}


def describe_missing(form: str, number: int) -> str:
    """What is said of a form that `number` submissions need."""
    return (
        f"{number} {'submission needs' if number == 1 else 'submissions need'} the form {form}: "
        "put it back, and close it with `closes_at` if it takes no more"
    )
