"""Random lives of a submission: whatever is tried in whatever order, the invariants hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.workflow_facts import ALL_CONSENTS, NOW, passing_facts
from youcheng.domain.actors import Role
from youcheng.domain.audit import Event, Head, Via, append, verify
from youcheng.domain.guards import Batch
from youcheng.domain.replay import replay, state_details
from youcheng.domain.states import (
    CONSENTS_TO_SHOW,
    GONE,
    SHOWABLE,
    UNSENT,
    Consent,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
    faults,
)
from youcheng.domain.transitions import Applied, TransitionRefused, apply, begin
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action, Effect

SUBJECT = "submission:41"
ACTORS = {role: f"{role}:1" if role is not Role.SYSTEM else "system" for role in Role}


@dataclass
class Life:
    """A submission, the consents that stand, and its log."""

    state: SubmissionState
    agreed: frozenset[Consent]
    head: Head = field(default_factory=Head)
    events: list[Event] = field(default_factory=list)
    previous: SubmissionState | None = None
    at: datetime = NOW

    def try_one(
        self, action: Action, role: Role, lost: Consent, good: bool, revealed: bool
    ) -> None:
        row = TRANSITIONS.get((self.state.kind, self.state.review, action))
        if row is None:
            return
        facts = replace(
            passing_facts(row),
            agreed=self.agreed - {lost} if action is Action.WITHDRAW_CONSENT else self.agreed,
            withdrawn_consent=lost,
            reveal_at=NOW if revealed else None,
            valid=good,
            moderation_passed=good,
            batch=Batch("staff-1", self.previous, True, False) if self.previous else None,
        )
        try:
            applied = apply(self.state, action, role=role, facts=facts)
        except TransitionRefused:
            return
        self._check(applied, revealed)
        self.previous, self.state = self.state, applied.state
        self.agreed = facts.agreed or frozenset()
        self._log(applied, role)

    def _check(self, applied: Applied, revealed: bool) -> None:
        after = applied.state
        assert faults(after) == ()
        assert after.kind is self.state.kind
        exposed = after.visibility in {Visibility.PUBLIC, Visibility.SCHEDULED}
        if exposed:
            assert after.review in SHOWABLE[after.kind]
        became_public = after.visibility is Visibility.PUBLIC and (
            self.state.visibility is not Visibility.PUBLIC
        )
        if became_public and applied.transition.action is not Action.UNDO_BATCH:
            assert revealed
            assert applied.transition.action is Action.PUBLISH
        if Visibility.PUBLIC is self.state.visibility is not after.visibility:
            assert Effect.CLOSE_ADDRESSES in applied.effects
        if after.review in GONE | UNSENT:
            assert after.pending is None
        assert len(applied.events) >= 1

    def _log(self, applied: Applied, role: Role) -> None:
        for kind in applied.events:
            event, self.head = append(
                self.head,
                at=self.at,
                actor=ACTORS[role],
                via=Via.WEB,
                kind=kind,
                subject=SUBJECT,
                details=state_details(applied.state),
            )
            self.events.append(event)
        self.at += timedelta(seconds=1)


@st.composite
def beginnings(draw: st.DrawFn) -> SubmissionState:
    """Any state a submission may be in."""
    return draw(
        st.builds(
            SubmissionState,
            st.sampled_from(SubmissionKind),
            st.sampled_from(ReviewState),
            st.sampled_from(Visibility),
        ).filter(lambda state: not faults(state))
    )


@given(beginnings(), st.data())
@settings(max_examples=100)
def test_no_life_breaks_the_invariants(start: SubmissionState, data: st.DataObject) -> None:
    life = Life(start, ALL_CONSENTS)
    for _ in range(data.draw(st.integers(1, 25))):
        rows = [
            row
            for row in TRANSITIONS.values()
            if row.kind is life.state.kind and row.source is life.state.review
        ]
        if not rows:
            break
        row = data.draw(st.sampled_from(rows))
        life.try_one(
            row.action,
            data.draw(st.sampled_from(sorted(row.roles))),
            data.draw(st.sampled_from(Consent)),
            good=data.draw(st.sampled_from([True, True, True, False])),
            revealed=data.draw(st.booleans()),
        )
        if life.state.visibility is Visibility.PUBLIC:
            assert CONSENTS_TO_SHOW[life.state.kind] <= life.agreed
    assert verify(life.events, head=life.head) is None
    if life.events:
        assert replay(life.events) == {SUBJECT: life.state}


def test_a_painting_lives_from_draft_to_archive_in_the_order_of_the_workflow() -> None:
    facts = passing_facts(TRANSITIONS[SubmissionKind.PAINTING, None, Action.CREATE_DRAFT])
    state = begin(SubmissionKind.PAINTING, role=Role.PUBLIC, facts=facts).state
    walked = [state.review]
    for action in (
        Action.REQUEST_CONSENT,
        Action.GIVE_CONSENT,
        Action.TAKE,
        Action.PASS_MODERATION,
        Action.OPEN_ROUND,
        Action.SHORTLIST,
        Action.PROPOSE_AWARDED,
        Action.CONFIRM_AWARD,
        Action.APPLY_DECISION,
        Action.SCHEDULE,
        Action.PUBLISH,
        Action.ARCHIVE,
    ):
        row = TRANSITIONS[state.kind, state.review, action]
        role = min(row.roles)
        state = apply(state, action, role=role, facts=passing_facts(row)).state
        walked.append(state.review)
    assert list(dict.fromkeys(walked)) == [
        ReviewState.DRAFT,
        ReviewState.AWAITING_GUARDIAN,
        ReviewState.SUBMITTED,
        ReviewState.MODERATION,
        ReviewState.ELIGIBLE,
        ReviewState.IN_JURY,
        ReviewState.SHORTLISTED,
        ReviewState.AWARDED,
        ReviewState.ARCHIVED,
    ]
    assert state.visibility is Visibility.PUBLIC
