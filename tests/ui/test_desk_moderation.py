"""The moderation of a painting on its page in the desk, by role and by what is asked for."""

from __future__ import annotations

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import CULTURE, LEAD, MODERATOR
from tests.services.desk_work import do, see
from tests.services.exhibiting import TRANSLATIONS
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import FORM, send
from tests.ui.page_reading import acts
from tests.ui.test_desk_submission import page
from tests.ui.test_desk_submission_acts import ask
from youcheng.content.subjects import edition_of
from youcheng.domain.actors import Actor, Role
from youcheng.domain.moderation import Point
from youcheng.domain.states import ConsentAnswer, ReviewState, Visibility
from youcheng.i18n.languages import BY_CODE, LANGUAGES
from youcheng.services import desk_actions

SECOND = Actor("b2", roles=frozenset({Role.MODERATOR}))
ALL_FIT = {f"fit-{point}": "yes" for point in Point}
WORDS = {
    f"{name}-{code}": value
    for code, words in TRANSLATIONS.items()
    for name, value in (("title", words.title), ("see", words.see), ("story", words.story))
}
OWN = {
    "check",
    "let_pass",
    "propose_refusal",
    "confirm_refusal",
    "drop_refusal",
    "describe",
    "blur",
    "unblur",
    "trim",
    "untrim",
    "show",
    "take_down",
}


@pytest.fixture
def paper(office: Office) -> Paper:
    """A painting that a moderator has taken."""
    sent = send(office)
    answer(sent)
    do(sent, desk_actions.take, MODERATOR)
    return sent


def offered(paper: Paper, actor: Actor) -> set[str]:
    """What the section holds out."""
    return acts(page(paper, actor)) & OWN


def section(paper: Paper, actor: Actor = MODERATOR, code: str = "en", **given: object) -> str:
    """The section's HTML."""
    html = page(paper, actor, code, **given)
    return html.partition('id="dm"')[2].partition("</section>")[0]


def told(paper: Paper, actor: Actor = MODERATOR) -> str:
    """The section's text."""
    return Markup(section(paper, actor)).text


def reveal(office: Office) -> None:
    edition = edition_of(office.services.content, FORM)
    assert edition is not None
    office.now = edition.reveals_at


def test_a_painting_is_worked_off_from_the_checklist_to_the_taking_down(paper: Paper) -> None:
    assert offered(paper, MODERATOR) == {
        "check",
        "let_pass",
        "propose_refusal",
        "blur",
        "trim",
        "describe",
    }
    assert offered(paper, LEAD) == {"propose_refusal", "blur", "trim", "describe"}
    for act, values in (
        ("check", {"fit-faces": "yes"}),
        ("describe", WORDS),
        ("let_pass", ALL_FIT),
    ):
        outcome = ask(paper, act, MODERATOR, **values)
        assert (outcome.trouble, bool(outcome.said)) == ("", True), act
    assert paper.stored.review is ReviewState.ELIGIBLE
    assert offered(paper, MODERATOR) == {"blur", "trim", "describe"}
    assert offered(paper, LEAD) == {"blur", "trim", "describe", "show"}
    assert "Bring it on show when the results are revealed" in told(paper, LEAD)
    reveal(paper.office)
    assert "Bring it on show now" in told(paper, LEAD)
    assert ask(paper, "show", LEAD).trouble == ""
    assert f"/art/{paper.stored.code}" in section(paper)
    assert "It is on show." in told(paper)
    assert offered(paper, LEAD) == {"blur", "trim", "describe"}
    assert offered(paper, MODERATOR) == {"blur", "trim", "describe", "take_down"}
    assert ask(paper, "take_down", MODERATOR, reason="safeguarding").trouble == ""
    assert paper.stored.state.visibility is Visibility.TAKEN_DOWN
    assert offered(paper, MODERATOR) == {"blur", "trim", "describe"}


def test_a_refusal_is_offered_to_a_second_moderator_alone(paper: Paper) -> None:
    values = {"reason": "copied", "comment": "The postcard of 1990."}
    assert ask(paper, "propose_refusal", MODERATOR, **values).trouble == ""
    assert offered(paper, MODERATOR) == {"drop_refusal", "blur", "trim", "describe"}
    assert offered(paper, LEAD) == {"drop_refusal", "blur", "trim", "describe"}
    assert offered(paper, SECOND) == {"confirm_refusal", "drop_refusal", "blur", "trim", "describe"}
    assert "Copied from another work" in told(paper, SECOND)
    assert "two pairs" in ask(paper, "confirm_refusal", MODERATOR).trouble
    assert ask(paper, "confirm_refusal", SECOND).trouble == ""
    assert paper.stored.review is ReviewState.INELIGIBLE
    assert offered(paper, MODERATOR) == set()


def test_what_is_not_in_order_is_refused_with_the_reason_and_nothing_is_done(paper: Paper) -> None:
    seen = see(paper, MODERATOR)
    assert "Not everything is in order" in ask(paper, "let_pass", MODERATOR, **ALL_FIT).trouble
    assert ask(paper, "check", MODERATOR, **{"fit-names": "no"}).trouble
    assert ask(paper, "check", MODERATOR, **{"fit-names": "perhaps"}).trouble
    assert ask(paper, "propose_refusal", MODERATOR, reason="ugly").trouble
    assert ask(paper, "describe", MODERATOR, **{"title-en": "Lake"}).trouble
    assert see(paper, MODERATOR) == seen


def test_the_section_tells_what_the_records_say_and_what_was_answered(office: Office) -> None:
    sent = send(office)
    answer(sent, consent_show_work=ConsentAnswer.REFUSE)
    do(sent, desk_actions.take, MODERATOR)
    text = told(sent)
    for words in ("Consent to take part: given", "not given. It takes part and is never shown."):
        assert words in text
    assert "Texts in Chinese and English: missing" in text
    ask(
        sent, "check", MODERATOR, **{"fit-names": "no", "note-names": "A stamp.", "fit-copy": "yes"}
    )
    ticked = {
        (one.attributes["name"], one.attributes["value"])
        for one in Markup(section(sent)).elements
        if "checked" in one.attributes
    }
    assert ticked == {("fit-names", "no"), ("fit-copy", "yes")}
    assert "A stamp." in page(sent, MODERATOR)


def test_the_words_of_the_child_stand_ready_in_the_childs_language(paper: Paper) -> None:
    sent = paper.stored.sent or {}
    values = {
        one.attributes["name"]: one.attributes.get("value")
        for one in Markup(section(paper)).elements
        if str(one.attributes.get("name", "")).startswith("title-")
    }
    own = paper.stored.language
    assert values == {
        f"title-{one.code}": sent["title"] if one.code == own else "" for one in LANGUAGES
    }


@pytest.mark.parametrize("code", ["en", "ne"])
def test_the_childs_own_words_alone_are_marked_as_of_the_childs_language(
    paper: Paper, code: str
) -> None:
    tag = BY_CODE[paper.stored.language].html
    own = section(paper, code=code).partition('<dl class="dm-own">')[2].partition("</dl>")[0]
    marked = {(one.name, one.attributes.get("lang")) for one in Markup(own).elements}
    assert marked == {("dt", None), ("dd", tag), ("b", None)}


def test_pictures_that_look_alike_stand_beside_with_words_for_how_alike(
    office: Office, paper: Paper
) -> None:
    assert "look alike" not in told(paper)
    copy = send(office)
    answer(copy)
    (photo,) = [one for one in copy.attachments if not one.derived_from]
    html = section(paper)
    assert "Almost certainly the same picture" in html
    assert f"/desk/files/{copy.stored.code}/{photo.id}/640.webp" in html


def test_the_section_can_be_shown_in_every_language(paper: Paper) -> None:
    ask(paper, "propose_refusal", MODERATOR, reason="age")
    for language in LANGUAGES:
        for actor in (MODERATOR, SECOND, LEAD):
            assert section(paper, actor, language.code)


def test_a_part_is_blurred_by_its_place_in_per_cent_and_shown_again(paper: Paper) -> None:
    place = {"left": "70", "top": "20", "width": "30", "height": "7"}
    assert ask(paper, "blur", MODERATOR, **place).said
    with paper.office.services.records.read() as uow:
        (picture,) = uow.pictures.of(paper.submission)
    assert picture.edit.blurs == ((0.7, 0.2, 1.0, 0.27),)
    assert f"1280.jpg?at={picture.address[:8]}" in section(paper).replace("2560", "1280")
    for wrong in ({"width": "0"}, {"left": ""}, {"left": "nan"}, {"left": "-5"}, {"top": "101"}):
        assert ask(paper, "blur", MODERATOR, **{**place, **wrong}).trouble, wrong
    assert ask(paper, "unblur", LEAD).said
    assert "?at=" not in section(paper)


def test_edges_are_cut_off_by_the_place_of_what_stays_and_shown_again(paper: Paper) -> None:
    place = {"left": "10", "top": "0", "width": "60", "height": "100"}
    assert ask(paper, "trim", MODERATOR, **place).said
    with paper.office.services.records.read() as uow:
        (picture,) = uow.pictures.of(paper.submission)
    assert picture.edit.trim == (0.1, 0.0, 0.7, 1.0)
    assert "untrim" in offered(paper, LEAD)
    html = section(paper)
    assert f"2560.jpg?at={picture.address[:8]}" in html
    # The picture lies at its place in the whole one, on which is drawn further.
    assert html.count('style="left:10.0%;top:0.0%;width:60.0%;height:100.0%" loading') == 2
    assert html.count("--r:1.3333") == 2
    values = {
        str(one.attributes["name"]): one.attributes.get("value")
        for one in Markup(html).elements
        if str(one.attributes.get("id", "")).startswith(f"dm-{picture.address[:8]}-")
    }
    assert values == place
    for wrong in ({"width": "19"}, {"height": "19"}):
        assert "a fifth" in ask(paper, "trim", MODERATOR, **{**place, **wrong}).trouble, wrong
    for wrong in ({"width": "0"}, {"left": ""}, {"left": "nan"}, {"left": "-5"}, {"top": "101"}):
        assert ask(paper, "trim", MODERATOR, **{**place, **wrong}).trouble, wrong
    assert ask(paper, "untrim", LEAD).said
    assert "untrim" not in offered(paper, LEAD)
    assert "?at=" not in section(paper)


def test_there_is_no_section_for_a_programme_and_none_for_an_officer(
    office: Office, paper: Paper
) -> None:
    other = office.send()
    officer = Actor("c9", roles=frozenset({Role.OFFICER}), programmes=frozenset({FORM}))
    assert section(paper)
    assert section(paper, officer) == ""
    assert section(other, CULTURE) == ""
    assert section(other, LEAD) == ""
