"""What is remarkable about a submission as it is sent: flags for the staff; they block nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.content.subjects import edition_of
from youcheng.domain.limits import hash_subject
from youcheng.domain.pictures import ALIKE, distance
from youcheng.domain.states import SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.attachments import named_files
from youcheng.services.ports import Services, UnitOfWork

DUPLICATE: Final = "duplicate"
"""Flag: from the same e-mail address this programme's form was sent before; of a painting: by the
same child, more often than the edition allows."""
POSSIBLE_COPY: Final = "possible_copy"
"""Flag: the picture looks like one that was sent before, however it is turned or made smaller."""
JUROR_CONCERN: Final = "juror_concern"
"""Flag: a juror asks the moderators to look at it again; why, a note tells."""
OF_CHILD: Final = ("child_given_name", "child_family_name", "birth", "guardian_email")
"""Fields of the entry form that together stand for one child."""


def compute_contact(
    services: Services, submission: Submission, answers: Mapping[str, object]
) -> str:
    """What tells whether two submissions come from the same person, as an HMAC: of a painting, its
    child."""
    names = OF_CHILD if submission.kind is SubmissionKind.PAINTING else ("email",)
    who = "\n".join(str(answers.get(name, "")).strip().casefold() for name in names)
    return hash_subject(who, key=services.key)


def find_flags(
    services: Services, uow: UnitOfWork, submission: Submission, answers: Mapping[str, object]
) -> tuple[str, ...]:
    """The flags of a submission that is sent now with `answers`, what is new about it among them;
    nothing is blocked by them."""
    flags = [*submission.flags]
    if submission.kind is SubmissionKind.BATCH:
        # Its paintings are looked at one by one.
        return tuple(flags)
    earlier = uow.submissions.sent_from(submission.contact, submission.programme)
    if len(earlier) >= _most(services, submission):
        flags.append(DUPLICATE)
    named = named_files(answers)
    mine = [one.fingerprint for one in uow.pictures.of(submission.id) if one.id in named]
    if mine and any(
        other != submission.id and distance(mark, fingerprint) <= ALIKE
        for other, fingerprint in uow.pictures.fingerprints(submission.programme)
        for mark in mine
    ):
        flags.append(POSSIBLE_COPY)
    return tuple(dict.fromkeys(flags))


def _most(services: Services, submission: Submission) -> int:
    """How many may come from one person before it is remarkable."""
    edition = edition_of(services.content, submission.programme)
    return 1 if edition is None else edition.works_per_child
