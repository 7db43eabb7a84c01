"""What would happen with the results of an edition, as its records stand before the reveal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import uuid4

from youcheng.content.editions import CompetitionEdition
from youcheng.content.subjects import entry_form_id
from youcheng.domain.certificates import CertificateKind
from youcheng.domain.mail_texts import MailTexts
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import DECISION_MAILS, Recipient, Template
from youcheng.services.access import page_address
from youcheng.services.certifying import missing_of_batch
from youcheng.services.desk_outbox import Block, blocks_of
from youcheng.services.mailing import address_of, language_of
from youcheng.services.ports import Services, UnitOfWork

_NO_TOKEN: Final = "x" * 43
"""Stands in the address of a link that is only made when the letter is written."""


class Lack(StrEnum):
    """Why an entry has no result by then."""

    JURY = "jury"  # it is still before the jury
    PROPOSAL = "proposal"  # it is on the shortlist, and nothing is proposed
    CONFIRMATION = "confirmation"  # no second lead has confirmed the proposal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that would not happen: the reference code, and why: a `Lack` of a result, or the
    `Block` of the letter."""

    code: str
    why: Lack | Block


@dataclass(frozen=True, slots=True)
class ArmingPlan:
    """What would happen in the minute of the reveal.

    Attributes:
        edition: of the competition.
        certificates, letters: what was asked for.
        kinds: how many certificates of each kind.
        certificate_mails: how many mails about certificates, by the code of the language.
        letter_mails: how many letters about awards, by the code of the language.
        left_out: what would not happen, by reason and code.
        stamp: stands for all of it.
    """

    edition: CompetitionEdition
    certificates: bool
    letters: bool
    kinds: Mapping[CertificateKind, int]
    certificate_mails: Mapping[str, int]
    letter_mails: Mapping[str, int]
    left_out: tuple[LeftOut, ...]
    stamp: str


def forecast(
    services: Services,
    uow: UnitOfWork,
    edition: CompetitionEdition,
    *,
    certificates: bool,
    letters: bool,
    seen: int,
) -> ArmingPlan:
    """What would happen.

    Args:
        services, uow: a unit of work, for reading alone.
        edition: of the competition.
        certificates, letters: what is asked for.
        seen: number of what was arranged last; 0 for nothing.
    """
    found = _Forecast(services, uow, certificates, letters)
    for one in _passed_over(uow, edition):
        found.certify(one)
    for one in _shortlisted(uow, edition):
        pending = one.state.pending
        if pending is None:
            found.leave_out(one, Lack.PROPOSAL)
        elif not one.state.pending_confirmed:
            found.leave_out(one, Lack.CONFIRMATION)
        else:
            after = replace(one, state=replace(one.state, review=ReviewState(pending)))
            found.write(after, DECISION_MAILS[pending])
            found.certify(after)
    for one in _in_state(uow, edition, ReviewState.IN_JURY):
        found.leave_out(one, Lack.JURY)
    found.certify_batches()
    return found.plan(edition, seen)


class _Forecast:
    """Counts what would happen."""

    def __init__(
        self, services: Services, uow: UnitOfWork, certificates: bool, letters: bool
    ) -> None:
        self._services, self._uow = services, uow
        self._certificates, self._letters = certificates, letters
        self._texts: MailTexts = uow.mail_texts.in_force()
        self._batches = set[str]()
        self._certified = set[str]()
        self._kinds, self._told, self._written = (
            Counter[CertificateKind](),
            Counter[str](),
            Counter[str](),
        )
        self._left = list[LeftOut]()

    def leave_out(self, submission: Submission, why: Lack | Block) -> None:
        self._left.append(LeftOut(str(submission.code), why))

    def certify(self, painting: Submission) -> None:
        """Count the certificate of a painting that has its result."""
        if not self._certificates:
            return
        is_awarded = painting.review is ReviewState.AWARDED
        self._kinds[CertificateKind.AWARD if is_awarded else CertificateKind.PARTICIPATION] += 1
        self._certified.add(f"{painting.code} {painting.review}")
        self._tell(painting)
        if painting.batch:
            self._batches.add(painting.batch)

    def certify_batches(self) -> None:
        """Count the certificates of teachers and schools."""
        for batch in self._uow.submissions.many(sorted(self._batches)):
            kinds = missing_of_batch(self._services, self._uow, batch)
            self._kinds.update(kinds)
            if kinds:
                self._tell(batch)

    def write(self, after: Submission, template: Template) -> None:
        """Count the letter about the result of a painting, or say why it would not leave."""
        if not self._letters:
            return
        address = address_of(after, Recipient.CONTACT)
        language = language_of(after, address)
        mail = _draft(self._services, after, template, address, language)
        blocks = blocks_of(self._services, mail, after, self._texts)
        if blocks:
            self.leave_out(after, blocks[0])
        else:
            self._written[language] += 1

    def plan(self, edition: CompetitionEdition, seen: int) -> ArmingPlan:
        left = tuple(sorted(self._left, key=lambda one: (one.why, one.code)))
        told = {
            "seen": seen,
            "asked": [self._certificates, self._letters],
            "certified": sorted(self._certified),
            "kinds": dict(self._kinds),
            "told": dict(self._told),
            "written": dict(self._written),
            "left": [[one.code, str(one.why)] for one in left],
        }
        text = json.dumps(told, sort_keys=True)
        return ArmingPlan(
            edition=edition,
            certificates=self._certificates,
            letters=self._letters,
            kinds=self._kinds,
            certificate_mails=self._told,
            letter_mails=self._written,
            left_out=left,
            stamp=sha256(text.encode()).hexdigest()[:32],
        )

    def _tell(self, submission: Submission) -> None:
        address = address_of(submission, Recipient.CONTACT)
        if address:
            self._told[language_of(submission, address)] += 1


def _draft(
    services: Services, after: Submission, template: Template, address: str, language: str
) -> OutboxMail:
    """The letter as the reveal would write it, with a link that opens nothing."""
    now = services.clock()
    return OutboxMail(
        id=uuid4().hex,
        cause=0,
        submission=after.id,
        template=template,
        language=language,
        address=address,
        facts={
            "link": page_address(services, "/track", language, code=str(after.code)),
            "withdraw_link": page_address(services, f"/withdraw/{_NO_TOKEN}", language),
            "code": str(after.code),
            "programme": after.programme,
            "zone": after.zone,
        },
        created_at=now,
        next_at=now,
        state=MailState.HELD,
    )


def _passed_over(uow: UnitOfWork, edition: CompetitionEdition) -> Iterator[Submission]:
    """Paintings that wait for their certificate as they are; samples get none."""
    after = ""
    while ids := uow.certificates.waiting(entry_form_id(edition), after=after):
        yield from sorted(uow.submissions.many(ids), key=lambda one: one.id)
        after = ids[-1]


def _shortlisted(uow: UnitOfWork, edition: CompetitionEdition) -> Iterator[Submission]:
    return _in_state(uow, edition, ReviewState.SHORTLISTED)


def _in_state(
    uow: UnitOfWork, edition: CompetitionEdition, state: ReviewState
) -> Iterator[Submission]:
    after = ""
    while ids := uow.submissions.in_state(state, after=after):
        for one in sorted(uow.submissions.many(ids), key=lambda one: one.id):
            if one.programme == entry_form_id(edition) and not one.is_sample:
                yield one
        after = ids[-1]
