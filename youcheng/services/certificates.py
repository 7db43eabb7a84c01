"""Who may have a certificate, and what anybody may learn of one by its code.

A certificate is set anew each time it is asked for, from the answers that count then: a name that
staff corrected stands on it from then on, under the same code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.certificates import Certificate, CertificateKind
from youcheng.domain.codes import CodeRefused, parse_certificate_code
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.submissions import Submission
from youcheng.services.access import open_token
from youcheng.services.certifying import (
    CERTIFIED,
    MOST_IN_FILE,
    REVOKED,
    name_on,
    require_edition,
)
from youcheng.services.effective_answers import effective_answers
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.ports import Services, UnitOfWork


class UnknownCertificate(LookupError):  # noqa: N818 -- says what the code is
    """There is no certificate for this link, or none with this code."""


class RevokedCertificate(UnknownCertificate):
    """There was one for this link, and it is not valid any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """What anybody may learn of a certificate: never the name, the school or the work.

    Attributes:
        certificate: as it is kept, without its submission.
        edition: of the competition.
        is_valid: False once it was revoked.
    """

    certificate: Certificate
    edition: CompetitionEdition
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Named:
    """All that a certificate says.

    Attributes:
        certificate: as it is kept.
        edition: of the competition.
        name: whose it is.
        title: of the painting, in the child's words; empty for the teacher's and the school's.
        language: code of the language that it is in beside Chinese.
    """

    certificate: Certificate
    edition: CompetitionEdition
    name: str = field(repr=False)
    title: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Certificates for one file; `after` gives the next ones, empty for none."""

    certificates: tuple[Named, ...]
    after: str = ""


def verify_certificate(services: Services, /, *, code: str) -> Told:
    """What the certificate with this code is, as anybody may know.

    Args:
        code: as it was typed, or as it stands in the address.

    Raises:
        UnknownCertificate: there is none.
    """
    try:
        plain = parse_certificate_code(code)
    except CodeRefused:
        raise UnknownCertificate from None
    with services.records.read() as uow:
        found = uow.certificates.find(plain)
        submissions = uow.submissions.many([found.submission]) if found is not None else ()
    editions = {one.id: one for one in services.content.editions}
    if found is None or found.edition not in editions:
        raise UnknownCertificate
    is_valid = found.revoked_at is None and any(one.review in CERTIFIED for one in submissions)
    return Told(found, editions[found.edition], is_valid)


def open_certificate(services: Services, /, *, token: str) -> Named:
    """The certificate of the painting that `token` opens, by the address of its status page.

    Raises:
        AccessDenied: the token opens nothing.
        UnknownCertificate: it has none.
        RevokedCertificate: it had one.
    """
    with services.records.read() as uow:
        opened = _open(services, uow, token)
        found = _name(services, uow, [opened], uow.certificates.of(opened.id))
        if not found:
            raise _absence(uow, opened)
    return found[0]


def open_class_certificates(services: Services, /, *, token: str) -> Parcel:
    """The certificates of a class, its teacher and its school, by the link to the batch.

    Raises:
        AccessDenied: the token opens nothing.
        UnknownCertificate: there are none.
        RevokedCertificate: there were some, of the batch itself.
    """
    with services.records.read() as uow:
        batch = _open(services, uow, token)
        teacher = Actor("", roles=frozenset({Role.TEACHER}), batch=batch.id)
        works = [
            one
            for one in uow.submissions.of_batch(batch.id)
            if reading(teacher, Area.STATE, one.scope) is Reading.YES
        ]
        every = [batch, *works]
        kept = uow.certificates.of(*(one.id for one in every))
        found = _name(services, uow, every, kept)
        if not found:
            raise _absence(uow, batch)
    return Parcel(tuple(found))


def take_certificates(
    services: Services, /, *, actor: Actor, edition: str, after: str = ""
) -> Parcel:
    """Certificates of an edition for staff, `MOST_IN_FILE` at once; the log says who took them.

    Args:
        after: what the parcel before gave; empty for the first.

    Raises:
        NotAllowed: `role`.
        UnknownCertificate: there are none, or no more.
    """
    require_edition(services, actor, edition)
    with services.records.write() as uow:
        kept = uow.certificates.of_edition(edition, after=after, limit=MOST_IN_FILE + 1)
        page, more = kept[:MOST_IN_FILE], len(kept) > MOST_IN_FILE
        submissions = uow.submissions.many([one.submission for one in page])
        found = _name(services, uow, submissions, page)
        if not found:
            raise UnknownCertificate
        note_event(
            uow,
            at=services.clock(),
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind="certificates.taken",
            subject=f"edition:{edition}",
            details={"count": str(len(found))},
        )
        uow.commit()
    return Parcel(tuple(found), page[-1].code if more else "")


def certified(uow: UnitOfWork, submissions: Iterable[Submission]) -> bool:
    """Whether any of these submissions has a valid certificate."""
    ids = [one.id for one in submissions if one.review in CERTIFIED]
    return bool(ids) and bool(uow.certificates.of(*ids))


def _open(services: Services, uow: UnitOfWork, token: str) -> Submission:
    purposes = (Purpose.DRAFT, Purpose.STATUS)
    return open_token(uow, token=token, purposes=purposes, now=services.clock()).submission


def _absence(uow: UnitOfWork, submission: Submission) -> UnknownCertificate:
    """Why a submission has no valid certificate."""
    events = uow.log.of(submission_subject(submission.id))
    had_one = any(event.kind == REVOKED for event in events)
    return RevokedCertificate() if had_one else UnknownCertificate()


def _name(
    services: Services,
    uow: UnitOfWork,
    submissions: Iterable[Submission],
    kept: Sequence[Certificate],
) -> list[Named]:
    """What the certificates say; those of submissions that are not here, or not valid, left out."""
    by_id = {one.id: one for one in submissions if one.review in CERTIFIED}
    editions = {one.id: one for one in services.content.editions}
    found = []
    for one in kept:
        submission, edition = by_id.get(one.submission), editions.get(one.edition)
        if submission is None or edition is None:
            continue
        answers = effective_answers(services.content, uow, submission)
        title = answers.get("title")
        found.append(
            Named(
                certificate=one,
                edition=edition,
                name=name_on(answers, one.kind),
                title=title.strip() if isinstance(title, str) and _has_title(one) else "",
                language=submission.language,
            )
        )
    return found


def _has_title(certificate: Certificate) -> bool:
    return certificate.kind in {CertificateKind.PARTICIPATION, CertificateKind.AWARD}
