"""What the services need of the records of the jury.

Whoever changes anything of a round holds the round for writing, jurors who score included, so that
a round is not closed while a score is saved. What is held is taken in one order, so that two never
wait for one another: the round, submissions by id, the log, tasks. Who withdraws a submission holds
no round: they wait for its tasks alone, with the log in hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from youcheng.domain.jury.records import JuryEntry, RoundRecord, Ruling, Seat, TaskRecord


class Jury(Protocol):
    """Rounds and all that belongs to them."""

    def add_round(self, record: RoundRecord) -> None: ...

    def find_round(self, round_id: str) -> RoundRecord | None:
        """The round; in a unit of work that writes, nobody else may write it meanwhile."""

    def rounds(self, edition: str) -> Sequence[RoundRecord]:
        """Those of an edition, in the order in which they were opened."""

    def put_round(self, record: RoundRecord) -> None: ...

    def add_seat(self, seat: Seat) -> None: ...

    def put_seat(self, seat: Seat) -> None: ...

    def seats(self, round_id: str) -> Sequence[Seat]:
        """Everybody who has or had a seat in the round."""

    def add_entries(self, entries: Sequence[JuryEntry]) -> None: ...

    def find_entry(self, entry: str) -> JuryEntry | None: ...

    def entries(self, round_id: str) -> Sequence[JuryEntry]:
        """Those of a round in the order of their random ids."""

    def put_entry(self, entry: JuryEntry) -> None: ...

    def forget(self, submission: str) -> None:
        """Cut a submission off from what the jury has of it: finished scores stay under the random
        id, without comments; all else goes."""

    def award_of(self, submission: str) -> str:
        """Id of the award that was proposed for a submission last; empty for none."""

    def add_tasks(self, tasks: Sequence[TaskRecord]) -> None: ...

    def find_task(self, entry: str, juror: str) -> TaskRecord | None: ...

    def at_picture(self, picture: str) -> TaskRecord | None:
        """The task whose picture has this address."""

    def tasks(self, round_id: str) -> Sequence[TaskRecord]:
        """Those of a round, in the order of entries."""

    def given_to(self, round_id: str, juror: str) -> Sequence[TaskRecord]:
        """What a juror has in a round, in the order of entries: without what they stepped back
        from, and without entries whose submission was forgotten."""

    def put_task(self, task: TaskRecord) -> None: ...

    def remove_task(self, entry: str, juror: str) -> None: ...

    def add_ruling(self, ruling: Ruling) -> None: ...

    def rulings(self, round_id: str) -> Sequence[Ruling]: ...
