"""Erasing a submission, and ending again what an old backup brings back."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Text, cast, select

from tests.services.desk import DECLINE, act
from tests.services.office import Office, Paper, stored_keys
from youcheng.domain.audit import Via
from youcheng.domain.codes import draw_reference_code
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.delivering import Outcome, deliver
from youcheng.services.drafts import mail_form_link
from youcheng.services.erasing import (
    UnknownCode,
    end_returned,
    erase_on_request,
    list_unlisted,
    returned,
    unlisted,
)
from youcheng.services.tracking import CodeWrong, enter_code, request_code
from youcheng.storage.tables import (
    AgreementRow,
    AttachmentRow,
    ChallengeRow,
    GrantRow,
    Table,
    TombstoneRow,
)

CANARY = "Zzyzx-Kanarienvogel"
"""Stands in every answer of a canary's form."""


def canary(office: Office) -> Paper:
    """A declined form whose answers, files, mails, codes and links are all there."""
    paper = office.fill_in(
        changes={
            "family_name": CANARY,
            "organisation_name": CANARY,
            "title": CANARY,
            "email": f"{CANARY.lower()}@example.org",
        }
    )
    mail_form_link(office.services, token=paper.token)
    code = paper.send().code
    request_code(
        office.services, code=str(code), email=f"{CANARY.lower()}@example.org", client="::1"
    )
    act(office, paper.submission, *DECLINE)
    return paper


def erase(office: Office, paper: Paper) -> None:
    erase_on_request(office.services, code=paper.stored.code, via=Via.COMMAND)


def everything(office: Office) -> str:
    """All that stands in the tables, as text."""
    found = []
    with office.engine.connect() as connection:
        for table in Table.metadata.sorted_tables:
            columns = [cast(column, Text) for column in table.columns]
            found += [str(tuple(row)) for row in connection.execute(select(*columns))]
    return "\n".join(found)


def test_erasing_leaves_a_tombstone_and_nothing_personal(office: Office) -> None:
    paper = canary(office)
    before = office.services.clock()
    held = (len(paper.mails()), office.count(AttachmentRow), office.count(AgreementRow))
    assert CANARY.lower() in everything(office).lower()
    erase(office, paper)
    letter = office.mail("erased")
    with office.services.records.write() as uow:
        uow.outbox.put(letter.taken(before).delivered(before))
        uow.commit()
    assert CANARY.lower() not in everything(office).lower()
    assert stored_keys(office.services.files) == set()
    for table in (AttachmentRow, AgreementRow, GrantRow, ChallengeRow):
        assert office.count(table) == 0
    with office.engine.connect() as connection:
        (tombstone,) = connection.execute(select(TombstoneRow.__table__)).all()
    assert (tombstone.counts["mails"], tombstone.counts["attachments"]) == held[:2]
    assert tombstone.counts["agreements"] == held[2]
    (event,) = office.events("erased")
    assert dict(event.details)["tombstone"] == tombstone.id
    assert office.services.erasures.all()[-1][:2] == (paper.submission, "erased")
    office.assert_log_is_whole()


def test_the_letter_about_an_erasure_is_the_only_mail_that_still_leaves(office: Office) -> None:
    paper = canary(office)
    assert any(mail.state is MailState.QUEUED for mail in paper.mails())
    erase(office, paper)
    waiting = {mail.template for mail in paper.mails() if mail.state is MailState.QUEUED}
    assert waiting == {"erased"}


def test_the_bytes_of_what_was_erased_are_overwritten(
    sqlite_office: Office, tmp_path: Path
) -> None:
    paper = canary(sqlite_office)
    erase(sqlite_office, paper)
    letter = sqlite_office.mail("erased")
    with sqlite_office.services.records.write() as uow:
        uow.outbox.put(letter.forgotten())
        uow.commit()
    # The last connection takes the write-ahead log along.
    sqlite_office.engine.dispose()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert CANARY.lower().encode() not in file.read_bytes().lower(), file


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_mail_that_is_being_sent_meanwhile_does_not_bring_its_address_back(
    office: Office, outcome: Outcome
) -> None:
    paper = canary(office)
    mail = paper.mails("receipt")[0]

    def send(taken: OutboxMail) -> Outcome:
        erase(office, paper)
        return outcome

    deliver(office.services, mail_id=mail.id, send=send)
    after = next(one for one in paper.mails() if one.id == mail.id)
    assert (after.address, dict(after.facts)) == ("", {})
    assert not after.is_due(office.now + timedelta(days=30))


def test_an_erased_submission_opens_to_nobody(office: Office) -> None:
    paper = canary(office)
    challenge = request_code(
        office.services,
        code=str(paper.stored.code),
        email=f"{CANARY.lower()}@example.org",
        client="::1",
    )
    digits = office.mails("one_time_code")[-1].facts["one_time_code"]
    erase(office, paper)
    with pytest.raises(AccessDenied):
        paper.open()
    with pytest.raises(CodeWrong):
        enter_code(office.services, challenge=challenge, text=digits, client="::1")


def test_a_submission_that_is_worked_on_is_not_erased(office: Office) -> None:
    paper = office.send()
    with pytest.raises(TransitionRefused) as refused:
        erase(office, paper)
    assert refused.value.code == "state"
    assert paper.stored.text("email")
    assert stored_keys(office.services.files)


def test_a_code_that_nobody_has_is_told(office: Office) -> None:
    code = draw_reference_code(year=2026, is_taken=lambda code: False)
    with pytest.raises(UnknownCode):
        erase_on_request(office.services, code=code, via=Via.COMMAND)


def test_what_has_ended_and_is_not_in_the_list_is_found_and_listed(
    office: Office, tmp_path: Path
) -> None:
    paper, other = office.send(), office.begin()
    other.withdraw()
    assert unlisted(office.services) == ()
    (tmp_path / "erasures.jsonl").unlink()
    assert unlisted(office.services) == (
        (other.submission, str(other.stored.code), ReviewState.WITHDRAWN),
    )
    assert list_unlisted(office.services) == 1
    assert list_unlisted(office.services) == 0
    assert paper.stored.review is ReviewState.SUBMITTED


def bring_back(office: Office, paper: Paper, what: str) -> None:
    """Let the erasure list say that it ended, as if the records were older than that."""
    office.services.erasures.note(paper.submission, what, office.now)


@pytest.mark.parametrize("what", ["withdrawn", "expired", "erased"])
@pytest.mark.parametrize("actions", [(), (Action.TAKE,), DECLINE])
def test_what_comes_back_ends_again_silently(
    office: Office, what: str, actions: tuple[Action, ...]
) -> None:
    paper = office.send()
    act(office, paper.submission, *actions)
    bring_back(office, paper, what)
    assert [one for one, _ in returned(office.services)] == [paper.submission]
    before = {mail.id for mail in office.mails()}
    assert end_returned(office.services) == 1
    expected = ReviewState.ERASED if what == "erased" else ReviewState.WITHDRAWN
    assert paper.stored.review is expected
    assert dict(paper.stored.draft.answers) == {}
    assert stored_keys(office.services.files) == set()
    assert {mail.id for mail in office.mails()} == before
    assert all(not mail.address for mail in paper.mails())
    assert not any(mail.state is MailState.QUEUED for mail in paper.mails())
    office.assert_log_is_whole()
    assert end_returned(office.services) == 0
    assert unlisted(office.services) == ()


def test_a_draft_that_comes_back_ends_again(office: Office) -> None:
    paper = office.fill_in()
    bring_back(office, paper, "expired")
    assert end_returned(office.services) == 1
    with pytest.raises(AccessDenied):
        paper.open()


def test_a_withdrawn_submission_that_was_erased_later_is_erased_again(office: Office) -> None:
    paper = office.fill_in()
    paper.withdraw()
    bring_back(office, paper, "erased")
    assert end_returned(office.services) == 1
    assert paper.stored.review is ReviewState.ERASED


def test_spam_that_was_withdrawn_before_has_ended(office: Office) -> None:
    paper = office.begin()
    paper.withdraw()
    act(office, paper.submission, Action.MARK_SPAM)
    assert returned(office.services) == ()
    assert unlisted(office.services) == ()


def test_the_list_names_what_the_records_never_knew(office: Office) -> None:
    office.services.erasures.note(secrets.token_hex(16), "erased", office.now)
    assert end_returned(office.services) == 0


def test_a_line_that_a_full_disk_cut_off_hides_no_other(office: Office, tmp_path: Path) -> None:
    paper = office.send()
    with (tmp_path / "erasures.jsonl").open("ab") as file:
        file.write(b'{"submission": "41')
    bring_back(office, paper, "withdrawn")
    assert [one for one, _ in returned(office.services)] == [paper.submission]


def test_an_erased_submission_keeps_only_its_name_and_dates(office: Office) -> None:
    paper = canary(office)
    sent = paper.stored
    erase(office, paper)
    bare = paper.stored
    assert (bare.id, bare.code, bare.created_at) == (sent.id, sent.code, sent.created_at)
    assert (bare.contact, bare.zone, bare.access, bare.flags) == ("", "", "", ())
    assert (dict(bare.draft.answers), dict(bare.sent or {})) == ({}, {})
    assert dict(bare.draft.revisions) == {}
