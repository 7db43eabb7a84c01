"""Rows of the table for decisions, showing, withdrawal, spam and erasure."""

from __future__ import annotations

from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.states import ERASABLE, GONE, SHOWABLE, Visibility
from youcheng.domain.states import ReviewState as State
from youcheng.domain.workflow.rows import (
    BATCH,
    BOTH,
    EVERY,
    PAINTING,
    PROGRAMME,
    Action,
    Effect,
    Mail,
    Recipient,
    Sending,
    Target,
    Template,
    row,
)

_WITHOUT_STAFF: Final = frozenset(
    {State.DRAFT, State.AWAITING_GUARDIAN, State.WITHDRAWN, State.EXPIRED, State.ERASED}
)
_SHOWN: Final = SHOWABLE[PROGRAMME] | SHOWABLE[PAINTING]
_WITHDRAWN_FROM: Final = (
    (BOTH, frozenset(State) - {State.ERASED, State.WITHDRAWN}),
    # Once it was sent, each of its paintings is withdrawn by itself.
    ([BATCH], frozenset({State.DRAFT})),
)
_DECISION: Final = Mail(Template.DECISION, Recipient.CONTACT, Sending.OUTBOX)

DECISIONS: Final = (
    row(
        Action.APPLY_DECISION,
        sources=[State.UNDER_REVIEW, State.WAITLISTED, State.SHORTLISTED],
        to=Target.PENDING,
        by=[Role.LEAD],
        when=["decision_ready", "preview_accepted", "revealed"],
        mails=[_DECISION],
        log=["decision.applied"],
    ),
    row(
        Action.UNDO_BATCH,
        sources=frozenset(State) - _WITHOUT_STAFF,
        to=Target.BEFORE_BATCH,
        by=[Role.OFFICER, Role.MODERATOR, Role.LEAD],
        when=["batch_owner", "batch_latest", "batch_unmailed"],
        log=["batch.undone"],
        effects=[Effect.REMOVE_MAIL_DRAFTS],
    ),
)

SHOWING: Final = (
    row(
        Action.SCHEDULE,
        sources=_SHOWN,
        to=Target.SAME,
        by=[Role.LEAD],
        when=["show_agreed", "moderation_passed", "alt_text"],
        log=["visibility.changed"],
        visibility=(Visibility.HIDDEN, Visibility.SCHEDULED),
    ),
    row(
        Action.PUBLISH,
        sources=_SHOWN,
        to=Target.SAME,
        by=[Role.SYSTEM],
        when=["show_agreed", "moderation_passed", "alt_text", "revealed"],
        mails=[Mail(Template.ON_SHOW, Recipient.CONTACT, Sending.OUTBOX)],
        log=["visibility.changed"],
        visibility=(Visibility.SCHEDULED, Visibility.PUBLIC),
    ),
    row(
        Action.TAKE_DOWN,
        sources=_SHOWN,
        to=Target.SAME,
        by=[Role.SUBMITTER, Role.GUARDIAN, Role.MODERATOR, Role.SYSTEM],
        mails=[Mail(Template.TAKEN_DOWN, Recipient.CONTACT)],
        log=["visibility.taken_down"],
        effects=[Effect.CLOSE_ADDRESSES],
        visibility=(Visibility.PUBLIC, Visibility.TAKEN_DOWN),
    ),
)

ENDS: Final = (
    *(
        row(
            Action.REQUEST_WITHDRAWAL,
            of=kinds,
            sources=sources,
            to=Target.SAME,
            by=[Role.SUBMITTER, Role.GUARDIAN],
            when=["within_limits"],
            mails=[Mail(Template.WITHDRAWAL_LINK, Recipient.CONTACT)],
            log=["withdrawal.requested"],
        )
        for kinds, sources in _WITHDRAWN_FROM
    ),
    *(
        row(
            Action.WITHDRAW,
            of=kinds,
            sources=sources,
            to=State.WITHDRAWN,
            by=[Role.SUBMITTER, Role.GUARDIAN],
            when=["link_open"],
            mails=[Mail(Template.WITHDRAWAL_CONFIRMED, Recipient.CONTACT)],
            log=["submission.withdrawn"],
            effects=[
                Effect.USE_UP_LINK,
                Effect.CLOSE_ADDRESSES,
                Effect.PURGE_FILES,
                Effect.REVOKE_LINKS,
            ],
        )
        for kinds, sources in _WITHDRAWN_FROM
    ),
    # After an old backup was restored: what the erasure list names ends again, and nobody is told
    # a second time.
    row(
        Action.END_AGAIN,
        of=EVERY,
        sources=frozenset(State) - GONE,
        to=State.WITHDRAWN,
        by=[Role.SYSTEM],
        when=["ended_before"],
        log=["submission.withdrawn"],
        effects=[Effect.CLOSE_ADDRESSES, Effect.PURGE_FILES, Effect.REVOKE_LINKS],
    ),
    row(
        Action.MARK_SPAM,
        sources=frozenset(State) - {State.ERASED, State.SPAM},
        to=State.SPAM,
        by=[Role.OFFICER],
        log=["state.changed"],
    ),
    row(
        Action.UNMARK_SPAM,
        sources=[State.SPAM],
        to=Target.BEFORE_SPAM,
        by=[Role.OFFICER],
        when=["spam_within"],
        log=["state.changed"],
    ),
    *(
        row(
            action,
            of=EVERY,
            sources=ERASABLE,
            to=State.ERASED,
            by=[role],
            when=[guard],
            mails=[Mail(Template.ERASED, Recipient.CONTACT, when="mail_known")],
            log=["erased"],
            effects=[Effect.PURGE_FILES, Effect.WRITE_TOMBSTONE, Effect.REVOKE_LINKS],
        )
        for action, role, guard in (
            (Action.ERASE_BY_RETENTION, Role.SYSTEM, "retention_approved"),
            (Action.ERASE_ON_REQUEST, Role.OFFICER, "legal_request"),
        )
    ),
)
