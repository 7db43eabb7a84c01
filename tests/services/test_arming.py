"""What goes with the results: looked at before, arranged by a lead, undone until the reveal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.arranged import arm, confirm_rest, propose_rest
from tests.services.clerks import LEAD, SECOND_LEAD
from tests.services.jurying import EDITION, enter, rules_of, take_back
from tests.services.office import Office, Paper
from tests.services.test_revealing import confirmed
from youcheng.domain.certificates import CertificateKind
from youcheng.services.arming import (
    ArmingRefused,
    arm_results,
    disarm_results,
    plan_arming,
    view_arming,
)
from youcheng.services.arming_plan import ArmingPlan, Lack, LeftOut
from youcheng.services.desk_outbox import Block


@pytest.fixture
def papers(office: Office) -> list[Paper]:
    """Three paintings on the shortlist, of which the first has a confirmed award."""
    entered = [enter(office, number) for number in range(3)]
    confirmed(office, entered)
    return entered


def plan(office: Office, *, certificates: bool = True, letters: bool = True) -> ArmingPlan:
    wanted = {"certificates": certificates, "letters": letters}
    return plan_arming(office.services, actor=LEAD, edition=EDITION, **wanted)


def why(call: Callable[[], object]) -> str:
    with pytest.raises(ArmingRefused) as refused:
        call()
    return refused.value.problem


def codes(papers: list[Paper], reason: Lack | Block) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(code, reason) for code in sorted(str(one.stored.code) for one in papers))


def test_a_plan_tells_what_would_go_out_and_who_is_left_out_and_why(
    office: Office, papers: list[Paper]
) -> None:
    language = papers[0].stored.guardian_language
    before = office.events()
    found = plan(office)
    assert found.kinds == {CertificateKind.AWARD: 1}
    assert found.certificate_mails == found.letter_mails == {language: 1}
    assert found.left_out == codes(papers[1:], Lack.PROPOSAL)
    propose_rest(office)
    assert plan(office).left_out == codes(papers[1:], Lack.CONFIRMATION)
    confirm_rest(office)
    found = plan(office)
    assert found.kinds == {CertificateKind.AWARD: 1, CertificateKind.PARTICIPATION: 2}
    assert (found.certificate_mails, found.letter_mails) == ({language: 3}, {language: 3})
    assert found.left_out == ()
    assert plan(office, letters=False).letter_mails == {}
    only_letters = plan(office, certificates=False)
    assert (only_letters.kinds, only_letters.certificate_mails) == ({}, {})
    office.change(
        papers[2].submission,
        lambda one: replace(one, sent={**(one.sent or {}), "guardian_email": "", "email": ""}),
    )
    assert plan(office).left_out == codes(papers[2:], Block.ADDRESS)
    assert not [one for one in office.events()[len(before) :] if one.kind.startswith("results.")]


def test_an_arrangement_is_of_what_was_seen_and_is_undone_until_the_reveal(
    office: Office, papers: list[Paper]
) -> None:
    services, seen = office.services, plan(office)
    told = {"edition": EDITION, "certificates": True, "letters": True}
    take_back(papers[2])
    assert why(lambda: arm_results(services, actor=LEAD, **told, stamp=seen.stamp)) == "changed"
    seen = plan(office)
    assert (
        why(
            lambda: arm_results(
                services, actor=LEAD, **{**told, "letters": False}, stamp=seen.stamp
            )
        )
        == "changed"
    )
    arming = arm_results(services, actor=LEAD, **told, stamp=seen.stamp)
    # Another lead, who looked before that, is told.
    assert (
        why(lambda: arm_results(services, actor=SECOND_LEAD, **told, stamp=seen.stamp)) == "changed"
    )
    view = view_arming(services, actor=SECOND_LEAD, edition=EDITION)
    assert (view.arming, view.is_open) == (arming, True)
    (event,) = office.events("results.armed")
    assert (event.actor, event.subject) == (f"staff:{LEAD.id}", f"edition:{EDITION}")
    assert event.fields == ("certificates", "letters")

    def undo(number: int) -> None:
        disarm_results(services, actor=SECOND_LEAD, edition=EDITION, seen=number)

    assert why(lambda: undo(arming.number + 1)) == "changed"
    undo(arming.number)
    assert why(lambda: undo(arming.number)) == "changed"
    assert view_arming(services, actor=LEAD, edition=EDITION).arming is None
    (event,) = office.events("results.disarmed")
    assert (event.actor, event.fields) == (f"staff:{SECOND_LEAD.id}", ())
    office.assert_log_is_whole()


def test_nothing_is_arranged_or_undone_once_the_reveal_has_come(
    office: Office, papers: list[Paper]
) -> None:
    services, seen = office.services, plan(office)
    arming = arm(office)
    assert why(lambda: plan(office, certificates=False, letters=False)) == "nothing"
    assert why(lambda: view_arming(services, actor=LEAD, edition="1999")) == "edition"
    office.now = rules_of(office).reveals_at
    told = {"edition": EDITION, "certificates": True, "letters": False}
    for call in (
        lambda: plan(office),
        lambda: arm_results(services, actor=LEAD, **told, stamp=seen.stamp),
        lambda: disarm_results(services, actor=LEAD, edition=EDITION, seen=arming.number),
    ):
        assert why(call) == "revealed"
    assert not view_arming(services, actor=LEAD, edition=EDITION).is_open
    office.now -= timedelta(seconds=1)
    disarm_results(services, actor=LEAD, edition=EDITION, seen=arming.number)
