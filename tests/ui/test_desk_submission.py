"""The page of one submission as each role reads it: what is there, and above all what is not."""

from __future__ import annotations

import pytest

from tests.markup_reading import Markup
from tests.services.clerks import CULTURE, LEAD, MODERATOR, NANJING
from tests.services.desk_work import do, see
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from tests.ui.page_reading import acts
from youcheng.domain.actors import Actor
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.states import PendingState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_submission import Outcome, submission_page
from youcheng.markup.desk_submission_answers import Revealed
from youcheng.services import desk_actions as desk
from youcheng.services.desk_answers import Answer
from youcheng.ui.desk.submission_gathering import gather_page

SHARED = {"consent_share_partner": "agree"}


def page(paper: Paper, actor: Actor = CULTURE, code: str = "en", **given: object) -> str:
    """The page's HTML."""
    found = gather_page(
        paper.office.services,
        actor=actor,
        code=str(paper.stored.code),
        t=translator(code),
        **given,  # type: ignore[arg-type]
    )
    return str(submission_page(found, translator(code)))


def refer(paper: Paper) -> None:
    """Let it be where the liaison of Nanjing reads it."""
    do(paper, desk.take)
    do(paper, desk.add_note, text="Kanarienvogel")
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")


def private(office: Office, paper: Paper, *classes: VisibilityClass) -> list[str]:
    """The texts that were sent whose fields have any of these classes and no other."""
    definition = office.services.content.form(paper.stored.programme).definition
    return [
        value
        for name, value in (paper.stored.sent or {}).items()
        if definition.field(name).visibility <= {*classes}
        and isinstance(value, str)
        and len(value) > 8
    ]


def test_the_page_tells_state_programme_and_answers_in_the_groups_of_the_form(
    office: Office,
) -> None:
    paper = office.send()
    html = page(paper)
    text = Markup(html).text
    form = office.services.content.form("culture")
    for words in (str(paper.stored.code), "Received", "Charm of Jiangsu", "English", "Nobody yet"):
        assert words in text
    for title in (str(step.title.get("en")) for step in form.steps):
        assert title in text
    assert str((paper.stored.sent or {})["title"]) in text
    assert form.field("title").label.get("en") in text


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_page_can_be_shown_in_every_language(office: Office, code: str) -> None:
    paper = office.send(changes=SHARED)
    refer(paper)
    html = page(paper, CULTURE, code)
    assert office.services.content.form("culture").field("title").label.get(code) in html


def test_nobody_reads_what_is_restricted_before_it_is_revealed(office: Office) -> None:
    paper = office.send(changes=SHARED)
    refer(paper)
    secrets = private(office, paper, VisibilityClass.RESTR)
    assert len(secrets) > 1
    for actor in (CULTURE, LEAD, NANJING):
        html = page(paper, actor)
        assert [one for one in secrets if one in html] == []
    assert "reveal" in acts(page(paper, CULTURE))
    assert "reveal" not in acts(page(paper, NANJING))


def test_a_liaison_reads_answers_for_staff_and_no_notes_mails_tags_or_names(
    office: Office,
) -> None:
    paper = office.send(changes=SHARED)
    refer(paper)
    html = page(paper, NANJING)
    assert str((paper.stored.sent or {})["title"]) in html
    for word in ("Kanarienvogel", "•••", "Notes for the staff", "Tags", "Looked after by"):
        assert word not in html
        assert word in page(paper, CULTURE)
    assert acts(html) == {"return_referral"}


def test_a_revealed_answer_is_on_that_page_alone(office: Office) -> None:
    paper = office.send()
    email = str((paper.stored.sent or {})["email"])
    revealed = Revealed("contact", Answer("email", "you", restricted=True, value=email))
    assert email in page(paper, outcome=Outcome(said="Shown.", revealed=revealed))
    assert email not in page(paper)


def test_only_what_the_table_allows_now_is_offered(office: Office) -> None:
    paper = office.send()
    always = {"assign", "correct", "extend_deadline", "note", "reveal", "tag", "translate"}
    assert acts(page(paper)) == {*always, "take", "mark_spam"}
    do(paper, desk.take)
    assert acts(page(paper)) == {*always, "start_review", "request_changes", "mark_spam"}
    do(paper, desk.start_review)
    assert acts(page(paper)) == {*always, "propose", "mark_spam"}
    assert "has not agreed to sharing" in page(paper)
    do(paper, desk.propose, decision=PendingState.ACCEPTED, comment="A good plan.")
    assert "approve" not in acts(page(paper))
    assert "approve" in acts(page(paper, LEAD))
    assert "A good plan." in page(paper)
    do(paper, desk.mark_spam)
    assert "unmark_spam" in acts(page(paper))


def test_every_act_names_the_version_that_was_seen(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    version, elements = str(see(paper).version), Markup(page(paper)).elements
    seen = [one.attributes["value"] for one in elements if one.attributes.get("name") == "version"]
    forms = [one.attributes["data-act"] for one in elements if "data-act" in one.attributes]
    assert len(seen) == len([one for one in forms if one != "reveal"])
    assert {*seen} == {version}


def test_questions_are_sent_after_a_dialog_that_names_the_masked_address(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    html = page(paper)
    dialog = html.partition('id="ds-confirm-changes"')[2].partition("</dialog>")[0]
    assert "z•••@e•••.org" in dialog
    assert "English" in dialog
    assert str((paper.stored.sent or {})["email"]) not in html
    do(paper, desk.request_changes, questions={"title": "Which instrument?"})
    html = page(paper)
    row = html.partition('id="ds-answer-title"')[2].partition("</dd>")[0]
    assert "Which instrument?" in row
    assert "not answered yet" in row
    assert "request_changes" not in acts(html)


def test_notes_and_mails_stand_apart(office: Office) -> None:
    paper = office.send()
    do(paper, desk.add_note, text="Kanarienvogel")
    html = page(paper)
    outward = html.partition('class="ds-outward"')[2].partition("</section>")[0]
    notes = html.partition('class="ds-notes"')[2].partition("</section>")[0]
    assert "Kanarienvogel" in notes
    assert "Kanarienvogel" not in outward
    assert "We have received your submission" in outward
    assert "z•••@e•••.org" in outward


def test_what_has_happened_is_told_in_words_with_names_and_nanjing_time(office: Office) -> None:
    paper = office.send()
    do(paper, desk.take)
    do(paper, desk.tag, tag=desk.create_tag(office.services, actor=LEAD, name="急").id)
    do(paper, desk.extend_deadline, until=office.now.replace(year=office.now.year + 1))
    history = page(paper).partition('class="ds-history"')[2].partition("</section>")[0]
    told = Markup(history).text
    for words in ("Sent", "State: Being looked through", "Tag “急” put on", "Deadline extended"):
        assert words in told
    assert 'datetime="2026-11-23T16:01:00+08:00"' in history
    assert "state.changed" not in told


def test_whoever_was_overtaken_is_told_what_happened(office: Office) -> None:
    paper = office.send()
    seen = see(paper)
    do(paper, desk.add_note, text="x")
    since = see(paper).history[len(seen.history) :]
    html = page(paper, outcome=Outcome(act="take", trouble="Changed.", since=since))
    meanwhile = html.partition('id="ds-meanwhile"')[2].partition("</div>")[0]
    assert "Note written" in meanwhile
    assert 'role="alert"' in html


def test_what_was_typed_for_an_act_stays_until_the_act_is_done(office: Office) -> None:
    paper = office.send()
    before = page(paper, done={})
    do(paper, desk.take)
    assert 'id="ds-note-0"' in before
    assert 'id="ds-note-0"' in page(paper, done={"take": 1})
    assert 'id="ds-note-1"' in page(paper, done={"note": 1})


def test_a_moderator_looks_at_copies_of_a_picture_and_the_photo_itself_is_restricted(
    office: Office,
) -> None:
    painting = send(office)
    answer(painting)
    html = page(painting, MODERATOR)
    (photo,) = [one for one in painting.attachments if not one.derived_from]
    code = str(painting.stored.code)
    assert f"/desk/files/{code}/{photo.id}/640.webp" in html
    assert f'href="/desk/files/{code}/{photo.id}' not in html
    assert photo.name not in html
    image = (painting.stored.sent or {})["image"]
    revealed = Revealed("review", Answer("image", "work", restricted=True, value=image))
    html = page(painting, MODERATOR, outcome=Outcome(revealed=revealed))
    assert f'href="/desk/files/{code}/{photo.id}?reason=review"' in html


def test_of_what_is_gone_the_page_has_the_state_and_no_answers(office: Office) -> None:
    paper = office.fill_in()
    html = page(paper)
    assert "Not sent yet" in html
    assert "There are no answers that you may read." in html
    assert acts(html) == set()
