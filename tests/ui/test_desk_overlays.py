"""What is laid over answers on the page of a submission, and what is asked for there."""

from __future__ import annotations

from tests.services.clerks import CULTURE, LEAD
from tests.services.desk_work import do, see
from tests.services.office import VISITOR, Office
from tests.services.test_desk_erasing import declined
from tests.ui.test_desk_submission import page
from tests.ui.test_desk_submission_acts import ask
from youcheng.domain.states import ReviewState
from youcheng.markup.desk_submission import Outcome
from youcheng.services import desk_actions as desk
from youcheng.services.answering import send_answers
from youcheng.services.correcting import translate_answer


def row(html: str, field: str) -> str:
    """The markup of one answer."""
    return html.partition(f'id="ds-answer-{field}"')[2].partition('<div id="ds-answer-')[0]


def test_a_correction_stands_first_with_what_was_sent_struck_beside_it(office: Office) -> None:
    paper = office.send(changes={"title": "Wellensittich"})
    done = ask(paper, "correct", field="title", value="Erhu solo", reason="told_us", comment="Yes.")
    assert (done.trouble, done.said) == ("", "The correction counts from now on.")
    html = row(page(paper), "title")
    assert "<p>Erhu solo</p>" in html
    assert "<del>Wellensittich</del>" in html
    assert "The submitter told us" in html
    assert "Yes." in html
    assert ask(paper, "restore", field="title").said
    html = row(page(paper), "title")
    assert "<p>Wellensittich</p>" in html
    assert "<del>" not in html


def test_a_refused_correction_says_what_the_form_says_at_its_field(office: Office) -> None:
    paper = office.send()
    outcome = ask(paper, "correct", field="group_size", value="many", reason="slip")
    assert (outcome.act, outcome.field) == ("correct", "group_size")
    html = page(paper, outcome=outcome)
    assert outcome.trouble in row(html, "group_size")
    assert outcome.trouble not in row(html, "title")
    same = str((paper.stored.sent or {})["title"])
    outcome = ask(paper, "correct", field="title", value=same, reason="slip")
    assert outcome.trouble == "It is so already."


def test_choices_and_several_values_are_corrected_as_they_are_entered(office: Office) -> None:
    paper = office.send()
    cities = ("nanjing", "wuxi")
    values: dict[str, str | tuple[str, ...]] = {"value": cities, "shape": "many"}
    assert ask(paper, "correct", field="jiangsu_cities", reason="slip", **values).said
    corrected = {one.field: one.correction for one in see(paper).answers if one.correction}
    assert {*map(str, corrected)} == {"jiangsu_cities"}
    found = corrected["jiangsu_cities"]
    assert found is not None
    assert found.value == [*cities]


def test_a_restricted_answer_is_corrected_only_where_it_was_read(office: Office) -> None:
    paper = office.send()
    assert 'data-act="correct"' not in row(page(paper), "family_name")
    read = ask(paper, "reveal", field="family_name", reason="identity")
    assert 'data-act="correct"' in row(page(paper, outcome=read), "family_name")
    given = {"field": "family_name", "reason": "slip", "read": "identity"}
    refused = ask(paper, "correct", value="x" * 500, **given)
    assert refused.trouble
    assert refused.revealed is not None
    assert len(office.events("answer.revealed")) == 2
    assert ask(paper, "correct", value="Kanarienvogel", **given).said
    assert "Kanarienvogel" not in page(paper)
    read = ask(paper, "reveal", field="family_name", reason="identity")
    html = row(page(paper, outcome=read), "family_name")
    assert "<p>Kanarienvogel</p>" in html
    assert f"<del>{(paper.stored.sent or {})['family_name']}</del>" in html


def test_what_the_submitter_changed_is_shown_with_what_stood_before(office: Office) -> None:
    paper = office.send(changes={"title": "Wellensittich"})
    do(paper, translate_answer, field="title", language="zh", text="鹦鹉")
    office.wait(hours=1)
    do(paper, desk.take)
    asked = {"title": "Which?", "phone": "Is it right?"}
    do(paper, desk.request_changes, questions=asked)
    old = str((paper.stored.sent or {})["phone"])
    paper.save(title="Alphorn", phone="+41791234567")
    send_answers(office.services, token=paper.token, client=VISITOR)
    html = page(paper)
    assert "<del>Wellensittich</del>" in row(html, "title")
    assert "The answer has changed since" in row(html, "title")
    assert "Changed by the submitter" in row(html, "phone")
    assert old not in html
    assert "Returned" in html.partition("</h1>")[0]


def test_a_translation_stands_beside_the_original_in_its_language(office: Office) -> None:
    paper = office.send(changes={"title": "Wellensittich"})
    assert ask(paper, "translate", field="title", text="Budgie").said
    html = row(page(paper), "title")
    assert "<p>Wellensittich</p>" in html
    assert "Translation for staff: English" in html
    assert '<p class="ds-notetext" lang="en">Budgie</p>' in html
    assert ask(paper, "translate", field="title", text="").said == "The translation is taken away."
    assert "Budgie" not in page(paper)


def test_an_act_is_undone_by_the_message_that_tells_of_it(office: Office) -> None:
    paper = office.send()
    done = ask(paper, "take")
    said = page(paper, outcome=done).partition('id="ds-said"')[2].partition("</div>")[0]
    assert f'data-batch="{done.undo}"' in said
    assert ask(paper, "undo", batch=done.undo).said == "Undone"
    assert paper.stored.review is ReviewState.SUBMITTED
    again = ask(paper, "undo", batch=done.undo)
    assert again.trouble == "It cannot be undone any more."
    taken = ask(paper, "take")
    do(paper, desk.add_note, text="x")
    assert "Something has happened to it since" in ask(paper, "undo", batch=taken.undo).trouble


def test_erasing_is_offered_to_the_officer_with_what_goes_and_done_with_the_code(
    office: Office,
) -> None:
    paper = declined(office)
    assert 'data-act="erase"' not in page(paper, LEAD)
    html = page(paper)
    assert 'data-act="erase"' in html
    assert f"<dd>{len(paper.stored.sent or {})}</dd>" in html
    code = str(paper.stored.code)
    refused = ask(paper, "erase", typed="JS", reason="legal_request")
    assert refused.trouble == "This is not the code of the submission. Nothing was erased."
    assert refused.trouble in page(paper, outcome=refused)
    assert ask(paper, "erase", typed=code, reason="legal_request").said
    html = page(paper, CULTURE, outcome=Outcome(said="Done."))
    assert "There are no answers that you may read." in html
    assert 'data-act="erase"' not in html
