"""Results that are known in an office: paintings with an award or without, and certificates."""

from __future__ import annotations

from typing import Final

from tests.services import classes
from tests.services.clerks import LEAD
from tests.services.exhibiting import moderate, translate
from tests.services.guardian import answer
from tests.services.jurying import EDITION, rules_of
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.certificates import Certificate
from youcheng.domain.consents import agreed
from youcheng.domain.workflow.rows import Action
from youcheng.services.batching import finish_batch
from youcheng.services.certifying import Issued, issue_certificates
from youcheng.services.moving import Mover, gather_facts, move

_LEAD: Final = Mover(Role.LEAD, "staff:e1", Via.DESK)
_KNOWN: Final[dict[str, object]] = {
    "assignment_ready": True,
    "quorum_met": True,
    "sheet_signed": True,
    "preview_accepted": True,
    "actor": "e2",
    "proposer": "e1",
}
"""What a jury's rounds would have found out."""
_AWARDED: Final = (
    Action.OPEN_ROUND,
    Action.SHORTLIST,
    Action.PROPOSE_AWARDED,
    Action.CONFIRM_AWARD,
    Action.APPLY_DECISION,
)
_PASSED_OVER: Final = (Action.OPEN_ROUND, Action.PASS_OVER)


def judge(paper: Paper, *, awarded: bool = False) -> None:
    """Bring a painting that a guardian agreed to to its result, which is known from then on."""
    office = paper.office
    moderate(paper)
    translate(paper)
    office.now = max(office.now, rules_of(office).reveals_at)
    for action in _AWARDED if awarded else _PASSED_OVER:
        with office.services.records.write() as uow:
            found = uow.submissions.find(paper.submission)
            assert found is not None
            facts = gather_facts(
                office.services,
                found,
                agreed=agreed(uow.agreements.of(found.id)),
                reveal_at=rules_of(office).reveals_at,
                **_KNOWN,
            )
            move(office.services, uow, found, action, mover=_LEAD, facts=facts)
            uow.commit()


def judged(office: Office, *awarded: bool, **changes: object) -> list[Paper]:
    """Paintings whose results are known: for each, whether it has an award."""
    papers = [send(office, seed=seed, **changes) for seed in range(1, len(awarded) + 1)]
    for paper in papers:
        answer(paper)
    for paper, has_award in zip(papers, awarded, strict=True):
        judge(paper, awarded=has_award)
    return papers


def judged_class(office: Office, count: int = 2) -> Paper:
    """A teacher's batch of which every painting has a result."""
    batch = classes.send(office, count)
    finish_batch(office.services, batch=batch.submission)
    papers = [classes.entry(batch, number) for number in range(1, count + 1)]
    for paper in papers:
        answer(paper)
    for paper in papers:
        judge(paper)
    return batch


def issue(office: Office) -> Issued:
    return issue_certificates(office.services, actor=LEAD, edition=EDITION)


def certificates(paper: Paper) -> list[Certificate]:
    """The certificates of a painting or a batch."""
    with paper.office.services.records.read() as uow:
        return list(uow.certificates.of(paper.submission))
