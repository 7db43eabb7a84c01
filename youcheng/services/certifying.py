"""Issues certificates: one for each painting whose result is known, two for a teacher's batch.

Each painting has a unit of work of its own in which its certificate, its place in the archive and
the mail that tells of it stand together, and what its batch still lacks: it may be repeated, and
broken off at any point. Nobody gets a second certificate for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import entry_form_id
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.certificates import Certificate, CertificateKind, initial_of
from youcheng.domain.codes import DRAWS, draw_certificate_code
from youcheng.domain.consents import agreed
from youcheng.domain.permissions import certifies
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action, Recipient, Template
from youcheng.services.access import page_address
from youcheng.services.desk_access import NotAllowed
from youcheng.services.effective_answers import effective_answers
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.mailing import address_of, queue_letter
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.revealing import is_revealed

MOST: Final = 200
"""Paintings that one act issues certificates for: it is done within a minute, and asked again."""
MOST_IN_FILE: Final = 100
"""Certificates in one file for staff."""
CERTIFIED: Final = frozenset({ReviewState.ARCHIVED, ReviewState.CLOSED})
"""Where a painting or a batch stands that may have certificates: not among spam, for one."""
ISSUED: Final = "certificate.issued"
REVOKED: Final = "certificate.revoked"

_NAMES: Final[Mapping[CertificateKind, tuple[str, ...]]] = {
    CertificateKind.PARTICIPATION: ("child_given_name", "child_family_name"),
    CertificateKind.AWARD: ("child_given_name", "child_family_name"),
    CertificateKind.TEACHER: ("teacher_name",),
    CertificateKind.SCHOOL: ("school_name",),
}
"""The answers that a certificate takes its name from, the given name first."""
_OF_BATCH: Final = (CertificateKind.TEACHER, CertificateKind.SCHOOL)


class NotRevealed(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The results of the edition are not to be known yet; nothing was issued."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the certificates of an edition are.

    Attributes:
        edition: the edition.
        revealed: its results are known: certificates may be issued.
        waiting: paintings that have a result and no certificate.
        valid, revoked: certificates that were issued, by whether they are valid.
        cursors: where each file of valid ones begins, `MOST_IN_FILE` in each: see
            `youcheng.services.certificates.take_certificates`.
    """

    edition: CompetitionEdition
    revealed: bool
    waiting: int
    valid: int
    revoked: int
    cursors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """What an act came to: certificates that were issued, and paintings that still wait."""

    certificates: int
    waiting: int


def may_certify(editions: Iterable[CompetitionEdition], actor: Actor) -> bool:
    """Whether the actor issues certificates of any of these editions."""
    return any(_may(actor, one) for one in editions)


def view_standing(services: Services, /, *, actor: Actor) -> tuple[Standing, ...]:
    """How far the certificates of each edition are, as far as the actor issues them.

    Raises:
        NotAllowed: `role`: of none.
    """
    mine = [one for one in services.content.editions if _may(actor, one)]
    if not mine:
        raise NotAllowed("role")
    with services.records.read() as uow:
        return tuple(_stand(services, uow, one) for one in mine)


def require_edition(services: Services, actor: Actor, edition: str) -> CompetitionEdition:
    """The edition whose certificates the actor issues and takes along.

    Raises:
        NotAllowed: `role`: they do not, or there is no such edition.
    """
    found = next((one for one in services.content.editions if one.id == edition), None)
    if found is None or not _may(actor, found):
        raise NotAllowed("role")
    return found


def issue_certificates(services: Services, /, *, actor: Actor, edition: str) -> Issued:
    """Issue the certificates of an edition that are still to be issued, `MOST` paintings at once.

    Raises:
        NotAllowed: `role`.
        NotRevealed: the results are not to be known yet.
    """
    found = require_edition(services, actor, edition)
    programme = entry_form_id(found)
    with services.records.read() as uow:
        if not is_revealed(services, uow, found):
            raise NotRevealed
        due = uow.certificates.waiting(programme, limit=MOST)
    # The table names officers; a lead has the clock do what it does for everybody.
    role = Role.OFFICER if Role.OFFICER in actor.roles else Role.SYSTEM
    mover = Mover(role, f"staff:{actor.id}", Via.DESK)
    issued = sum(_issue(services, mover, found, one) for one in due)
    with services.records.read() as uow:
        return Issued(issued, uow.certificates.count_waiting(programme))


def issue_with_results(
    services: Services, edition: CompetitionEdition, /, *, via: Via = Via.JOB
) -> int:
    """Issue the certificates of an edition whose results are known, all that wait, as was arranged
    beforehand; return how many. It may be repeated."""
    mover, issued, after = Mover(Role.SYSTEM, "system", via), 0, ""
    while True:
        with services.records.read() as uow:
            if not is_revealed(services, uow, edition):
                return issued
            due = uow.certificates.waiting(entry_form_id(edition), after=after, limit=MOST)
        if not due:
            return issued
        issued += sum(_issue(services, mover, edition, one) for one in due)
        after = due[-1]


def missing_of_batch(
    services: Services, uow: UnitOfWork, batch: Submission
) -> Sequence[CertificateKind]:
    """The certificates of teacher and school that a batch has to get with its first painting; what
    staff revoked is not among them."""
    if batch.review is not ReviewState.CLOSED or not batch.sent:
        return ()
    had = {one.kind for one in uow.certificates.of(batch.id)} | revoked_kinds(uow, batch.id)
    answers = effective_answers(services.content, uow, batch)
    return [one for one in _OF_BATCH if one not in had and name_on(answers, one)]


def revoked_kinds(uow: UnitOfWork, submission_id: str) -> set[CertificateKind]:
    """The certificates of a submission that staff revoked, and nobody issued anew."""
    found = set[CertificateKind]()
    for event in uow.log.of(submission_subject(submission_id)):
        kind = dict(event.details).get("certificate")
        if kind and event.kind == REVOKED:
            found.add(CertificateKind(kind))
        elif kind and event.kind == ISSUED:
            found.discard(CertificateKind(kind))
    return found


def add_certificate(
    services: Services,
    uow: UnitOfWork,
    edition: CompetitionEdition,
    submission: Submission,
    kind: CertificateKind,
    *,
    by: str,
) -> None:
    """Keep a new certificate, issued by whom the log calls `by`; the caller commits."""
    answers = effective_answers(services.content, uow, submission)
    first = answers.get(_NAMES[kind][0])
    is_award = kind is CertificateKind.AWARD
    uow.certificates.add(
        Certificate(
            code=_draw(uow),
            kind=kind,
            edition=edition.id,
            award=uow.jury.award_of(submission.id) if is_award else "",
            initial=initial_of(first if isinstance(first, str) else ""),
            submission=submission.id,
            issued_at=services.clock(),
            issued_by=by,
        )
    )


def tell_batch(services: Services, uow: UnitOfWork, batch: Submission, cause: int) -> None:
    """Write the mail that tells a teacher of the certificates of a batch."""
    queue_letter(
        services,
        uow,
        template=Template.CERTIFICATE,
        address=address_of(batch, Recipient.CONTACT),
        submission=batch,
        now=services.clock(),
        cause=cause,
        facts={"link": page_address(services, "/track", batch.language, code=str(batch.code))},
    )


def name_on(answers: Mapping[str, object], kind: CertificateKind) -> str:
    """The name that a certificate bears: in Chinese characters the family name first, as it is
    said; otherwise the given name first."""
    parts = [one.strip() for name in _NAMES[kind] if isinstance(one := answers.get(name), str)]
    if len(parts) == 2 and all(map(_is_han, parts)):
        return "".join(reversed(parts))
    return " ".join(filter(None, parts))


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= sign <= "\u9fff" or sign in "·•" for sign in text)


def _may(actor: Actor, edition: CompetitionEdition) -> bool:
    return certifies(actor, entry_form_id(edition))


def _stand(services: Services, uow: UnitOfWork, edition: CompetitionEdition) -> Standing:
    codes = uow.certificates.codes(edition.id)
    cursors = ("", *codes[MOST_IN_FILE - 1 : -1 : MOST_IN_FILE]) if codes else ()
    revealed = is_revealed(services, uow, edition)
    # Before the reveal the number would tell how many the jury has passed over.
    waiting = uow.certificates.count_waiting(entry_form_id(edition)) if revealed else 0
    revoked = uow.certificates.count_revoked(edition.id)
    return Standing(edition, revealed, waiting, len(codes), revoked, cursors)


def _issue(
    services: Services, mover: Mover, edition: CompetitionEdition, submission_id: str
) -> int:
    """Issue the certificate of a painting, and what is missing of those of its batch; return how
    many."""
    with services.records.write() as uow:
        known = uow.submissions.many([submission_id])
        # Both are held before the log is, in the order of ids, as everywhere.
        ids = sorted({submission_id, *(one.batch for one in known if one.batch)})
        held = {one: uow.submissions.find(one) for one in ids}
        painting = held[submission_id]
        if painting is None or painting.review not in {
            ReviewState.AWARDED,
            ReviewState.PARTICIPATED,
        }:
            return 0
        is_awarded = painting.review is ReviewState.AWARDED
        kind = CertificateKind.AWARD if is_awarded else CertificateKind.PARTICIPATION
        add_certificate(services, uow, edition, painting, kind, by=mover.name)
        facts = gather_facts(
            services,
            painting,
            agreed=agreed(uow.agreements.of(painting.id)),
            reveal_at=edition.reveals_at,
            certificate_issued=True,
        )
        try:
            move(services, uow, painting, Action.ARCHIVE, mover=mover, facts=facts)
        except TransitionRefused:
            return 0
        batch = held.get(painting.batch)
        missing = () if batch is None else missing_of_batch(services, uow, batch)
        if batch is not None and missing:
            _issue_for_batch(services, uow, mover, edition, batch, missing)
        uow.commit()
    return 1 + len(missing)


def _issue_for_batch(
    services: Services,
    uow: UnitOfWork,
    mover: Mover,
    edition: CompetitionEdition,
    batch: Submission,
    kinds: Sequence[CertificateKind],
) -> None:
    for kind in kinds:
        add_certificate(services, uow, edition, batch, kind, by=mover.name)
    event = note_event(
        uow,
        at=services.clock(),
        actor=mover.name,
        via=mover.via,
        kind=ISSUED,
        subject=submission_subject(batch.id),
        details={"count": str(len(kinds))},
    )
    tell_batch(services, uow, batch, event.sequence)


def _draw(uow: UnitOfWork) -> str:
    for _ in range(DRAWS):
        code = draw_certificate_code()
        if uow.certificates.find(code) is None:
            return code
    raise RuntimeError(f"no free certificate code in {DRAWS} draws")
