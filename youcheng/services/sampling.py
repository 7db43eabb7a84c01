"""The sample edition: entries that no child made, added to the records and taken away again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.states import ERASABLE, FINAL, ReviewState
from youcheng.domain.submissions import SAMPLE
from youcheng.domain.workflow.rows import Action
from youcheng.services.erasing import erase
from youcheng.services.logbook import note_event
from youcheng.services.moving import Mover
from youcheng.services.pictures import prepare_picture, put_copies
from youcheng.services.ports import Services, StoreBusy
from youcheng.services.ports_files import file_key, new_folder
from youcheng.services.purging import remove_tombstone
from youcheng.services.sample_entries import Play, SampleEntry, move_sample

SUBJECT: Final = "sample:edition"
"""What the log calls the sample edition."""
REMOVED: Final = "sample.removed"


def has_sample(services: Services, /) -> bool:
    """Whether a sample edition is among the submissions."""
    with services.records.read() as uow:
        return bool(uow.submissions.flagged(SAMPLE, limit=1))


class _Watch:
    """Whether a sample edition was there when somebody last looked."""

    shown = False


def look_for_samples(services: Services, /) -> None:
    """Ask the records whether there is a sample edition, for `shows_samples`."""
    with suppress(StoreBusy):
        _Watch.shown = has_sample(services)


def shows_samples() -> bool:
    """Whether pages say that the site shows a sample edition; asks nobody, so fit for the loop."""
    return _Watch.shown


def lacks_samples(services: Services, /, number: int) -> bool:
    """Whether there is nothing real, and fewer than `number` samples."""
    with services.records.read() as uow:
        some = uow.submissions.in_state(*ReviewState, limit=number)
        return len(some) < number and {*some} <= {*uow.submissions.flagged(SAMPLE, limit=number)}


def add_samples(
    services: Services,
    /,
    *,
    entries: Iterable[SampleEntry],
    via: Via,
    workers: int = 0,
    over: Event | None = None,
    done: Callable[[bool], None] = lambda added: None,
) -> int:
    """Add the entries that are not there; return how many were added.

    Each has a unit of work of its own: what is broken off goes on the next time.

    Args:
        entries: what to make.
        via: by what way, for the log.
        workers: how many pictures are taken in side by side; 0 for one on each core.
        over: set it to stop after the entries that are being made.
        done: called after each entry, with whether it was added.

    Raises:
        StoreBusy, StoreDown: not all could be added; it may be tried again.
    """
    quiet = replace(services, staff_mail="")
    with quiet.records.read() as uow:
        # A removal begins a new series of ids: those of before stand in the erasure list.
        removals = [one.hash for one in uow.log.of(SUBJECT) if one.kind == REMOVED]
    series = removals[-1] if removals else ""
    added = 0
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="sample")
    try:
        for one in pool.map(partial(_add_unless, over or Event(), quiet, series, via), entries):
            added += one
            done(one)
    finally:
        pool.shutdown(cancel_futures=True)
    return added


def _add_unless(over: Event, services: Services, series: str, via: Via, entry: SampleEntry) -> bool:
    return not over.is_set() and _add(services, series, via, entry)


def _add(services: Services, series: str, via: Via, entry: SampleEntry) -> bool:
    """Add an entry unless it is there; the files come first and the rows after."""
    submission_id = hashlib.sha256(f"{series}\n{entry.key}".encode()).hexdigest()[:32]
    with services.records.read() as uow:
        if uow.submissions.find(submission_id) is not None:
            return False
    folder = new_folder()
    with tempfile.TemporaryDirectory(prefix="youcheng-") as place:
        source = entry.paint(Path(place))
        with prepare_picture(services, source, sample=True) as prepared:
            key = file_key(folder, prepared.intake.sha256)
            services.files.put(key, source)
            put_copies(services, folder, prepared)
            with services.records.write() as uow:
                # Who adds the same entry in another process waits here, and then finds it.
                uow.log.head()
                if uow.submissions.find(submission_id) is not None:
                    return False
                play = Play(services, uow, via, entry)
                play.begin(submission_id, folder)
                play.save(key, prepared)
                for action in entry.actions:
                    play.act(action)
                uow.commit()
    return True


def remove_samples(
    services: Services,
    /,
    *,
    via: Via,
    done: Callable[[], None] = lambda: None,
) -> int:
    """Remove every entry of the sample edition with its files and addresses; return how many.

    The log keeps what happened to them, as it does of all that was erased. It may be repeated, and
    broken off at any point.
    """
    quiet = replace(services, staff_mail="")
    if not has_sample(quiet):
        return 0
    with quiet.records.write() as uow:
        note_event(uow, at=quiet.clock(), actor="system", via=via, kind=REMOVED, subject=SUBJECT)
        uow.commit()
    removed, after = 0, ""
    while True:
        with quiet.records.read() as uow:
            ids = uow.submissions.flagged(SAMPLE, after=after)
        for submission_id in ids:
            removed += _remove(quiet, submission_id, via)
            done()
        if not ids:
            return removed
        after = ids[-1]


def _remove(services: Services, submission_id: str, via: Via) -> bool:
    with services.records.write() as uow:
        submission = uow.submissions.find(submission_id)
        if submission is None or not submission.is_sample:
            return False
        if submission.review not in ERASABLE | FINAL:
            submission = move_sample(services, uow, submission, Action.WITHDRAW, via=via)
        if submission.review is not ReviewState.ERASED:
            submission = erase(
                services,
                uow,
                submission,
                Action.ERASE_BY_RETENTION,
                mover=Mover(Role.SYSTEM, "system", via),
                reason=SAMPLE,
                retention_approved=True,
            )
        uow.addresses.remove(submission_id)
        remove_tombstone(uow, submission)
        uow.commit()
    return True
