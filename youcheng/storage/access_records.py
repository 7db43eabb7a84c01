"""What opens a submission and what limits that: tokens, one-time codes, access codes, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from youcheng.domain.deadlines import AccessCode
from youcheng.domain.limits import Limit
from youcheng.domain.one_time_codes import Challenge, Purpose
from youcheng.domain.tokens import Grant
from youcheng.storage.rows import (
    access_code_values,
    challenge_values,
    grant_values,
    read_access_code,
    read_challenge,
    read_grant,
)
from youcheng.storage.tables import AccessCodeRow, ChallengeRow, CountRow, GrantRow


class GrantRecords:
    """`ports.Grants` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, grant: Grant) -> None:
        self._connection.execute(insert(GrantRow), grant_values(grant))

    def find(self, digest: str) -> Grant | None:
        found = select(GrantRow).where(GrantRow.digest == digest)
        row = self._connection.execute(found.with_for_update() if self._writes else found).first()
        return None if row is None else read_grant(row)

    def put(self, grant: Grant) -> None:
        values = grant_values(grant)
        self._connection.execute(
            update(GrantRow).where(GrantRow.digest == values.pop("digest")).values(values)
        )

    def revoke(self, subject: str, purposes: Sequence[Purpose], now: datetime) -> None:
        self._connection.execute(
            update(GrantRow)
            .where(GrantRow.subject == subject, GrantRow.revoked_at.is_(None))
            .where(GrantRow.purpose.in_([str(purpose) for purpose in purposes]))
            .values(revoked_at=now)
        )


class ChallengeRecords:
    """`ports.Challenges` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, challenge: Challenge, submission: str) -> None:
        self._connection.execute(
            insert(ChallengeRow), {**challenge_values(challenge), "submission": submission}
        )

    def find(self, challenge_id: str) -> tuple[Challenge, str] | None:
        found = select(ChallengeRow).where(ChallengeRow.id == challenge_id)
        row = self._connection.execute(found.with_for_update() if self._writes else found).first()
        return None if row is None else (read_challenge(row), row.submission)

    def put(self, challenge: Challenge) -> None:
        values = challenge_values(challenge)
        self._connection.execute(
            update(ChallengeRow).where(ChallengeRow.id == values.pop("id")).values(values)
        )

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(
            delete(ChallengeRow).where(ChallengeRow.issued_at < moment)
        ).rowcount


class AccessCodeRecords:
    """`ports.AccessCodes` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, code: AccessCode, *, programme: str, label: str) -> None:
        self._connection.execute(
            insert(AccessCodeRow),
            {**access_code_values(code), "programme": programme, "label": label},
        )

    def find(self, digest: str, programme: str) -> AccessCode | None:
        found = select(AccessCodeRow).where(
            AccessCodeRow.digest == digest, AccessCodeRow.programme == programme
        )
        row = self._connection.execute(found.with_for_update() if self._writes else found).first()
        return None if row is None else read_access_code(row)

    def put(self, code: AccessCode) -> None:
        values = access_code_values(code)
        self._connection.execute(
            update(AccessCodeRow).where(AccessCodeRow.digest == values.pop("digest")).values(values)
        )

    def all(self) -> Sequence[tuple[AccessCode, str, str]]:
        found = select(AccessCodeRow).order_by(AccessCodeRow.opens_at.desc())
        return [
            (read_access_code(row), row.programme, row.label)
            for row in self._connection.execute(found)
        ]


class CountRecords:
    """`ports.Counts` on a connection; counting is one atomic statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spend(self, limit: Limit, subject: str, now: datetime) -> int:
        engine = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        first = engine.insert(CountRow).values(
            action=f"{limit.action}:{limit.subject}",
            subject=subject,
            window_start=limit.window_start(now),
            times=1,
        )
        again = first.on_conflict_do_update(
            index_elements=["action", "subject", "window_start"],
            set_={"times": CountRow.times + 1},
        ).returning(CountRow.times)
        times: int = self._connection.execute(again).scalar_one()
        return times

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(
            delete(CountRow).where(CountRow.window_start < moment)
        ).rowcount
