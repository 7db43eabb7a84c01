"""The jury's pages as a lead reads them, and what comes of every act there."""

from __future__ import annotations

import json
import re

import pytest

from tests.markup_reading import Markup
from tests.services.accounts import hire
from tests.services.clerks import EVERYBODY, LEAD, SECOND_LEAD
from tests.services.jurying import (
    EDITION,
    begin,
    enter,
    entry_of,
    hire_late,
    juror,
    rules_of,
    score,
    score_all,
    seat,
    take_back,
    tasks,
)
from tests.services.office import Office, Paper
from tests.ui.page_reading import acts
from youcheng.domain.actors import Actor, Role
from youcheng.domain.states import PendingState, ReviewState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_parts import DeskPart, list_parts
from youcheng.services.jury_scoring import recuse
from youcheng.services.jury_view import IDLE_AFTER, list_rounds, view_round
from youcheng.ui.asked import Asked
from youcheng.ui.desk.jury_gathering import answer_jury

PANEL = ("BY", "BY", "NP", "CN", "CH")


def page(
    office: Office,
    act: str = "",
    round_id: str = "",
    *,
    actor: Actor = LEAD,
    language: str = "en",
    **values: str | list[str],
) -> tuple[str, str]:
    """What an act comes to in words, and the page after it."""
    asked = Asked(act, values) if act else None
    outcome, html = answer_jury(
        office.services, asked, actor=actor, round_id=round_id, t=translator(language)
    )
    return outcome.trouble or outcome.said, html


def do(office: Office, act: str, round_id: str, actor: Actor = LEAD, **values: str) -> str:
    """What an act on a round comes to, done by somebody who sees it as it is."""
    told = {"version": str(version(office, round_id)), **values}
    return page(office, act, round_id, actor=actor, **told)[0]


def version(office: Office, round_id: str) -> int:
    return view_round(office.services, actor=LEAD, round_id=round_id).record.version


def hidden(html: str, form: str) -> dict[str, str]:
    """The hidden fields of a form."""
    (found,) = re.findall(rf'<form[^>]*id="{form}">(.*?)</form>', html, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found))


def seats(jurors: dict[str, str]) -> dict[str, str | list[str]]:
    """What the form says of the jurors who are ticked."""
    return {"juror": [*jurors], **{f"country-{one}": home for one, home in jurors.items()}}


def played(office: Office, papers: int = 2) -> tuple[list[Paper], str]:
    """A round of Swiss entries before five jurors, one of whom is Swiss."""
    entered = [enter(office, number) for number in range(papers)]
    return entered, begin(office, seat(office, *PANEL)).round


def test_the_jury_is_for_leads_alone(office: Office) -> None:
    for who, actor in EVERYBODY.items():
        if who == "lead":
            assert DeskPart.JURY in list_parts(actor)
            continue
        assert DeskPart.JURY not in list_parts(actor), who
        for act, round_id in (("", ""), ("", "0"), ("plan", ""), ("close", "0")):
            with pytest.raises(NotAllowed, match="role"):
                page(office, act, round_id, actor=actor, juror="x")


def test_a_round_is_looked_at_and_then_opened_with_what_was_looked_at(office: Office) -> None:
    enter(office, 1)
    enter(office, 2)
    jurors = seat(office, *PANEL)
    office.now = rules_of(office).rounds[0].opens_at
    asked = {"edition": EDITION, "name": "first"}
    said, html = page(office, "plan", **asked, **seats(jurors))
    assert "Nothing is done yet" in said
    assert not list_rounds(office.services, actor=LEAD).lines[0].record
    text = Markup(html).text
    # Two entries, three jurors each; the Swiss juror has a conflict with both.
    assert "Juror 4Switzerland02" in text
    said, html = page(office, "open", **hidden(html, "dj-run"))
    assert said == "The round is open. Every entry has its jurors."
    opened = list_rounds(office.services, actor=LEAD).lines[0].record
    assert opened is not None
    assert {
        one.country for one in view_round(office.services, actor=LEAD, round_id=opened.id).jurors
    } == {*PANEL}
    assert "opened or closed meanwhile" in page(office, "open", **hidden_of(asked, jurors))[0]
    office.assert_log_is_whole()


def hidden_of(asked: dict[str, str], jurors: dict[str, str]) -> dict[str, str]:
    return {**asked, **{f"country-{one}": home for one, home in jurors.items()}}


def test_a_jury_that_cannot_give_a_quorum_is_told_who_is_short_and_is_not_opened(
    office: Office,
) -> None:
    paper = enter(office, 1)
    jurors = seat(office, "CN", "CN", "CN", "CH")
    office.now = rules_of(office).rounds[0].opens_at
    asked = {"edition": EDITION, "name": "first"}
    _, html = page(office, "plan", **asked, **seats(jurors))
    assert str(paper.stored.code) in html
    assert "open" not in acts(html.partition('id="dj-run"')[2].partition("</form>")[0])
    assert "Entries without a quorum" in page(office, "open", **hidden_of(asked, jurors))[0]
    assert "Tick at least one juror" in page(office, "plan", **asked)[0]
    without = {**seats(jurors), f"country-{next(iter(jurors))}": ""}
    assert "Choose a country" in page(office, "plan", **asked, **without)[0]
    assert not office.events("round.opened")


def test_progress_shows_loads_what_is_missing_and_who_is_idle(office: Office) -> None:
    _, round_id = played(office)
    busy = tasks(office, round_id)[0]
    office.now += IDLE_AFTER
    score(office, busy, 1, 3, 5)
    found = {
        one.id: one for one in view_round(office.services, actor=LEAD, round_id=round_id).jurors
    }
    assert (found[busy.juror].scored, found[busy.juror].idle) == (1, False)
    assert sum(one.load for one in found.values()) == 6
    waiting = [one for one in found.values() if one.load and one.id != busy.juror]
    assert waiting
    assert all(one.idle and one.missing == one.load for one in waiting)
    _, html = page(office, round_id=round_id)
    assert "1 / 6" in html
    assert html.count("nothing done for three days") == len(waiting)


def test_losing_and_adding_a_juror_is_looked_at_first_and_overwrites_nothing(
    office: Office,
) -> None:
    _, round_id = played(office)
    kept = tasks(office, round_id)[0]
    score(office, kept, 3, 3, 3)
    seen = str(version(office, round_id))
    said, html = page(office, "plan_lose", round_id, version=seen, juror=kept.juror)
    assert "Nothing is done yet" in said
    assert hidden(html, "dj-run") == {"juror": kept.juror, "version": seen}
    assert do(office, "lose", round_id, juror=kept.juror) == (
        "The juror has left. What they scored counts."
    )
    late = hire_late(office)
    trouble, _ = page(office, "add", round_id, version=seen, juror=late, country="CG")
    assert "Somebody has changed the round" in trouble
    _, html = page(
        office,
        "plan_add",
        round_id,
        version=str(version(office, round_id)),
        juror=late,
        country="CG",
    )
    assert "Congo" in html
    assert late not in {one.juror for one in tasks(office, round_id)}
    assert page(office, "add", round_id, **hidden(html, "dj-run"))[0] == "The juror has a seat."
    assert (kept.entry, kept.juror) in {(one.entry, one.juror) for one in tasks(office, round_id)}


def test_a_rule_is_dismissed_and_a_pupil_declared_with_a_reason(office: Office) -> None:
    (paper, _), round_id = played(office)
    jurors = view_round(office.services, actor=LEAD, round_id=round_id).jurors
    swiss = next(one.id for one in jurors if one.country == "CH")
    told = {"juror": swiss, "rule": "country", "code": ""}
    assert "Give a reason" in do(office, "rule", round_id, reason=" ", **told)
    assert do(office, "rule", round_id, reason="Nobody else.", **told) == "It is put down."
    assert swiss in {one.juror for one in tasks(office, round_id)}
    entry = entry_of(office, round_id, paper)
    had = next(one.juror for one in tasks(office, round_id) if one.entry == entry)
    told = {"juror": had, "rule": "pupil", "reason": "Taught in 2025."}
    assert "no such entry" in do(office, "rule", round_id, code="", **told)
    assert do(office, "rule", round_id, code=str(paper.stored.code), **told) == "It is put down."
    assert had not in {one.juror for one in tasks(office, round_id) if one.entry == entry}
    text = Markup(page(office, round_id=round_id)[1]).text
    assert "same country Nobody else." in text
    assert f"{paper.stored.code} Taught in 2025." in text


def test_what_stood_against_a_juror_stands_in_the_next_round(office: Office) -> None:
    papers, first = played(office)
    jurors = {
        one.id: one.country
        for one in view_round(office.services, actor=LEAD, round_id=first).jurors
    }
    # Five jurors without a conflict are needed for the final.
    for one, home in ((hire_late(office), "CG"),):
        assert do(office, "add", first, juror=one, country=home) == "The juror has a seat."
        jurors[one] = home
    entry = entry_of(office, first, papers[0])
    mine = next(one for one in tasks(office, first) if one.entry == entry)
    recuse(
        office.services,
        actor=juror(mine.juror),
        entry=entry,
        reason="My niece.",
        version=mine.version,
    )
    score_all(office, first)
    assert "The round is closed" in do(office, "close", first)
    asked = {"edition": EDITION, "name": "final"}
    office.now = rules_of(office).rounds[1].opens_at
    _, html = page(office, "plan", **asked, **seats(jurors))
    assert str(papers[0].stored.code) in html.partition('id="dj-short"')[2]
    more = seat_more(office)
    said, _ = page(office, "open", **hidden_of(asked, {**jurors, **more}))
    assert said == "The round is open. Every entry has its jurors."
    final = list_rounds(office.services, actor=LEAD).lines[1].record
    assert final is not None
    again = entry_of(office, final.id, papers[0])
    assert mine.juror not in {one.juror for one in tasks(office, final.id) if one.entry == again}


def seat_more(office: Office) -> dict[str, str]:
    """One more juror, from China."""
    account = hire(
        office, "seventh@example.org", name="Seventh", roles=frozenset({Role.JUROR}), password=""
    ).account
    return {account.id: "CN"}


def test_a_round_under_quorum_is_closed_with_a_reason_that_stands_on_the_sheet(
    office: Office,
) -> None:
    papers, round_id = played(office)
    score(office, tasks(office, round_id)[0], 3, 4, 5)
    assert "Entries without a quorum" in do(office, "close", round_id)
    _, html = page(office, round_id=round_id)
    assert all(str(one.stored.code) in html for one in papers)
    assert "The round is closed" in do(office, "close", round_id, reason="A juror is ill.")
    _, html = page(office, round_id=round_id)
    assert "A juror is ill." in html
    assert "under quorum" in html
    assert acts(html) == {"sign"}


def test_a_closed_round_shows_what_was_closed_with_though_entries_are_withdrawn(
    office: Office,
) -> None:
    papers, round_id = played(office)
    score_all(office, round_id)
    do(office, "close", round_id)
    view = view_round(office.services, actor=LEAD, round_id=round_id)
    code = str(papers[0].stored.code)
    assert code in page(office, round_id=round_id)[1]
    take_back(papers[0])
    _, html = page(office, round_id=round_id)
    assert code not in html
    assert "withdrawn" in html
    assert view.record.sheet_hash in html
    assert len(json.loads(view.record.sheet)["bands"]["8-10"]) == 2


def test_awards_are_proposed_by_one_lead_and_confirmed_by_another(office: Office) -> None:
    papers, first = played(office)
    score_all(office, first)
    do(office, "close", first)
    jurors = {
        one.id: one.country
        for one in view_round(office.services, actor=LEAD, round_id=first).jurors
    }
    final = begin(office, {**jurors, hire_late(office): "CG"}, "final").round
    score_all(office, final)
    do(office, "close", final)
    entry, other = (entry_of(office, final, one) for one in papers)
    assert "not signed yet" in do(office, "propose", final, entry=entry, award="first")
    assert "not the result sheet" in do(office, "sign", final, hash="0" * 64)
    _, html = page(office, round_id=final)
    assert do(office, "sign", final, **hidden(html, "dj-sign")) == "The sheet is signed."
    again = do(office, "sign", final, SECOND_LEAD, **hidden(html, "dj-sign"))
    assert "Somebody has changed the round" in again
    assert "It is proposed" in do(office, "propose", final, entry=entry, award="first")
    assert "proposed already" in do(office, "propose", final, entry=other, award="first")
    assert "two pairs of eyes" in do(office, "confirm", final, entry=entry)
    assert "confirm" not in acts(page(office, round_id=final)[1])
    _, html = page(office, round_id=final, actor=SECOND_LEAD)
    assert {"propose", "confirm"} <= acts(html)
    stale = str(version(office, final) - 1)
    trouble, _ = page(office, "confirm", final, actor=SECOND_LEAD, entry=entry, version=stale)
    assert "Somebody has changed the round" in trouble
    assert do(office, "confirm", final, SECOND_LEAD, entry=entry) == "It is confirmed."
    assert "It is proposed" in do(office, "propose", final, entry=other, award="")
    state = papers[0].stored.state
    assert (state.review, state.pending, state.pending_confirmed) == (
        ReviewState.SHORTLISTED,
        PendingState.AWARDED,
        True,
    )
    _, html = page(office, round_id=final)
    assert "confirmed" in Markup(html).text
    office.assert_log_is_whole()


def test_every_page_is_there_in_every_language(office: Office) -> None:
    _, round_id = played(office, 1)
    for language in LANGUAGES:
        assert page(office, language=language.code)[1]
        assert page(office, round_id=round_id, language=language.code)[1]
    assert "opened or closed meanwhile" in page(office, round_id="0" * 32)[1]
