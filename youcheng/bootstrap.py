"""The composition root: from the settings to the services, once for each process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parseaddr
from functools import cache, partial
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, make_url

from youcheng import jobs
from youcheng.content.collection import Content
from youcheng.content.loader import load_content, put_in_force
from youcheng.content.subjects import name_subject
from youcheng.mail.delivered import DeliveredLetters
from youcheng.mail.posting import make_poster, make_writer
from youcheng.mail.smtp import Server
from youcheng.media import pictures
from youcheng.media.attachments import inspect_attachment
from youcheng.services.edition_dates import content_in_force
from youcheng.services.mail_texts import texts_in_force
from youcheng.services.ports import Services, StoreBusy
from youcheng.services.purging import purge
from youcheng.services.queueing import fill_queue
from youcheng.services.upkeep import sweep_orphans
from youcheng.settings import Settings, get_settings
from youcheng.storage.disk import free_space_ok
from youcheng.storage.engine import make_engine, sqlite_url
from youcheng.storage.erasures import BucketErasures, ErasureList
from youcheng.storage.files import FolderFiles, S3Files, S3Settings, open_files
from youcheng.storage.migration import check_schema, migrate
from youcheng.storage.secret import read_secret
from youcheng.storage.unit_of_work import SqlRecords

_log = logging.getLogger(__name__)

_NO_CONTACT: Final = "…"
"""What letters show in place of the address that answers questions, while none is set. No mail
leaves then: a mail server is set with a sender."""


def server_clock() -> datetime:
    """This moment, aware, by the server's clock."""
    return datetime.now(UTC)


def database_url(settings: Settings) -> str:
    """The address of the records."""
    return settings.database_url or sqlite_url(settings.var / "youcheng.sqlite3")


def database_file(settings: Settings) -> Path | None:
    """The file of the records when they are in SQLite; None for PostgreSQL.

    Raises:
        sqlalchemy.exc.ArgumentError: the setting is no address of a database.
    """
    url = make_url(database_url(settings))
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if is_file else None


def open_file_store(settings: Settings) -> FolderFiles | S3Files:
    """The store of submissions' files.

    Raises:
        StoreDown: the folder cannot be made.
    """
    return open_files(settings.var / "files", _bucket(settings))


def open_erasure_list(settings: Settings) -> ErasureList | BucketErasures:
    """The list of what has ended: a file of this machine, or in the bucket where replicas share
    one."""
    bucket = _bucket(settings)
    if bucket is None or settings.jobs == "embedded":
        return ErasureList(erasures_file(settings))
    return BucketErasures(bucket)


def erasures_file(settings: Settings) -> Path:
    """Where this machine keeps the list of what has ended."""
    return settings.var / "erasures.jsonl"


def _bucket(settings: Settings) -> S3Settings | None:
    if not settings.s3_bucket:
        return None
    return S3Settings(
        bucket=settings.s3_bucket,
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
        prefix=settings.s3_prefix,
    )


def server_key(settings: Settings) -> bytes:
    """The server's secret: given, or drawn once and kept.

    Raises:
        OSError, ValueError: it cannot be had.
    """
    given = settings.secret_key.get_secret_value()
    return given.encode() if given else read_secret(secret_file(settings))


def secret_file(settings: Settings) -> Path:
    """Where the server's secret is kept that was drawn."""
    return settings.var / "secret.key"


@cache
def get_engine() -> Engine:
    """The database engine of this process."""
    return make_engine(database_url(get_settings()))


@cache
def get_services() -> Services:
    """The services of this process, its database brought to today's tables first.

    Replicas bring it nowhere: the command `migrate` does, before they start. Mails leave through
    the jobs of this process, where `start_jobs` has started them, or through the worker.

    Raises:
        StoreDown, OSError, ValueError, SchemaOutdated, sqlalchemy.exc.SQLAlchemyError: a part
            cannot be had; the message says which.
    """
    settings = get_settings()
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = get_engine()
    if settings.jobs == "embedded":
        migrate(engine)
    else:
        check_records()
    return with_settings(build_services(settings, engine))


def check_records() -> None:
    """Return if the tables fit this program; replicas also take those of its next version.

    Raises:
        SchemaOutdated: they do not.
    """
    check_schema(get_engine(), newer=get_settings().jobs == "worker")


def with_settings(services: Services) -> Services:
    """The services with the content as staff have set it; the process keeps to it.

    Raises:
        StoreBusy: what was set cannot be read now.
    """
    content = content_in_force(services)
    if content is services.content:
        return services
    put_in_force(content)
    return replace(services, content=content)


def follow_settings() -> None:
    """Take up what staff have set by way of another process; what cannot be read now is left to the
    next look.

    Raises: as `get_services`.
    """
    services = get_services()
    try:
        content = content_in_force(services)
    except StoreBusy:
        _log.warning("what staff have set could not be read; the next look will do it")
        return
    if content is not services.content:
        _renew(content)


def _renew(content: Content) -> None:
    put_in_force(content)
    get_services.cache_clear()
    jobs.renew(content)


def build_services(
    settings: Settings,
    engine: Engine,
    *,
    clock: Callable[[], datetime] = server_clock,
    wake: Callable[[], None] = jobs.wake,
) -> Services:
    """Services over an engine whose tables are there.

    Args:
        settings: of the process.
        engine: the database.
        clock: the server's clock.
        wake: called after mails were written.
    """
    contact = _contact(settings) or _NO_CONTACT
    return Services(
        records=SqlRecords(engine),
        files=open_file_store(settings),
        erasures=open_erasure_list(settings),
        inspect=inspect_attachment,
        intake=pictures,
        content=load_content(),
        clock=clock,
        key=server_key(settings),
        public_url=settings.public_url,
        write_letter=make_writer(contact=contact, name_programme=_name_programme()),
        templates=DeliveredLetters(
            contact=contact, public_url=settings.public_url, name_programme=_name_programme()
        ),
        wake=wake,
        has_space=lambda: has_space(settings.var, settings.free_disk),
        staff_mail=settings.staff_mail,
        renew=_renew,
    )


def has_space(folder: Path, floor: int) -> bool:
    """Whether the disk of `folder` has at least `floor` bytes free; 0 asks nothing."""
    return floor == 0 or free_space_ok(folder, floor)


def start_jobs() -> None:
    """Start the background work of this process: mails, reminders, what the clock ends.

    A replica beside a worker only asks for it. Raises as `get_services`.
    """
    settings = get_settings()
    if settings.jobs == "worker":
        get_services()
        jobs.start_asking(settings)
    else:
        do_jobs(executor="site")


def do_jobs(*, executor: str) -> None:
    """Do the background work in this process.

    Submissions that were sent before there was a queue come into it first.

    Args:
        executor: name of whoever does it, the same after a restart.

    Raises: as `get_services`.
    """
    settings = get_settings()
    if not settings.smtp_host:
        _log.warning(
            "no mail server is set (YOUCHENG_SMTP_HOST): mails stay in the outbox until then"
        )
    services = get_services()
    fill_queue(services)
    jobs.start(
        settings,
        services,
        send=mail_sender(settings),
        nightly=(purge, sweep_orphans),
        executor=executor,
    )


def mail_server(settings: Settings) -> Server | None:
    """The mail server that is set; None where none is."""
    if not settings.smtp_host:
        return None
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
        tls=settings.smtp_tls,
    )


def mail_sender(settings: Settings) -> jobs.Send | None:
    """What hands mails to the mail server that is set; None where none is."""
    server = mail_server(settings)
    if server is None:
        return None
    return make_poster(
        server,
        sender=settings.mail_from,
        contact=_contact(settings),
        name_programme=_name_programme(),
        find_texts=lambda: texts_in_force(get_services()),
    )


def _contact(settings: Settings) -> str:
    return settings.contact or parseaddr(settings.mail_from)[1]


def _name_programme() -> Callable[[str, str], str]:
    return partial(name_subject, load_content())
