"""Corrections and translations of staff: where they count, who makes them, and that they go."""

from __future__ import annotations

import pytest

from tests.at_once import at_once
from tests.services.clerks import COLLEAGUE, CULTURE, LEAD, MODERATOR, NANJING
from tests.services.desk_work import do, see
from tests.services.exhibiting import exhibit, shown
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper
from tests.services.paintings import send
from tests.services.test_exporting import table_of, take_along
from tests.services.test_withdrawing import mailed_link
from youcheng.domain.actors import Actor, Role
from youcheng.domain.exports import Format
from youcheng.domain.queue import QueueView
from youcheng.services import desk_actions as desk
from youcheng.services.answering import send_answers
from youcheng.services.copies import view_copy
from youcheng.services.correcting import (
    CorrectionRefused,
    correct_answer,
    restore_answer,
    translate_answer,
)
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_acts import Acted, Unchanged
from youcheng.services.desk_answers import Answer, reveal_answer
from youcheng.services.desk_queue import list_queue
from youcheng.services.withdrawing import withdraw
from youcheng.storage.desk_tables import CorrectionRow, StaffTranslationRow

SHARED = {"consent_share_partner": "agree"}


def correct(paper: Paper, field: str, value: object, actor: Actor = CULTURE, **told: str) -> Acted:
    given = {"reason": "slip", **told}
    return do(paper, correct_answer, actor, field=field, value=value, **given)


def seen(paper: Paper, field: str, actor: Actor = CULTURE) -> Answer:
    return next(one for one in see(paper, actor).answers if one.field == field)


def test_a_correction_lies_over_what_was_sent_and_leaves_it_as_it_is(office: Office) -> None:
    paper = office.send()
    sent = dict(paper.stored.sent or {})
    correct(paper, "title", "  Erhu and alphorn ", reason="told_us", comment="On the phone.")
    assert paper.stored.sent == sent
    found = seen(paper, "title")
    assert found.value == sent["title"]
    assert found.correction is not None
    correction = found.correction
    assert (correction.value, correction.reason, correction.comment, correction.author) == (
        "Erhu and alphorn",
        "told_us",
        "On the phone.",
        "c1",
    )
    assert view_copy(office.services, token=paper.token).answers["title"] == sent["title"]


def test_queue_search_and_exports_go_by_the_correction_and_say_so(office: Office) -> None:
    paper = office.send(changes={"title": "Wellensittich"})
    correct(paper, "title", "Kanarienvogel")
    correct(paper, "phone", "+41791234567")
    for query, number in (("Kanarienvogel", 1), ("Wellensittich", 0)):
        page = list_queue(office.services, actor=CULTURE, view=QueueView(query=query))
        assert len(page.lines) == number
    (line,) = list_queue(office.services, actor=CULTURE, view=QueueView()).lines
    assert line.title == "Kanarienvogel"
    content = take_along(office)
    (row,) = table_of(content)[1]
    assert (row["title"], row["corrected"]) == ("Kanarienvogel", "Title")
    assert "+41791234567" not in content.decode("utf-8-sig")


def test_what_is_on_show_follows_a_correction_and_its_being_taken_back(office: Office) -> None:
    painting = send(office)
    answer(painting)
    before = exhibit(painting)
    correct(painting, "title", "Der See", LEAD)
    after = shown(painting)
    assert after is not None
    assert (after.words.title, after.published_at) == ("Der See", before.published_at)
    do(painting, restore_answer, LEAD, field="title")
    assert shown(painting) == before


def test_the_log_has_field_and_reason_and_no_value(office: Office) -> None:
    paper = office.send()
    correct(paper, "title", "Kanarienvogel", comment="Wellensittich")
    do(paper, translate_answer, field="title", language="zh", text="金丝雀")
    do(paper, restore_answer, field="title")
    (corrected,) = office.events("answer.corrected")
    assert (corrected.fields, dict(corrected.details)) == (("title",), {"reason": "slip"})
    (restored,) = office.events("answer.restored")
    assert (restored.actor, restored.fields) == ("staff:c1", ("title",))
    (translated,) = office.events("answer.translated")
    assert dict(translated.details) == {"language": "zh"}
    told = repr(office.events())
    for word in ("Kanarienvogel", "Wellensittich", "金丝雀"):
        assert word not in told
    office.assert_log_is_whole()


def test_a_correction_is_checked_as_the_answer_itself(office: Office) -> None:
    paper = office.send()
    for field, value, problem in (
        ("title", "x" * 500, "too_long"),
        ("title", "", "required"),
        ("direction", "sideways", "choice"),
        ("group_size", "many", "number"),
        ("portfolio_url", "http://example.org", "url_https"),
        ("dates_latest", "2020-01-01", "date_too_early"),
    ):
        with pytest.raises(CorrectionRefused) as refused:
            correct(paper, field, value)
        assert [one.code for one in refused.value.problems] == [problem], field
    assert office.count(CorrectionRow) == 0
    assert office.events("answer.corrected") == []


@pytest.mark.parametrize(
    "field", ["country", "email", "adult", "consent_process", "declaration_true", "nothing"]
)
def test_what_decides_questions_letters_or_consents_is_not_corrected(
    office: Office, field: str
) -> None:
    paper = office.send()
    with pytest.raises(KeyError):
        correct(paper, field, "BY")
    assert not any(one.can_correct for one in see(paper).answers if one.field == field)


def test_a_childs_public_name_is_not_corrected(office: Office) -> None:
    painting = send(office, public_name_choice="alias", alias="Mond")
    answer(painting)
    with pytest.raises(KeyError):
        correct(painting, "alias", "Emma Rochat", LEAD)


@pytest.mark.parametrize("reason", ["", "curiosity"])
def test_a_correction_has_a_reason_of_the_list(office: Office, reason: str) -> None:
    paper = office.send()
    with pytest.raises(ValueError, match="reason"):
        correct(paper, "title", "Erhu solo", reason=reason)


def test_correcting_back_to_what_was_sent_leaves_no_correction(office: Office) -> None:
    paper = office.send()
    old = (paper.stored.sent or {})["title"]
    correct(paper, "title", "Erhu solo")
    with pytest.raises(Unchanged):
        correct(paper, "title", "Erhu solo")
    correct(paper, "title", old)
    assert seen(paper, "title").correction is None
    with pytest.raises(KeyError):
        do(paper, restore_answer, field="title")


def test_a_restricted_answer_stays_behind_its_reveal_corrected_too(office: Office) -> None:
    paper = office.send()
    correct(paper, "family_name", "Kanarienvogel")
    do(paper, translate_answer, field="family_name", language="zh", text="金丝雀")
    view = see(paper)
    assert "Kanarienvogel" not in repr(view)
    hidden = seen(paper, "family_name")
    assert (hidden.restricted, hidden.correction, hidden.translations) == (True, None, ())
    read = reveal_answer(
        office.services, actor=CULTURE, code=view.code, field="family_name", reason="identity"
    )
    assert read.correction is not None
    assert read.correction.value == "Kanarienvogel"
    assert [one.text for one in read.translations] == ["金丝雀"]
    page = list_queue(office.services, actor=CULTURE, view=QueueView(query="Kanarienvogel"))
    assert page.lines == ()


def test_a_liaison_reads_the_correction_and_not_who_made_it_or_why(office: Office) -> None:
    paper = office.send(changes=SHARED)
    correct(paper, "title", "Erhu solo", comment="On the phone.")
    do(paper, translate_answer, field="title", language="zh", text="二胡")
    do(paper, desk.take)
    do(paper, desk.start_review)
    do(paper, desk.refer, city="nanjing")
    found = seen(paper, "title", NANJING)
    assert found.correction is not None
    assert found.correction.value == "Erhu solo"
    assert (found.correction.reason, found.correction.comment, found.correction.author) == (
        "",
        "",
        "",
    )
    assert (found.translations, found.can_correct, found.can_translate) == ((), False, False)


def test_of_two_at_once_one_is_told_that_it_has_changed(office: Office) -> None:
    paper = office.send()
    version = see(paper).version

    def one(actor: Actor, value: str) -> Acted:
        return correct_answer(
            office.services,
            actor=actor,
            code=str(paper.stored.code),
            version=version,
            field="title",
            value=value,
            reason="slip",
        )

    outcomes = at_once(lambda: one(CULTURE, "Erhu solo"), lambda: one(COLLEAGUE, "Pipa solo"))
    assert sorted(type(one).__name__ for one in outcomes) == ["Acted", "Outdated"]
    assert office.count(CorrectionRow) == 1
    with pytest.raises(Outdated):
        one(CULTURE, "Guqin")


def test_what_the_submitter_answers_anew_counts_before_the_correction(office: Office) -> None:
    paper = office.send()
    correct(paper, "title", "Erhu solo")
    correct(paper, "duration_days", "3")
    do(paper, desk.take)
    do(paper, desk.request_changes, questions={"title": "Which instrument?"})
    paper.save(title="Pipa solo")
    send_answers(office.services, token=paper.token, client=VISITOR)
    assert (seen(paper, "title").value, seen(paper, "title").correction) == ("Pipa solo", None)
    assert seen(paper, "duration_days").correction is not None


def test_a_translation_is_replaced_and_taken_away(office: Office) -> None:
    paper = office.send()
    do(paper, translate_answer, field="title", language="zh", text="二胡")
    do(paper, translate_answer, COLLEAGUE, field="title", language="zh", text="二胡与长号")
    do(paper, translate_answer, field="title", language="ru", text="Эрху")
    found = {one.language: (one.text, one.author) for one in seen(paper, "title").translations}
    assert found == {"ru": ("Эрху", "c1"), "zh": ("二胡与长号", "c2")}
    do(paper, translate_answer, field="title", language="zh", text=" ")
    assert [one.language for one in seen(paper, "title").translations] == ["ru"]


@pytest.mark.parametrize(
    ("field", "language", "text"),
    [("direction", "zh", "x"), ("title", "xx", "x"), ("title", "zh", "x" * 8001)],
)
def test_only_own_words_are_translated_into_languages_of_the_site(
    office: Office, field: str, language: str, text: str
) -> None:
    paper = office.send()
    with pytest.raises((KeyError, ValueError)):
        do(paper, translate_answer, field=field, language=language, text=text)
    assert office.count(StaffTranslationRow) == 0


def test_a_moderator_translates_and_does_not_correct(office: Office) -> None:
    painting = send(office)
    answer(painting)
    do(painting, translate_answer, MODERATOR, field="title", language="zh", text="湖睡着了")
    assert [one.text for one in seen(painting, "title", MODERATOR).translations] == ["湖睡着了"]
    with pytest.raises(NotAllowed, match="role"):
        correct(painting, "title", "Der See", MODERATOR)


def test_withdrawal_takes_corrections_and_translations_along(office: Office) -> None:
    paper = office.send()
    correct(paper, "title", "Erhu solo")
    correct(paper, "title", "Pipa solo")
    do(paper, translate_answer, field="title", language="zh", text="二胡")
    assert (office.count(CorrectionRow), office.count(StaffTranslationRow)) == (2, 1)
    withdraw(office.services, token=mailed_link(office, paper))
    assert (office.count(CorrectionRow), office.count(StaffTranslationRow)) == (0, 0)
    lead = Actor("x1", roles=frozenset({Role.LEAD}))
    assert see(paper, lead).answers == ()


def test_an_export_of_what_was_corrected_names_it_by_its_id_in_json(office: Office) -> None:
    paper = office.send()
    correct(paper, "title", "Erhu solo")
    content = take_along(office, kind=Format.JSON).decode()
    assert '"corrected":["title"]' in content.replace(" ", "")
