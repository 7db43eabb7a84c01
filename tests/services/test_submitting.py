"""Sending a form: checked as a whole, stored once however often it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_once import at_once
from tests.form_examples import EXAMPLES
from tests.services.office import GUARDED, Office, Paper, run_office, token_in
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.consents import hash_text
from youcheng.domain.forms import Kind, Problem
from youcheng.domain.limits import LimitReached
from youcheng.domain.states import ReviewState
from youcheng.services.drafts import StoreFull, mail_form_link
from youcheng.services.submitting import (
    FormRefused,
    Sent,
    agreement_fields,
    agreement_text,
    check_draft,
    warning_key,
)
from youcheng.storage.engine import make_engine
from youcheng.storage.tables import AgreementRow, SubmissionRow

TYPED = {Kind.TEXT, Kind.TEXTAREA, Kind.EMAIL, Kind.TEL, Kind.URL}
ZOE = "zoe.rochat@example.org"


def refusal(paper: Paper, **given: object) -> FormRefused:
    """What keeps a form from being sent."""
    with pytest.raises(FormRefused) as refused:
        paper.send(**given)  # type: ignore[arg-type]
    assert paper.stored.review is ReviewState.DRAFT
    assert paper.stored.sent is None
    assert paper.mails() == []
    return refused.value


@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_each_form_is_sent_as_it_was_filled_in(office: Office, programme: str) -> None:
    paper = office.fill_in(programme)
    filled = paper.open().answers
    sent = paper.send(zone="Europe/Zurich")
    guarded = programme == GUARDED
    waits = ReviewState.AWAITING_GUARDIAN if guarded else ReviewState.SUBMITTED
    assert sent == Sent(paper.stored.code, waits, again=False)
    assert parse_reference_code(str(sent.code)) == sent.code
    stored = paper.stored
    assert (stored.review, stored.sent, stored.sent_at) == (waits, filled, office.now)
    assert (stored.zone, stored.flags) == ("Europe/Zurich", ())
    letters = {mail.template: mail.address for mail in paper.mails()}
    assert letters == (
        {"guardian_request": "luc.rochat@example.org", "young_person_note": ZOE}
        if guarded
        else {"receipt": ZOE, "staff_notice": "staff@youcheng.example"}
    )
    (event,) = office.events("consent.requested" if guarded else "submission.submitted")
    assert {mail.cause for mail in paper.mails()} == {event.sequence}
    assert set(event.fields) == filled.keys()
    assert office.woken == 2
    office.assert_log_is_whole()


def test_a_receipt_names_the_code_and_how_to_come_back_and_to_take_it_back(office: Office) -> None:
    paper = office.send()
    facts = office.mail("receipt").facts
    code = str(paper.stored.code)
    assert facts["code"] == code
    assert facts["link"] == f"https://youcheng.example/track?code={code}&lang=en"
    assert facts["withdraw_link"].startswith("https://youcheng.example/withdraw/")
    staff = office.mail("staff_notice")
    assert staff.facts.keys() <= {"code", "programme", "zone"}


def test_each_answer_to_a_consent_is_kept_with_the_text_that_was_read(office: Office) -> None:
    paper = office.fill_in(language="fr", changes={"form_language": "fr"})
    form = paper.open().form
    paper.send()
    with office.services.records.read() as uow:
        given = uow.agreements.of(paper.submission)
        texts = {one.field: uow.agreements.text(one.text_hash) for one in given}
    asked = {one.id: one for one in agreement_fields(form)}
    answers = paper.stored.sent or {}
    assert [one.field for one in given] == [name for name in asked if name in answers]
    assert len(given) >= 5
    for one in given:
        assert (one.by, one.language, one.at) == ("submitter", "fr", office.now)
        assert str(one.answer) == ("agree" if answers[one.field] is True else answers[one.field])
        assert texts[one.field] == agreement_text(office.services, asked[one.field], "fr")
        assert one.text_hash == hash_text(texts[one.field])
        assert "{" not in texts[one.field]


def test_eight_clicks_at_once_are_one_submission(office: Office) -> None:
    paper = office.fill_in()
    outcomes = at_once(*[paper.send] * 8)
    assert {(one.code, one.review) for one in outcomes if isinstance(one, Sent)} == {
        (paper.stored.code, ReviewState.SUBMITTED)
    }
    assert [one.again for one in outcomes if isinstance(one, Sent)].count(False) == 1
    assert len([one for one in outcomes if isinstance(one, Sent)]) == 8
    assert office.count(SubmissionRow) == 1
    assert len(office.events("submission.submitted")) == 1
    assert len(office.mails("receipt")) == 1
    with office.services.records.read() as uow:
        answered = [one.field for one in uow.agreements.of(paper.submission)]
    assert len(answered) == len({*answered})
    office.assert_log_is_whole()


def test_two_devices_that_send_at_once_are_one_submission(office: Office) -> None:
    paper = office.fill_in(GUARDED)
    mail_form_link(office.services, token=paper.token)
    link = office.mail("resume_link").facts["link"]
    other = replace(paper, token=token_in(link))
    outcomes = at_once(*[paper.send, other.send] * 4)
    assert {one.code for one in outcomes if isinstance(one, Sent)} == {paper.stored.code}
    assert len(office.mails("guardian_request")) == 1
    assert len(office.events("consent.requested")) == 1


def test_whoever_got_no_answer_gets_the_same_code_again_even_from_a_restarted_server(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper = office.fill_in()
    page = paper.open().form_token
    first = paper.send(form_token=page)
    url = office.engine.url.render_as_string(hide_password=False)
    folder = tmp_path_factory.mktemp("restarted")
    assert make_engine(url).url == office.engine.url
    with run_office(url, office.services.files, folder) as restarted:  # type: ignore[arg-type]
        again = replace(paper, office=restarted).send(form_token=page)
    assert again == Sent(first.code, first.review, again=True)
    assert office.count(SubmissionRow) == 1
    assert len(office.mails("receipt")) == 1


def test_a_form_with_gaps_is_not_sent_and_keeps_every_answer(office: Office) -> None:
    paper = office.fill_in(changes={"email": "zoe@example", "title": "", "duration_days": "many"})
    before = paper.open().answers
    found = refusal(paper)
    assert [(one.field, one.code) for one in found.problems] == [
        ("email", "email"),
        ("title", "required"),
        ("duration_days", "number"),
    ]
    assert paper.open().answers == before
    assert office.count(AgreementRow) == 0
    problems, _, _ = check_draft(paper.open(), step="you")
    assert [one.field for one in problems] == ["email"]
    paper.save(email=ZOE, title="Alphorn and erhu", duration_days=12)
    paper.send()


def test_a_consent_that_is_needed_and_refused_keeps_the_form_from_being_sent(
    office: Office,
) -> None:
    paper = office.fill_in(changes={"consent_process": "refuse"})
    assert refusal(paper).problems == (Problem("consent_process", "must_agree"),)


def test_a_robot_that_fills_in_every_field_sends_nothing(office: Office) -> None:
    paper = office.fill_in(changes={"website": "https://example.org"})
    assert [(one.field, one.code) for one in refusal(paper).problems] == [("website", "not_empty")]


def test_nobody_under_sixteen_sends_a_form(office: Office) -> None:
    paper = office.fill_in("study", changes={"adult": "under-16"})
    assert refusal(paper).stop != ""


def test_what_is_probably_a_slip_is_asked_about_once(office: Office) -> None:
    paper = office.fill_in(changes={"email": "zoe@gmial.com"})
    (warning,) = refusal(paper).warnings
    assert (warning.field, warning.values) == ("email", {"suggestion": "zoe@gmail.com"})
    confirmed = [warning_key(warning, paper.open().answers)]
    paper.save(email="zoe@gnail.com")
    (other,) = refusal(paper, confirmed=confirmed).warnings
    paper.send(confirmed=[*confirmed, warning_key(other, paper.open().answers)])
    assert office.mail("receipt").address == "zoe@gnail.com"


def test_a_form_that_comes_back_faster_than_anybody_types_waits(office: Office) -> None:
    paper = office.begin()
    office.wait(seconds=1.5)
    assert refusal(paper, form_token=paper.open().form_token).retry_after == 2
    office.wait(seconds=2)
    assert refusal(paper).retry_after == 0, "now it is the answers that are missing"


@pytest.mark.parametrize("forged", ["x", "0." + "0" * 64, "1796112000000." + "a" * 64])
def test_a_page_that_was_not_ours_sends_nothing(office: Office, forged: str) -> None:
    paper, other = office.fill_in(), office.fill_in()
    assert refusal(paper, form_token=forged).retry_after > 0
    assert refusal(paper, form_token=other.open().form_token).retry_after > 0
    paper.send()


def test_the_21st_form_of_a_minute_from_one_address_waits_for_the_next(office: Office) -> None:
    bare = {"portfolio": None}
    papers = [office.fill_in(changes=bare, client=f"203.0.113.{number}") for number in range(21)]
    office.now = office.now.replace(second=10)
    for paper in papers[:20]:
        paper.send()
    with pytest.raises(LimitReached) as reached:
        papers[20].send()
    assert reached.value.retry_after == 50
    assert papers[20].stored.review is ReviewState.DRAFT
    office.wait(seconds=50)
    papers[20].send()


def test_a_full_disk_acknowledges_nothing(office: Office) -> None:
    paper = office.fill_in()
    office.disk_full = True
    with pytest.raises(StoreFull):
        paper.send()
    assert paper.stored.review is ReviewState.DRAFT
    office.disk_full = False
    assert not paper.send().again


def test_a_second_form_from_the_same_person_is_flagged_and_taken(office: Office) -> None:
    first = office.send()
    second = office.fill_in(changes={"email": ZOE.title()})
    assert second.send().review is ReviewState.SUBMITTED
    other_programme = office.send("talent")
    assert first.stored.flags == ()
    assert second.stored.flags == ("duplicate",)
    assert other_programme.stored.flags == ()


def test_the_log_holds_nothing_that_a_person_wrote(office: Office) -> None:
    written = set()
    for programme in EXAMPLES:
        paper = office.send(programme)
        for one in paper.open().form.definition.fields:
            answer = paper.open().answers.get(one.id)
            if one.kind in TYPED and answer is not None:
                written |= {*answer} if isinstance(answer, list) else {answer}
    log = repr(office.events())
    assert {text for text in written if str(text) in log} == set()
    assert {"Zoé Anne", "Rochat", ZOE, "luc.rochat@example.org", "+41215550123"} <= written
