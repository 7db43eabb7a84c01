"""A teacher's batch, once it is sent: every row becomes a painting, and the teacher sees how far
they are.

Each row has a unit of work of its own, under an id that follows from batch and row: what was made
is not made again, however often it is tried and wherever it broke off. A row that cannot be made
now is tried again and does not hold up the others. When all are there, what was written of the
children stands with their paintings alone: erasing one of these leaves nothing of it in the batch.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from youcheng.content.subjects import edition_of, entry_form_id
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.batches import (
    IMAGE,
    MOST_ROWS,
    PHOTOS,
    ROWS,
    compose_entry,
    entry_folder,
    entry_id,
    match_photos,
    rows_of,
)
from youcheng.domain.guards import Facts
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.states import GONE, ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import open_token
from youcheng.services.attachments import drop_unnamed
from youcheng.services.certificates import certified
from youcheng.services.drafts import begin_draft
from youcheng.services.flagging import compute_contact, find_flags
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.pictures import copy_files, keep_copy
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing
from youcheng.services.revealing import told_review
from youcheng.tracing import caused_by

_log = logging.getLogger(__name__)
_ENDED: Final = GONE | {ReviewState.SPAM}


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A painting of a batch as the teacher sees it; nothing of its guardian is among it.

    Attributes:
        number: of its row, from 1.
        name, title: as the teacher typed them; empty once the painting is over.
        review: where it stands, as far as it is told outside.
        code: its reference code.
    """

    number: int
    name: str
    title: str
    review: ReviewState
    code: str

    @property
    def is_waiting(self) -> bool:
        """True while its guardian has not answered."""
        return self.review in {ReviewState.DRAFT, ReviewState.AWAITING_GUARDIAN}

    @property
    def is_over(self) -> bool:
        """True when it was refused or withdrawn, or was not answered in time."""
        return self.review in _ENDED


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far the paintings of a batch are.

    Attributes:
        submission: the batch as the store holds it.
        entries: its paintings in the order of their rows.
        total: how many there are when all are made.
        has_certificates: certificates of the class can be downloaded.
    """

    submission: Submission
    entries: tuple[BatchEntry, ...]
    total: int
    has_certificates: bool = False

    @property
    def agreed(self) -> int:
        """For how many a guardian has agreed."""
        return sum(not (one.is_waiting or one.is_over) for one in self.entries)

    @property
    def waiting(self) -> int:
        """For how many a guardian is still to answer, those to be made among them."""
        return self.total - self.agreed - self.ended

    @property
    def ended(self) -> int:
        """How many were refused or withdrawn, or not answered in time."""
        return sum(one.is_over for one in self.entries)


def view_batch(services: Services, /, *, token: str) -> BatchProgress:
    """The batch that `token` opens, by the address of its form or of its status page.

    Raises:
        AccessDenied: the token opens nothing.
    """
    with services.records.read() as uow:
        opened = open_token(
            uow, token=token, purposes=(Purpose.DRAFT, Purpose.STATUS), now=services.clock()
        )
        batch = opened.submission
        found = uow.submissions.of_batch(batch.id)
        told = {one.id: told_review(services, uow, one) for one in found}
        has_certificates = certified(uow, [batch, *found])
    teacher = Actor(opened.actor.id, roles=frozenset({Role.TEACHER}), batch=batch.id)
    numbers = {entry_id(batch.id, row): row + 1 for row in range(MOST_ROWS)}
    entries = sorted(
        (
            _tell(one, numbers.get(one.id, 0), told[one.id])
            for one in found
            if reading(teacher, Area.STATE, one.scope) is Reading.YES
        ),
        key=lambda one: one.number,
    )
    rows = len(rows_of(batch.sent or {}))
    return BatchProgress(batch, tuple(entries), max(rows, len(entries)), has_certificates)


def _tell(entry: Submission, number: int, review: ReviewState) -> BatchEntry:
    return BatchEntry(
        number=number,
        name=entry.text("child_given_name"),
        title=entry.text("title"),
        review=review,
        code=str(entry.code),
    )


def finish_due_batches(services: Services, /, *, limit: int = 20) -> int:
    """Make what is missing of the entries of batches that were sent; return how many were made."""
    with services.records.read() as uow:
        due = uow.submissions.in_state(ReviewState.PROCESSING, limit=limit)
    return sum(finish_batch(services, batch=one) for one in due)


def finish_batch(services: Services, /, *, batch: str) -> int:
    """Make the entries that are missing of the batch, and close it when all are there.

    May be repeated, and broken off at any point.

    Returns:
        How many entries were made now.
    """
    with services.records.read() as uow:
        found = uow.submissions.find(batch)
    if found is None or found.review is not ReviewState.PROCESSING:
        return 0
    with caused_by(found.request):
        return _finish(services, found)


def _finish(services: Services, found: Submission) -> int:
    ended = {submission for submission, _, _ in services.erasures.all()}
    rows = range(len(rows_of(found.sent or {})))
    # What had ended before an old backup brought the batch back does not begin again.
    wanted = [row for row in rows if entry_id(found.id, row) not in ended]
    made = 0
    for row in wanted:
        try:
            made += _make_entry(services, found, row)
        except Exception as error:
            # One row must not hold up the others. The message may hold what somebody wrote.
            _log.error("row %d of batch %s: %s", row + 1, found.id, type(error).__name__)
    _close(services, found.id, wanted)
    _log.info("batch %s: %d paintings made", found.id, made)
    return made


def _make_entry(services: Services, batch: Submission, row: int) -> bool:
    """Make the entry of one row, unless it is there; say whether it was made."""
    answers = batch.sent or {}
    photo = match_photos(answers)[row]
    if photo is None:
        raise FileMissing
    with services.records.read() as uow:
        if uow.submissions.find(entry_id(batch.id, row)) is not None:
            return False
        picture = uow.pictures.find(photo)
        files = [one for one in uow.attachments.of(batch.id) if photo in {one.id, one.derived_from}]
    folder = entry_folder(batch.id, row)
    copy_files(services, files, folder)
    with services.records.write() as uow:
        # Whoever makes an entry of this batch holds it: nobody makes the same one meanwhile.
        current = uow.submissions.find(batch.id)
        if current is None or current.review is not ReviewState.PROCESSING:
            return False
        if uow.submissions.find(entry_id(batch.id, row)) is not None:
            return False
        entry = _begin(services, uow, current, row, folder)
        image = keep_copy(uow, files, picture, entry, IMAGE)
        _ask_guardian(services, uow, current, entry, {**_answers(services, current, row), **image})
        uow.commit()
    return True


def _answers(services: Services, batch: Submission, row: int) -> Mapping[str, object]:
    edition = edition_of(services.content, batch.programme)
    assert edition is not None
    form = services.content.form(entry_form_id(edition))
    sent = batch.sent or {}
    return compose_entry(form.definition, sent, row, match_photos(sent)[row])


def _begin(
    services: Services, uow: UnitOfWork, batch: Submission, row: int, folder: str
) -> Submission:
    edition = edition_of(services.content, batch.programme)
    assert edition is not None
    # The batch was sent while the form was open, and that is what counts.
    facts = Facts(now=services.clock(), within_limits=True, in_window=True)
    begun = begin_draft(
        services,
        uow,
        programme=entry_form_id(edition),
        language=batch.language,
        facts=facts,
        mover=Mover(Role.PUBLIC, f"batch:{batch.id}", Via.JOB),
        submission_id=entry_id(batch.id, row),
        folder=folder,
        zone=batch.zone,
        flags=batch.flags,
    )
    return replace(begun, batch=batch.id)


def _ask_guardian(
    services: Services,
    uow: UnitOfWork,
    batch: Submission,
    entry: Submission,
    answers: Mapping[str, object],
) -> None:
    """Send the entry as its teacher has sent the batch, with what was declared for all of it."""
    now = services.clock()
    contact = compute_contact(services, entry, answers)
    declared = [one for one in uow.agreements.of(batch.id) if one.field in answers]
    uow.agreements.add(entry.id, *((one, uow.agreements.text(one.text_hash)) for one in declared))
    entry = replace(
        entry,
        draft=replace(entry.draft, answers=answers),
        sent=answers,
        sent_at=batch.sent_at or now,
        waiting_since=now,
        contact=contact,
    )
    entry = replace(entry, flags=find_flags(services, uow, entry, answers))
    move(
        services,
        uow,
        entry,
        Action.REQUEST_CONSENT,
        mover=Mover(Role.SUBMITTER, f"batch:{batch.id}", Via.JOB),
        facts=gather_facts(services, entry, valid=True, in_window=True),
        details={"batch": batch.id},
    )


def _close(services: Services, batch_id: str, rows: Iterable[int]) -> None:
    """Close the batch if each row has its entry; its photos and rows go."""
    with services.records.write() as uow:
        batch = uow.submissions.find(batch_id)
        if batch is None or batch.review is not ReviewState.PROCESSING:
            return
        made = {one.id for one in uow.submissions.of_batch(batch_id)}
        if not all(entry_id(batch_id, row) in made for row in rows):
            return
        kept = {
            name: value for name, value in (batch.sent or {}).items() if name not in {ROWS, PHOTOS}
        }
        emptied = replace(batch, draft=replace(batch.draft, answers=kept, revisions={}), sent=kept)
        after = move(
            services,
            uow,
            emptied,
            Action.FINISH_BATCH,
            mover=Mover(Role.SYSTEM, "system", Via.JOB),
            facts=gather_facts(services, batch),
        )
        drop_unnamed(services, uow, after)
        uow.commit()
