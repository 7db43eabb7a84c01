"""Paintings on their way to the gallery: how far each is, and what the gate still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.content.subjects import edition_of
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.domain.guards import Facts
from youcheng.domain.pictures import PAGE_COPY
from youcheng.domain.states import (
    GONE,
    UNSENT,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
    reasons_against_showing,
)
from youcheng.domain.submissions import Submission
from youcheng.services.effective_answers import effective_answers
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing
from youcheng.services.publishing import find_painting, gather_gate
from youcheng.services.works import own_words, sent_picture

_WITH_STAFF: Final = tuple(sorted({*ReviewState} - UNSENT - GONE))
_TO_MODERATE: Final = frozenset({ReviewState.SUBMITTED, ReviewState.MODERATION})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A painting that is with the staff, and what the gate says of it.

    Attributes:
        submission: id of its submission.
        code: its reference code.
        edition: id of the edition; empty for one that the site does not know any more.
        language: code of the language of the child's words.
        words: the child's own.
        translations: the words of staff, by code of the language.
        state: where it stands.
        flags: what staff should look at, such as `duplicate`.
        lacks: why it may not be on show now, codes of `states.reasons_against_showing`:
            `moderation` where it waits for one, `state` where it cannot be shown as it stands,
            `consent`, `alt_text`, `embargo`.
        undescribed: codes of the languages in which words of staff are missing.
        reveals_at: when its edition is revealed.
    """

    submission: str
    code: ReferenceCode
    edition: str
    language: str
    words: Words
    translations: Mapping[str, Words]
    state: SubmissionState
    flags: tuple[str, ...]
    lacks: tuple[str, ...]
    undescribed: tuple[str, ...]
    reveals_at: datetime | None


def list_candidates(
    services: Services, /, *, visibility: Visibility | None = None
) -> Iterator[Candidate]:
    """Every painting that is with the staff, in the order of ids; only those that the public sees
    so, if `visibility` is given."""
    after = ""
    while True:
        with services.records.read() as uow:
            if visibility is None:
                ids = uow.submissions.in_state(*_WITH_STAFF, after=after)
            else:
                ids = uow.submissions.with_visibility(visibility, after=after)
            found = [
                _weigh(services, uow, one)
                for one in sorted(uow.submissions.many(ids), key=lambda one: one.id)
                if one.kind is SubmissionKind.PAINTING and one.review in _WITH_STAFF
            ]
        yield from found
        if not ids:
            return
        after = ids[-1]


def find_candidate(services: Services, /, *, code: ReferenceCode) -> Candidate:
    """One painting that is with the staff.

    Raises:
        UnknownCode: there is none with this code.
    """
    with services.records.read() as uow:
        return _weigh(services, uow, find_painting(uow, code))


def read_picture(services: Services, /, *, code: ReferenceCode) -> Iterator[bytes]:
    """The picture of a painting that is with the staff, as a JPEG in pieces.

    Raises:
        UnknownCode: there is none with this code.
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    with services.records.read() as uow:
        picture = sent_picture(uow, find_painting(uow, code))
        copy = None if picture is None else uow.attachments.copy_of(picture.id, PAGE_COPY)
    if copy is None:
        raise FileMissing
    return services.files.read(copy.key)


def _weigh(services: Services, uow: UnitOfWork, submission: Submission) -> Candidate:
    edition = edition_of(services.content, submission.programme)
    translations = uow.translations.of(submission.id)
    return Candidate(
        submission=submission.id,
        code=submission.code,
        edition="" if edition is None else edition.id,
        language=submission.language,
        words=own_words(effective_answers(services.content, uow, submission)),
        translations=translations,
        state=submission.state,
        flags=submission.flags,
        lacks=_lacks(submission.state, gather_gate(services, uow, submission)),
        undescribed=tuple(one for one in ALT_LANGUAGES if one not in translations),
        reveals_at=None if edition is None else edition.reveals_at,
    )


def _lacks(state: SubmissionState, facts: Facts) -> tuple[str, ...]:
    """What is missing; of the moderation and the state only the one that says what can be done.

    What is on show lacks nothing: samples are shown before the reveal.
    """
    if state.visibility is Visibility.PUBLIC:
        return ()
    found = reasons_against_showing(
        state,
        agreed=facts.agreed or (),
        moderation_passed=facts.moderation_passed,
        alt_text=facts.alt_text,
        revealed=facts.revealed,
    )
    needless = "state" if state.review in _TO_MODERATE else "moderation"
    return tuple(one for one in found if one != needless)
