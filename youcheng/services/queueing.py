"""Keeps the desk's queue in line with the submissions: written with every move, from what was sent.

An entry holds answers of the classes PUB and STAFF alone. What is not with the staff yet has none;
what has ended keeps its code and state, and nothing that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from youcheng.content.collection import Content
from youcheng.domain.form_definitions import Field, Kind, VisibilityClass
from youcheng.domain.gallery import search_text
from youcheng.domain.queue import QueueEntry, Turn, turn_of
from youcheng.domain.replay import state_since
from youcheng.domain.states import FINAL, GONE, UNSENT, ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.effective_answers import effective_answers
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork

_OPEN: Final = frozenset({VisibilityClass.PUB, VisibilityClass.STAFF})
"""What everybody reads who has the submission in their queue."""
_WRITTEN: Final = frozenset({Kind.TEXT, Kind.TEXTAREA, Kind.URL})
_REFERRED: Final = frozenset({ReviewState.REFERRED, ReviewState.SPAM})
"""Where the city is known that it is referred to; what is no spam returns there."""
_TITLES: Final = ("title", "project_title", "team_name", "organisation_name")
"""Fields that say what a submission is about; the first that is answered is its title."""


def settle_queue(
    services: Services, uow: UnitOfWork, submission: Submission, now: datetime
) -> None:
    """Bring the entry of a submission in line with it; the caller commits.

    Args:
        services, uow: a unit of work that writes.
        submission: as it stands after the change.
        now: since when it waits, if that has begun with the change.
    """
    if submission.sent is None or submission.sent_at is None:
        return
    before = uow.queue.find(submission.id)
    if submission.kind is SubmissionKind.BATCH or submission.review in UNSENT | FINAL:
        if before is not None:
            uow.queue.remove(submission.id)
        return
    answers = effective_answers(services.content, uow, submission)
    after = _entry(services.content, submission, answers, before, now)
    if after != before:
        uow.queue.put(after, before=before)


def fill_queue(services: Services, /) -> int:
    """Give every submission an entry that has none and is with the staff; return how many.

    It may be repeated. Submissions that were sent before there was a queue have none.
    """
    added = 0
    while True:
        with services.records.read() as uow:
            ids = uow.queue.unqueued()
        found = sum(_fill(services, submission_id) for submission_id in ids)
        added += found
        if not found:
            return added


def _fill(services: Services, submission_id: str) -> bool:
    with services.records.write() as uow:
        submission = uow.submissions.find(submission_id)
        if submission is None or uow.queue.find(submission_id) is not None:
            return False
        since = state_since(uow.log.of(submission_subject(submission_id)))
        settle_queue(services, uow, submission, since or services.clock())
        uow.commit()
    return True


def _entry(
    content: Content,
    submission: Submission,
    counting: Mapping[str, object],
    before: QueueEntry | None,
    now: datetime,
) -> QueueEntry:
    found = _open_answers(content, submission, counting)
    answers = {one.id: value for one, value in found.items()}
    bare = replace(
        before
        or QueueEntry(
            submission=submission.id,
            code=str(submission.code),
            programme=submission.programme,
            kind=submission.kind,
            review=submission.review,
            country="",
            partner="",
            cities=(),
            title="",
            search="",
            since=now,
            sent_at=submission.sent_at or now,
        ),
        review=submission.review,
        flags=submission.flags,
        since=_since(before, submission.review, now),
        country=_text(answers, "country"),
        partner=_text(answers, "partner_city"),
        cities=_cities(answers),
        title=next((text for name in _TITLES if (text := _text(answers, name))), ""),
        search=search_text(" ".join([str(submission.code), *_texts(found)])),
    )
    return replace(
        bare,
        assignee="" if submission.review in GONE else bare.assignee,
        referred_to=bare.referred_to if submission.review in _REFERRED else "",
        returned=_is_returned(before, submission.review),
    )


def _is_returned(before: QueueEntry | None, review: ReviewState) -> bool:
    """What comes back from the submitter with answers, until somebody looks at it."""
    if before is None or turn_of(review) is not Turn.STAFF:
        return False
    return before.returned or before.review is ReviewState.CHANGES_REQUESTED


def _since(before: QueueEntry | None, review: ReviewState, now: datetime) -> datetime:
    """Who waits for the staff does not begin anew when one of them takes it over."""
    if before is None or before.review is review:
        return now if before is None else before.since
    same = before.turn is Turn.STAFF and turn_of(review) is Turn.STAFF
    return before.since if same else now


def _open_answers(
    content: Content, submission: Submission, answers: Mapping[str, object]
) -> dict[Field, object]:
    """What everybody reads who has the submission in their queue."""
    if submission.review in GONE:
        return {}
    try:
        definition = content.form(submission.programme).definition
    except KeyError:
        # The form of an edition that the site has no longer.
        return {}
    found = ((definition.field(name), value) for name, value in answers.items())
    return {one: value for one, value in found if one.visibility & _OPEN}


def _texts(answers: Mapping[Field, object]) -> Iterator[str]:
    """What was written, and what files are called."""
    for asked, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            if asked.kind in _WRITTEN and isinstance(one, str):
                yield one
            elif asked.kind is Kind.FILE and isinstance(one, dict):
                yield str(one.get("name", ""))


def _text(answers: Mapping[str, object], name: str) -> str:
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def _cities(answers: Mapping[str, object]) -> tuple[str, ...]:
    several = answers.get("jiangsu_cities")
    found = several if isinstance(several, list) else [answers.get("city")]
    return tuple(city for city in found if isinstance(city, str) and city)
