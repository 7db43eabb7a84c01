"""Files that come and go at once: never a row without its file, never a file left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.at_once import at_once
from tests.services.office import Office, Paper, make_file
from youcheng.domain.attachments import Attachment, AttachmentRefused
from youcheng.domain.states import ReviewState
from youcheng.services.access import AccessDenied

ON_BOTH_STORES = True

FIELD = "portfolio"
"""Of the form for culture: three files, pdf or jpg."""


def assert_rows_have_their_files(paper: Paper) -> None:
    assert {one.key for one in paper.attachments} <= paper.office.file_keys()


def test_four_files_at_once_for_three_places_leave_three_whole(office: Office) -> None:
    paper = office.begin()
    contents = [make_file() for _ in range(4)]
    outcomes = at_once(*[lambda one=one: paper.attach(FIELD, one) for one in contents])
    (refused,) = [one for one in outcomes if not isinstance(one, Attachment)]
    assert isinstance(refused, AttachmentRefused)
    assert refused.code == "too_many"
    answered = paper.open().answers[FIELD]
    assert isinstance(answered, list)
    assert {file["key"] for file in answered} == {one.id for one in paper.attachments}
    assert office.file_keys() == {one.key for one in paper.attachments}


def test_the_same_bytes_at_once_are_one_file(office: Office) -> None:
    paper = office.begin()
    content = make_file()
    outcomes = at_once(*[lambda: paper.attach(FIELD, content)] * 4)
    assert outcomes == paper.attachments * 4
    assert_rows_have_their_files(paper)


def test_adding_and_removing_the_same_bytes_at_once_never_leaves_a_row_without_a_file(
    office: Office,
) -> None:
    paper = office.begin()
    content = make_file()
    for _ in range(12):
        one = paper.attach(FIELD, content)
        at_once(
            lambda one=one: paper.remove(one.id),
            lambda: paper.attach(FIELD, content),
            lambda: paper.attach(FIELD, content),
        )
        assert_rows_have_their_files(paper)
        for left in paper.attachments:
            paper.remove(left.id)
        assert office.file_keys() == set()


def test_a_file_that_goes_while_its_row_waits_to_be_written_is_put_again(office: Office) -> None:
    paper = office.begin("friendship")
    content = make_file()
    key = paper.attach("letter", content).key
    files = office.services.files
    with ThreadPoolExecutor(1) as pool:
        with office.services.records.write() as uow:
            uow.submissions.find(paper.submission)  # whoever writes to it waits from here on
            files.delete(key)
            adding = pool.submit(paper.attach, "safeguarding_file", content)
            while not files.exists(key):
                assert not adding.done()
            files.delete(key)
        added = adding.result()
    assert added.key == key
    assert paper.read(added.id) == content


def test_a_draft_that_is_withdrawn_takes_its_files_along_whatever_is_on_its_way(
    office: Office,
) -> None:
    for _ in range(6):
        paper = office.begin()
        paper.attach(FIELD, make_file())
        at_once(
            lambda paper=paper: paper.withdraw(),
            lambda paper=paper: paper.attach(FIELD, make_file()),
        )
        assert paper.stored.review is ReviewState.WITHDRAWN
        assert paper.attachments == []
        assert office.file_keys() == set()
        with pytest.raises(AccessDenied):
            paper.attach(FIELD, make_file())
