"""The purge follows the published table of retention, and its dry run tells the truth."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.desk import ACCEPT, DECLINE, act
from tests.services.office import Office, Paper, stored_keys
from youcheng.domain.retention import RULES, DataClass
from youcheng.domain.states import ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.services.keeping_time import keep_time
from youcheng.services.purging import find_overdue, purge
from youcheng.storage.tables import SubmissionRow, TombstoneRow


def ended(office: Office, *actions: Action) -> Paper:
    paper = office.send()
    act(office, paper.submission, *actions)
    return paper


@pytest.mark.parametrize("actions", [DECLINE, ACCEPT, (Action.MARK_SPAM,)])
def test_a_form_goes_when_its_period_is_over_and_not_a_moment_before(
    office: Office, actions: tuple[Action, ...]
) -> None:
    paper = ended(office, *actions)
    due = RULES[DataClass.SUBMISSION].due_at(office.now)
    office.now = due - timedelta(microseconds=1)
    assert purge(office.services) == ()
    assert paper.stored.text("email")
    office.now = due
    (done,) = purge(office.services)
    assert (done.submission, done.due_at) == (paper.submission, due)
    assert paper.stored.review is ReviewState.ERASED
    assert stored_keys(office.services.files) == set()
    office.assert_log_is_whole()


def test_the_period_runs_from_the_end_and_not_from_later_mails(office: Office) -> None:
    paper = office.begin()
    paper.withdraw()
    due = RULES[DataClass.SUBMISSION].due_at(office.now)
    office.now = due
    assert [one.submission for one in purge(office.services)] == [paper.submission]


def test_what_is_worked_on_is_kept_however_old(office: Office) -> None:
    paper = office.send()
    office.wait(days=4000)
    assert find_overdue(office.services) == ()
    assert paper.stored.review is ReviewState.SUBMITTED


def test_the_dry_run_lists_what_the_purge_then_does_and_changes_nothing(office: Office) -> None:
    for actions in (DECLINE, ACCEPT, (Action.MARK_SPAM,), ()):
        ended(office, *actions)
    office.begin()
    office.wait(days=40)
    keep_time(office.services)
    office.wait(days=400)
    events = len(office.events())
    listed = find_overdue(office.services)
    assert len(listed) == 4
    assert len(office.events()) == events
    assert purge(office.services) == listed
    assert find_overdue(office.services) == ()
    assert purge(office.services) == ()


def test_a_purge_is_logged_once_with_its_number(office: Office) -> None:
    ended(office, *DECLINE)
    ended(office, *DECLINE)
    office.wait(days=400)
    purge(office.services)
    purge(office.services)
    (event,) = office.events("purge.done")
    assert dict(event.details) == {"count": "2"}


def test_a_tombstone_goes_after_its_own_period_and_the_log_stays(office: Office) -> None:
    ended(office, *DECLINE)
    office.wait(days=400)
    purge(office.services)
    erased_at = office.events("erased")[0].at
    due = RULES[DataClass.TOMBSTONE].due_at(erased_at)
    office.now = due - timedelta(seconds=1)
    assert purge(office.services) == ()
    assert office.count(TombstoneRow) == 1
    office.now = due
    (done,) = purge(office.services)
    assert done.data is DataClass.TOMBSTONE
    assert (office.count(TombstoneRow), office.count(SubmissionRow)) == (0, 0)
    assert len(office.events("erased")) == 1


def test_a_letter_tells_of_the_erasure_where_an_address_is_still_known(office: Office) -> None:
    paper = ended(office, *DECLINE)
    withdrawn = office.begin()
    withdrawn.withdraw()
    address = paper.stored.text("email")
    office.wait(days=400)
    purge(office.services)
    assert [mail.address for mail in office.mails("erased")] == [address]
