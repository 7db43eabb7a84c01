"""What a request causes in a job bears its id: in the row, and in the lines of the job."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from tests.services import classes, paintings
from tests.services.guardian import answer
from tests.services.office import Office
from youcheng.services.batching import finish_due_batches
from youcheng.services.delivering import Outcome, deliver, due_mails
from youcheng.services.pictures import cut_due_tiles
from youcheng.tracing import caused_by, current_request, within_job
from youcheng.web.logs import LogLine

SENT, AGREED = "5e0d5e0d5e0d", "a9eeda9eeda9"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The lines of the site's log."""
    out, ours = io.StringIO(), logging.getLogger("youcheng")
    handler = logging.StreamHandler(out)
    handler.setFormatter(LogLine("youcheng.access"))
    level = ours.level
    ours.addHandler(handler)
    ours.setLevel("DEBUG")
    yield out
    ours.removeHandler(handler)
    ours.setLevel(level)


def test_nothing_follows_from_a_request_outside_of_one() -> None:
    assert current_request() == ""
    with caused_by(SENT), caused_by(""):
        assert current_request() == ""
    assert current_request() == ""


def test_a_mail_that_a_job_sends_is_found_by_the_request_that_wrote_it(
    office: Office, written: io.StringIO
) -> None:
    with caused_by(SENT):
        paper = office.send()
    later = office.send()
    mail = paper.mails("receipt")[0]
    assert mail.request == SENT
    assert later.mails("receipt")[0].request == ""
    assert paper.stored.request == SENT
    with within_job("deliver_mails"):
        for mail_id in due_mails(office.services):
            deliver(office.services, mail_id=mail_id, send=lambda _mail: Outcome.TAKEN)
    lines = written.getvalue()
    told = f"mail {mail.id} (receipt) of event {mail.cause}: taken"
    assert f"request={SENT} job=deliver_mails {told}" in lines
    address = mail.address
    assert address
    assert address not in lines


def test_tiles_are_cut_under_the_request_by_which_the_picture_came(
    office: Office, written: io.StringIO
) -> None:
    with caused_by(SENT):
        paper = paintings.send(office)
    with caused_by(AGREED):
        answer(paper)
    assert paper.stored.request == AGREED
    with within_job("every_minute"):
        assert cut_due_tiles(office.services) == 1
    with office.services.records.read() as uow:
        (picture,) = uow.pictures.of(paper.submission)
    assert picture.request == SENT
    line = f"request={SENT} job=every_minute picture {picture.id}: cut into tiles"
    assert line in written.getvalue()


def test_what_becomes_of_a_batch_bears_the_request_that_sent_it(
    office: Office, written: io.StringIO
) -> None:
    with caused_by(SENT):
        batch = classes.send(office, 2)
    with within_job("finish_batches"):
        assert finish_due_batches(office.services) == 2
    entries = classes.entries(batch)
    assert {one.request for one in entries} == {SENT}
    assert {mail.request for mail in office.mails("painting_guardian_request")} == {SENT}
    line = f"request={SENT} job=finish_batches batch {batch.submission}: 2 paintings made"
    assert line in written.getvalue()
