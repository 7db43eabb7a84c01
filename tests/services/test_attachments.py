"""Files of a form: taken one by one on either store, each with its row or not at all."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.at_once import at_once
from tests.media.nasty_files import pdf
from tests.ports import free_port
from tests.services.desk import act
from tests.services.office import OPENS, VISITOR, Office, Paper, make_file
from youcheng.domain.attachments import AttachmentRefused
from youcheng.domain.forms import Problem
from youcheng.domain.limits import LimitReached
from youcheng.domain.states import ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.services.attachments import Slot, open_slot
from youcheng.services.drafts import NotEditable, StoreFull
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.submitting import FormRefused, Sent
from youcheng.storage.files import FolderFiles, S3Files, S3Settings, open_files

ON_BOTH_STORES = True

Store = FolderFiles | S3Files

FIELD = "portfolio"
"""Of the form for culture: three files, pdf or jpg."""
ONE = "plan"
"""Of the form for talent: one file."""


def refused_code(paper: Paper, field: str, content: bytes) -> str:
    """The code with which a file is refused; nothing of it may be left."""
    before = paper.office.file_keys(), paper.attachments, paper.open().answers
    with pytest.raises(AttachmentRefused) as refused:
        paper.attach(field, content)
    assert (paper.office.file_keys(), paper.attachments, paper.open().answers) == before
    return refused.value.code


def test_a_file_comes_back_byte_by_byte_under_its_name(office: Office) -> None:
    paper = office.begin()
    content = make_file("jpg")
    one = paper.attach(FIELD, content, "C:\\fakepath\\海报 1.JPEG")
    assert one.name == "海报 1.jpg"
    assert (one.kind, one.bytes, one.flags, one.added_at) == ("jpg", len(content), (), office.now)
    assert one.key == f"{paper.stored.folder}/{hashlib.sha256(content).hexdigest()}"
    assert paper.open().answers[FIELD] == [
        {"key": one.id, "name": "海报 1.jpg", "kind": "jpg", "bytes": len(content)}
    ]
    assert paper.read(one.id) == content
    assert office.file_keys() == {one.key}
    (event,) = office.events("draft.saved")
    assert event.fields == (FIELD,)
    assert one.name not in repr(office.events())


def test_what_staff_should_know_of_a_file_is_noted(office: Office) -> None:
    paper = office.begin()
    assert paper.attach(FIELD, pdf()[:-30] + secrets.token_bytes(4)).kind == "pdf"
    damaged = paper.attach(FIELD, b"%PDF-1.7\n" + secrets.token_bytes(3000))
    assert damaged.flags == ("damaged",)


def test_a_slot_tells_what_fits_before_a_byte_is_read(office: Office) -> None:
    paper = office.begin()
    slot = open_slot(office.services, token=paper.token, field=FIELD, client=VISITOR)
    assert slot == Slot(10_485_760, frozenset({"pdf", "jpg"}))


REFUSED = [
    ("file_empty", b""),
    ("file_kind", b"GIF89a" + bytes(100)),
    ("file_kind", make_file("png")),
    ("file_broken", b"\xff\xd8\xff" + bytes(500)),
    ("file_too_big", pdf() + bytes(10_485_760)),
]


def test_a_file_that_is_not_taken_leaves_nothing(office: Office) -> None:
    paper = office.begin()
    for code, content in REFUSED:
        assert refused_code(paper, FIELD, content) == code


def test_only_a_field_for_files_takes_files(office: Office) -> None:
    paper = office.begin()
    for field in ("title", "nonsense", "", "../x", "\x00"):
        assert refused_code(paper, field, make_file()) == "file_kind"
        with pytest.raises(AttachmentRefused):
            open_slot(office.services, token=paper.token, field=field, client=VISITOR)


def test_a_field_takes_as_many_files_as_it_may(office: Office) -> None:
    paper = office.begin()
    for _ in range(3):
        paper.attach(FIELD, make_file())
    assert refused_code(paper, FIELD, make_file()) == "too_many"
    with pytest.raises(AttachmentRefused) as refused:
        open_slot(office.services, token=paper.token, field=FIELD, client=VISITOR)
    assert refused.value.code == "too_many"
    paper.remove(paper.attachments[0].id)
    paper.attach(FIELD, make_file())
    assert len(paper.attachments) == 3


def test_the_same_bytes_are_taken_once_even_where_only_one_fits(office: Office) -> None:
    paper = office.begin("talent")
    content = make_file()
    first = paper.attach(ONE, content, "first.pdf")
    assert paper.attach(ONE, content, "again.pdf") == first
    assert at_once(*[lambda: paper.attach(ONE, content)] * 4) == [first] * 4
    assert paper.attachments == [first]
    assert len(office.events("draft.saved")) == 1


def test_the_same_file_of_two_people_is_two_files(office: Office) -> None:
    papers = [office.begin(), office.begin()]
    content = make_file()
    first, second = [paper.attach(FIELD, content) for paper in papers]
    assert office.file_keys() == {first.key, second.key}
    assert first.key != second.key
    papers[0].remove(first.id)
    assert papers[1].read(second.id) == content


def test_a_file_that_answers_two_fields_stays_until_both_let_it_go(office: Office) -> None:
    paper = office.begin("friendship")
    content = make_file()
    paper.save(under18_count=2, participants=9, safeguarding="file")
    policy, letter = [paper.attach(one, content) for one in ("safeguarding_file", "letter")]
    assert policy.key == letter.key
    paper.remove(policy.id)
    assert paper.read(letter.id) == content
    paper.remove(letter.id)
    assert office.file_keys() == set()


def test_removing_a_file_that_is_not_there_changes_nothing(office: Office) -> None:
    paper, other = office.begin(), office.begin()
    kept, theirs = paper.attach(FIELD, make_file()), other.attach(FIELD, make_file())
    for unknown in ("", "x", "0" * 32, theirs.id, "\x00"):
        paper.remove(unknown)
    assert paper.attachments == [kept]
    assert other.attachments == [theirs]
    assert office.file_keys() == {kept.key, theirs.key}


def test_an_attachment_that_is_not_ones_own_is_not_read(office: Office) -> None:
    paper, other = office.begin(), office.begin()
    theirs = other.attach(FIELD, make_file())
    for attachment in (theirs.id, "", "0" * 32, "\x00", "\ud800", "' OR 1=1"):
        with pytest.raises(KeyError):
            paper.read(attachment)


def test_what_was_sent_keeps_its_file_until_the_change_is_sent(office: Office) -> None:
    paper = office.send()
    kept, removed = paper.attachments
    paper.remove(removed.id)
    assert office.file_keys() == {kept.key, removed.key}
    assert paper.read(removed.id)
    paper.save(title="Alphorn")
    assert paper.attachments == [kept, removed]
    paper.send()
    assert paper.attachments == [kept]
    assert office.file_keys() == {kept.key}


def test_a_file_that_a_change_adds_is_with_the_answers_once_it_is_sent(office: Office) -> None:
    paper = office.send()
    added = paper.attach(FIELD, make_file())
    sent = paper.stored.sent or {}
    assert added.id not in repr(sent)
    paper.send()
    assert added.id in repr(paper.stored.sent)
    assert len(paper.attachments) == 3


def test_an_answer_that_is_hidden_takes_its_file_along_when_it_is_sent(office: Office) -> None:
    paper = office.fill_in("friendship")
    paper.save(safeguarding="file")
    hidden = paper.attach("safeguarding_file", make_file())
    paper.save(safeguarding="link", safeguarding_link="https://example.org/policy")
    assert hidden.key in office.file_keys()
    paper.send()
    assert hidden.key not in office.file_keys()
    assert "safeguarding_file" not in (paper.stored.sent or {})


def test_a_file_that_the_store_has_lost_is_named_and_every_answer_stays(office: Office) -> None:
    paper = office.fill_in()
    first, second = sorted(paper.attachments, key=lambda one: one.kind)
    office.services.files.delete(second.key)
    before = paper.open().answers
    with pytest.raises(FormRefused) as refused:
        paper.send()
    assert refused.value.problems == (Problem(FIELD, "file_missing", at=(1,)),)
    assert paper.open().answers == before
    assert paper.stored.review is ReviewState.DRAFT
    with pytest.raises(FileMissing):
        paper.read(second.id)
    paper.remove(second.id)
    assert paper.send() == Sent(paper.stored.code, ReviewState.SUBMITTED, again=False)
    assert office.file_keys() == {first.key}


@pytest.fixture
def away(office: Office, store: str, tmp_path: Path, s3_settings: S3Settings) -> Iterator[Office]:
    """An office whose store cannot be had."""
    if store == "s3":
        elsewhere = replace(s3_settings, endpoint=f"http://127.0.0.1:{free_port()}")
        files: Store = open_files(tmp_path / "unused", elsewhere)
    else:
        files = open_files(tmp_path / "gone")
        shutil.rmtree(tmp_path / "gone")
        (tmp_path / "gone").write_text("a file stands where the folder was")
    kept = office.services
    office.services = replace(kept, files=files)
    yield office
    office.services = kept


def test_a_store_that_is_away_acknowledges_nothing_and_keeps_the_form(away: Office) -> None:
    paper = away.begin()
    paper.save(title="Alphorn")
    with pytest.raises(StoreDown):
        paper.attach(FIELD, make_file())
    assert paper.attachments == []
    assert FIELD not in paper.open().answers
    assert paper.open().answers["title"] == "Alphorn"


def test_a_form_with_files_is_not_sent_while_the_store_is_away(
    office: Office, request: pytest.FixtureRequest
) -> None:
    paper = office.fill_in()
    request.getfixturevalue("away")
    with pytest.raises(StoreDown):
        paper.send()
    assert paper.stored.review is ReviewState.DRAFT
    assert paper.mails() == []


def test_a_full_disk_takes_no_file(office: Office) -> None:
    paper = office.begin()
    office.disk_full = True
    with pytest.raises(StoreFull):
        open_slot(office.services, token=paper.token, field=FIELD, client=VISITOR)
    with pytest.raises(StoreFull):
        paper.attach(FIELD, make_file())
    assert office.file_keys() == set()


def test_a_form_that_cannot_be_changed_takes_and_loses_no_file(office: Office) -> None:
    paper = office.send()
    act(office, paper.submission, Action.TAKE)
    before = paper.attachments
    with pytest.raises(NotEditable):
        open_slot(office.services, token=paper.token, field=FIELD, client=VISITOR)
    with pytest.raises(NotEditable):
        paper.attach(FIELD, make_file())
    with pytest.raises(NotEditable):
        paper.remove(before[0].id)
    assert paper.attachments == before
    assert office.file_keys() == {one.key for one in before}


def test_no_file_is_taken_after_the_deadline(office: Office) -> None:
    office.set_window("culture", closes=OPENS + timedelta(days=1))
    paper = office.begin()
    office.now = OPENS + timedelta(days=1, seconds=1)
    with pytest.raises(NotEditable) as refused:
        paper.attach(FIELD, make_file())
    assert refused.value.closed_at == OPENS + timedelta(days=1)


def test_the_31st_file_of_an_hour_waits_for_the_next(office: Office) -> None:
    paper = office.begin()

    def ask() -> Slot:
        return open_slot(office.services, token=paper.token, field=FIELD, client=VISITOR)

    for _ in range(30):
        ask()
    with pytest.raises(LimitReached) as reached:
        ask()
    assert 60 < reached.value.retry_after <= 3600
    office.wait(seconds=reached.value.retry_after)
    ask()
