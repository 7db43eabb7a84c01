"""What may be done to a submission, as its page in the desk offers it: nothing but what the
transition table allows now, each with what it still lacks in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from youcheng.domain.states import PendingState
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_words import decision_words, guard_words
from youcheng.services.desk_acts import PROPOSALS
from youcheng.services.desk_view import SubmissionView

_BROUGHT: Final = frozenset(
    {"assigned", "complete", "comment_given", "notes_given", "preview_accepted"}
)
"""What the act itself brings along; nobody need be told that it is not there yet."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that is offered.

    Attributes:
        lacks: sentences that say why it cannot be done yet; none where it can.
    """

    lacks: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that may be proposed: its code, and words for it."""

    decision: PendingState
    words: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered; None for what is not.

    Attributes:
        proposals: the decisions that may be proposed.
        propose_lacks: why none of them can be proposed yet.
    """

    take: Offer | None
    start_review: Offer | None
    request_changes: Offer | None
    refer: Offer | None
    return_referral: Offer | None
    approve: Offer | None
    mark_spam: Offer | None
    unmark_spam: Offer | None
    proposals: tuple[Proposal, ...]
    propose_lacks: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything is offered that moves the submission on."""
        return bool(
            self.take
            or self.start_review
            or self.refer
            or self.return_referral
            or self.approve
            or self.unmark_spam
            or self.proposals
            or self.propose_lacks
        )


def offer_acts(view: SubmissionView, t: Translator) -> Offers:
    """What may be done to the submission by whoever sees it so."""
    actions = dict(view.actions)
    offered = {decision: PROPOSALS[decision] for decision in PROPOSALS}
    lacks = {
        decision: _lacks(actions[action], t)
        for decision, action in offered.items()
        if action in actions
    }
    proposals = tuple(
        Proposal(decision, decision_words(decision, t))
        for decision, missing in lacks.items()
        if not missing
    )
    return Offers(
        take=_offer(actions, Action.TAKE, t),
        start_review=_offer(actions, Action.START_REVIEW, t),
        request_changes=_offer(actions, Action.REQUEST_CHANGES, t),
        refer=_offer(actions, Action.REFER, t),
        return_referral=_offer(actions, Action.RETURN_REFERRAL, t),
        approve=_approval(view, actions, t),
        mark_spam=_offer(actions, Action.MARK_SPAM, t),
        unmark_spam=_offer(actions, Action.UNMARK_SPAM, t),
        proposals=proposals,
        propose_lacks=() if proposals else next(iter(lacks.values()), ()),
    )


def _approval(
    view: SubmissionView, actions: Mapping[Action, tuple[str, ...]], t: Translator
) -> Offer | None:
    """Offered where a decision waits: an award is confirmed first, everything else applied."""
    if not view.pending:
        return None
    confirm = _offer(actions, Action.CONFIRM_AWARD, t)
    apply = _offer(actions, Action.APPLY_DECISION, t)
    return apply if apply is not None and apply.is_open else confirm or apply


def _offer(
    actions: Mapping[Action, tuple[str, ...]], action: Action, t: Translator
) -> Offer | None:
    return Offer(_lacks(actions[action], t)) if action in actions else None


def _lacks(missing: tuple[str, ...], t: Translator) -> tuple[str, ...]:
    words = (guard_words(one, t) for one in missing if one not in _BROUGHT)
    return tuple(dict.fromkeys(words))
