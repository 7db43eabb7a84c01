"""Accounts of the staff and their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from youcheng.domain.actors import Role
from youcheng.domain.identities import Identity
from youcheng.domain.staff import Account, Session, Way
from youcheng.storage.rows import Values
from youcheng.storage.staff_tables import AccountRow, SessionRow
from youcheng.storage.statements import Stored, sql_table

_ACCOUNT: Final = Stored(AccountRow, "id")
_ACCOUNT_BY_EMAIL: Final = Stored(AccountRow, "email")
_ACCOUNT_BY_IDENTITY: Final = Stored(AccountRow, "issuer", "subject")
_SESSION: Final = Stored(SessionRow, "digest")


class AccountRecords:
    """`ports_staff.Accounts` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, account: Account) -> None:
        _ACCOUNT.add(self._connection, _account_values(account))

    def find(self, account_id: str) -> Account | None:
        row = _ACCOUNT.find(self._connection, account_id, lock=self._writes)
        return None if row is None else _read_account(row)

    def find_email(self, email: str) -> Account | None:
        row = _ACCOUNT_BY_EMAIL.find(self._connection, email, lock=self._writes)
        return None if row is None else _read_account(row)

    def find_identity(self, identity: Identity) -> Account | None:
        keys = (identity.issuer, identity.subject)
        row = _ACCOUNT_BY_IDENTITY.find(self._connection, *keys, lock=self._writes)
        return None if row is None else _read_account(row)

    def put(self, account: Account) -> None:
        _ACCOUNT.put(self._connection, _account_values(account))

    def all(self) -> Sequence[Account]:
        found = select(sql_table(AccountRow)).order_by(AccountRow.name, AccountRow.id)
        return [_read_account(row) for row in self._connection.execute(found)]


class SessionRecords:
    """`ports_staff.Sessions` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        _SESSION.add(self._connection, _session_values(session))

    def find(self, digest: str) -> Session | None:
        row = _SESSION.find(self._connection, digest, lock=False)
        return None if row is None else _read_session(row)

    def of(self, account: str) -> Sequence[Session]:
        found = (
            select(sql_table(SessionRow))
            .where(SessionRow.account == account, SessionRow.ended_at.is_(None))
            .order_by(SessionRow.started_at.desc(), SessionRow.id)
        )
        return [_read_session(row) for row in self._connection.execute(found)]

    def renew(self, digest: str, now: datetime) -> None:
        self._connection.execute(
            update(SessionRow)
            .where(SessionRow.digest == digest, SessionRow.ended_at.is_(None))
            .where(SessionRow.seen_at < now)
            .values(seen_at=now)
        )

    def end(self, session_id: str, now: datetime) -> None:
        self._connection.execute(
            update(SessionRow)
            .where(SessionRow.id == session_id, SessionRow.ended_at.is_(None))
            .values(ended_at=now)
        )

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(
            delete(SessionRow).where(SessionRow.started_at < moment)
        ).rowcount


def _account_values(one: Account) -> Values:
    """The columns of an account."""
    return {
        "id": one.id,
        "name": one.name,
        "email": one.email,
        "roles": sorted(one.roles),
        "programmes": sorted(one.programmes),
        "city": one.city,
        "school": one.school,
        "language": one.language,
        "active": one.active,
        "password": one.password,
        "created_at": one.created_at,
        "sessions_from": one.sessions_from,
        "issuer": one.identity.issuer if one.identity else None,
        "subject": one.identity.subject if one.identity else None,
    }


def _read_account(row: Row[Any]) -> Account:
    """The account of a row."""
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(map(Role, row.roles)),
        programmes=frozenset(row.programmes),
        city=row.city,
        school=row.school,
        language=row.language,
        active=row.active,
        password=row.password,
        created_at=row.created_at,
        sessions_from=row.sessions_from,
        identity=None if row.subject is None else Identity(row.issuer, row.subject),
    )


def _session_values(one: Session) -> Values:
    """The columns of a session."""
    return {
        "id": one.id,
        "digest": one.digest,
        "account": one.account,
        "device": one.device,
        "started_at": one.started_at,
        "seen_at": one.seen_at,
        "ended_at": one.ended_at,
        "way": one.way,
    }


def _read_session(row: Row[Any]) -> Session:
    """The session of a row."""
    return Session(
        id=row.id,
        digest=row.digest,
        account=row.account,
        device=row.device,
        started_at=row.started_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        way=Way(row.way),
    )
