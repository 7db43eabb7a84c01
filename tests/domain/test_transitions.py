"""What follows from a transition: events, mails, effects, and visibility that follows by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.workflow_facts import (
    ALL_CONSENTS,
    NOW,
    failing_facts,
    passing_facts,
    passing_state,
)
from youcheng.domain.actors import Role
from youcheng.domain.guards import Facts
from youcheng.domain.states import (
    Consent,
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
)
from youcheng.domain.transitions import (
    Applied,
    TransitionRefused,
    apply,
    begin,
    missing_guards,
)
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action, Effect, Recipient, Sending, Template

PAINTING = SubmissionKind.PAINTING
PROGRAMME = SubmissionKind.PROGRAMME
ON_SHOW = SubmissionState(PAINTING, ReviewState.AWARDED, visibility=Visibility.PUBLIC)


def sent(applied: Applied) -> list[tuple[Template, Recipient, Sending]]:
    return [(mail.template, mail.to, mail.sending) for mail in applied.mails]


def test_a_new_draft_sends_a_link_only_where_there_is_an_address() -> None:
    facts = Facts(now=NOW, within_limits=True, in_window=True)
    silent = begin(PROGRAMME, role=Role.PUBLIC, facts=facts)
    assert silent.state == SubmissionState(PROGRAMME, ReviewState.DRAFT)
    assert (silent.mails, silent.events) == ((), ("draft.created",))
    told = begin(PROGRAMME, role=Role.PUBLIC, facts=replace(facts, mail_known=True))
    assert sent(told) == [(Template.RESUME_LINK, Recipient.SUBMITTER, Sending.NOW)]


def test_submitting_sends_a_receipt_and_uses_the_access_code() -> None:
    row = TRANSITIONS[PROGRAMME, ReviewState.DRAFT, Action.SUBMIT]
    done = apply(passing_state(row), row.action, role=Role.SUBMITTER, facts=passing_facts(row))
    assert done.state.review is ReviewState.SUBMITTED
    assert sent(done) == [(Template.RECEIPT, Recipient.SUBMITTER, Sending.NOW)]
    assert done.effects == {Effect.REDEEM_ACCESS_CODE, Effect.NOTIFY_STAFF}


def test_a_guardian_who_is_the_submitter_gets_one_mail() -> None:
    row = TRANSITIONS[PAINTING, ReviewState.AWAITING_GUARDIAN, Action.GIVE_CONSENT]
    facts = passing_facts(row)
    one = apply(passing_state(row), row.action, role=Role.GUARDIAN, facts=facts)
    assert sent(one) == [(Template.CONSENT_RECEIPT, Recipient.GUARDIAN, Sending.NOW)]
    two = apply(
        passing_state(row),
        row.action,
        role=Role.GUARDIAN,
        facts=replace(facts, guardian_apart=True),
    )
    assert sent(two)[1:] == [(Template.RECEIPT, Recipient.SUBMITTER, Sending.NOW)]


@pytest.mark.parametrize("action", [Action.REFUSE_CONSENT, Action.EXPIRE_CONSENT])
def test_a_consent_that_is_not_given_takes_the_files_away(action: Action) -> None:
    row = TRANSITIONS[PAINTING, ReviewState.AWAITING_GUARDIAN, action]
    done = apply(passing_state(row), action, role=next(iter(row.roles)), facts=passing_facts(row))
    assert Effect.PURGE_FILES in done.effects
    assert done.mails == ()


@pytest.mark.parametrize(
    ("pending", "template"),
    [
        (PendingState.ACCEPTED, Template.DECISION_ACCEPTED),
        (PendingState.WAITLISTED, Template.DECISION_WAITLISTED),
        (PendingState.DECLINED, Template.DECISION_DECLINED),
    ],
)
def test_a_decision_is_applied_with_its_own_mail_in_the_outbox(
    pending: PendingState, template: Template
) -> None:
    state = SubmissionState(PROGRAMME, ReviewState.UNDER_REVIEW, pending=pending)
    row = TRANSITIONS[PROGRAMME, ReviewState.UNDER_REVIEW, Action.APPLY_DECISION]
    done = apply(state, row.action, role=Role.LEAD, facts=passing_facts(row))
    assert done.state == SubmissionState(PROGRAMME, ReviewState(pending))
    assert sent(done) == [(template, Recipient.CONTACT, Sending.OUTBOX)]


def test_leaving_a_state_drops_the_pending_decision() -> None:
    state = SubmissionState(PROGRAMME, ReviewState.UNDER_REVIEW, pending=PendingState.ACCEPTED)
    row = TRANSITIONS[PROGRAMME, ReviewState.UNDER_REVIEW, Action.REFER]
    done = apply(state, row.action, role=Role.OFFICER, facts=passing_facts(row))
    assert done.state == SubmissionState(PROGRAMME, ReviewState.REFERRED)


def test_spam_is_taken_back_to_where_it_was_and_a_withdrawal_forgets_it() -> None:
    before = SubmissionState(PROGRAMME, ReviewState.WAITLISTED, pending=PendingState.DECLINED)
    facts = Facts(now=NOW, since=NOW, link_open=True, within_limits=True)
    spam = apply(before, Action.MARK_SPAM, role=Role.OFFICER, facts=facts)
    assert spam.state == SubmissionState(
        PROGRAMME, ReviewState.SPAM, before_spam=ReviewState.WAITLISTED
    )
    assert spam.mails == ()
    asked = apply(spam.state, Action.REQUEST_WITHDRAWAL, role=Role.SUBMITTER, facts=facts)
    assert asked.state == spam.state
    back = apply(spam.state, Action.UNMARK_SPAM, role=Role.OFFICER, facts=facts)
    assert back.state == SubmissionState(PROGRAMME, ReviewState.WAITLISTED)
    gone = apply(spam.state, Action.WITHDRAW, role=Role.SUBMITTER, facts=facts)
    assert gone.state == SubmissionState(PROGRAMME, ReviewState.WITHDRAWN)


@pytest.mark.parametrize("consent", [Consent.PROCESS, Consent.SHOW_WORK])
def test_a_consent_that_showing_needs_takes_the_work_down_at_once(consent: Consent) -> None:
    facts = Facts(now=NOW, withdrawn_consent=consent, agreed=ALL_CONSENTS - {consent})
    done = apply(ON_SHOW, Action.WITHDRAW_CONSENT, role=Role.GUARDIAN, facts=facts)
    assert done.state == replace(ON_SHOW, visibility=Visibility.TAKEN_DOWN)
    assert done.events == ("consent.changed", "visibility.taken_down")
    assert Effect.CLOSE_ADDRESSES in done.effects
    assert sent(done) == [(Template.CONSENT_CHANGED, Recipient.CONTACT, Sending.NOW)]


def test_a_consent_that_showing_does_not_need_leaves_the_work_on_show() -> None:
    agreed = ALL_CONSENTS - {Consent.SHOW_NAME}
    facts = Facts(now=NOW, withdrawn_consent=Consent.SHOW_NAME, agreed=agreed)
    done = apply(ON_SHOW, Action.WITHDRAW_CONSENT, role=Role.SUBMITTER, facts=facts)
    assert done.state == ON_SHOW
    assert done.events == ("consent.changed",)


def test_what_was_only_scheduled_is_hidden_again() -> None:
    scheduled = replace(ON_SHOW, visibility=Visibility.SCHEDULED)
    facts = Facts(now=NOW, withdrawn_consent=Consent.PROCESS, agreed=frozenset())
    done = apply(scheduled, Action.WITHDRAW_CONSENT, role=Role.GUARDIAN, facts=facts)
    assert done.state.visibility is Visibility.HIDDEN
    assert done.events[-1] == "visibility.changed"


def test_withdrawal_needs_no_consents_to_take_down() -> None:
    done = apply(ON_SHOW, Action.WITHDRAW, role=Role.GUARDIAN, facts=Facts(now=NOW, link_open=True))
    assert done.state == SubmissionState(
        PAINTING, ReviewState.WITHDRAWN, visibility=Visibility.TAKEN_DOWN
    )
    assert done.events == ("submission.withdrawn", "visibility.taken_down")
    assert sent(done) == [(Template.WITHDRAWAL_CONFIRMED, Recipient.CONTACT, Sending.NOW)]


def test_moving_what_is_shown_without_its_consents_is_a_mistake_of_the_caller() -> None:
    row = TRANSITIONS[PAINTING, ReviewState.AWARDED, Action.ARCHIVE]
    facts = replace(passing_facts(row), agreed=None)
    with pytest.raises(ValueError, match="consents"):
        apply(ON_SHOW, row.action, role=Role.SYSTEM, facts=facts)


def test_taken_down_stays_down() -> None:
    down = replace(ON_SHOW, visibility=Visibility.TAKEN_DOWN)
    for action, role in ((Action.SCHEDULE, Role.LEAD), (Action.PUBLISH, Role.SYSTEM)):
        row = TRANSITIONS[PAINTING, ReviewState.AWARDED, action]
        with pytest.raises(TransitionRefused) as caught:
            apply(down, action, role=role, facts=passing_facts(row))
        assert caught.value.code == "visibility"


def test_a_refusal_says_which_action_and_why() -> None:
    with pytest.raises(TransitionRefused, match=r"^submit: role$") as caught:
        apply(
            SubmissionState(PROGRAMME, ReviewState.DRAFT),
            Action.SUBMIT,
            role=Role.PUBLIC,
            facts=Facts(now=NOW),
        )
    assert caught.value.action is Action.SUBMIT


def test_what_is_missing_is_named_guard_by_guard() -> None:
    for row in TRANSITIONS.values():
        if row.source is None:
            continue
        state = passing_state(row)
        for role in row.roles:
            assert missing_guards(state, row.action, role, passing_facts(row)) == ()
            for guard in row.guards:
                for facts in failing_facts(row, guard, role):
                    assert guard in missing_guards(state, row.action, role, facts)
    row = TRANSITIONS[PAINTING, ReviewState.MODERATION, Action.PASS_MODERATION]
    nothing = missing_guards(passing_state(row), row.action, Role.MODERATOR, Facts(now=NOW))
    assert nothing == ("other_school", "checklist_done")
    with pytest.raises(TransitionRefused, match="role"):
        missing_guards(passing_state(row), row.action, Role.OFFICER, Facts(now=NOW))
