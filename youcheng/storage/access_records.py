"""What opens a submission and what limits that: tokens, one-time codes, access codes, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from youcheng.domain.deadlines import AccessCode
from youcheng.domain.limits import Limit
from youcheng.domain.one_time_codes import Challenge, Purpose
from youcheng.domain.tokens import Grant
from youcheng.storage.rows import (
    Values,
    access_code_values,
    challenge_values,
    grant_values,
    read_access_code,
    read_challenge,
    read_grant,
)
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import AccessCodeRow, ChallengeRow, CountRow, GrantRow

_GRANT: Final = Stored(GrantRow, "digest")
_CHALLENGE: Final = Stored(ChallengeRow, "id")
_ACCESS_CODE: Final = Stored(AccessCodeRow, "digest")
_ACCESS_CODE_OF: Final = Stored(AccessCodeRow, "digest", "programme")
_GRANTS: Final = sql_table(GrantRow)
_OPEN: Final = (
    update(_GRANTS)
    .where(_GRANTS.c.subject == bindparam("of"))
    .where(_GRANTS.c.used_at.is_(None), _GRANTS.c.revoked_at.is_(None))
    .where(_GRANTS.c.purpose.in_(bindparam("purposes", expanding=True)))
)
_REVOKE: Final = _OPEN.values(revoked_at=bindparam("moment"))
_LIMIT: Final = _OPEN.where(
    or_(_GRANTS.c.expires_at.is_(None), _GRANTS.c.expires_at > bindparam("moment"))
).values(expires_at=bindparam("moment"))
_COUNTS: Final = sql_table(CountRow)
_FIRST: Final = {
    name: (
        engine.insert(_COUNTS)
        .on_conflict_do_update(
            index_elements=["action", "subject", "window_start"],
            set_={"times": _COUNTS.c.times + 1},
        )
        .returning(_COUNTS.c.times)
    )
    for name, engine in (("postgresql", postgresql), ("sqlite", sqlite))
}


class GrantRecords:
    """`ports.Grants` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, grant: Grant) -> None:
        _GRANT.add(self._connection, grant_values(grant))

    def find(self, digest: str) -> Grant | None:
        row = _GRANT.find(self._connection, digest, lock=False)
        return None if row is None else read_grant(row)

    def put(self, grant: Grant) -> None:
        _GRANT.put(self._connection, grant_values(grant))

    def revoke(self, subject: str, purposes: Sequence[Purpose], now: datetime) -> None:
        self._connection.execute(_REVOKE, _open_grants(subject, purposes, now))

    def limit(self, subject: str, purpose: Purpose, ends_at: datetime) -> None:
        self._connection.execute(_LIMIT, _open_grants(subject, [purpose], ends_at))

    def remove(self, subject: str) -> int:
        return self._connection.execute(
            delete(GrantRow).where(GrantRow.subject == subject)
        ).rowcount


def _open_grants(subject: str, purposes: Sequence[Purpose], at: datetime) -> Values:
    """The parameters of `_REVOKE` and `_LIMIT`."""
    return {"of": subject, "purposes": [str(purpose) for purpose in purposes], "moment": at}


class ChallengeRecords:
    """`ports.Challenges` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, challenge: Challenge, submission: str) -> None:
        _CHALLENGE.add(self._connection, {**challenge_values(challenge), "submission": submission})

    def find(self, challenge_id: str) -> tuple[Challenge, str] | None:
        row = _CHALLENGE.find(self._connection, challenge_id, lock=self._writes)
        return None if row is None else (read_challenge(row), row.submission)

    def put(self, challenge: Challenge) -> None:
        _CHALLENGE.put(self._connection, challenge_values(challenge))

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(
            delete(ChallengeRow).where(ChallengeRow.issued_at < moment)
        ).rowcount

    def remove(self, submission: str) -> int:
        return self._connection.execute(
            delete(ChallengeRow).where(ChallengeRow.submission == submission)
        ).rowcount


class AccessCodeRecords:
    """`ports_access.AccessCodes` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, code: AccessCode, *, programme: str, label: str) -> None:
        _ACCESS_CODE.add(
            self._connection,
            {**access_code_values(code), "programme": programme, "label": label},
        )

    def find(self, digest: str, programme: str) -> AccessCode | None:
        row = _ACCESS_CODE_OF.find(self._connection, digest, programme, lock=self._writes)
        return None if row is None else read_access_code(row)

    def put(self, code: AccessCode) -> None:
        _ACCESS_CODE.put(self._connection, access_code_values(code))

    def all(self) -> Sequence[tuple[AccessCode, str, str]]:
        found = select(AccessCodeRow).order_by(AccessCodeRow.opens_at.desc())
        return [
            (read_access_code(row), row.programme, row.label)
            for row in self._connection.execute(found)
        ]


class CountRecords:
    """`ports_access.Counts` on a connection; counting is one atomic statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spend(self, limit: Limit, subject: str, now: datetime) -> int:
        times: int = self._connection.execute(
            _FIRST[self._connection.dialect.name],
            {**_window(limit, subject, now), "times": 1},
        ).scalar_one()
        return times

    def give_back(self, limit: Limit, subject: str, now: datetime) -> None:
        self._connection.execute(
            update(_COUNTS)
            .where(*(_COUNTS.c[key] == one for key, one in _window(limit, subject, now).items()))
            .where(_COUNTS.c.times > 0)
            .values(times=_COUNTS.c.times - 1)
        )

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(
            delete(CountRow).where(CountRow.window_start < moment)
        ).rowcount


def _window(limit: Limit, subject: str, now: datetime) -> Values:
    """The key of the window of time that `now` lies in."""
    return {
        "action": f"{limit.action}:{limit.subject}",
        "subject": subject,
        "window_start": limit.window_start(now),
    }
