"""`backup` and `restore`: records and files out of the running site, and back."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path

from youcheng.bootstrap import (
    build_services,
    erasures_file,
    get_engine,
    open_erasure_list,
    open_file_store,
    secret_file,
)
from youcheng.commands.failures import CommandFailed
from youcheng.commands.log import describe, show_head
from youcheng.commands.output import count, say, warn
from youcheng.commands.parsing import Commands, add_command, show_moment
from youcheng.commands.site import Site, open_site
from youcheng.domain.audit import Head
from youcheng.services.backing_up import note_backup, settle_restored
from youcheng.services.resending import count_waiting
from youcheng.settings import Settings, get_settings
from youcheng.storage.backup_making import make_backup
from youcheng.storage.backups import Backup, open_backup
from youcheng.storage.erasures import BUCKET_FOLDER
from youcheng.storage.migration import known_revisions, migrate
from youcheng.storage.record_dumps import count_submissions, load_records


def add_to(commands: Commands) -> None:
    """Make the commands known."""
    parser = add_command(commands, "backup", back_up)
    parser.add_argument(
        "target",
        type=Path,
        metavar="TARGET",
        help="what is made: a folder, or one file if the name ends in .tar",
    )
    parser = add_command(commands, "restore", restore)
    parser.add_argument("source", type=Path, metavar="BACKUP", help="what `backup` made")
    parser.add_argument(
        "--yes", action="store_true", help="put it in place of the submissions that are there"
    )
    parser.add_argument(
        "--without-erasures",
        action="store_true",
        help="go on although the erasure list is lost: what ended since the backup comes back",
    )


def back_up(arguments: argparse.Namespace) -> int:
    """Copy records and files into a new backup while the site goes on.

    What was acknowledged before the start is in it, and every file that its records name. The
    erasure list and the secret key are not in it: copy them elsewhere.
    """
    target: Path = arguments.target.expanduser().absolute()
    if target.exists():
        raise CommandFailed(f"{target} exists already: a backup is a new folder or file")
    if not target.parent.is_dir():
        raise CommandFailed(f"there is no folder {target.parent}")
    site = open_site()
    manifest = make_backup(
        site.engine,
        site.services.files,
        target,
        version=version("youcheng"),
        erasures=len(site.services.erasures.all()),
        clock=site.services.clock,
    )
    note_backup(site.services, made_at=manifest.made_at, submissions=manifest.submissions)
    say(
        f"{target}: {count(manifest.submissions, 'submission')}, "
        f"{count(len(manifest.files), 'file')}"
    )
    say(f"head of the log {show_head(Head(manifest.log_sequence, manifest.log_hash))}")
    say(f"not in it, keep copies elsewhere: {_kept_apart(site)}")
    for key in manifest.absent:
        warn(f"the file {key} is named by the records and is missing: see `doctor`")
    return 1 if manifest.absent else 0


def _kept_apart(site: Site) -> str:
    secret = "YOUCHENG_SECRET_KEY" if site.settings.secret_key else secret_file(site.settings).name
    return f"{_erasure_list(site.settings)}, {secret}"


def _erasure_list(settings: Settings) -> str:
    if settings.jobs == "embedded":
        return str(erasures_file(settings))
    return f"the folder {'/'.join(filter(None, (settings.s3_prefix, BUCKET_FOLDER)))} of the bucket"


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup in place of records and files; stop the site first.

    Every part is checked before anything is changed. Afterwards whatever the erasure list (not in
    the backup) names as withdrawn, expired or erased ends again, and the log is proved. If it is
    broken off, run it again.
    """
    settings = get_settings()
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = get_engine()
    erasures = open_erasure_list(settings).all()
    with open_backup(arguments.source, settings.var) as backup:
        manifest = backup.manifest
        _require_fitting(backup, engine.dialect.name)
        if len(erasures) < manifest.erasures and not arguments.without_erasures:
            raise CommandFailed(
                f"the erasure list holds {count(len(erasures), 'line')} and held "
                f"{manifest.erasures} when the backup was made: put your copy at "
                f"{_erasure_list(settings)} first, or add --without-erasures"
            )
        there = count_submissions(engine)
        if there and not arguments.yes:
            raise CommandFailed(
                f"the database holds {count(there, 'submission')}, which would be lost: add --yes"
            )
        backup.check()
        put = backup.put_files(
            open_file_store(settings), without={submission for submission, _, _ in erasures}
        )
        load_records(engine, backup.records)
    migrate(engine)
    services = build_services(settings, engine)
    settled = settle_restored(services, made_at=manifest.made_at, submissions=manifest.submissions)
    say(
        f"restored {count(manifest.submissions, 'submission')} and {count(put, 'file')} as of "
        f"{show_moment(manifest.made_at)}"
    )
    say(f"ended again because the erasure list names them: {settled.ended}")
    if queued := count_waiting(services).queued:
        say(f"mails that waited at that time and leave now, some for the second time: {queued}")
    for line in describe(settled.verdict):
        warn(line)
    if settled.verdict.is_whole:
        say(f"the log is whole; head {show_head(settled.verdict.head)}")
    return 0 if settled.verdict.is_whole else 1


def _require_fitting(backup: Backup, engine: str) -> None:
    manifest = backup.manifest
    if manifest.engine != engine:
        raise CommandFailed(
            f"the backup holds records of {manifest.engine}, the database is {engine}: set "
            "YOUCHENG_DATABASE_URL"
        )
    if manifest.revision not in known_revisions():
        raise CommandFailed(
            f"the backup was made by version {manifest.version}, whose tables (revision "
            f"{manifest.revision}) this version does not know"
        )
