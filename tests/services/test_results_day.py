"""What was arranged for results day is done in the minute of the reveal, and once."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import pytest

from tests.services import classes
from tests.services.arranged import arm, confirm_rest, minute, propose_rest
from tests.services.certified import certificates, issue, judge
from tests.services.exhibiting import schedule, shown
from tests.services.guardian import answer
from tests.services.jurying import EDITION, enter, rules_of
from tests.services.office import Office, Paper, run_office
from tests.services.test_revealing import confirmed
from youcheng.domain.certificates import CertificateKind
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState
from youcheng.services.arming import newest_arming
from youcheng.services.batching import finish_batch
from youcheng.services.ports import Records, UnitOfWork
from youcheng.services.results_day import finish_due_results
from youcheng.services.revealing import apply_due_results

_SURVIVED: Final = 1
"""Units of work that a process commits before it is killed."""


@pytest.fixture
def papers(office: Office) -> list[Paper]:
    """Two paintings that may be shown, one of which has a confirmed award."""
    entered = [enter(office, number) for number in range(2)]
    for paper in entered:
        schedule(paper)
    confirmed(office, entered)
    return entered


def kinds(papers: Iterable[Paper]) -> list[CertificateKind]:
    return [one.kind for paper in papers for one in certificates(paper)]


def states(office: Office, *templates: str) -> list[MailState]:
    return [one.state for template in templates for one in office.mails(template)]


def test_certificates_and_letters_go_with_the_results_and_not_before_they_are_applied(
    office: Office, papers: list[Paper]
) -> None:
    propose_rest(office)
    confirm_rest(office)
    arming = arm(office)
    office.now = rules_of(office).reveals_at - timedelta(seconds=1)
    assert minute(office) == (0, 0, 0)
    assert (kinds(papers), office.mails("award"), office.mails("certificate")) == ([], [], [])
    office.now = rules_of(office).reveals_at
    # The clock has come, and the awards do not hold yet: nobody is told of them.
    assert finish_due_results(office.services) == 0
    assert (kinds(papers), office.mails("award")) == ([], [])

    assert minute(office) == (2, 2, 1)
    assert kinds(papers) == [CertificateKind.AWARD, CertificateKind.PARTICIPATION]
    assert states(office, "award", "participation") == [MailState.QUEUED] * 2
    assert states(office, "certificate") == [MailState.QUEUED] * 2
    letters = [*office.mails("award"), *office.mails("participation")]
    assert {one.batch for one in letters} == {arming.batch}
    assert all(shown(paper) for paper in papers)
    assert {one.actor for one in office.events("certificate.issued")} == {"system"}
    assert {one.actor for one in office.events("mail.released")} == {"system"}
    order = [one.kind for one in office.events()]
    applied, issued = order.index("decision.applied"), order.index("certificate.issued")
    assert applied < order.index("visibility.changed", applied) < issued
    assert issued < order.index("mail.released") < order.index("results.released")

    before = (office.events(), office.mails())
    assert minute(office) == (0, 0, 0)
    assert (office.events(), office.mails()) == before
    office.assert_log_is_whole()


@pytest.mark.parametrize("wanted", ["nothing", "certificates", "letters"])
def test_what_was_not_arranged_waits_for_a_lead(
    office: Office, papers: list[Paper], wanted: str
) -> None:
    if wanted != "nothing":
        arm(office, certificates=wanted == "certificates", letters=wanted == "letters")
    office.now = rules_of(office).reveals_at
    assert minute(office) == (1, 2, 0 if wanted == "nothing" else 1)
    letter = MailState.QUEUED if wanted == "letters" else MailState.HELD
    assert states(office, "award") == [letter]
    issued = [CertificateKind.AWARD] if wanted == "certificates" else []
    assert kinds(papers) == issued
    assert issue(office).certificates == 1 - len(issued)


def test_what_is_decided_after_the_reveal_waits_for_a_lead(
    office: Office, papers: list[Paper]
) -> None:
    arm(office)
    office.now = rules_of(office).reveals_at
    assert minute(office) == (1, 2, 1)
    assert papers[1].stored.review is ReviewState.SHORTLISTED
    propose_rest(office)
    confirm_rest(office)
    assert minute(office) == (1, 0, 0)
    assert papers[1].stored.review is ReviewState.PARTICIPATED
    assert states(office, "participation") == [MailState.HELD]
    assert kinds(papers[1:]) == []
    assert issue(office).certificates == 1


def test_a_letter_that_cannot_be_sent_stays_a_draft(office: Office, papers: list[Paper]) -> None:
    arm(office)
    office.now = rules_of(office).reveals_at
    assert apply_due_results(office.services) == 1
    (draft,) = office.mails("award")
    with office.services.records.write() as uow:
        found = uow.outbox.find(draft.id)
        assert found is not None
        uow.outbox.put(replace(found, personal="Dear [name]"))
        uow.commit()
    assert finish_due_results(office.services) == 1
    assert states(office, "award") == [MailState.HELD]
    assert kinds(papers) == [CertificateKind.AWARD]


@dataclass(frozen=True)
class Dying:
    """Records of a process that is killed before it commits once more than `survived` times."""

    records: Records
    survived: list[int]

    def read(self) -> UnitOfWork:
        return self.records.read()

    def write(self) -> UnitOfWork:
        uow = self.records.write()
        commit = uow.commit

        def commit_or_die() -> None:
            if self.survived[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.survived[0] -= 1
            commit()

        uow.commit = commit_or_die  # type: ignore[method-assign]
        return uow


def finish_until_killed(url: str, files: Any, folder: Path, now: datetime) -> None:
    """Finish what is due in a process that is killed soon."""
    with run_office(url, files, folder) as office:
        office.now = now
        dying = Dying(office.services.records, [_SURVIVED])
        finish_due_results(replace(office.services, records=dying))


def test_a_process_that_is_killed_at_every_step_leaves_nothing_out_and_nothing_twice(
    office: Office, tmp_path: Path
) -> None:
    papers = [enter(office, number) for number in range(2)]
    batch = classes.send(office, 2)
    finish_batch(office.services, batch=batch.submission)
    pupils = [classes.entry(batch, number) for number in (1, 2)]
    for pupil in pupils:
        answer(pupil)
    confirmed(office, papers)
    propose_rest(office)
    confirm_rest(office)
    arm(office)
    office.now = rules_of(office).reveals_at
    for pupil in pupils:
        judge(pupil)
    assert apply_due_results(office.services) == 2
    url = office.engine.url.render_as_string(hide_password=False)
    given = (url, office.services.files, tmp_path, office.now)
    killed = 0
    while True:
        process = get_context("fork").Process(target=finish_until_killed, args=given)
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        killed += 1
    # Four paintings, the letters with and without an award, and the end.
    assert killed == 6
    with office.services.records.read() as uow:
        kept = uow.certificates.of_edition(EDITION)
        arming = newest_arming(uow, EDITION)
    assert arming is not None
    assert arming.done_at == office.now
    assert Counter(one.kind for one in kept) == {
        CertificateKind.AWARD: 1,
        CertificateKind.PARTICIPATION: 3,
        CertificateKind.TEACHER: 1,
        CertificateKind.SCHOOL: 1,
    }
    told = Counter(one.submission for one in office.mails("certificate"))
    assert set(told.values()) == {1}
    assert told.keys() == {one.submission for one in kept}
    assert batch.submission in told
    assert states(office, "award", "participation") == [MailState.QUEUED] * 2
    assert len(office.events("mail.released")) == 2
    assert len(office.events("results.released")) == 1
    office.assert_log_is_whole()
