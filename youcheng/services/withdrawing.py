"""Takes a submission back, in two steps: a link by mail, and the answer on the page it opens."""

from __future__ import annotations

from youcheng.domain.audit import Via
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import agreed
from youcheng.domain.limits import REQUEST_WITHDRAWAL
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import GONE
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied, Opened, open_token
from youcheng.services.drafts import web_mover
from youcheng.services.limiting import spend
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.opening import open_for
from youcheng.services.ports import Services, UnitOfWork


def request_withdrawal(services: Services, /, *, token: str) -> None:
    """Mail a link by which the submission can be withdrawn, to whoever answers for it.

    Raises:
        AccessDenied: the token (of a status page or of a form) opens nothing.
        LimitReached: it was asked for too often.
        TransitionRefused: `state`: there is nothing to withdraw any more.
    """
    now = services.clock()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        spend(services, uow, REQUEST_WITHDRAWAL, found.submission.id, now)
        facts = gather_facts(
            services,
            found.submission,
            within_limits=True,
            agreed=agreed(uow.agreements.of(found.submission.id)),
        )
        move(
            services,
            uow,
            found.submission,
            Action.REQUEST_WITHDRAWAL,
            mover=web_mover(found),
            facts=facts,
        )
        uow.commit()


def view_withdrawal(services: Services, /, *, token: str) -> Submission:
    """What the mailed link `token` would withdraw; looking changes nothing.

    Raises:
        AccessDenied: it opens nothing, or the submission is gone already (`used`).
    """
    with services.records.read() as uow:
        return _open(services, uow, token).submission


def withdraw(services: Services, /, *, token: str) -> ReferenceCode:
    """Withdraw the submission that the mailed link `token` opens: answers and files go at once.

    Raises:
        AccessDenied: the link opens nothing, or the submission is gone already (`used`).
    """
    with services.records.write() as uow:
        opened = _open(services, uow, token)
        submission = opened.submission
        after = move(
            services,
            uow,
            submission,
            Action.WITHDRAW,
            mover=Mover(opened.role, opened.name, Via.LINK, opened.grant),
            facts=gather_facts(
                services,
                submission,
                link_open=True,
                agreed=agreed(uow.agreements.of(submission.id)),
            ),
        )
        uow.commit()
    return after.code


def _open(services: Services, uow: UnitOfWork, token: str) -> Opened:
    opened = open_token(uow, token=token, purposes=(Purpose.WITHDRAWAL,), now=services.clock())
    if opened.submission.review in GONE:
        raise AccessDenied(TokenState.USED)
    return opened
