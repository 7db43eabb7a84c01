"""Who sees what: each role, on its own submissions and on others', in every state."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from youcheng.domain.actors import ANYBODY, SYSTEM, Actor, Role
from youcheng.domain.permissions import (
    DESK_ROLES,
    Area,
    Predicate,
    Reading,
    Scope,
    holds_role,
    may_correct,
    may_export,
    may_purge,
    may_revoke,
    reach_of,
    readable,
    reading,
    roles_towards,
    sends_mail,
)
from youcheng.domain.staff import may_manage_accounts
from youcheng.domain.states import ReviewState, SubmissionKind

PROGRAMME = Scope(
    id="s1", kind=SubmissionKind.PROGRAMME, programme="study", review=ReviewState.UNDER_REVIEW
)
REFERRED = replace(PROGRAMME, review=ReviewState.REFERRED, city="suzhou")
PAINTING = Scope(
    id="p1",
    kind=SubmissionKind.PAINTING,
    programme="competition",
    review=ReviewState.IN_JURY,
    batch="b1",
    round_open=True,
    jurors=frozenset({"j1"}),
)


def actor(role: Role, **reach: object) -> Actor:
    return replace(Actor(id="x", roles=frozenset({role})), **reach)


SUBMITTER = actor(Role.SUBMITTER, submissions=frozenset({"s1", "p1"}))
GUARDIAN = actor(Role.GUARDIAN, submissions=frozenset({"p1"}))
TEACHER = actor(Role.TEACHER, batch="b1")
JUROR = actor(Role.JUROR, id="j1")
MODERATOR = actor(Role.MODERATOR)
OFFICER = actor(Role.OFFICER, programmes=frozenset({"study"}))
LIAISON = actor(Role.LIAISON, city="suzhou")
LEAD = actor(Role.LEAD)
AUDITOR = actor(Role.AUDITOR)
ADMINISTRATOR = actor(Role.ADMINISTRATOR)

A = Area
OWN = {A.PUB, A.JURY, A.STAFF, A.RESTR, A.SYS, A.STATE, A.MESSAGES}
DESK = {A.PUB, A.JURY, A.STAFF, A.SYS, A.STATE, A.MESSAGES, A.NOTES}
OVERALL = {A.COUNTS, A.BATCH_COUNTS, A.LOG, A.SETTINGS, A.ACCOUNTS, A.HEALTH}
RESULTS = {A.PENDING, A.OWN_SCORES, A.ALL_SCORES, A.JUROR_NAMES}


@pytest.mark.parametrize(
    ("who", "scope", "areas"),
    [
        (ANYBODY, PROGRAMME, set()),
        (ANYBODY, replace(PAINTING, shown=True), {A.PUB}),
        (SUBMITTER, PROGRAMME, OWN),
        (GUARDIAN, PAINTING, OWN),
        (GUARDIAN, PROGRAMME, set()),
        (TEACHER, PAINTING, {A.STATE, A.BATCH_COUNTS}),
        (TEACHER, replace(PAINTING, batch="b2"), set()),
        (TEACHER, replace(PAINTING, batch=""), set()),
        (actor(Role.TEACHER), replace(PAINTING, batch=""), set()),
        (JUROR, PAINTING, {A.JURY, A.OWN_SCORES}),
        (JUROR, replace(PAINTING, round_open=False), set()),
        (JUROR, replace(PAINTING, review=ReviewState.SHORTLISTED), set()),
        (JUROR, replace(PAINTING, jurors=frozenset({"j2"})), set()),
        (JUROR, PROGRAMME, set()),
        (MODERATOR, PAINTING, DESK),
        (MODERATOR, PROGRAMME, set()),
        (OFFICER, PROGRAMME, DESK | {A.PENDING}),
        (OFFICER, replace(PROGRAMME, programme="health"), set()),
        (OFFICER, PAINTING, set()),
        (LIAISON, REFERRED, {A.PUB, A.STAFF, A.STATE}),
        (LIAISON, replace(REFERRED, city="wuxi"), set()),
        (LIAISON, PROGRAMME, set()),
        (actor(Role.LIAISON), replace(REFERRED, city=""), set()),
        (LEAD, PAINTING, DESK | OVERALL | RESULTS),
        (AUDITOR, PAINTING, {A.COUNTS, A.LOG}),
        (ADMINISTRATOR, PAINTING, {A.SETTINGS, A.ACCOUNTS, A.HEALTH}),
    ],
)
def test_each_role_reads_exactly_its_part(who: Actor, scope: Scope, areas: set[Area]) -> None:
    assert readable(who, scope) == areas


@pytest.mark.parametrize(
    ("who", "scope"), [(MODERATOR, PAINTING), (OFFICER, PROGRAMME), (LEAD, PAINTING)]
)
def test_restricted_data_is_read_one_by_one_and_logged(who: Actor, scope: Scope) -> None:
    assert reading(who, Area.RESTR, scope) is Reading.LOGGED


@pytest.mark.parametrize("who", [JUROR, LIAISON, TEACHER, AUDITOR, ADMINISTRATOR, ANYBODY])
@pytest.mark.parametrize("scope", [PAINTING, PROGRAMME, REFERRED, replace(PAINTING, shown=True)])
def test_nobody_else_reads_restricted_data_at_all(who: Actor, scope: Scope) -> None:
    assert reading(who, Area.RESTR, scope) is Reading.NO


@pytest.mark.parametrize(
    "review",
    [
        ReviewState.DRAFT,
        ReviewState.AWAITING_GUARDIAN,
        ReviewState.WITHDRAWN,
        ReviewState.EXPIRED,
        ReviewState.ERASED,
    ],
)
def test_what_is_not_sent_or_was_taken_back_is_not_read_by_staff_or_jury(
    review: ReviewState,
) -> None:
    assert readable(MODERATOR, replace(PAINTING, review=review)) == {Area.STATE}
    assert readable(OFFICER, replace(PROGRAMME, review=review)) == {Area.STATE}
    assert readable(JUROR, replace(PAINTING, review=review)) == set()
    assert reading(LEAD, Area.RESTR, replace(PAINTING, review=review)) is Reading.NO
    assert Area.STAFF not in readable(LEAD, replace(PAINTING, review=review))


def test_pending_decisions_and_the_jury_stay_in_the_desk() -> None:
    for who in (SUBMITTER, GUARDIAN, TEACHER, JUROR, LIAISON, AUDITOR, ADMINISTRATOR, ANYBODY):
        for scope in (PAINTING, PROGRAMME, REFERRED):
            assert not readable(who, scope) & {Area.PENDING, Area.ALL_SCORES, Area.JUROR_NAMES}


def test_a_revoked_account_reads_what_the_public_reads_and_acts_as_the_public() -> None:
    gone = replace(LEAD, active=False)
    assert readable(gone, PAINTING) == set()
    assert readable(gone, replace(PAINTING, shown=True)) == {Area.PUB}
    assert roles_towards(gone, PAINTING) == {Role.PUBLIC}


@pytest.mark.parametrize(
    "may", [may_correct, may_export, may_manage_accounts, may_purge, may_revoke, sends_mail]
)
def test_a_revoked_account_may_do_nothing_whatever_is_asked_of_it(may: Predicate) -> None:
    everything = replace(
        LEAD, roles=frozenset({Role.LEAD, Role.ADMINISTRATOR}), programmes=frozenset({"study"})
    )
    assert may(everything, PROGRAMME)
    assert not may(replace(everything, active=False), PROGRAMME)
    assert not (~may)(replace(everything, active=False), PROGRAMME)


def test_without_a_submission_only_what_belongs_to_none_is_read() -> None:
    assert readable(LEAD) == OVERALL | {A.PENDING, A.OWN_SCORES, A.ALL_SCORES, A.JUROR_NAMES} | {
        A.STATE
    }
    assert readable(AUDITOR) == {A.COUNTS, A.LOG}
    assert readable(OFFICER) == set()
    assert readable(ANYBODY) == set()


@pytest.mark.parametrize(
    ("who", "scope", "role"),
    [
        (SUBMITTER, PROGRAMME, Role.SUBMITTER),
        (GUARDIAN, PAINTING, Role.GUARDIAN),
        (TEACHER, PAINTING, Role.TEACHER),
        (JUROR, PAINTING, Role.JUROR),
        (MODERATOR, PAINTING, Role.MODERATOR),
        (OFFICER, PROGRAMME, Role.OFFICER),
        (LIAISON, REFERRED, Role.LIAISON),
        (LEAD, PROGRAMME, Role.LEAD),
        (SYSTEM, PROGRAMME, Role.SYSTEM),
    ],
)
def test_roles_towards_a_submission_reach_as_far_as_the_account(
    who: Actor, scope: Scope, role: Role
) -> None:
    assert roles_towards(who, scope) == {Role.PUBLIC, role}
    elsewhere = replace(
        scope, id="s9", programme="health", city="wuxi", batch="b9", jurors=frozenset()
    )
    reaching = {Role.LEAD, Role.MODERATOR, Role.SYSTEM}
    assert roles_towards(who, elsewhere) == {Role.PUBLIC} | ({role} & reaching)


def test_predicates_compose() -> None:
    lead, auditor = holds_role(Role.LEAD), holds_role(Role.AUDITOR)
    both = replace(LEAD, roles=frozenset({Role.LEAD, Role.AUDITOR}))
    assert [(lead & auditor)(who) for who in (LEAD, AUDITOR, both)] == [False, False, True]
    assert [(lead | auditor)(who) for who in (LEAD, AUDITOR, JUROR)] == [True, True, False]
    assert [(~lead)(who) for who in (LEAD, AUDITOR)] == [False, True]
    assert (lead & ~auditor).name == "(is_lead & ~is_auditor)"
    assert isinstance(lead & auditor, Predicate)


AT_THE_DESK: Final = [
    OFFICER,
    MODERATOR,
    LIAISON,
    LEAD,
    actor(Role.LIAISON),
    replace(OFFICER, roles=frozenset({Role.OFFICER, Role.LIAISON}), city="suzhou"),
    replace(OFFICER, roles=frozenset({Role.OFFICER, Role.MODERATOR})),
    # What an account's roles do not use reaches nowhere.
    replace(MODERATOR, programmes=frozenset({"study"}), city="suzhou"),
]


@pytest.mark.parametrize("review", ReviewState)
@pytest.mark.parametrize("who", AT_THE_DESK)
def test_the_reach_of_a_query_is_what_is_read_one_by_one(who: Actor, review: ReviewState) -> None:
    reach = reach_of(who)
    assert reach is not None
    for kind in SubmissionKind:
        for programme in ("study", "health"):
            for city in ("", "suzhou", "wuxi"):
                scope = Scope("s9", kind, programme, review, city=city)
                assert reach.covers(scope) == (reading(who, Area.STATE, scope) is Reading.YES)


def test_who_does_not_work_in_the_desk_reaches_nothing_there() -> None:
    for who in (SUBMITTER, GUARDIAN, TEACHER, JUROR, AUDITOR, ADMINISTRATOR, ANYBODY, SYSTEM):
        assert reach_of(who) is None
    assert reach_of(replace(LEAD, active=False)) is None
    assert {Role.LEAD, Role.OFFICER, Role.MODERATOR, Role.LIAISON} == DESK_ROLES
