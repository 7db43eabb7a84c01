"""The records in numbers, for the metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youcheng.domain.outbox import MailState
from youcheng.domain.permissions import Reach
from youcheng.domain.queue import QueueView, overdue_from
from youcheng.services.ports import Services
from youcheng.services.ports_desk import Asked, Group
from youcheng.services.resending import count_waiting


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How much there is of what waits.

    Attributes:
        mails: mails in the outbox by state.
        late: mails that should have left an hour ago or earlier.
        queue: submissions in the desk's queue by review state.
    """

    mails: Mapping[str, int]
    late: int
    queue: Mapping[str, int]


def count_records(services: Services, /) -> RecordCounts:
    """Count mails and submissions; nothing of whom they are.

    Raises:
        StoreBusy: the database cannot be had now.
    """
    everything = Asked(
        reach=Reach(all=True),
        view=QueueView(),
        unassigned=False,
        overdue_from=overdue_from(services.clock()),
        waiting_from=None,
        sent_from=None,
    )
    with services.records.read() as uow:
        mails = {str(state): uow.outbox.count(state) for state in MailState}
        queue = dict(uow.queue.count_by(everything, Group.REVIEW))
    return RecordCounts(mails, count_waiting(services).late, queue)
