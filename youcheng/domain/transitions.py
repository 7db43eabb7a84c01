"""The one function that moves a submission: looks the table up, asks the guards, says what follows.

Nothing is stored here. The caller writes the new state, the log events, the outbox rows and the
other effects in one unit of work, or none of them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.guards import GUARDS, MAIL_CONDITIONS, Case, Facts
from youcheng.domain.states import (
    CONSENTS_TO_SHOW,
    PENDING_IN,
    SHOWABLE,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
    faults,
)
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import (
    DECISION_MAILS,
    Action,
    Effect,
    Mail,
    Target,
    Template,
    Transition,
)

TAKEN_DOWN_EVENT: Final = "visibility.taken_down"
UNSCHEDULED_EVENT: Final = "visibility.changed"


class TransitionRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """What was asked for may not happen.

    Attributes:
        code: `state` (not from this state), `role` (not for this role), `visibility` (not from
            this visibility), or the name of the guard that does not hold.
        action: what was asked for.
    """

    def __init__(self, code: str, action: Action) -> None:
        super().__init__(f"{action}: {code}")
        self.code = code
        self.action = action


@dataclass(frozen=True, slots=True)
class Applied:
    """What an allowed transition comes to.

    Attributes:
        transition: the row that allowed it.
        state: where the submission stands now.
        events: kinds of the log events, in order; the first is the cause of `mails`.
        mails: mails that go or wait, conditions already weighed; one address gets one mail of a
            template, however many recipients it stands for.
        effects: what else is to be done.
    """

    transition: Transition
    state: SubmissionState
    events: tuple[str, ...]
    mails: tuple[Mail, ...]
    effects: frozenset[Effect]


def find_transition(
    kind: SubmissionKind, source: ReviewState | None, action: Action, role: Role
) -> Transition:
    """The row for `action` by `role` from `source` (None: nothing exists yet).

    Raises:
        TransitionRefused: `state` or `role`.
    """
    found = TRANSITIONS.get((kind, source, action))
    if found is None:
        raise TransitionRefused("state", action)
    if role not in found.roles:
        raise TransitionRefused("role", action)
    return found


def open_actions(
    state: SubmissionState, roles: Collection[Role], facts: Facts | None = None
) -> tuple[Action, ...]:
    """What somebody in `roles` may do now: the buttons of the status page and the desk.

    Without `facts` the guards are left out: everything that the table allows to the role.
    """
    return tuple(
        action for action in Action if any(_is_open(state, action, role, facts) for role in roles)
    )


def missing_guards(
    state: SubmissionState, action: Action, role: Role, facts: Facts
) -> tuple[str, ...]:
    """Names of the guards that stop `action` by `role` now, in the order of the table; empty for
    what may be done.

    Raises:
        TransitionRefused: `state`, `role` or `visibility`: no facts would open it.
    """
    transition = _open_row(state, action, role)
    case = Case(state.kind, state, role, facts)
    return tuple(name for name in transition.guards if not GUARDS[name](case))


def begin(kind: SubmissionKind, *, role: Role, facts: Facts) -> Applied:
    """A new draft.

    Raises:
        TransitionRefused: see its attribute `code`.
    """
    transition = find_transition(kind, None, Action.CREATE_DRAFT, role)
    case = Case(kind, None, role, facts)
    _ask(transition, case)
    return _outcome(transition, case, SubmissionState(kind, ReviewState.DRAFT))


def apply(state: SubmissionState, action: Action, *, role: Role, facts: Facts) -> Applied:
    """`action` by somebody acting as `role`, on a submission that stands at `state`.

    The role must be one in which the actor stands to this very submission
    (`permissions.roles_towards`); the table does not know whose it is.

    Raises:
        TransitionRefused: see its attribute `code`.
    """
    transition = _open_row(state, action, role)
    case = Case(state.kind, state, role, facts)
    _ask(transition, case)
    return _outcome(transition, case, _moved(transition, state, facts))


@cache
def legal_moves(kind: SubmissionKind) -> frozenset[tuple[ReviewState | None, ReviewState]]:
    """Every (from, to) of the review state, for the database's own constraint."""
    moves: set[tuple[ReviewState | None, ReviewState]] = set()
    for (of, source, _), transition in TRANSITIONS.items():
        if of is kind:
            moves |= {(source, target) for target in _targets(transition)}
    return frozenset(moves)


def _open_row(state: SubmissionState, action: Action, role: Role) -> Transition:
    """The row for `action` by `role` on a submission that stands at `state`, guards left out."""
    transition = find_transition(state.kind, state.review, action, role)
    if transition.visibility is not None and state.visibility is not transition.visibility[0]:
        raise TransitionRefused("visibility", action)
    return transition


def _is_open(state: SubmissionState, action: Action, role: Role, facts: Facts | None) -> bool:
    try:
        transition = _open_row(state, action, role)
        if facts is not None:
            _ask(transition, Case(state.kind, state, role, facts))
    except TransitionRefused:
        return False
    return True


def _ask(transition: Transition, case: Case) -> None:
    for name in transition.guards:
        if not GUARDS[name](case):
            raise TransitionRefused(name, transition.action)


def _moved(transition: Transition, state: SubmissionState, facts: Facts) -> SubmissionState:
    """The state after the row alone, before visibility follows."""
    if transition.target is Target.BEFORE_BATCH:
        return _before_batch(transition, state, facts)
    review = _target(transition, state)
    moved = replace(
        state, review=review, before_spam=state.review if review is ReviewState.SPAM else None
    )
    if transition.visibility is not None:
        moved = replace(moved, visibility=transition.visibility[1])
    if transition.proposes is not None:
        return replace(moved, pending=transition.proposes, pending_confirmed=False)
    if transition.action is Action.CONFIRM_AWARD:
        return replace(moved, pending_confirmed=True)
    if review is not state.review:
        return replace(moved, pending=None, pending_confirmed=False)
    return replace(moved, before_spam=state.before_spam)


def _before_batch(transition: Transition, state: SubmissionState, facts: Facts) -> SubmissionState:
    previous = facts.batch.previous if facts.batch is not None else state
    if (
        previous.kind is not state.kind
        or previous.review not in _targets(transition)
        or faults(previous)
    ):
        raise TransitionRefused("state", transition.action)
    return previous


def _target(transition: Transition, state: SubmissionState) -> ReviewState:
    target = transition.target
    if isinstance(target, ReviewState):
        return target
    if target is Target.PENDING and state.pending is not None:
        return ReviewState(state.pending)
    if target is Target.BEFORE_SPAM and state.before_spam is not None:
        return state.before_spam
    if target is Target.SAME:
        return state.review
    raise TransitionRefused("state", transition.action)


def _outcome(transition: Transition, case: Case, moved: SubmissionState) -> Applied:
    settled = _with_visibility(moved, case)
    events, effects = transition.events, transition.effects
    if settled.visibility is not moved.visibility:
        taken_down = settled.visibility is Visibility.TAKEN_DOWN
        events += (TAKEN_DOWN_EVENT if taken_down else UNSCHEDULED_EVENT,)
    was_public = case.state is not None and case.state.visibility is Visibility.PUBLIC
    if was_public and settled.visibility is not Visibility.PUBLIC:
        effects |= {Effect.CLOSE_ADDRESSES}
    mails = tuple(
        _named(mail, case.state)
        for mail in transition.mails
        if not mail.when or MAIL_CONDITIONS[mail.when](case)
    )
    return Applied(transition, settled, events, mails, effects)


def _with_visibility(state: SubmissionState, case: Case) -> SubmissionState:
    """Nothing stays public or scheduled that has lost its state or a consent it needs.

    Whether moderation and words exist is asked on the way in: they do not go away by themselves.
    """
    if state.visibility not in {Visibility.SCHEDULED, Visibility.PUBLIC}:
        return state
    if state.review in SHOWABLE[state.kind]:
        if case.facts.agreed is None:
            raise ValueError("the consents are needed to move what is shown")
        if case.facts.agrees_to(*CONSENTS_TO_SHOW[state.kind]):
            return state
    was_public = state.visibility is Visibility.PUBLIC
    return replace(state, visibility=Visibility.TAKEN_DOWN if was_public else Visibility.HIDDEN)


def _named(mail: Mail, before: SubmissionState | None) -> Mail:
    if mail.template is not Template.DECISION or before is None or before.pending is None:
        return mail
    return replace(mail, template=DECISION_MAILS[before.pending])


def _targets(transition: Transition) -> Collection[ReviewState]:
    """Every state that the row can lead to, those that depend on the submission included."""
    kind, source = transition.kind, transition.source
    match transition.target:
        case ReviewState() as target:
            return (target,)
        case Target.SAME if source is not None:
            return (source,)
        case Target.PENDING if source is not None:
            return tuple(ReviewState(pending) for pending in PENDING_IN[source])
        case Target.BEFORE_SPAM:
            return _sources_of(kind, Action.MARK_SPAM)
        case _:
            return _staff_sources(transition)


def _sources_of(kind: SubmissionKind, action: Action) -> tuple[ReviewState, ...]:
    return tuple(
        source
        for of, source, done in TRANSITIONS
        if of is kind and done is action and source is not None
    )


@cache
def _staff_sources(undo: Transition) -> frozenset[ReviewState]:
    """From where one step of the staff leads to the state that is undone."""
    return frozenset(
        step.source
        for step in TRANSITIONS.values()
        if step.kind is undo.kind
        and step.action is not undo.action
        and step.source is not None
        and step.roles & undo.roles
        and undo.source in _targets(step)
    )
