"""Sending a form: checked as a whole, stored once however often it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.form_examples import EXAMPLES
from tests.services.desk import act
from tests.services.office import GUARDED, OPENS, Office, Paper, run_office, token_in
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.consents import hash_text
from youcheng.domain.deadlines import AccessRefused
from youcheng.domain.forms import Kind, Problem
from youcheng.domain.limits import LimitReached
from youcheng.domain.states import ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.access_codes import issue_access_code
from youcheng.services.drafts import NotEditable, StoreFull, mail_form_link
from youcheng.services.opening import open_form
from youcheng.services.submitting import (
    FormRefused,
    Sent,
    agreement_fields,
    agreement_text,
    check_draft,
    warning_key,
)
from youcheng.services.tracking import enter_code, request_code
from youcheng.services.withdrawing import discard_draft
from youcheng.storage.engine import make_engine
from youcheng.storage.tables import AgreementRow, SubmissionRow

DEADLINE = OPENS + timedelta(days=2)
SECOND = timedelta(seconds=1)
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


def test_a_form_is_sent_until_a_second_before_its_deadline(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    in_time, late = office.fill_in(), office.fill_in()
    office.now = DEADLINE - SECOND
    assert in_time.send().review is ReviewState.SUBMITTED
    office.now = DEADLINE + SECOND
    with pytest.raises(NotEditable) as refused:
        late.send()
    assert refused.value.closed_at == DEADLINE
    assert late.stored.review is ReviewState.DRAFT
    assert in_time.send().again, "what was sent is told again after the deadline too"


def test_a_deadline_of_its_own_opens_one_form_and_no_other(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    extended, other = office.fill_in(), office.fill_in()
    later = DEADLINE + timedelta(days=1)
    office.change(extended.submission, lambda one: replace(one, extended_to=later))
    office.now = later - SECOND
    assert extended.open().closes_at == later
    extended.send()
    with pytest.raises(NotEditable):
        other.send()
    office.now = later
    extended_again = extended.open()
    assert (extended_again.is_editable, extended_again.closes_at) == (False, later)


def late_papers(office: Office, uses: int, papers: int) -> list[Paper]:
    """Forms filled in after the deadline with one access code, which is good for a week."""
    office.set_window("culture", closes=OPENS)
    code = issue_access_code(
        office.services,
        programme="culture",
        label="a school",
        expires_at=OPENS + timedelta(days=7),
        limit=uses,
    )
    return [office.fill_in(access_code=code) for _ in range(papers)]


def test_an_access_code_of_three_lets_three_of_four_in_at_once(office: Office) -> None:
    papers = late_papers(office, uses=3, papers=4)
    outcomes = at_once(*[paper.send for paper in papers])
    assert [type(one) for one in outcomes].count(Sent) == 3
    (refused,) = [one for one in outcomes if not isinstance(one, Sent)]
    assert isinstance(refused, AccessRefused)
    assert refused.problem == "used_up"
    states = [paper.stored.review for paper in papers]
    assert states.count(ReviewState.SUBMITTED) == 3
    assert states.count(ReviewState.DRAFT) == 1
    assert len(office.mails("receipt")) == 3
    with office.services.records.read() as uow:
        ((code, _, _),) = uow.access_codes.all()
    assert code.uses == 3


def test_whoever_came_in_with_the_last_use_may_correct_until_the_code_expires(
    office: Office,
) -> None:
    (paper,) = late_papers(office, uses=1, papers=1)
    paper.send()
    office.now = OPENS + timedelta(days=7) - SECOND
    assert paper.open().closes_at == OPENS + timedelta(days=7)
    paper.save(title="Alphorn, erhu and drum")
    assert not paper.send().again
    office.now += SECOND
    with pytest.raises(NotEditable):
        paper.save(title="Alphorn")
    with office.services.records.read() as uow:
        ((code, _, _),) = uow.access_codes.all()
    assert code.uses == 1, "a correction is no further use"


def test_an_access_code_is_not_used_up_before_the_deadline(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    code = issue_access_code(
        office.services,
        programme="culture",
        label="a school",
        expires_at=DEADLINE + timedelta(days=1),
        limit=1,
    )
    office.fill_in(access_code=code).send()
    with office.services.records.read() as uow:
        ((stored, _, _),) = uow.access_codes.all()
    assert stored.uses == 0


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


def test_a_change_counts_once_it_is_sent_too(office: Office) -> None:
    paper = office.send()
    before = paper.stored.sent
    office.wait(hours=1)
    paper.save(title="Alphorn, erhu and drum", group_size=25)
    assert paper.stored.sent == before
    assert paper.stored.has_unsent_changes
    sent = paper.send()
    assert (sent.again, sent.code) == (False, paper.stored.code)
    assert paper.stored.sent == paper.open().answers
    assert paper.stored.sent != before
    (event,) = office.events("submission.edited")
    assert event.fields == ("group_size", "title")
    receipts = office.mails("receipt")
    assert [mail.cause for mail in receipts][1] == event.sequence
    assert paper.send().again
    assert len(office.mails("receipt")) == 2
    assert len(office.mails("staff_notice")) == 1


def test_only_consents_that_are_answered_anew_are_recorded_anew(office: Office) -> None:
    paper = office.send()
    recorded = office.count(AgreementRow)
    paper.save(consent_news="agree", title="Alphorn")
    paper.send()
    assert office.count(AgreementRow) == recorded + 1
    with office.services.records.read() as uow:
        latest = uow.agreements.of(paper.submission)[-1]
    assert (latest.field, str(latest.answer)) == ("consent_news", "agree")


def test_a_change_with_gaps_leaves_what_was_sent(office: Office) -> None:
    paper = office.send()
    before = paper.stored
    paper.save(title="")
    with pytest.raises(FormRefused) as refused:
        paper.send()
    assert [(one.field, one.code) for one in refused.value.problems] == [("title", "required")]
    assert (paper.stored.review, paper.stored.sent) == (before.review, before.sent)


def test_what_staff_have_taken_is_not_changed_any_more(office: Office) -> None:
    paper = office.send()
    paper.save(title="Alphorn")
    act(office, paper.submission, Action.TAKE)
    with pytest.raises(NotEditable) as refused:
        paper.save(title="Erhu")
    assert refused.value.closed_at is None
    with pytest.raises(NotEditable):
        paper.send()
    found = paper.open()
    assert (found.is_sent, found.is_editable) == (True, False)


def test_a_form_that_waits_for_the_guardian_is_not_changed(office: Office) -> None:
    paper = office.send(GUARDED)
    with pytest.raises(NotEditable) as refused:
        paper.save(motivation="Another reason.")
    assert refused.value.closed_at is None


def test_a_form_that_is_gone_is_neither_saved_nor_sent(office: Office) -> None:
    paper = office.fill_in()
    page = paper.open().form_token
    discard_draft(office.services, token=paper.token)
    for act_on in (lambda: paper.send(form_token=page), lambda: paper.save(base=0, title="x")):
        with pytest.raises(AccessDenied) as denied:
            act_on()
        assert denied.value.state is TokenState.REVOKED


def test_every_address_of_the_form_shows_the_receipt_for_thirty_days(office: Office) -> None:
    paper = office.fill_in()
    mail_form_link(office.services, token=paper.token)
    link = office.mail("resume_link").facts["link"]
    papers = [paper, replace(paper, token=token_in(link))]
    paper.send()
    office.wait(days=30, seconds=-1)
    for one in papers:
        assert open_form(office.services, token=one.token).is_sent
    office.wait(seconds=1)
    for one in papers:
        with pytest.raises(AccessDenied) as denied:
            open_form(office.services, token=one.token)
        assert denied.value.state is TokenState.EXPIRED


def test_a_second_form_from_the_same_person_is_flagged_and_taken(office: Office) -> None:
    first = office.send()
    second = office.fill_in(changes={"email": ZOE.title()})
    assert second.send().review is ReviewState.SUBMITTED
    other_programme = office.send("talent")
    assert first.stored.flags == ()
    assert second.stored.flags == ("duplicate",)
    assert other_programme.stored.flags == ()


def test_a_status_page_changes_the_form_as_its_own_address_does(office: Office) -> None:
    paper = office.send()
    challenge = request_code(office.services, code=str(paper.stored.code), email=ZOE, client="v")
    digits = office.mail("one_time_code").facts["one_time_code"]
    way = enter_code(office.services, challenge=challenge, text=digits, client="v")
    status = replace(paper, token=way.token)
    status.save(title="Alphorn")
    assert not status.send().again
    assert (paper.stored.sent or {})["title"] == "Alphorn"


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


def test_a_form_that_was_never_sent_is_not_told_as_sent_whatever_staff_made_of_it(
    office: Office,
) -> None:
    paper = office.fill_in()
    act(office, paper.submission, Action.MARK_SPAM)
    assert not paper.open().is_sent
    with pytest.raises(NotEditable):
        paper.send()
