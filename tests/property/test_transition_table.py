"""The table against the workflow as the product wrote it down, over every state, action and role.

`WORKFLOW` says the same thing as the table a second time, in another form and by hand: one line a
rule, `kinds: states > target by roles = action`. What is on no line must be refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from tests.domain.workflow_facts import (
    NOW,
    failing_facts,
    passing_facts,
    passing_state,
    previous_states,
)
from youcheng.domain.actors import Role
from youcheng.domain.guards import GUARDS, MAIL_CONDITIONS, Batch, Facts
from youcheng.domain.states import (
    ERASABLE,
    FINAL,
    GONE,
    OPEN,
    PENDING_IN,
    SHOWABLE,
    STATES_OF,
    UNSENT,
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
    faults,
)
from youcheng.domain.transitions import (
    Applied,
    TransitionRefused,
    apply,
    begin,
    find_transition,
    legal_moves,
    open_actions,
)
from youcheng.domain.workflow import ROWS, TRANSITIONS
from youcheng.domain.workflow.rows import Action, Effect, Sending, Target, Template, Transition

WORKFLOW: Final = """
every: new > draft by public = create_draft
every: draft > draft by submitter = save_draft
every: draft > draft by system = remind_draft
every: draft > expired by system = expire_draft
programme: draft > submitted by submitter = submit
batch: draft > processing by submitter = send_batch
batch: processing > closed by system = finish_batch
both: draft > awaiting_guardian by submitter = request_consent
both: awaiting_guardian > awaiting_guardian by system = remind_guardian
both: awaiting_guardian > awaiting_guardian by submitter = readdress_guardian
both: awaiting_guardian > submitted by guardian = give_consent
both: awaiting_guardian > withdrawn by guardian = refuse_consent
both: awaiting_guardian > expired by system = expire_consent
both: submitted > submitted by submitter = edit
painting: submitted > awaiting_guardian by submitter = edit_picture
programme: submitted > screening by officer = take
painting: submitted > moderation by moderator = take
programme: screening > changes_requested by officer = request_changes
painting: moderation > changes_requested by moderator = request_changes
both: changes_requested > changes_requested by system = remind_changes
programme: changes_requested > screening by submitter = resubmit
painting: changes_requested > moderation by submitter = resubmit
programme: changes_requested > declined by lead = end_silence
painting: changes_requested > ineligible by lead = end_silence
painting: moderation > eligible by moderator = pass_moderation
painting: moderation > ineligible by moderator = fail_moderation
painting: ineligible > ineligible by submitter = open_appeal
painting: ineligible > moderation by lead = grant_appeal
painting: ineligible > ineligible by lead = dismiss_appeal
programme: screening > under_review by officer = start_review
programme: under_review > referred by officer = refer
programme: referred > under_review by officer liaison = return_referral
painting: eligible > in_jury by lead = open_round
painting: in_jury > in_jury by juror = save_score recuse reopen_score
painting: in_jury > shortlisted by lead = shortlist
painting: in_jury > participated by lead = pass_over
programme: under_review > under_review by officer = propose_accepted propose_waitlisted
programme: under_review > under_review by officer = propose_declined
programme: waitlisted > waitlisted by officer = propose_accepted propose_declined
painting: shortlisted > shortlisted by lead = propose_awarded propose_participated confirm_award
programme: under_review waitlisted > accepted by lead = apply_decision
painting: shortlisted > awarded by lead = apply_decision
both: ACTIVE > BATCH by officer moderator lead = undo_batch
both: SHOWABLE > SHOWABLE by lead = schedule
both: SHOWABLE > SHOWABLE by system = publish
both: SHOWABLE > SHOWABLE by submitter guardian moderator system = take_down
both: CONSENTED > CONSENTED by submitter guardian = withdraw_consent
both: LEAVABLE > LEAVABLE by submitter guardian = request_withdrawal
both: LEAVABLE > withdrawn by submitter guardian = withdraw
batch: draft > draft by submitter guardian = request_withdrawal
batch: draft > withdrawn by submitter guardian = withdraw
every: PRESENT > withdrawn by system = end_again
programme: accepted > closed by officer system = close
painting: awarded participated > archived by officer system = archive
both: UNSPAMMED > spam by officer = mark_spam
both: spam > submitted by officer = unmark_spam
every: ENDED > erased by system = erase_by_retention
every: ENDED > erased by officer = erase_on_request
"""

BATCH: Final = "BATCH"
EVERY: Final = {str(state) for state in ReviewState}
SHORTHANDS: Final = {
    "new": {""},
    "ACTIVE": EVERY - {"draft", "awaiting_guardian", "withdrawn", "expired", "erased"},
    "SHOWABLE": {
        *("accepted", "closed", "eligible", "in_jury"),
        *("shortlisted", "awarded", "participated", "archived"),
    },
    "CONSENTED": EVERY - {"draft", "awaiting_guardian", "erased"},
    "LEAVABLE": EVERY - {"withdrawn", "erased"},
    "PRESENT": EVERY - {"withdrawn", "expired", "erased"},
    "UNSPAMMED": EVERY - {"spam", "erased"},
    "ENDED": {
        *("withdrawn", "expired", "archived", "declined"),
        *("closed", "waitlisted", "spam", "ineligible"),
    },
}
KINDS: Final = {
    "every": [*SubmissionKind],
    "both": [SubmissionKind.PROGRAMME, SubmissionKind.PAINTING],
}
Asked = tuple[SubmissionKind, str, Action, Role]


def written() -> dict[Asked, str]:
    """What WORKFLOW allows, and where it leads; BATCH is wherever the batch came from."""
    allowed: dict[Asked, str] = {}
    for line in WORKFLOW.strip().splitlines():
        kinds, rest = line.split(": ")
        move, actions = rest.split(" = ")
        sources, rest = move.split(" > ")
        target, roles = rest.split(" by ")
        of = KINDS.get(kinds) or [SubmissionKind(kinds)]
        names = set().union(*(SHORTHANDS.get(word, {word}) for word in sources.split()))
        for kind, name, action, role in itertools.product(
            of, names, actions.split(), roles.split()
        ):
            if name in STATES_OF[kind] or name == "":
                to = name if target in {"SHOWABLE", "CONSENTED", "LEAVABLE"} else target
                asked = (kind, name, Action(action), Role(role))
                assert asked not in allowed
                allowed[asked] = to
    return allowed


ALLOWED: Final = written()
TABLE: Final = list(TRANSITIONS.values())


def named(transition: Transition) -> str:
    return f"{transition.kind}-{transition.source}-{transition.action}"


def do(row: Transition, role: Role, facts: Facts) -> Applied:
    """The row's action from a state that fits it."""
    if row.source is None:
        return begin(row.kind, role=role, facts=facts)
    return apply(passing_state(row), row.action, role=role, facts=facts)


def everything() -> Iterable[tuple[SubmissionKind, ReviewState | None, Action, Role]]:
    sources: list[ReviewState | None] = [None, *ReviewState]
    return itertools.product(SubmissionKind, sources, Action, Role)


def attempt(kind: SubmissionKind, source: ReviewState | None, action: Action, role: Role) -> str:
    """Where the action led, or the code of its refusal in brackets; all guards would hold."""
    row = TRANSITIONS.get((kind, source, action))
    facts = passing_facts(row or _row_for(kind, action))
    try:
        if source is None:
            find_transition(kind, source, action, role)
            after = begin(kind, role=role, facts=facts).state
        else:
            before = passing_state(row) if row else SubmissionState(kind, source)
            after = apply(before, action, role=role, facts=facts).state
    except TransitionRefused as refused:
        return f"({refused.code})"
    assert not faults(after)
    return str(after.review)


def test_exactly_what_is_written_succeeds() -> None:
    outcomes = {asked: attempt(*asked) for asked in everything()}
    refused = {"(state)", "(role)"}
    succeeded = {
        (kind, source or "", action, role): BATCH if action is Action.UNDO_BATCH else to
        for (kind, source, action, role), to in outcomes.items()
        if to not in refused
    }
    assert succeeded == ALLOWED


@cache
def _row_for(kind: SubmissionKind, action: Action) -> Transition:
    """Some row of the action: its facts must not help where the table has no row."""
    return next(
        row for row in sorted(TABLE, key=lambda row: row.kind is not kind) if row.action is action
    )


@pytest.mark.parametrize("row", TABLE, ids=named)
def test_every_guard_stops_its_transition_and_gives_its_name(row: Transition) -> None:
    for role, guard in itertools.product(row.roles, row.guards):
        for facts in failing_facts(row, guard, role):
            with pytest.raises(TransitionRefused) as caught:
                do(row, role, facts)
            assert caught.value.code == guard


@pytest.mark.parametrize("row", [row for row in TABLE if row.guards], ids=named)
def test_facts_that_nobody_looked_up_open_nothing(row: Transition) -> None:
    unknown = Facts(now=NOW, agreed=frozenset())
    for role in row.roles:
        if set(row.guards) - {"own_city", "award_pending", "decision_ready"}:
            with pytest.raises(TransitionRefused):
                do(row, role, unknown)


def test_a_decision_needs_something_pending_and_an_award_a_second_pair_of_eyes() -> None:
    row = TRANSITIONS[SubmissionKind.PAINTING, ReviewState.SHORTLISTED, Action.APPLY_DECISION]
    ready = passing_state(row)
    for state in (replace(ready, pending_confirmed=False), replace(ready, pending=None)):
        with pytest.raises(TransitionRefused) as caught:
            apply(state, row.action, role=Role.LEAD, facts=passing_facts(row))
        assert caught.value.code == "decision_ready"


def test_an_award_is_confirmed_once() -> None:
    row = TRANSITIONS[SubmissionKind.PAINTING, ReviewState.SHORTLISTED, Action.CONFIRM_AWARD]
    confirmed = apply(passing_state(row), row.action, role=Role.LEAD, facts=passing_facts(row))
    assert confirmed.state.pending_confirmed
    with pytest.raises(TransitionRefused) as caught:
        apply(confirmed.state, row.action, role=Role.LEAD, facts=passing_facts(row))
    assert caught.value.code == "award_pending"


def test_a_new_proposal_needs_a_new_confirmation() -> None:
    state = SubmissionState(
        SubmissionKind.PAINTING,
        ReviewState.SHORTLISTED,
        pending=PendingState.AWARDED,
        pending_confirmed=True,
    )
    row = TRANSITIONS[state.kind, state.review, Action.PROPOSE_PARTICIPATED]
    after = apply(state, row.action, role=Role.LEAD, facts=passing_facts(row)).state
    assert (after.pending, after.pending_confirmed) == (PendingState.PARTICIPATED, False)


@pytest.mark.parametrize("row", [row for row in TABLE if row.visibility], ids=named)
def test_visibility_moves_only_from_where_the_table_says(row: Transition) -> None:
    assert row.visibility is not None
    for shown in Visibility:
        state = replace(passing_state(row), visibility=shown)
        if shown is row.visibility[0]:
            continue
        with pytest.raises(TransitionRefused) as caught:
            apply(state, row.action, role=next(iter(row.roles)), facts=passing_facts(row))
        assert caught.value.code == "visibility"


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.action is Action.UNDO_BATCH], ids=named
)
def test_undo_leads_back_along_one_step_of_the_staff_and_nowhere_else(row: Transition) -> None:
    allowed = {state.review for state in previous_states(row)}
    for review in STATES_OF[row.kind]:
        before_spam = ReviewState.SUBMITTED if review is ReviewState.SPAM else None
        previous = SubmissionState(row.kind, review, before_spam=before_spam)
        facts = replace(passing_facts(row), batch=Batch("staff-1", previous, True, False))
        if review in allowed:
            undone = apply(passing_state(row), row.action, role=Role.LEAD, facts=facts)
            assert undone.state == previous
            assert undone.effects >= {Effect.REMOVE_MAIL_DRAFTS}
        else:
            with pytest.raises(TransitionRefused) as caught:
                apply(passing_state(row), row.action, role=Role.LEAD, facts=facts)
            assert caught.value.code == "state"


def test_a_batch_of_another_kind_or_with_a_fault_is_not_restored() -> None:
    row = TRANSITIONS[SubmissionKind.PROGRAMME, ReviewState.ACCEPTED, Action.UNDO_BATCH]
    good = SubmissionState(row.kind, ReviewState.UNDER_REVIEW, pending=PendingState.ACCEPTED)
    facts = passing_facts(row)
    wrong = (
        SubmissionState(SubmissionKind.PAINTING, ReviewState.SHORTLISTED),
        replace(good, pending=PendingState.AWARDED),
        replace(good, visibility=Visibility.PUBLIC),
    )
    for previous in wrong:
        given = replace(facts, batch=Batch("staff-1", previous, True, False))
        with pytest.raises(TransitionRefused):
            apply(passing_state(row), row.action, role=Role.LEAD, facts=given)
    given = replace(facts, batch=Batch("staff-1", good, True, False))
    assert apply(passing_state(row), row.action, role=Role.LEAD, facts=given).state == good


def test_every_name_in_the_table_exists_and_is_used() -> None:
    guards = {guard for row in ROWS for guard in row.guards}
    assert guards == set(GUARDS)
    assert {mail.when for row in ROWS for mail in row.mails if mail.when} == set(MAIL_CONDITIONS)
    assert {row.action for row in ROWS} == set(Action)
    used = {mail.template for row in ROWS for mail in row.mails}
    decided = {
        Template.DECISION_ACCEPTED,
        Template.DECISION_WAITLISTED,
        Template.AWARD,
        Template.PARTICIPATION,
    }
    assert used | decided == set(Template)


def test_every_row_leaves_an_event_and_every_mail_has_one_cause() -> None:
    for row in ROWS:
        assert row.events
        templates = [(mail.template, mail.to) for mail in row.mails]
        assert len(templates) == len(set(templates))


def test_decisions_and_whatever_staff_may_still_take_back_wait_in_the_outbox() -> None:
    at_once = {
        mail.template
        for row in ROWS
        for mail in row.mails
        if mail.sending is Sending.NOW and row.roles & {Role.OFFICER, Role.MODERATOR, Role.LEAD}
    }
    assert at_once == {
        Template.REFERRAL,
        Template.JUROR_ASSIGNMENT,
        Template.CERTIFICATE,
        Template.TAKEN_DOWN,
        Template.ERASED,
    }


def test_the_juror_round_tells_nobody_the_result() -> None:
    for row in ROWS:
        if row.action in {Action.SHORTLIST, Action.PASS_OVER, Action.CONFIRM_AWARD}:
            assert row.mails == ()


def test_the_sets_of_states_fit_the_table() -> None:
    for kind, states in STATES_OF.items():
        moves = legal_moves(kind)
        assert {to for _, to in moves} == states
        assert {source for source, to in moves if to is ReviewState.ERASED} == ERASABLE & states
        assert {source for source, _ in moves if source is not None} == states - FINAL
        assert SHOWABLE[kind] <= states
        assert OPEN[kind] | (ERASABLE & states) | FINAL == states
        assert not OPEN[kind] & ERASABLE
    assert not SHOWABLE[SubmissionKind.PAINTING] & (UNSENT | GONE)
    assert frozenset().union(*STATES_OF.values()) == set(ReviewState)


def test_the_pending_decisions_fit_the_proposals() -> None:
    proposed: dict[ReviewState, set[PendingState]] = {}
    for row in TABLE:
        if row.proposes is not None and row.source is not None:
            assert row.target is Target.SAME
            proposed.setdefault(row.source, set()).add(row.proposes)
    assert proposed == {state: set(pending) for state, pending in PENDING_IN.items()}


def test_the_database_forbids_what_the_table_never_does() -> None:
    moves = legal_moves(SubmissionKind.PAINTING)
    assert (ReviewState.DRAFT, ReviewState.SUBMITTED) not in moves
    assert (ReviewState.DRAFT, ReviewState.MODERATION) not in moves
    assert (ReviewState.MODERATION, ReviewState.AWARDED) not in moves
    assert (ReviewState.ERASED, ReviewState.SUBMITTED) not in moves
    assert (None, ReviewState.DRAFT) in moves


def test_open_actions_are_those_that_would_succeed() -> None:
    for kind in SubmissionKind:
        for source in STATES_OF[kind]:
            for role in Role:
                rows = [row for row in TABLE if row.kind is kind and row.source is source]
                for row in rows:
                    state, facts = passing_state(row), passing_facts(row)
                    listed = open_actions(state, [role], facts)
                    assert (row.action in listed) == (role in row.roles)
                    assert set(listed) <= set(open_actions(state, [role]))
