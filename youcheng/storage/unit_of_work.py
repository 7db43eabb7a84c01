"""One transaction over all records: rolled back unless it is committed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from youcheng.services import ports
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_access import AccessCodes, Counts
from youcheng.services.ports_certificates import Certificates
from youcheng.services.ports_desk import (
    Bulks,
    Corrections,
    EarlierAnswersKept,
    Notes,
    Questions,
    Queue,
    SavedViews,
    StaffTranslations,
    Tags,
)
from youcheng.services.ports_jury import Jury
from youcheng.services.ports_log import Log, Tombstones
from youcheng.services.ports_outbox import DeskMails, Outbox
from youcheng.services.ports_results import Armings
from youcheng.services.ports_settings import DateChanges, MailTextChanges
from youcheng.services.ports_staff import Accounts, Sessions
from youcheng.services.ports_works import Translations, WorkAddresses, Works
from youcheng.storage.access_records import (
    AccessCodeRecords,
    ChallengeRecords,
    CountRecords,
    GrantRecords,
)
from youcheng.storage.answer_records import EarlierAnswersRecords
from youcheng.storage.certificate_records import CertificateRecords
from youcheng.storage.correction_records import CorrectionRecords, StaffTranslationRecords
from youcheng.storage.desk_records import (
    BulkRecords,
    NoteRecords,
    QuestionRecords,
    SavedViewRecords,
    TagRecords,
)
from youcheng.storage.engine import WRITES
from youcheng.storage.jury_records import JuryRecords
from youcheng.storage.log_records import LogRecords, TombstoneRecords
from youcheng.storage.outbox_records import DeskMailRecords, OutboxRecords
from youcheng.storage.picture_records import PictureRecords, WorkAddressRecords
from youcheng.storage.queue_records import QueueRecords
from youcheng.storage.results_records import ArmingRecords
from youcheng.storage.settings_records import DateChangeRecords, MailTextRecords
from youcheng.storage.staff_records import AccountRecords, SessionRecords
from youcheng.storage.submission_records import (
    AgreementRecords,
    AttachmentRecords,
    SubmissionRecords,
)
from youcheng.storage.work_records import TranslationRecords, WorkRecords

_log = logging.getLogger(__name__)


class SqlUnitOfWork:
    """`ports.UnitOfWork` on one connection of an engine."""

    submissions: ports.Submissions
    grants: ports.Grants
    challenges: ports.Challenges
    agreements: ports.Agreements
    attachments: ports.Attachments
    pictures: ports.Pictures
    addresses: WorkAddresses
    works: Works
    translations: Translations
    queue: Queue
    tags: Tags
    notes: Notes
    questions: Questions
    earlier_answers: EarlierAnswersKept
    corrections: Corrections
    staff_translations: StaffTranslations
    saved_views: SavedViews
    bulks: Bulks
    log: Log
    outbox: Outbox
    desk_mails: DeskMails
    access_codes: AccessCodes
    counts: Counts
    tombstones: Tombstones
    accounts: Accounts
    sessions: Sessions
    jury: Jury
    certificates: Certificates
    armings: Armings
    date_changes: DateChanges
    mail_texts: MailTextChanges

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._engine = engine
        self._writes = writes
        self._connection: Connection | None = None
        self._after: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        try:
            connection = self._engine.connect().execution_options(**{WRITES: self._writes})
            if not self._writes and connection.dialect.name == "postgresql":
                # Otherwise each statement would see the store as it is by then.
                connection.execution_options(isolation_level="REPEATABLE READ")
        except (OperationalError, PoolTimeout) as error:
            raise StoreBusy("the database cannot be had") from error
        self._connection = connection
        try:
            connection.begin()
        except OperationalError as error:
            connection.close()
            raise StoreBusy("the database is held by another writer") from error
        self.submissions = SubmissionRecords(connection, writes=self._writes)
        self.grants = GrantRecords(connection)
        self.challenges = ChallengeRecords(connection, writes=self._writes)
        self.agreements = AgreementRecords(connection)
        self.attachments = AttachmentRecords(connection)
        self.pictures = PictureRecords(connection)
        self.addresses = WorkAddressRecords(connection)
        self.works = WorkRecords(connection)
        self.translations = TranslationRecords(connection)
        self.queue = QueueRecords(connection, writes=self._writes)
        self.tags = TagRecords(connection)
        self.notes = NoteRecords(connection)
        self.questions = QuestionRecords(connection)
        self.earlier_answers = EarlierAnswersRecords(connection)
        self.corrections = CorrectionRecords(connection)
        self.staff_translations = StaffTranslationRecords(connection)
        self.saved_views = SavedViewRecords(connection)
        self.bulks = BulkRecords(connection)
        self.log = LogRecords(connection, writes=self._writes)
        self.outbox = OutboxRecords(connection, writes=self._writes)
        self.desk_mails = DeskMailRecords(connection)
        self.access_codes = AccessCodeRecords(connection, writes=self._writes)
        self.counts = CountRecords(connection)
        self.tombstones = TombstoneRecords(connection)
        self.accounts = AccountRecords(connection, writes=self._writes)
        self.sessions = SessionRecords(connection)
        self.jury = JuryRecords(connection, writes=self._writes)
        self.certificates = CertificateRecords(connection)
        self.armings = ArmingRecords(connection)
        self.date_changes = DateChangeRecords(connection)
        self.mail_texts = MailTextRecords(connection)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            _close(connection)
        if isinstance(error, OperationalError) or (
            isinstance(error, DBAPIError) and error.connection_invalidated
        ):
            raise StoreBusy("the database broke off") from error

    def commit(self) -> None:
        """Make everything durable; when this returns it survives a loss of power."""
        if self._connection is None:
            raise RuntimeError("the unit of work has ended")
        self._connection.commit()
        after, self._after = self._after, []
        for action in after:
            try:
                action()
            except Exception:
                # What was committed stands; the sweep and the doctor find what is left over.
                _log.exception("something that follows a commit could not be done")

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do `action` once the unit of work is committed, and not at all if it is not."""
        self._after.append(action)


def _close(connection: Connection) -> None:
    """Roll back whatever was not committed; a database that is gone has done so by itself."""
    try:
        connection.close()
    except DBAPIError:
        _log.warning("the connection to the database broke off")
        connection.invalidate()
        connection.close()


class SqlRecords:
    """`ports.Records` on an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self) -> SqlUnitOfWork:
        """A unit of work that may write."""
        return SqlUnitOfWork(self._engine, writes=True)

    def read(self) -> SqlUnitOfWork:
        """A unit of work that only reads."""
        return SqlUnitOfWork(self._engine, writes=False)
