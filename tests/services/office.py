"""The office that a test runs: services over a fresh database, and a clock that the test moves."""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from sqlalchemy import select

from tests.databases import Databases, engine_of
from tests.form_examples import EXAMPLES
from tests.media.nasty_files import pdf
from tests.services.kept_pictures import KeptPictures
from youcheng.content.collection import Content
from youcheng.content.loader import load_content
from youcheng.content.subjects import name_subject
from youcheng.domain.attachments import Attachment
from youcheng.domain.audit import Event, verify
from youcheng.domain.drafts import Saved
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.outbox import OutboxMail
from youcheng.domain.replay import replay
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import TokenState
from youcheng.mail.delivered import DeliveredLetters
from youcheng.mail.posting import make_writer
from youcheng.media.attachments import inspect_attachment
from youcheng.services.access import AccessDenied, issue_token
from youcheng.services.attachments import add_attachment, read_attachment, remove_attachment
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import OpenForm, open_form
from youcheng.services.ports import Files, Services
from youcheng.services.submitting import Sent, submit
from youcheng.services.withdrawing import withdraw
from youcheng.storage.erasures import ErasureList
from youcheng.storage.files import FolderFiles, S3Files, open_files
from youcheng.storage.rows import read_outbox
from youcheng.storage.tables import OutboxRow, SubmissionRow
from youcheng.storage.unit_of_work import SqlRecords

OPENS: Final = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When an office's clock begins: on the day of the examples."""
VISITOR: Final = "198.51.100.7"
GUARDED: Final = "study"
"""A programme whose example is of somebody of 16, with a guardian."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class Office:
    """Services and what stands round them.

    Attributes:
        services: over a database and a file store of their own.
        now: what their clock says; a test sets it, or moves it by `wait`.
        disk_full: True: the disk has no room.
        woken: how often those who send mails were woken.
    """

    def __init__(self, url: str, files: FolderFiles | S3Files, folder: Path) -> None:
        self.engine = engine_of(url)
        self.now = OPENS
        self.disk_full = False
        self.woken = 0
        self._folder = folder
        self.services = Services(
            records=SqlRecords(self.engine),
            files=files,
            erasures=ErasureList(folder / "erasures.jsonl"),
            inspect=inspect_attachment,
            intake=KeptPictures(),
            content=load_content(),
            clock=lambda: self.now,
            key=secrets.token_bytes(32),
            public_url="https://youcheng.example",
            write_letter=make_writer(
                contact="friends@youcheng.example",
                name_programme=partial(name_subject, load_content()),
            ),
            templates=DeliveredLetters(
                contact="friends@youcheng.example",
                public_url="https://youcheng.example",
                name_programme=partial(name_subject, load_content()),
            ),
            wake=self._wake,
            has_space=lambda: not self.disk_full,
            staff_mail="staff@youcheng.example",
            renew=self._renew,
        )

    def _renew(self, content: Content) -> None:
        self.services = replace(self.services, content=content)

    def _wake(self) -> None:
        self.woken += 1

    def wait(self, **units: float) -> None:
        """Move the clock on, by the units of `timedelta`."""
        self.now += timedelta(**units)

    def set_window(
        self, programme: str, *, opens: datetime | None = None, closes: datetime | None = None
    ) -> None:
        """Give a programme's form a time at which it opens or closes."""
        content = self.services.content
        forms = tuple(
            replace(form, window=replace(form.window, opens_at=opens, closes_at=closes))
            if form.id == programme
            else form
            for form in content.forms
        )
        self.services = replace(self.services, content=replace(content, forms=forms))

    def take_out(self, programme: str) -> None:
        """Take a programme and its form out of the content."""
        content = self.services.content
        kept = replace(
            content,
            forms=tuple(one for one in content.forms if one.id != programme),
            programmes=tuple(one for one in content.programmes if one.id != programme),
        )
        self.services = replace(self.services, content=kept)

    def begin(self, programme: str = "culture", **given: str) -> Paper:
        """A form that somebody has opened and not begun to fill in."""
        asked = {"language": "en", "client": VISITOR, **given}
        started = start_draft(self.services, programme=programme, **asked)
        return Paper(self, started.submission, started.token)

    def fill_in(
        self, programme: str = "culture", changes: Mapping[str, object] | None = None, **given: str
    ) -> Paper:
        """A form with the example's answers, its files included, ready to be sent."""
        paper = self.begin(programme, **given)
        example = {**EXAMPLES[programme], **(changes or {})}
        paper.save(**example)
        for field, value in example.items():
            if isinstance(value, list):
                for file in value:
                    if isinstance(file, dict) and "kind" in file:
                        paper.attach(field, make_file(file["kind"]), f"paper.{file['kind']}")
        self.wait(minutes=1)
        return paper

    def send(self, programme: str = "culture", **given: str) -> Paper:
        """A form that was filled in and sent."""
        paper = self.fill_in(programme, **given)
        paper.send()
        return paper

    def write_file(self, content: bytes) -> Path:
        """A file as it was received."""
        path = self._folder / secrets.token_hex(8)
        path.write_bytes(content)
        return path

    def mails(self, template: str = "", *, to: str = "") -> list[OutboxMail]:
        """The mails in the outbox, oldest first; those of one letter, or to one address."""
        with self.engine.connect() as connection:
            oldest_first = select(OutboxRow.__table__).order_by(
                OutboxRow.created_at, OutboxRow.cause
            )
            rows = connection.execute(oldest_first)
            found = [read_outbox(row) for row in rows]
        return [
            mail
            for mail in found
            if (not template or mail.template == template) and (not to or mail.address == to)
        ]

    def mail(self, template: str, *, to: str = "") -> OutboxMail:
        """The one mail of a letter in the outbox."""
        (found,) = self.mails(template, to=to)
        return found

    def submission(self, submission_id: str) -> Submission:
        """A submission as the store holds it."""
        with self.services.records.read() as uow:
            found = uow.submissions.find(submission_id)
        assert found is not None
        return found

    def change(self, submission_id: str, alter: Callable[[Submission], Submission]) -> None:
        """Change a record by hand, as the desk will."""
        with self.services.records.write() as uow:
            found = uow.submissions.find(submission_id)
            assert found is not None
            uow.submissions.put(alter(found))
            uow.commit()

    def events(self, kind: str = "") -> list[Event]:
        """The log, or its events of one kind."""
        with self.services.records.read() as uow:
            return [event for event in uow.log.all() if not kind or event.kind == kind]

    def file_keys(self) -> set[str]:
        """The keys of all files in the store."""
        return stored_keys(self.services.files)

    def count(self, table: type) -> int:
        """How many rows a table has."""
        with self.engine.connect() as connection:
            return len(connection.execute(select(table.__table__)).all())

    def assert_log_is_whole(self) -> None:
        """The chain holds up to its head, and replaying it gives the stored states."""
        with self.services.records.read() as uow:
            events, head = list(uow.log.all()), uow.log.head()
        assert verify(events, head=head) is None
        with self.engine.connect() as connection:
            ids = connection.execute(select(SubmissionRow.id)).scalars().all()
        stored = {f"submission:{one}": self.submission(one).state for one in ids}
        assert replay(events) == stored


@dataclass(frozen=True)
class Paper:
    """A form in somebody's hands.

    Attributes:
        office: where it lies.
        submission: its id.
        token: opens it.
    """

    office: Office
    submission: str
    token: str

    @property
    def stored(self) -> Submission:
        """As the store holds it."""
        return self.office.submission(self.submission)

    def open(self) -> OpenForm:
        """As its holder sees it."""
        return open_form(self.office.services, token=self.token)

    def save(self, *, base: int | None = None, **changes: object) -> Saved:
        """Save answers; without `base` as a device that has seen the latest."""
        seen = self.open().submission.draft.revision if base is None else base
        return save_draft(self.office.services, token=self.token, changes=changes, base=seen)

    def attach(self, field: str, content: bytes, name: str = "paper.pdf") -> Attachment:
        """Add a file."""
        return add_attachment(
            self.office.services,
            token=self.token,
            field=field,
            name=name,
            source=self.office.write_file(content),
        )

    @property
    def attachments(self) -> list[Attachment]:
        """The rows of its files."""
        with self.office.services.records.read() as uow:
            return list(uow.attachments.of(self.submission))

    def read(self, attachment: str) -> bytes:
        """The bytes of one of its files."""
        services = self.office.services
        _, chunks = read_attachment(services, token=self.token, attachment=attachment)
        return b"".join(chunks)

    def remove(self, attachment: str) -> None:
        """Take a file out."""
        remove_attachment(self.office.services, token=self.token, attachment=attachment)

    def send(self, *, form_token: str = "", confirmed: Sequence[str] = (), zone: str = "") -> Sent:
        """Send it, with the form token that the page holds."""
        return submit(
            self.office.services,
            token=self.token,
            form_token=form_token or self.open().form_token,
            client=VISITOR,
            confirmed=confirmed,
            zone=zone,
        )

    def withdraw(self) -> None:
        """Withdraw it by such a link as mails hold."""
        services = self.office.services
        with services.records.write() as uow:
            link = issue_token(
                uow, purpose=Purpose.WITHDRAWAL, submission=self.submission, now=self.office.now
            )
            uow.commit()
        withdraw(services, token=link)

    def mails(self, template: str = "") -> list[OutboxMail]:
        """The mails about it."""
        return [mail for mail in self.office.mails(template) if mail.submission == self.submission]


def make_file(kind: str = "pdf") -> bytes:
    """A good file of that kind; no two are alike."""
    if kind == "pdf":
        return pdf(trailer=b"/Mark (%s)" % secrets.token_hex(8).encode())
    picture = Image.frombytes("RGB", (8, 8), secrets.token_bytes(192))
    out = io.BytesIO()
    picture.save(out, {"jpg": "JPEG", "png": "PNG"}[kind])
    return out.getvalue()


def denied(look: Callable[[], object]) -> TokenState | None:
    """Why a link opens nothing; None for one that never was."""
    with pytest.raises(AccessDenied) as refused:
        look()
    return refused.value.state


def token_in(address: str) -> str:
    """The token in an address that was mailed."""
    parts = urlsplit(address)
    found = parse_qs(parts.query).get("draft", []) or parts.path.split("/")
    token = found[-1]
    assert _TOKEN.fullmatch(token), address
    return token


def stored_keys(files: Files) -> set[str]:
    """The keys of all files in a store."""
    return {one.key for one in files.keys()}  # noqa: SIM118 -- a listing, no mapping


@contextmanager
def run_office(url: str, files: FolderFiles | S3Files, folder: Path) -> Iterator[Office]:
    """An office over the database at `url`; its connections are closed at the end."""
    office = Office(url, files, folder)
    try:
        yield office
    finally:
        office.engine.dispose()


@contextmanager
def open_office(databases: Databases, engine: str, folder: Path) -> Iterator[Office]:
    """An office over a new database, which is gone at the end, with its files in the folder."""
    url = databases.create(engine)
    with run_office(url, open_files(folder / "files"), folder) as office:
        yield office
    databases.drop(url)
