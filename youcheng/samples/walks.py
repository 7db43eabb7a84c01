"""What becomes of the works of the sample edition: one walk through the transition table each."""

from __future__ import annotations

from typing import Final

from youcheng.domain.states import Consent
from youcheng.domain.workflow.rows import Action

Walk = tuple[Action, ...]
"""What is done to an entry after its first saving, in order."""

_SENT: Final[Walk] = (Action.REQUEST_CONSENT,)
_AGREED: Final[Walk] = (*_SENT, Action.GIVE_CONSENT)
_TAKEN: Final[Walk] = (*_AGREED, Action.TAKE)
_PASSED: Final[Walk] = (*_TAKEN, Action.PASS_MODERATION)
_SCHEDULED: Final[Walk] = (*_PASSED, Action.SCHEDULE)
_PUBLIC: Final[Walk] = (*_SCHEDULED, Action.PUBLISH)
_JUDGED: Final[Walk] = (*_SCHEDULED, Action.OPEN_ROUND)
_SHORTLISTED: Final[Walk] = (*_JUDGED, Action.SHORTLIST)
_AWARDED: Final[Walk] = (
    *_SHORTLISTED,
    Action.PROPOSE_AWARDED,
    Action.CONFIRM_AWARD,
    Action.APPLY_DECISION,
    Action.PUBLISH,
)
_CONSOLED: Final[Walk] = (
    *_SHORTLISTED,
    Action.PROPOSE_PARTICIPATED,
    Action.CONFIRM_AWARD,
    Action.APPLY_DECISION,
    Action.PUBLISH,
)
_PARTICIPATED: Final[Walk] = (*_JUDGED, Action.PASS_OVER, Action.PUBLISH)
_NEVER_SHOWN: Final[Walk] = (*_PASSED, Action.OPEN_ROUND, Action.PASS_OVER)

_EACH_STATE: Final[tuple[Walk, ...]] = (
    _AWARDED,
    _PARTICIPATED,
    _PUBLIC,
    (*_AWARDED, Action.ARCHIVE),
    _SHORTLISTED,
    _JUDGED,
    (*_TAKEN, Action.REQUEST_CHANGES),
    _TAKEN,
    _AGREED,
    _SENT,
    (),
    (*_TAKEN, Action.FAIL_MODERATION),
    (*_PUBLIC, Action.WITHDRAW),
    (*_SENT, Action.EXPIRE_CONSENT),
    (*_AGREED, Action.MARK_SPAM),
)
_FURTHER: Final[tuple[Walk, ...]] = (
    *(_PARTICIPATED, _AWARDED, _PARTICIPATED, _PUBLIC, _PARTICIPATED) * 7,
    _CONSOLED,
    _CONSOLED,
    _SCHEDULED,
    _JUDGED,
    _AGREED,
    _SENT,
    (Action.EXPIRE_DRAFT,),
    (*_SENT, Action.REFUSE_CONSENT),
    _NEVER_SHOWN,
    _NEVER_SHOWN,
)
WALKS: Final[tuple[Walk, ...]] = (*_EACH_STATE, *_FURTHER)
"""The walks of sixty works: the first fifteen lead to every state that a painting can be in."""


def refused_on(walk: Walk) -> frozenset[Consent]:
    """The consents that a guardian must have refused for `walk` to make sense."""
    if Action.REFUSE_CONSENT in walk:
        return frozenset({Consent.PROCESS})
    return frozenset({Consent.SHOW_WORK}) if walk == _NEVER_SHOWN else frozenset()
