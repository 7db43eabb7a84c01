"""A teacher's batch, from sending to the last answer of a guardian."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.at_once import at_once
from tests.services import classes
from tests.services.guardian import answer
from tests.services.office import Office, token_in
from youcheng.domain.actors import SYSTEM
from youcheng.domain.batches import entry_id
from youcheng.domain.deadlines import AccessRefused
from youcheng.domain.pictures import DERIVATIVES
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services.access_codes import issue_access_code
from youcheng.services.batching import finish_batch, finish_due_batches, view_batch
from youcheng.services.drafts import mail_form_link
from youcheng.services.keeping_time import keep_time
from youcheng.services.ports import Files
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.submitting import FormRefused
from youcheng.services.withdrawing import request_withdrawal, withdraw

CLASS = 30
FILES_OF_A_WORK = 1 + len(DERIVATIVES)
"""The original and its copies."""


class BreakingFiles:
    """A real store that stops answering after some more files."""

    def __init__(self, files: Files, left: int) -> None:
        self._files = files
        self.left = left

    def put(self, key: str, source: Path) -> None:
        if not self.left:
            raise StoreDown
        self.left -= 1
        self._files.put(key, source)

    def __getattr__(self, name: str) -> object:
        return getattr(self._files, name)


def refusal(office: Office, count: int = 2, **changes: object) -> list[tuple[object, ...]]:
    paper = classes.fill_in(office, count, **changes)
    with pytest.raises(FormRefused) as refused:
        paper.send(confirmed=classes.every_warning(paper))
    return [(one.field, one.code, *one.at) for one in refused.value.problems]


def test_each_of_thirty_works_becomes_an_entry_and_asks_its_guardian_once(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    # A whole class, and no limit holds it up.
    batch = classes.send(office, CLASS)
    assert finish_due_batches(office.services) == CLASS
    assert finish_due_batches(office.services) == 0
    assert batch.stored.review is ReviewState.CLOSED
    made = classes.entries(batch)
    assert {one.text("title") for one in made} == {f"Work {n}" for n in range(1, CLASS + 1)}
    assert {one.review for one in made} == {ReviewState.AWAITING_GUARDIAN}
    assert len({one.folder for one in made} | {batch.stored.folder}) == CLASS + 1
    asked = {mail.address: mail.language for mail in office.mails("painting_guardian_request")}
    assert asked == {
        str(row["guardian_email"]): row["guardian_language"] for row in classes.rows(CLASS)
    }
    # The teacher reads one mail, not thirty.
    told = Counter((mail.template, mail.address) for mail in office.mails())
    assert told.total() == CLASS + 1
    assert told["batch_receipt", "school@example.org"] == 1
    office.assert_log_is_whole()


def test_an_entry_of_a_batch_is_what_a_single_one_would_be(office: Office) -> None:
    batch = classes.send(office, 1)
    finish_batch(office.services, batch=batch.submission)
    (made,) = classes.entries(batch)
    told = dict(made.sent or {})
    (image,) = told.pop("image")  # type: ignore[misc]
    row = classes.rows(1)[0]
    shared = {"form_language": "en", "email": "school@example.org", "country": "CH"}
    assert told == {
        **row,
        **shared,
        "submitter_role": "teacher",
        "partner_city": "vaud",
        "school_name": "École du lac",
        "teacher_name": "Zoé Favre",
        "public_name_choice": "first-name",
        "picture_contains": ["none"],
        "originality": True,
        "child_assent": True,
    }
    assert image["name"] == "01 scan.jpg"
    assert made.programme == "painting-2026"
    paper = classes.entry(batch, 1)
    with office.services.records.read() as uow:
        declared = {one.field for one in uow.agreements.of(made.id)}
        (picture,) = uow.pictures.of(made.id)
    assert declared == {"originality", "child_assent"}
    assert picture.id == image["key"]
    assert {one.name for one in paper.attachments} >= {"01 scan.jpg", "320.webp", "2560.jpg"}
    assert all(one.key.startswith(made.folder) for one in paper.attachments)
    assert answer(paper) is ReviewState.SUBMITTED


def test_a_finished_batch_holds_nothing_of_the_children_any_more(office: Office) -> None:
    batch = classes.send(office, 2)
    assert "guardian1@example.org" in json.dumps(batch.stored.draft.answers)
    finish_batch(office.services, batch=batch.submission)
    kept = json.dumps([batch.stored.sent, batch.stored.draft.answers])
    assert "school@example.org" in kept
    assert not any(word in kept for word in ("guardian1", "Guardian 1", "Child 1", "Work 1"))
    assert batch.attachments == []
    folders = {key.partition("/")[0] for key in office.file_keys()}
    assert folders == {one.folder for one in classes.entries(batch)}


def test_what_broke_off_is_finished_and_nothing_is_made_twice(office: Office) -> None:
    batch = classes.send(office, 4)
    whole = office.services
    office.services = replace(whole, files=BreakingFiles(whole.files, left=2 * FILES_OF_A_WORK))
    assert finish_batch(office.services, batch=batch.submission) == 2
    assert batch.stored.review is ReviewState.PROCESSING
    assert batch.send().again
    seen = view_batch(whole, token=batch.token)
    assert (seen.total, len(seen.entries), seen.waiting) == (4, 2, 4)
    office.services = whole
    assert finish_batch(office.services, batch=batch.submission) == 2
    assert batch.stored.review is ReviewState.CLOSED
    assert batch.send().again
    assert finish_batch(office.services, batch=batch.submission) == 0
    assert len(office.mails("painting_guardian_request")) == 4
    assert len(office.mails("batch_receipt")) == 1
    office.assert_log_is_whole()


def test_two_who_finish_at_once_make_each_entry_once(office: Office) -> None:
    batch = classes.send(office, 3)
    finish = partial(finish_batch, office.services, batch=batch.submission)
    made = [one for one in at_once(finish, finish) if isinstance(one, int)]
    assert sum(made) == 3
    assert len(made) == 2
    assert len(classes.entries(batch)) == 3
    assert len(office.mails("painting_guardian_request")) == 3


def test_a_row_that_fails_does_not_stop_the_others(office: Office) -> None:
    batch = classes.send(office, 3)
    lost = next(one for one in batch.attachments if one.name == "02 scan.jpg")
    kept = office.services.files
    content = b"".join(kept.read(lost.key))
    kept.delete(lost.key)
    with pytest.raises(FileMissing):
        b"".join(kept.read(lost.key))
    assert finish_batch(office.services, batch=batch.submission) == 2
    assert {one.text("title") for one in classes.entries(batch)} == {"Work 1", "Work 3"}
    kept.put(lost.key, office.write_file(content))
    assert finish_batch(office.services, batch=batch.submission) == 1
    assert batch.stored.review is ReviewState.CLOSED


def test_what_had_ended_does_not_begin_again_with_a_restored_batch(office: Office) -> None:
    batch = classes.send(office, 2)
    ended = entry_id(batch.submission, 0)
    office.services.erasures.note(ended, "withdrawn", office.now)
    assert finish_batch(office.services, batch=batch.submission) == 1
    assert [one.text("title") for one in classes.entries(batch)] == ["Work 2"]
    assert batch.stored.review is ReviewState.CLOSED


def test_each_guardian_answers_alone_and_the_teacher_reads_how_many_have(office: Office) -> None:
    batch = classes.send(office, 4)
    finish_batch(office.services, batch=batch.submission)
    answer(classes.entry(batch, 1))
    answer(classes.entry(batch, 2))
    answer(classes.entry(batch, 3), consent_process=ConsentAnswer.REFUSE)
    seen = view_batch(office.services, token=batch.token)
    assert (seen.total, seen.agreed, seen.waiting, seen.ended) == (4, 2, 1, 1)
    assert [one.number for one in seen.entries] == [1, 2, 3, 4]
    assert [one.name for one in seen.entries] == ["Child 1", "Child 2", "", "Child 4"]
    assert [one.review for one in seen.entries] == [
        ReviewState.SUBMITTED,
        ReviewState.SUBMITTED,
        ReviewState.WITHDRAWN,
        ReviewState.AWAITING_GUARDIAN,
    ]


def test_an_entry_without_an_answer_expires_alone(office: Office) -> None:
    batch = classes.send(office, 2)
    finish_batch(office.services, batch=batch.submission)
    answer(classes.entry(batch, 1))
    office.wait(days=15)
    keep_time(office.services)
    seen = view_batch(office.services, token=batch.token)
    assert (seen.agreed, seen.waiting, seen.ended) == (1, 0, 1)
    assert batch.stored.review is ReviewState.CLOSED


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"guardian_email": "luc"}, ("works", "email", 1, "guardian_email")),
        ({"guardian_email": "school@example.org"}, ("works", "same_as", 1, "guardian_email")),
        ({"child_given_name": ""}, ("works", "required", 1, "child_given_name")),
        ({"what_do_you_see": "A lake."}, ("works", "too_short", 1, "what_do_you_see")),
        ({"theme": "war"}, ("works", "choice", 1, "theme")),
        ({"birth": "2001-05"}, ("works", "month_too_early", 1, "birth")),
        ({"year_made": 2001}, ("works", "too_low", 1, "year_made")),
    ],
)
def test_a_wrong_row_names_its_cell(
    sqlite_office: Office, wrong: dict[str, object], told: tuple[object, ...]
) -> None:
    first, second = classes.rows(2)
    assert refusal(sqlite_office, works=[first, {**second, **wrong}]) == [told]
    assert sqlite_office.mails("batch_receipt") == []


def test_rows_and_photos_must_be_as_many(sqlite_office: Office) -> None:
    assert refusal(sqlite_office, 2, works=classes.rows(3)) == [("photos", "photo_missing")]
    assert refusal(sqlite_office, 2, works=classes.rows(1)) == [("photos", "photo_spare", 1)]


def test_a_batch_is_withdrawn_as_a_draft_and_afterwards_each_entry_alone(office: Office) -> None:
    draft, sent = classes.fill_in(office, 1), classes.send(office, 1)
    assert mail_form_link(office.services, token=draft.token) == "school@example.org"
    (mail,) = draft.mails("resume_link")
    withdraw(office.services, token=token_in(mail.facts["withdraw_link"]))
    assert draft.stored.review is ReviewState.WITHDRAWN
    assert draft.attachments == []
    finish_batch(office.services, batch=sent.submission)
    (receipt,) = sent.mails("batch_receipt")
    assert "withdraw_link" not in receipt.facts
    with pytest.raises(TransitionRefused):
        request_withdrawal(office.services, token=sent.token)
    entry = classes.entry(sent, 1)
    (asked,) = entry.mails("painting_guardian_request")
    withdraw(office.services, token=token_in(asked.facts["withdraw_link"]))
    assert entry.stored.review is ReviewState.WITHDRAWN
    assert sent.stored.review is ReviewState.CLOSED
    office.assert_log_is_whole()


def test_a_draft_of_a_batch_expires_with_its_photos(office: Office) -> None:
    batch = classes.fill_in(office, 1)
    office.wait(days=31)
    keep_time(office.services)
    assert batch.stored.review is ReviewState.EXPIRED
    assert office.file_keys() == set()


def test_a_class_with_an_access_code_is_late_once_and_whole(sqlite_office: Office) -> None:
    office = sqlite_office
    late = office.now + timedelta(days=30)
    made = issue_access_code(
        office.services,
        actor=SYSTEM,
        programme=classes.FORM,
        label="School",
        limit=1,
        expires_at=late,
    )
    for form in (classes.FORM, "painting-2026"):
        office.set_window(form, closes=office.now)
    with pytest.raises(TransitionRefused):
        office.begin(classes.FORM)
    batch = classes.fill_in(office, 2, access_code=made)
    batch.send(confirmed=classes.every_warning(batch))
    assert finish_batch(office.services, batch=batch.submission) == 2
    assert len(office.mails("painting_guardian_request")) == 2
    with pytest.raises(AccessRefused):
        office.begin(classes.FORM, access_code=made)
