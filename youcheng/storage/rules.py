"""Rules that the database holds by triggers: only legal moves, and a log that is only added to.

They are made from the domain's own table after every upgrade, so that they cannot differ from it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, insert

from youcheng.domain.states import SubmissionKind
from youcheng.domain.transitions import legal_moves
from youcheng.storage.tables import HeadRow, LegalMoveRow

NOTHING: Final = "nothing"
"""The source of a move that begins a submission."""

_SQLITE: Final = (
    "DROP TRIGGER IF EXISTS submission_begins",
    "DROP TRIGGER IF EXISTS submission_moves",
    "DROP TRIGGER IF EXISTS event_stays",
    "DROP TRIGGER IF EXISTS event_is_kept",
    "DROP TRIGGER IF EXISTS event_is_new",
    f"""CREATE TRIGGER submission_begins BEFORE INSERT ON submission
    WHEN EXISTS (SELECT 1 FROM submission WHERE id = NEW.id) OR NOT EXISTS (
        SELECT 1 FROM legal_move
        WHERE kind = NEW.kind AND source = '{NOTHING}' AND target = NEW.review)
    BEGIN SELECT RAISE(ABORT, 'illegal move'); END""",
    """CREATE TRIGGER submission_moves BEFORE UPDATE OF review, kind ON submission
    WHEN NEW.kind <> OLD.kind OR (NEW.review <> OLD.review AND NOT EXISTS (
        SELECT 1 FROM legal_move
        WHERE kind = OLD.kind AND source = OLD.review AND target = NEW.review))
    BEGIN SELECT RAISE(ABORT, 'illegal move'); END""",
    """CREATE TRIGGER event_stays BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    """CREATE TRIGGER event_is_kept BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    # REPLACE removes a row without firing the triggers of DELETE.
    """CREATE TRIGGER event_is_new BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
)
_FUNCTIONS: Final = (
    f"""CREATE OR REPLACE FUNCTION check_move() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NOT EXISTS (SELECT 1 FROM legal_move WHERE kind = NEW.kind
                    AND source = '{NOTHING}' AND target = NEW.review) THEN
                RAISE EXCEPTION 'illegal move' USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.kind <> OLD.kind OR (NEW.review <> OLD.review AND NOT EXISTS (
                SELECT 1 FROM legal_move WHERE kind = OLD.kind
                AND source = OLD.review AND target = NEW.review)) THEN
            RAISE EXCEPTION 'illegal move' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE FUNCTION keep_event() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'check_violation';
    END $$ LANGUAGE plpgsql""",
)
_POSTGRESQL: Final = (
    *_FUNCTIONS,
    "DROP TRIGGER IF EXISTS submission_moves ON submission",
    "DROP TRIGGER IF EXISTS event_stays ON event",
    "DROP TRIGGER IF EXISTS event_is_kept ON event",
    """CREATE TRIGGER submission_moves BEFORE INSERT OR UPDATE ON submission
    FOR EACH ROW EXECUTE FUNCTION check_move()""",
    """CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION keep_event()""",
    """CREATE TRIGGER event_is_kept BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event()""",
)


def ensure_rules(connection: Connection) -> None:
    """Make the triggers anew, bring the table of legal moves up to date, and give the log its head.

    May be repeated; it belongs after every migration, because rebuilding a table on SQLite drops
    its triggers.
    """
    for statement in trigger_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    connection.execute(delete(LegalMoveRow))
    connection.execute(insert(LegalMoveRow), rows_of_legal_moves())
    if connection.execute(HeadRow.__table__.select()).first() is None:
        connection.execute(insert(HeadRow).values(id=1, sequence=0, hash="0" * 64))


def function_statements() -> tuple[str, ...]:
    """What PostgreSQL's triggers call; they cannot be made before it."""
    return _FUNCTIONS


def trigger_statements(engine: str) -> tuple[str, ...]:
    """What makes the triggers anew on `engine`, sqlite or postgresql."""
    return _SQLITE if engine == "sqlite" else _POSTGRESQL


def rows_of_legal_moves() -> list[dict[str, str]]:
    """The table of legal moves as the domain has it."""
    return [
        {"kind": str(kind), "source": str(source or NOTHING), "target": str(target)}
        for kind in SubmissionKind
        for source, target in sorted(legal_moves(kind), key=lambda move: (move[0] or "", move[1]))
    ]
