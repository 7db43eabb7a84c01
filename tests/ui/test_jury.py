"""The jury's pages by what is asked for on them: what is kept, what comes next, what is refused."""

from __future__ import annotations

import pytest

from tests.markup_reading import Markup
from tests.services.exhibiting import TRANSLATIONS
from tests.services.jurying import begin, enter, juror, rules_of, seat, tasks
from tests.services.office import Office
from youcheng.domain.actors import Actor
from youcheng.domain.jury.records import TaskState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.jury_pages import Told, entry_page, rounds_page
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_cases import OwnScore
from youcheng.services.jury_scoring import list_rounds
from youcheng.ui.asked import Asked
from youcheng.ui.jury.acts import Asking, Step, answer_score_act
from youcheng.ui.jury.gathering import Looking, gather_entry

ALL_MARKS = {"mark-idea": "4", "mark-expression": "5", "mark-technique": "3"}


@pytest.fixture
def actor(office: Office) -> Actor:
    """A juror with three entries, in a round of three jurors."""
    for number in range(3):
        enter(office, number)
    round_id = begin(office, seat(office, "BY", "NP", "CN")).round
    return juror(tasks(office, round_id)[0].juror)


def scores(office: Office, actor: Actor) -> tuple[OwnScore, ...]:
    (own,) = list_rounds(office.services, actor=actor)
    return own.scores


def ask(office: Office, actor: Actor, act: str, entry: str, /, **values: str) -> Step:
    """Ask for something with the version that is stored, unless another is given."""
    found = next(one for one in scores(office, actor) if one.entry == entry)
    given = {"entry": entry, "version": str(found.version), "comment": "", "confidence": ""}
    asking = Asking(office.services, actor, Asked(act, {**given, **values}), translator("en"))
    return answer_score_act(asking, entry=entry, compare="")


def page(office: Office, actor: Actor, entry: str, code: str = "en", told: Told = Told()) -> str:  # noqa: B008
    looking = Looking(entry, "", "", 0)
    t = translator(code)
    found = gather_entry(office.services, actor=actor, looking=looking, told=told, t=t)
    return str(entry_page(found, t))


def test_what_is_finished_leads_on_and_what_is_left_for_later_comes_last(
    office: Office, actor: Actor
) -> None:
    first, second, third = (one.entry for one in scores(office, actor))
    refused = ask(office, actor, "finish", first, **{"mark-idea": "4"})
    assert (refused.entry, bool(refused.told.trouble)) == (first, True)
    assert ask(office, actor, "skip", first, **{"mark-idea": "4"}).entry == second
    assert scores(office, actor)[0].marks == {"idea": 4}
    assert ask(office, actor, "finish", second, **ALL_MARKS).entry == third
    assert ask(office, actor, "finish", third, **ALL_MARKS).entry == first
    assert ask(office, actor, "finish", first, **ALL_MARKS).entry == ""
    assert {one.state for one in scores(office, actor)} == {TaskState.SCORED}
    assert ask(office, actor, "reopen", first).entry == first
    assert scores(office, actor)[0].state is TaskState.BEGUN


def test_every_act_keeps_what_was_typed(office: Office, actor: Actor) -> None:
    entry = scores(office, actor)[0].entry
    ask(office, actor, "favourite", entry, favourite="yes", comment="Mind\r\nthe boats.")
    ask(office, actor, "flag", entry, concern="A name.", comment="Mind\nthe boats.", **ALL_MARKS)
    own = scores(office, actor)[0]
    assert (own.comment, own.favourite, own.is_flagged) == ("Mind\nthe boats.", True, True)
    assert own.marks == {"idea": 4, "expression": 5, "technique": 3}


def test_a_change_elsewhere_is_shown_and_the_comment_given_back(
    office: Office, actor: Actor
) -> None:
    entry = scores(office, actor)[0].entry
    ask(office, actor, "save", entry, comment="The first.")
    step = ask(office, actor, "save", entry, version="1", comment="The second.")
    assert step.is_overtaken
    assert scores(office, actor)[0].comment == "The first."
    html = page(office, actor, entry, told=step.told)
    assert "The second." in Markup(html).text
    assert "data-refused" in html


def test_who_steps_back_goes_on_without_the_entry(office: Office, actor: Actor) -> None:
    first, second, _ = (one.entry for one in scores(office, actor))
    assert ask(office, actor, "recuse", first, reason=" ").told.trouble
    assert ask(office, actor, "recuse", first, reason="My pupil.").entry == second
    assert first not in {one.entry for one in scores(office, actor)}
    with pytest.raises(NotAllowed):
        page(office, actor, first)


def test_an_act_about_what_is_not_shown_does_nothing(office: Office, actor: Actor) -> None:
    first, second, _ = (one.entry for one in scores(office, actor))
    for values in ({"entry": second}, {"version": "x"}, {"confidence": "sure"}):
        ask(office, actor, "save", first, comment="Lost.", **values)
    assert {one.version for one in scores(office, actor)} == {1}


def test_the_pages_are_there_in_every_language_and_tell_when_a_round_is_over(
    office: Office, actor: Actor
) -> None:
    entry = scores(office, actor)[0].entry
    for language in LANGUAGES:
        title = TRANSLATIONS["zh" if language.code == "zh" else "en"].title
        assert title in page(office, actor, entry, language.code)
    for moment, words in (
        (office.now, "0 of 3 finished"),
        (rules_of(office).rounds[0].closes_at, "This round is closed."),
    ):
        office.now = moment
        shown = list_rounds(office.services, actor=actor)
        assert words in Markup(str(rounds_page(shown, translator("en"), told=Told()))).text
