"""Looks before an act of the jury: they change nothing, and the act comes to what they told."""

from __future__ import annotations

from tests.services.clerks import LEAD
from tests.services.jurying import EDITION, begin, enter, hire_late, rules_of, score, seat, tasks
from tests.services.office import Office
from youcheng.services.jury_looks import look_at_adding, look_at_losing, look_at_opening
from youcheng.services.jury_rounds import add_juror, lose_juror

PANEL = ("BY", "BY", "NP", "CN", "CH")


def test_a_look_changes_nothing_and_the_act_comes_to_what_it_told(office: Office) -> None:
    for number in range(3):
        enter(office, number)
    jurors, services = seat(office, *PANEL), office.services
    office.now = rules_of(office).rounds[0].opens_at
    before = len(office.events())
    look = look_at_opening(services, actor=LEAD, edition=EDITION, name="first", jurors=jurors)
    assert len(office.events()) == before
    standing = begin(office, jurors)
    assert sorted(look.after.values()) == sorted(standing.loads.values())
    assert (look.entries, look.short) == (3, ())
    swiss = next(one for one, country in jurors.items() if country == "CH")
    assert look.barred == {one: 3 if one == swiss else 0 for one in jurors}
    first = tasks(office, standing.round)[0]
    score(office, first, 3, 3, 3)
    round_id, before = standing.round, len(office.events())
    known = {"actor": LEAD, "round_id": round_id}
    look = look_at_losing(services, **known, juror=first.juror, version=standing.version)
    assert len(office.events()) == before
    assert look.before == standing.loads
    given = {(one.entry, one.juror) for one in tasks(office, round_id)}
    lost = lose_juror(services, **known, juror=first.juror, version=look.version)
    assert look.after == lost.loads
    left = given - {(one.entry, one.juror) for one in tasks(office, round_id)}
    assert look.moved == len(left)
    late = {"juror": hire_late(office), "country": "CG"}
    look = look_at_adding(services, **known, **late, version=lost.version)
    added = add_juror(services, **known, **late, version=look.version)
    assert look.after == added.loads
