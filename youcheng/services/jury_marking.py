"""What a juror marks beside a score: favourites, what is left for later, and what a moderator
should look at. None of it changes a figure.

Every verb raises what those of `youcheng.services.jury_scoring` do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.desk import Note
from youcheng.services.flagging import JUROR_CONCERN
from youcheng.services.jury_access import clean_reason
from youcheng.services.jury_cases import OwnScore, find_case, keep_task, note_case
from youcheng.services.ports import Services

AUTHOR: Final = "jury"
"""Who a note of a juror is by: no account, for moderators are not told who judges."""


def mark_entry(
    services: Services,
    /,
    *,
    actor: Actor,
    entry: str,
    version: int,
    favourite: bool | None = None,
    skipped: bool | None = None,
) -> OwnScore:
    """Mark an entry as a favourite, or as left for later; None leaves a mark as it is."""
    with services.records.write() as uow:
        case = find_case(services, uow, actor, entry, version)
        given = {"favourite": favourite, "skipped": skipped}
        changes = {name: value for name, value in given.items() if value is not None}
        note_case(uow, actor, case, "score.marked", changes)
        return keep_task(services, uow, case, **changes)


def flag_entry(
    services: Services, /, *, actor: Actor, entry: str, reason: str, version: int
) -> OwnScore:
    """Ask the moderators to look at an entry; they see that a juror asked, not who.

    Raises:
        JuryRefused: `reason`.
    """
    concern = clean_reason(reason)
    with services.records.write() as uow:
        case = find_case(services, uow, actor, entry, version)
        submission = case.submission
        if JUROR_CONCERN not in submission.flags:
            # The version stays: a remark undoes nothing that staff are about to do.
            uow.submissions.put(replace(submission, flags=(*submission.flags, JUROR_CONCERN)))
        uow.notes.add(Note(uuid4().hex, submission.id, AUTHOR, case.facts.now, concern))
        note_case(uow, actor, case, "entry.flagged")
        return keep_task(services, uow, case, concern=concern)
