"""Opens what a token opens, afresh on every call: nothing is remembered of who came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from youcheng.domain.actors import Actor, Role
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import Grant, TokenState, digest_token, draw_token
from youcheng.services.ports import Services, UnitOfWork

STATUS_ACCESS: Final = timedelta(hours=2)
"""How long a status page stays open after its one-time code."""
RECEIPT_ACCESS: Final = timedelta(days=30)
"""How long the address of a form goes on to show its receipt after sending."""
WITHDRAWAL_ACCESS: Final = timedelta(days=2)
"""How long a link works that was asked for on the status page; those in other mails work as long
as there is something to withdraw."""

_ROLE: Final = {
    Purpose.DRAFT: Role.SUBMITTER,
    Purpose.STATUS: Role.SUBMITTER,
    Purpose.WITHDRAWAL: Role.SUBMITTER,
    Purpose.CONSENT: Role.GUARDIAN,
}


class AccessDenied(Exception):  # noqa: N818 -- a refusal, which is an answer
    """A link that opens nothing.

    Attributes:
        state: `used`, `expired` or `revoked`; None for a link that never was.
    """

    def __init__(self, state: TokenState | None) -> None:
        super().__init__(state or "unknown")
        self.state = state


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opened.

    Attributes:
        submission: as the store holds it now.
        grant: the token as it is stored.
        actor: who came with it.
        role: in which role.
    """

    submission: Submission
    grant: Grant
    actor: Actor
    role: Role

    @property
    def name(self) -> str:
        """What the log calls who came: the role and the beginning of the token's digest."""
        return f"{self.role}:{self.grant.digest[:16]}"


def open_token(
    uow: UnitOfWork, *, token: str, purposes: Sequence[Purpose], now: datetime
) -> Opened:
    """What `token` opens.

    Raises:
        AccessDenied: it is none, none of `purposes`, or worth nothing any more.
    """
    digest = digest_token(token)
    grant = None if digest is None else uow.grants.find(digest)
    if grant is None or grant.purpose not in purposes:
        raise AccessDenied(None)
    submission = uow.submissions.find(grant.subject)
    # Whoever changes a grant holds its submission; as it is from here on, nobody changes it.
    grant = uow.grants.find(grant.digest) or grant
    if (state := grant.state(now)) is not TokenState.OPEN:
        raise AccessDenied(state)
    if submission is None or submission.review is ReviewState.ERASED:
        raise AccessDenied(TokenState.REVOKED)
    role = _ROLE[grant.purpose]
    actor = Actor(
        id=grant.digest[:16],
        roles=frozenset({role}),
        submissions=frozenset({submission.id}),
    )
    return Opened(submission, grant, actor, role)


def issue_token(
    uow: UnitOfWork,
    *,
    purpose: Purpose,
    submission: str,
    now: datetime,
    lifetime: timedelta | None = None,
) -> str:
    """A new token; only its digest is stored.

    Args:
        uow: a unit of work that writes.
        purpose: what it opens.
        submission: id of the submission.
        now: the server's clock, aware.
        lifetime: how long it opens; None for as long as the submission lives.
    """
    token = draw_token()
    digest = digest_token(token)
    assert digest is not None
    expires = None if lifetime is None else now + lifetime
    uow.grants.add(Grant(digest, purpose, submission, now, expires))
    return token


def use_up(uow: UnitOfWork, grant: Grant, now: datetime) -> None:
    """Mark the token as used: it opens nothing any more."""
    uow.grants.put(replace(grant, used_at=now))


def form_path(kind: SubmissionKind) -> str:
    """The page on which forms of this kind are filled in."""
    return "/programmes" if kind is SubmissionKind.PROGRAMME else "/compete"


def form_query(kind: SubmissionKind, form: str) -> dict[str, str]:
    """What the address of the form `form` says beside its token: nothing where its page has one."""
    return {"programme": form} if kind is SubmissionKind.PROGRAMME else {}


def page_address(services: Services, path: str, /, language: str, **values: str) -> str:
    """An address of this site for a mail, the language last."""
    query = urlencode({**values, "lang": language})
    return f"{services.public_url}{path}?{query}"
