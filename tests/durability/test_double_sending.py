"""The same form sent at the same moment by several processes is one submission."""

from __future__ import annotations

from pathlib import Path

from tests.databases import Databases
from tests.durability.ledger import Told, read_told
from tests.durability.runs import Store
from tests.form_examples import EXAMPLES
from youcheng.domain.states import ReviewState
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.logbook import submission_subject
from youcheng.services.opening import open_form
from youcheng.services.verifying import verify_log
from youcheng.storage.migration import migrate

PROCESSES = 8


def send_at_once(store: Store, token: str, page: str) -> list[Told]:
    """What each of eight processes came to that send the form in one moment."""
    with store.start("tests.durability.presser", token, page, f"{PROCESSES}") as process:
        told, _ = process.communicate(timeout=120)
    return [read_told(line) for line in told.splitlines()]


def test_a_form_sent_by_eight_processes_at_once_is_one_row_with_one_code_and_one_mail(
    databases: Databases, tmp_path: Path, engine_name: str
) -> None:
    url = databases.create(engine_name) if engine_name == "postgresql" else ""
    store = Store(tmp_path, url)
    with store.opened() as (services, opened):
        migrate(opened)
        started = start_draft(services, programme="sports", language="en", client="198.51.100.7")
        answers = {
            name: EXAMPLES["sports"][name] for name in EXAMPLES["sports"].keys() - {"attachment"}
        }
        save_draft(services, token=started.token, changes=answers, base=0)
        page = open_form(services, token=started.token).form_token
    outcomes = send_at_once(store, started.token, page)
    with store.opened() as (services, _), services.records.read() as uow:
        ((submission_id, code, state),) = uow.submissions.states()
        assert (submission_id, state.review) == (started.submission, ReviewState.SUBMITTED)
        assert {one.code for one in outcomes} == {code}
        assert sorted(one.act for one in outcomes) == ["repeated"] * (PROCESSES - 1) + ["sent"]
        assert [mail.template for mail in uow.outbox.of(submission_id)] == ["receipt"]
        kinds = [event.kind for event in uow.log.of(submission_subject(submission_id))]
        assert kinds == ["draft.created", "draft.saved", "submission.submitted"]
        answered = [one.field for one in uow.agreements.of(submission_id)]
        assert len(answered) == len({*answered}) > 0
        assert verify_log(services).is_whole
    if url:
        databases.drop(url)
