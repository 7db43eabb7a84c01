"""Drafts: begun, saved on every change from any device, and opened again by their address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.form_examples import EXAMPLES, PERSON
from tests.services.office import OPENS, VISITOR, Office, token_in
from youcheng.domain.actors import SYSTEM
from youcheng.domain.codes import CodeRefused
from youcheng.domain.deadlines import AccessRefused
from youcheng.domain.drafts import StaleBase
from youcheng.domain.limits import LimitReached
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.access import AccessDenied, issue_token
from youcheng.services.access_codes import issue_access_code
from youcheng.services.drafts import (
    LARGEST,
    DraftTooLarge,
    NoAddress,
    NotEditable,
    StoreFull,
    mail_form_link,
    save_draft,
)
from youcheng.services.opening import open_form
from youcheng.storage.tables import GrantRow, OutboxRow, SubmissionRow

DEADLINE = OPENS + timedelta(days=2)
SECOND = timedelta(seconds=1)


def test_a_new_form_is_empty_but_for_its_language_and_can_be_changed(office: Office) -> None:
    paper = office.begin("study", language="ne")
    found = paper.open()
    assert found.answers == {"form_language": "ne"}
    assert found.submission.code.year == 2026
    assert (found.is_sent, found.is_editable, found.closes_at) == (False, True, None)
    (event,) = office.events()
    assert (event.kind, event.actor) == ("draft.created", "public")
    assert office.mails() == []


def test_what_was_saved_is_there_again_as_it_was_meant(office: Office) -> None:
    paper = office.begin()
    saved = paper.save(
        given_names="  Zoe\u0301\t", email="Zoe@Example.ORG", phone="0041 21 5550123"
    )
    assert saved.changed == ("email", "given_names", "phone")
    kept = {"given_names": "Zoé", "email": "Zoe@example.org", "phone": "+41215550123"}
    assert paper.open().answers == {"form_language": "en", **kept}
    paper.save(phone="", given_names=None)
    assert paper.open().answers == {"form_language": "en", "email": "Zoe@example.org"}
    fields = [event.fields for event in office.events("draft.saved")]
    assert fields == [("email", "given_names", "phone"), ("given_names", "phone")]


def test_two_devices_that_fill_in_different_fields_lose_nothing(office: Office) -> None:
    paper = office.begin()
    parts = [
        {name: value}
        for name, value in PERSON.items()
        if isinstance(value, str) and name != "form_language"
    ]
    outcomes = at_once(*[lambda part=part: paper.save(base=0, **part) for part in parts])
    assert not [one for one in outcomes if isinstance(one, Exception)]
    expected = {name: value for part in parts for name, value in part.items()}
    assert paper.open().answers == {"form_language": "en", **expected}
    assert paper.stored.draft.revision == len(parts)


def test_a_device_that_was_away_is_told_what_it_has_overwritten(office: Office) -> None:
    paper = office.begin()
    paper.save(given_names="Zoé", family_name="Rochat")
    assert paper.save(base=0, family_name="Rochat-Li", phone="+41215550123").overwritten == (
        "family_name",
    )
    assert paper.open().answers["given_names"] == "Zoé"
    assert paper.open().answers["family_name"] == "Rochat-Li"


def test_a_save_that_is_repeated_changes_nothing_and_keeps_the_draft_alive(office: Office) -> None:
    paper = office.begin()
    paper.save(base=0, given_names="Zoé")
    before = paper.stored.draft
    office.wait(days=5)
    again = paper.save(base=0, given_names="Zoé")
    assert again.changed == ()
    assert again.draft.expires_at == before.expires_at + timedelta(days=5)
    assert paper.stored.draft.revision == before.revision
    assert len(office.events("draft.saved")) == 1


def test_a_base_that_does_not_exist_is_refused_and_nothing_is_saved(office: Office) -> None:
    paper = office.begin()
    with pytest.raises(StaleBase):
        paper.save(base=1, given_names="Zoé")
    assert "given_names" not in paper.open().answers


def test_more_than_any_form_holds_is_refused_and_nothing_is_saved(office: Office) -> None:
    paper = office.begin()
    with pytest.raises(DraftTooLarge):
        paper.save(summary_public="x" * LARGEST)
    assert "summary_public" not in paper.open().answers


@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_the_longest_answers_are_saved_in_signs_of_any_script(
    office: Office, programme: str
) -> None:
    """Each sign outside the first plane takes twelve bytes of JSON."""
    paper = office.begin(programme)
    fields = paper.open().form.definition.fields
    longest = {
        one.id: "𠮷" * (one.limits.max_length or 0)
        for one in fields
        if one.limits.max_length and not one.is_list
    }
    assert set(paper.save(**longest).changed) == set(longest)


def test_fields_that_no_form_has_and_files_are_passed_over(office: Office) -> None:
    paper = office.begin()
    file = [{"key": "../../secret.key", "name": "x.pdf", "kind": "pdf", "bytes": 1}]
    saved = paper.save(portfolio=file, review="accepted", email="zoe@example.org")
    assert saved.changed == ("email",)
    assert paper.open().answers.keys() == {"form_language", "email"}
    assert paper.stored.review is ReviewState.DRAFT


@pytest.mark.parametrize(
    "text", ["a\x00b", "\ud83d", "\u202eabc", "' OR 1=1 --", "{{7*7}}", "👩‍👧 字 जोई"]
)
def test_whatever_is_typed_is_saved_or_cleaned_on_every_database(office: Office, text: str) -> None:
    paper = office.begin(zone=text)
    paper.save(given_names=f"Zoé {text}", form_language=text, partner_city=text)
    assert str(paper.open().answers["given_names"]).startswith("Zoé")
    assert paper.stored.language == "en"
    assert paper.stored.zone == ""


def test_a_time_zone_is_kept_where_it_is_known(office: Office) -> None:
    assert office.begin(zone="Asia/Kathmandu").stored.zone == "Asia/Kathmandu"
    assert office.begin(zone="Asia/" + "x" * 80).stored.zone == ""


def test_the_language_follows_the_one_in_which_the_form_is_filled_in(office: Office) -> None:
    paper = office.begin(language="zh")
    paper.save(form_language="fr", email="zoe@example.org")
    assert paper.stored.language == "fr"
    mail_form_link(office.services, token=paper.token)
    assert office.mail("resume_link").language == "fr"


def test_a_link_that_never_was_opens_nothing(office: Office) -> None:
    office.begin()
    for token in ("", "x", "A" * 43, "\x00" * 43, "字" * 43):
        with pytest.raises(AccessDenied) as denied:
            open_form(office.services, token=token)
        assert denied.value.state is None
        with pytest.raises(AccessDenied):
            save_draft(office.services, token=token, changes={}, base=0)


@pytest.mark.parametrize("purpose", [Purpose.CONSENT, Purpose.WITHDRAWAL, Purpose.BATCH])
def test_a_link_for_something_else_opens_no_form(office: Office, purpose: Purpose) -> None:
    paper = office.begin()
    with office.services.records.write() as uow:
        token = issue_token(uow, purpose=purpose, submission=paper.submission, now=office.now)
        uow.commit()
    with pytest.raises(AccessDenied) as denied:
        open_form(office.services, token=token)
    assert denied.value.state is None


def test_no_token_is_stored(office: Office) -> None:
    paper = office.begin()
    with office.engine.connect() as connection:
        rows = connection.execute(GrantRow.__table__.select()).all()
    assert rows
    assert paper.token not in repr(rows)


def test_the_mailed_link_opens_the_form_on_another_device(office: Office) -> None:
    paper = office.begin()
    paper.save(email="zoe@example.org", given_names="Zoé")
    assert mail_form_link(office.services, token=paper.token) == "zoe@example.org"
    mail = office.mail("resume_link", to="zoe@example.org")
    assert mail.facts["link"].startswith("https://youcheng.example/programmes?programme=culture&")
    found = open_form(office.services, token=token_in(mail.facts["link"]))
    assert found.submission.id == paper.submission
    assert found.answers["given_names"] == "Zoé"
    assert office.woken == 1


@pytest.mark.parametrize("email", ["", "zoe", "zoe@", "zoe@example", '"zoe"@example.org'])
def test_no_link_is_mailed_where_no_mail_can_go(office: Office, email: str) -> None:
    paper = office.begin()
    paper.save(email=email, given_names="Zoé")
    with pytest.raises(NoAddress):
        mail_form_link(office.services, token=paper.token)
    assert office.count(OutboxRow) == 0


def test_the_sixth_link_of_an_hour_waits_for_the_next(office: Office) -> None:
    paper = office.begin()
    paper.save(email="zoe@example.org")
    for _ in range(5):
        mail_form_link(office.services, token=paper.token)
    with pytest.raises(LimitReached) as reached:
        mail_form_link(office.services, token=paper.token)
    assert 0 < reached.value.retry_after <= 3600
    assert office.count(OutboxRow) == 5
    office.wait(seconds=reached.value.retry_after)
    mail_form_link(office.services, token=paper.token)


def test_one_address_gets_so_many_mails_a_day_however_it_is_written(office: Office) -> None:
    for number in range(6):
        paper = office.begin(client=f"198.51.100.{number}")
        paper.save(email="zoe@example.org" if number % 2 else "ZOE@example.org")
        for _ in range(5):
            mail_form_link(office.services, token=paper.token)
    paper = office.begin()
    paper.save(email="Zoe@example.org")
    with pytest.raises(LimitReached):
        mail_form_link(office.services, token=paper.token)
    assert office.count(OutboxRow) == 30


def test_the_21st_draft_of_a_minute_from_one_address_waits_for_the_next(office: Office) -> None:
    for _ in range(20):
        office.begin()
    with pytest.raises(LimitReached) as reached:
        office.begin()
    assert 0 < reached.value.retry_after <= 60
    office.begin(client="203.0.113.9")
    assert office.count(SubmissionRow) == 21
    office.wait(seconds=reached.value.retry_after)
    office.begin()


def test_an_unknown_programme_has_no_form(office: Office) -> None:
    with pytest.raises(KeyError):
        office.begin("nonsense")
    assert office.count(SubmissionRow) == 0


def test_a_full_disk_takes_nothing_and_gives_everything(office: Office) -> None:
    paper = office.begin()
    paper.save(given_names="Zoé")
    office.disk_full = True
    with pytest.raises(StoreFull):
        office.begin()
    with pytest.raises(StoreFull):
        paper.save(given_names="Anne")
    assert paper.open().answers["given_names"] == "Zoé"
    office.disk_full = False
    paper.save(given_names="Anne")


def test_a_form_is_saved_until_a_second_before_its_deadline(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    paper = office.begin()
    office.now = DEADLINE - SECOND
    assert paper.open().closes_at == DEADLINE
    paper.save(given_names="Zoé")
    office.now = DEADLINE + SECOND
    with pytest.raises(NotEditable) as refused:
        paper.save(given_names="Anne")
    assert refused.value.closed_at == DEADLINE
    found = paper.open()
    assert found.answers["given_names"] == "Zoé"
    assert (found.is_editable, found.closes_at) == (False, DEADLINE)


def test_no_form_is_begun_before_it_opens_or_after_it_closes(office: Office) -> None:
    office.set_window("culture", opens=OPENS + SECOND, closes=DEADLINE)
    for moment in (OPENS, DEADLINE):
        office.now = moment
        with pytest.raises(TransitionRefused) as refused:
            office.begin()
        assert refused.value.code == "in_window"
    office.now = OPENS + SECOND
    office.begin()
    assert office.count(SubmissionRow) == 1


def test_an_access_code_with_a_slip_or_of_another_programme_opens_nothing(office: Office) -> None:
    code = issue_access_code(
        office.services, actor=SYSTEM, programme="sports", label="x", expires_at=DEADLINE, limit=1
    )
    with pytest.raises(CodeRefused):
        office.begin(access_code="7K3M-QW92-0")
    with pytest.raises(AccessRefused) as refused:
        office.begin("culture", access_code=code)
    assert refused.value.problem == "unknown"
    office.begin("sports", access_code=code.lower().replace("-", " "))


def test_access_codes_cannot_be_guessed_for_long(office: Office) -> None:
    code = issue_access_code(
        office.services, actor=SYSTEM, programme="sports", label="x", expires_at=DEADLINE, limit=1
    )
    for _ in range(10):
        with pytest.raises(AccessRefused):
            office.begin("culture", access_code=code)
    with pytest.raises(LimitReached) as reached:
        office.begin("culture", access_code=code)
    assert 60 < reached.value.retry_after <= 3600
    with pytest.raises(LimitReached):
        office.begin("sports", access_code=code)
    office.begin("sports", access_code=code, client="203.0.113.9")


def test_where_a_visitor_came_from_is_stored_nowhere(office: Office) -> None:
    paper = office.begin()
    paper.save(email="zoe@example.org")
    with office.engine.connect() as connection:
        for table in SubmissionRow.metadata.sorted_tables:
            assert VISITOR not in repr(connection.execute(table.select()).all())
