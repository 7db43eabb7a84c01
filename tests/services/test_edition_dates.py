"""Dates that staff set win over the files wherever dates count, and are refused where they must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.office import Office
from tests.services.paintings import send
from youcheng.content.loader import load_shipped
from youcheng.domain.actors import Actor
from youcheng.domain.edition_dates import CLOSES, OPENS, REVEALS, DateProblem, DatesRefused
from youcheng.domain.editions import Phase
from youcheng.services.desk_access import NotAllowed
from youcheng.services.drafts import NotEditable
from youcheng.services.edition_dates import (
    Touched,
    change_dates,
    content_in_force,
    delivered_moments,
    plan_dates,
    view_dates,
)

EDITION = "2026"
FORM = "painting-2026"
DAY = timedelta(days=1)
CLOSING = delivered_moments(EDITION)[CLOSES]
REVEAL = delivered_moments(EDITION)[REVEALS]


def seen(office: Office) -> int:
    (dates,) = view_dates(office.services, actor=LEAD)
    return dates.number


def change(office: Office, actor: Actor = LEAD, **moments: datetime) -> None:
    change_dates(office.services, actor=actor, edition=EDITION, moments=moments, seen=seen(office))


def refused(office: Office, **moments: datetime) -> tuple[DateProblem, str]:
    before = len(office.events())
    with pytest.raises(DatesRefused) as raised:
        plan_dates(office.services, actor=LEAD, edition=EDITION, moments=moments)
    with pytest.raises(DatesRefused):
        change(office, **moments)
    assert len(office.events()) == before
    return raised.value.problem, raised.value.name


def rounds_later(by: timedelta) -> Mapping[str, datetime]:
    """Everything from the deadline on, later."""
    moments = delivered_moments(EDITION)
    return {name: at + by for name, at in moments.items() if name != OPENS}


def test_an_earlier_deadline_closes_the_form_by_the_servers_clock(office: Office) -> None:
    paper = office.begin(FORM)
    soon = office.now + DAY
    change(office, closes_at=soon)
    office.now = soon - timedelta(microseconds=1)
    paper.save(title="Boat")
    office.now = soon
    with pytest.raises(NotEditable):
        paper.save(title="Ship")
    assert office.services.content.form(FORM).window.closes_at == soon
    assert office.services.content.form(FORM).definition.closing_day == soon.date()


def test_a_later_deadline_keeps_the_form_open_and_moves_the_jury(office: Office) -> None:
    change(office, **rounds_later(10 * DAY))
    office.now = CLOSING + 9 * DAY
    paper = office.begin(FORM)
    paper.save(title="Boat")
    (dates,) = view_dates(office.services, actor=ADMINISTRATOR)
    assert dates.phase is Phase.OPEN
    assert dates.moments[REVEALS] == REVEAL + 10 * DAY
    assert dates.delivered[REVEALS] == REVEAL


def test_what_was_set_holds_after_a_restart(office: Office) -> None:
    change(office, closes_at=CLOSING - DAY)
    set_content = office.services.content
    assert content_in_force(office.services) is set_content
    office.services = replace(office.services, content=load_shipped())
    assert office.services.content.edition(EDITION).closes_at == CLOSING
    again = content_in_force(office.services)
    assert again.edition(EDITION).closes_at == CLOSING - DAY


def test_the_delivered_dates_come_back_and_every_change_stays_told(office: Office) -> None:
    change(office, closes_at=CLOSING - DAY)
    office.wait(hours=1)
    change(office, ADMINISTRATOR, **delivered_moments(EDITION))
    (dates,) = view_dates(office.services, actor=LEAD)
    assert dates.moments == dates.delivered
    assert [(one.by, dict(one.moments)) for one in dates.changes] == [
        (ADMINISTRATOR.id, {}),
        (LEAD.id, {CLOSES: CLOSING - DAY}),
    ]
    (set_, restored) = (
        office.events("edition.dates_changed")[0],
        office.events("edition.dates_restored")[0],
    )
    assert (set_.actor, set_.subject, set_.fields) == ("staff:e1", "edition:2026", (CLOSES,))
    assert restored.fields == (CLOSES,)
    office.assert_log_is_whole()


def test_dates_that_may_not_be_so_are_refused(office: Office) -> None:
    past = office.now - DAY
    assert refused(office) == ("same", "")
    assert refused(office, closes_at=CLOSING) == ("same", "")
    assert refused(office, opens_at=office.now + DAY) == ("settled", OPENS)
    assert refused(office, closes_at=past) == ("ahead", CLOSES)
    assert refused(office, reveals_at=office.now) == ("ahead", REVEALS)
    assert refused(office, closes_at=REVEAL) == ("order", "round_first_opens_at")
    assert refused(office, reveals_at=CLOSING)[0] == "order"


def test_results_that_were_shown_are_not_taken_back(office: Office) -> None:
    office.now = REVEAL
    assert refused(office, reveals_at=REVEAL + DAY) == ("settled", REVEALS)


def test_two_who_change_at_once_do_not_overwrite_one_another(office: Office) -> None:
    saw = seen(office)
    change(office, closes_at=CLOSING - DAY)
    with pytest.raises(DatesRefused, match="changed"):
        change_dates(
            office.services,
            actor=ADMINISTRATOR,
            edition=EDITION,
            moments={CLOSES: CLOSING - 2 * DAY},
            seen=saw,
        )
    assert office.services.content.edition(EDITION).closes_at == CLOSING - DAY


def test_a_process_that_has_not_read_what_was_set_takes_none_of_it_back(office: Office) -> None:
    elsewhere = office.services
    change(office, closes_at=CLOSING - DAY)
    assert elsewhere.content.edition(EDITION).closes_at == CLOSING
    (dates,) = view_dates(elsewhere, actor=ADMINISTRATOR)
    assert dates.moments[CLOSES] == CLOSING - DAY
    later = {REVEALS: REVEAL + DAY}
    plan = plan_dates(elsewhere, actor=ADMINISTRATOR, edition=EDITION, moments=later)
    assert plan.changed == (REVEALS,)
    change_dates(elsewhere, actor=ADMINISTRATOR, edition=EDITION, moments=later, seen=dates.number)
    edition = office.services.content.edition(EDITION)
    assert (edition.closes_at, edition.reveals_at) == (CLOSING - DAY, REVEAL + DAY)


def test_the_look_before_tells_for_whom_it_changes(office: Office) -> None:
    office.begin(FORM)
    # Eight years old at the delivered deadline, seven at the other.
    send(office, birth="2019-02")
    moments = {CLOSES: datetime(2026, 12, 1, tzinfo=UTC)}
    plan = plan_dates(office.services, actor=LEAD, edition=EDITION, moments=moments)
    assert plan.changed == (CLOSES,)
    assert plan.touched == {Touched.DRAFTS: 1, Touched.BANDS: 1}
    assert plan.phase is Phase.OPEN
    plan = plan_dates(office.services, actor=LEAD, edition=EDITION, moments={REVEALS: REVEAL + DAY})
    assert plan.touched == {}


def test_only_those_who_look_after_the_settings_see_or_set_dates(office: Office) -> None:
    for who, actor in EVERYBODY.items():
        if actor in (LEAD, ADMINISTRATOR):
            assert view_dates(office.services, actor=actor), who
            continue
        with pytest.raises(NotAllowed):
            view_dates(office.services, actor=actor)
        with pytest.raises(NotAllowed):
            plan_dates(office.services, actor=actor, edition=EDITION, moments={})
        with pytest.raises(NotAllowed):
            change_dates(office.services, actor=actor, edition=EDITION, moments={}, seen=0)
