"""Brings works on show and takes them down: the gate between what was sent and the gallery.

Only what staff have moderated, a guardian has agreed to show, and staff have described in Chinese
and English comes on show, and nothing of an edition before its reveal by the server's clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from youcheng.content.subjects import edition_of, entry_form_id
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import agreed
from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.domain.guards import Facts
from youcheng.domain.states import GONE, SHOWABLE, UNSENT, SubmissionKind, Visibility
from youcheng.domain.submissions import Submission
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services.erasing import UnknownCode
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.revealing import is_revealed
from youcheng.services.works import settle_work
from youcheng.tracing import caused_by

TOGETHER: Final = 1_000
"""Works that come on show in one unit of work, in which nobody else can write."""


def translate_work(
    services: Services, /, *, code: ReferenceCode, language: str, words: Words, mover: Mover
) -> None:
    """Keep the words of staff for a work in one language, in place of earlier ones.

    Args:
        code: of the submission.
        language: code of the language.
        words: the title, the alternative text of the picture, and the story.
        mover: who wrote them.

    Raises:
        UnknownCode: no painting that is with the staff has this code.
        ValueError: the title or the alternative text is empty.
    """
    with services.records.write() as uow:
        submission = find_painting(uow, code)
        put_words(services, uow, submission, language=language, words=words, mover=mover)
        uow.commit()


def put_words(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    *,
    language: str,
    words: Words,
    mover: Mover,
) -> None:
    """Keep the words of staff for a painting in one language; the caller commits.

    Raises:
        ValueError: the title or the alternative text is empty.
    """
    if not words.title.strip() or not words.see.strip():
        raise ValueError("a work needs a title and a text that says what is seen")
    uow.translations.put(submission.id, language, words)
    note_event(
        uow,
        at=services.clock(),
        actor=mover.name,
        via=mover.via,
        kind="work.translated",
        subject=submission_subject(submission.id),
        details={"language": language},
    )
    settle_work(services, uow, submission, services.clock())


def schedule_work(services: Services, /, *, code: ReferenceCode, mover: Mover) -> None:
    """Let a work come on show once its edition is revealed.

    Raises:
        UnknownCode: no painting that is with the staff has this code.
        TransitionRefused: `show_agreed`, `moderation_passed`, `alt_text`: what is missing; or
            `state`, `role`, `visibility`.
    """
    with services.records.write() as uow:
        _move(services, uow, find_painting(uow, code), Action.SCHEDULE, mover)
        uow.commit()


def publish_due_works(services: Services, /, *, via: Via = Via.JOB) -> int:
    """Bring on show what is scheduled and revealed by the server's clock; return how many works.

    The works of a results day come on show in one moment, by `TOGETHER` where there are more. It
    may be repeated. Nothing comes on show before the results are applied. What lacks something
    stays scheduled.
    """
    mover = Mover(Role.SYSTEM, "system", via)
    # Until a reveal thousands may be scheduled: they are not tried one by one every minute.
    with services.records.read() as uow:
        revealed = [
            entry_form_id(one)
            for one in services.content.editions
            if is_revealed(services, uow, one)
        ]
        due = list(_due(uow, revealed))
    batches = (due[start : start + TOGETHER] for start in range(0, len(due), TOGETHER))
    return sum(_publish(services, ids, mover) for ids in batches)


def take_down_work(services: Services, /, *, code: ReferenceCode, mover: Mover) -> None:
    """Take a work down for good: every address of it answers from then on that it is gone.

    Raises:
        UnknownCode: no painting that is with the staff has this code.
        TransitionRefused: `visibility`: it is not on show; or `role`.
    """
    with services.records.write() as uow:
        _move(services, uow, find_painting(uow, code), Action.TAKE_DOWN, mover)
        uow.commit()


def find_painting(uow: UnitOfWork, code: ReferenceCode) -> Submission:
    """The painting that is with the staff under this code.

    Raises:
        UnknownCode: there is none: nothing was sent, or it has ended.
    """
    found = uow.submissions.find_code(code)
    if found is None or found.kind is not SubmissionKind.PAINTING or found.review in UNSENT | GONE:
        raise UnknownCode(str(code))
    return found


def gather_gate(services: Services, uow: UnitOfWork, submission: Submission) -> Facts:
    """What the gate asks of a painting, as the records say it now."""
    edition = edition_of(services.content, submission.programme)
    described = uow.translations.of(submission.id)
    return gather_facts(
        services,
        submission,
        agreed=agreed(uow.agreements.of(submission.id)),
        # Every showable state of a painting lies behind the moderation.
        moderation_passed=submission.review in SHOWABLE[submission.kind],
        alt_text=described.keys() >= {*ALT_LANGUAGES},
        reveal_at=None if edition is None else edition.reveals_at,
    )


def _due(uow: UnitOfWork, programmes: Sequence[str]) -> Iterator[str]:
    after = ""
    while ids := uow.submissions.with_visibility(
        Visibility.SCHEDULED, programmes=programmes, after=after
    ):
        yield from ids
        after = ids[-1]


def _publish(services: Services, ids: Sequence[str], mover: Mover) -> int:
    """Bring them on show in one unit of work; return how many may be."""
    published = 0
    with services.records.write() as uow:
        # All are held before the log is: whoever holds one of them may be waiting for the log.
        held = [uow.submissions.find(one) for one in ids]
        for submission in held:
            if submission is None or submission.kind is not SubmissionKind.PAINTING:
                continue
            with suppress(TransitionRefused), caused_by(submission.request):
                _move(services, uow, submission, Action.PUBLISH, mover)
                published += 1
        uow.commit()
    return published


def _move(
    services: Services, uow: UnitOfWork, submission: Submission, action: Action, mover: Mover
) -> None:
    facts = gather_gate(services, uow, submission)
    move(services, uow, submission, action, mover=mover, facts=facts)
