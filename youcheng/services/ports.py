"""What the services need from outside: records, files, a clock. Storage brings the real ones.

A unit of work rolls back unless it is committed. Within one, what is read for writing stays as it
was read until the end: another writer waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from youcheng.content.collection import Content
from youcheng.domain.attachments import Attachment
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import Agreement
from youcheng.domain.one_time_codes import Challenge, Purpose
from youcheng.domain.pictures import Derivative, Edit, Intake, TileSet
from youcheng.domain.states import ReviewState, SubmissionState, Visibility
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import Grant
from youcheng.domain.works import Picture
from youcheng.services.ports_access import AccessCodes, Counts
from youcheng.services.ports_certificates import Certificates
from youcheng.services.ports_desk import DeskRecords
from youcheng.services.ports_files import StoredFile
from youcheng.services.ports_jury import Jury
from youcheng.services.ports_log import Log, Tombstones
from youcheng.services.ports_outbox import DeskMails, MailTemplates, Outbox, WriteLetter
from youcheng.services.ports_results import Armings
from youcheng.services.ports_settings import DateChanges, MailTextChanges
from youcheng.services.ports_staff import Accounts, Sessions
from youcheng.services.ports_works import Translations, WorkAddresses, Works


class Submissions(Protocol):
    """Submissions by id and by code."""

    def add(self, submission: Submission) -> None: ...

    def find(self, submission_id: str) -> Submission | None:
        """The submission; in a unit of work that writes, nobody else may write it meanwhile."""

    def many(self, submission_ids: Sequence[str]) -> Sequence[Submission]:
        """Those of some hundred ids that there are, in no order, for reading alone."""

    def find_code(self, code: ReferenceCode) -> Submission | None: ...

    def is_taken(self, code: ReferenceCode) -> bool: ...

    def put(self, submission: Submission) -> None:
        """Replace what is stored under its id."""

    def in_state(
        self,
        *states: ReviewState,
        before: datetime | None = None,
        after: str = "",
        limit: int = 200,
    ) -> Sequence[str]:
        """Ids of submissions in one of `states`, in the order of ids, only those after the id
        `after`; with `before` only those that began to wait (a draft: were last saved) before it.
        """

    def flagged(self, flag: str, *, after: str = "", limit: int = 200) -> Sequence[str]:
        """Ids of submissions that bear `flag`, in the order of ids, only those after `after`."""

    def with_visibility(
        self,
        visibility: Visibility,
        *,
        programmes: Sequence[str] | None = None,
        after: str = "",
        limit: int = 200,
    ) -> Sequence[str]:
        """Ids of submissions to these programmes (None: to all) that the public sees so, in the
        order of ids, only those after `after`."""

    def count(self, programmes: Sequence[str], review: ReviewState) -> int:
        """How many submissions to these programmes are in a state."""

    def count_by_programme(self, *, without: ReviewState) -> Mapping[str, int]:
        """How many submissions there are, by programme, but for those in a state."""

    def of_batch(self, batch: str) -> Sequence[Submission]:
        """The paintings that came of a batch, in the order of ids."""

    def sent_from(self, contact: str, programme: str) -> Sequence[str]:
        """Ids of what was sent to a programme from one contact (an HMAC), the newest first."""

    def states(self) -> Iterator[tuple[str, str, SubmissionState]]:
        """Id, reference code and state of every submission."""

    def remove(self, submission_id: str) -> None:
        """Remove the row of a submission of which nothing else is kept."""


class Grants(Protocol):
    """Tokens as they are stored; they are changed only by who holds their submission for writing,
    so that two who hold one each never wait for one another."""

    def add(self, grant: Grant) -> None: ...

    def find(self, digest: str) -> Grant | None: ...

    def put(self, grant: Grant) -> None: ...

    def revoke(self, subject: str, purposes: Sequence[Purpose], now: datetime) -> None:
        """Revoke every open grant of `purposes` for `subject`."""

    def limit(self, subject: str, purpose: Purpose, ends_at: datetime) -> None:
        """Let every open grant of `purpose` for `subject` end at `ends_at` at the latest."""

    def remove(self, subject: str) -> int:
        """Remove all of one subject; return how many."""


class Challenges(Protocol):
    """One-time codes as they are stored."""

    def add(self, challenge: Challenge, submission: str) -> None:
        """Store it; an empty `submission` is a decoy that nothing answers."""

    def find(self, challenge_id: str) -> tuple[Challenge, str] | None:
        """The challenge and the id of its submission."""

    def put(self, challenge: Challenge) -> None: ...

    def remove_before(self, moment: datetime) -> int:
        """Remove those issued before `moment`; return how many."""

    def remove(self, submission: str) -> int:
        """Remove all of one submission; return how many."""


class Agreements(Protocol):
    """What was agreed, each with the text that was read."""

    def add(self, submission: str, *given: tuple[Agreement, str]) -> None:
        """Add agreements, each with its text."""

    def of(self, submission: str) -> Sequence[Agreement]:
        """All of a submission, in the order in which they were given."""

    def text(self, text_hash: str) -> str:
        """The text with that hash. Raises KeyError for an unknown one."""

    def remove(self, submission: str) -> int:
        """Remove what a submission agreed to, not the texts; return how many."""


class Attachments(Protocol):
    """Rows of files; the files themselves are in `Files`."""

    def add(self, attachment: Attachment) -> None: ...

    def find(self, attachment_id: str) -> Attachment | None: ...

    def of(self, submission: str) -> Sequence[Attachment]: ...

    def remove(self, attachment_id: str) -> None: ...

    def copy_of(self, original: str, name: str) -> Attachment | None:
        """What was made from the picture `original` under this name."""

    def copy_on_show(self, address: str, name: str) -> Attachment | None:
        """What was made under this name from the picture at `address`, if the address is open and
        its work on show: one question to the records, for it is asked for each picture of a page.
        """

    def all(self, after: str = "", limit: int = 500) -> Sequence[Attachment]:
        """All of them in the order of ids, only those after the id `after`."""

    def has_key(self, key: str) -> bool: ...


class Pictures(Protocol):
    """What is known of pictures, by the id of the attachment that was sent."""

    def add(self, picture: Picture) -> None: ...

    def find(self, picture_id: str) -> Picture | None: ...

    def at_address(self, address: str) -> Picture | None: ...

    def of(self, submission: str) -> Sequence[Picture]: ...

    def put(self, picture: Picture) -> None: ...

    def remove(self, picture_id: str) -> None: ...

    def fingerprints(self, programme: str) -> Sequence[tuple[str, str]]:
        """Submission and fingerprint of every picture that was sent to a programme."""

    def unfinished(self, *states: ReviewState, limit: int = 20) -> Sequence[str]:
        """Ids of pictures of submissions in one of `states` whose tiles or card are still to be
        made."""


class UnitOfWork(DeskRecords, Protocol):
    """One transaction over all records."""

    submissions: Submissions
    grants: Grants
    challenges: Challenges
    agreements: Agreements
    attachments: Attachments
    pictures: Pictures
    addresses: WorkAddresses
    works: Works
    translations: Translations
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

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None: ...

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do `action` once the unit of work is committed, and not at all if it is not."""


class Records(Protocol):
    """Where units of work begin. Raises StoreBusy where the database cannot be had now."""

    def write(self) -> UnitOfWork:
        """A unit of work that may write."""

    def read(self) -> UnitOfWork:
        """A unit of work that only reads, as the store is at its first reading."""


class StoreBusy(Exception):  # noqa: N818 -- says what the store is
    """Nothing could be written or read; nothing was acknowledged. It may be tried again."""


class Files(Protocol):
    """The files of submissions. Raises StoreDown where the store does not answer."""

    def put(self, key: str, source: Path) -> None:
        """Store the file; when this returns it survives a loss of power."""

    def read(self, key: str) -> Iterator[bytes]:
        """Its bytes in chunks. Raises FileMissing."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove it; what is not there is no error."""

    def keys(self) -> Iterator[StoredFile]:
        """Every file."""

    def check(self) -> None:
        """Raise what is wrong when the store cannot be had."""


class InspectedFile(Protocol):
    """What an inspection found in a file that was sent.

    `kind` by its first bytes, `bytes`, `sha256` in hexadecimal, `flags` for the staff.
    """

    @property
    def kind(self) -> str: ...

    @property
    def bytes(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    @property
    def flags(self) -> frozenset[str]: ...


class Inspect(Protocol):
    """Looks at a file in a process of its own."""

    def __call__(self, path: Path, allowed: frozenset[str]) -> InspectedFile:
        """What the file is. Raises AttachmentRefused when it cannot be taken."""


class PictureIntake(Protocol):
    """Takes photos of works in, in a process of its own."""

    def take_in(self, path: Path, folder: Path, *, edit: Edit, sample: bool) -> Intake:
        """Look at the photo and write its copies into `folder`, each under its own name. Raises
        PictureRefused."""

    def make_tiles(self, path: Path, folder: Path, *, edit: Edit) -> TileSet:
        """Write the tiles for deep zoom into `folder`, each under its own name. Raises
        PictureRefused."""

    def make_card(self, path: Path, folder: Path) -> Derivative:
        """Write the card for link previews into `folder`. Raises PictureRefused."""


class Erasures(Protocol):
    """What was erased and withdrawn, kept apart from the records, so that restoring an old backup
    does not bring it back."""

    def note(self, submission: str, what: str, at: datetime) -> None:
        """Write it down for good; `what` is the review state that it led to."""

    def all(self) -> Sequence[tuple[str, str, datetime]]: ...


@dataclass(frozen=True, slots=True)
class Services:
    """What every service is given.

    Attributes:
        records, files, erasures: where things are kept.
        inspect: looks at files that were sent.
        intake: takes photos of works in.
        content: the site's content, forms included.
        clock: the server's clock, aware.
        key: the server's secret, at least 32 bytes: signs forms, one-time codes and counts.
        public_url: address of the site as visitors see it, without a slash at the end.
        write_letter: writes letters as they leave.
        templates: the letters as the site was delivered with them.
        wake: called after mails were written, so that they leave at once.
        has_space: False when the disk is so full that nothing more may be taken.
        staff_mail: where the staff read of what has come; empty for nowhere.
        renew: called with the content that holds from now on, after staff have set something of it.
    """

    records: Records
    files: Files
    erasures: Erasures
    inspect: Inspect
    intake: PictureIntake
    content: Content
    clock: Callable[[], datetime]
    key: bytes
    public_url: str
    write_letter: WriteLetter
    templates: MailTemplates
    wake: Callable[[], None] = lambda: None
    has_space: Callable[[], bool] = lambda: True
    staff_mail: str = ""
    renew: Callable[[Content], None] = lambda content: None
