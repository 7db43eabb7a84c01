"""Backups that are made while the site goes on, and put back."""

from __future__ import annotations

import json
import secrets
import stat
import tarfile
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.databases import Databases
from tests.services.office import Office, Paper, make_file, run_office, stored_keys
from youcheng.domain.states import ReviewState
from youcheng.services.attachments import remove_attachment
from youcheng.services.ports_files import StoreDown
from youcheng.services.upkeep import find_damage
from youcheng.services.verifying import verify_log
from youcheng.storage.backup_making import make_backup
from youcheng.storage.backups import MANIFEST, Backup, BackupBroken, Manifest, open_backup
from youcheng.storage.files import FolderFiles, S3Files, open_files
from youcheng.storage.migration import migrate
from youcheng.storage.record_dumps import DumpFailed, count_submissions, load_records


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


def back_up(office: Office, target: Path) -> Manifest:
    services = office.services
    return make_backup(
        office.engine,
        services.files,
        target,
        version="1",
        erasures=len(services.erasures.all()),
        clock=services.clock,
    )


def attached(office: Office, paper: Paper) -> set[str]:
    with office.services.records.read() as uow:
        return {row.key for row in uow.attachments.of(paper.submission)}


@pytest.mark.parametrize("name", ["backup", "backup.tar"])
def test_a_backup_put_back_elsewhere_is_the_same(
    office: Office, databases: Databases, tmp_path: Path, name: str
) -> None:
    papers = [office.send(), office.fill_in("talent"), office.send("study")]
    manifest = back_up(office, tmp_path / name)
    assert (manifest.submissions, len(manifest.files)) == (
        3,
        len(stored_keys(office.services.files)),
    )
    url = databases.create(office.engine.dialect.name, empty=True)
    new = tmp_path / "new"
    new.mkdir()
    with run_office(url, open_files(new / "files"), new) as other:
        with open_backup(tmp_path / name, tmp_path) as backup:
            backup.check()
            backup.put_files(other.services.files, without=())
            load_records(other.engine, backup.records)
        migrate(other.engine)
        assert stored_keys(other.services.files) == stored_keys(office.services.files)
        assert find_damage(other.services, deep=True) == ()
        assert verify_log(other.services) == verify_log(office.services)
        assert verify_log(other.services).is_whole
        for paper in papers:
            assert other.submission(paper.submission) == paper.stored
        assert [mail.id for mail in other.mails()] == [mail.id for mail in office.mails()]
        again = Paper(other, papers[1].submission, papers[1].token)
        other.now = office.now
        assert again.send().review is ReviewState.SUBMITTED
        other.assert_log_is_whole()
    databases.drop(url)


def test_the_rules_hold_again_after_putting_back(office: Office, tmp_path: Path) -> None:
    office.send()
    back_up(office, tmp_path / "backup")
    with open_backup(tmp_path / "backup", tmp_path) as backup:
        load_records(office.engine, backup.records)
    migrate(office.engine)
    for statement, rule in (
        ("UPDATE event SET actor = 'public'", "only added to"),
        ("UPDATE submission SET review = 'erased'", "illegal move"),
    ):
        with office.engine.connect() as connection, pytest.raises(DBAPIError, match=rule):
            connection.execute(text(statement))


def test_what_was_acknowledged_before_is_in_a_backup_made_while_others_write(
    office: Office, tmp_path: Path
) -> None:
    before = [office.send() for _ in range(3)]
    over, written = Event(), Event()

    def write() -> None:
        while not over.is_set():
            paper = office.begin(client=secrets.token_hex(4))
            row = paper.attach("portfolio", make_file())
            if written.is_set():
                remove_attachment(office.services, token=paper.token, attachment=row.id)
            else:
                written.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        manifest = back_up(office, tmp_path / "backup")
    finally:
        over.set()
        writer.join()
    assert manifest.absent == ()
    with open_backup(tmp_path / "backup", tmp_path) as backup:
        backup.check()
        load_records(office.engine, backup.records)
    migrate(office.engine)
    assert count_submissions(office.engine) == manifest.submissions
    assert verify_log(office.services).is_whole
    kept = {one.key for one in manifest.files}
    for paper in before:
        assert paper.stored.review is ReviewState.SUBMITTED
        assert attached(office, paper) <= kept
    with office.services.records.read() as uow:
        assert {row.key for row in uow.attachments.all(limit=10_000)} == kept


def test_a_file_that_goes_while_the_backup_is_made_is_not_missed(
    office: Office, tmp_path: Path
) -> None:
    paper, kept = office.fill_in(), office.send()

    class Fleeting:
        """The store, on which a draft is withdrawn as soon as the first file is copied."""

        def read(self, key: str) -> object:
            if paper.stored.review is ReviewState.DRAFT:
                paper.withdraw()
            return office.services.files.read(key)

    manifest = make_backup(
        office.engine,
        Fleeting(),  # type: ignore[arg-type]
        tmp_path / "backup",
        version="1",
        erasures=0,
        clock=office.services.clock,
    )
    assert manifest.absent == ()
    assert {one.key for one in manifest.files} == attached(office, kept)
    found = {f"{path.parent.name}/{path.name}" for path in (tmp_path / "backup/files").glob("*/*")}
    assert found == attached(office, kept)


def test_a_missing_file_is_named_in_the_manifest(office: Office, tmp_path: Path) -> None:
    paper = office.send()
    lost, *_ = attached(office, paper)
    office.services.files.delete(lost)
    manifest = back_up(office, tmp_path / "backup")
    assert manifest.absent == (lost,)
    assert lost not in {one.key for one in manifest.files}


@pytest.fixture
def made(sqlite_office: Office, tmp_path: Path) -> Path:
    """A backup in a folder."""
    sqlite_office.send()
    back_up(sqlite_office, tmp_path / "backup")
    return tmp_path / "backup"


def check(backup: Path, scratch: Path) -> Backup:
    with open_backup(backup, scratch) as opened:
        opened.check()
        return opened


def test_only_its_owner_reads_a_backup(made: Path) -> None:
    for path in (made, *made.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_backup_holds_its_parts_and_nothing_else(made: Path, sqlite_office: Office) -> None:
    files = {f"files/{key}" for key in stored_keys(sqlite_office.services.files)}
    found = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert found == {MANIFEST, "records.sqlite3"} | files
    assert [path for path in made.parent.iterdir() if "partial" in path.name] == []


@pytest.mark.parametrize("part", ["records.sqlite3", "files/*/*"])
def test_an_altered_or_missing_part_is_named(made: Path, tmp_path: Path, part: str) -> None:
    path = next(iter(made.glob(part)))
    content = path.read_bytes()
    for wrong in (content[:-1], content[:-1] + bytes([content[-1] ^ 1])):
        path.write_bytes(wrong)
        with pytest.raises(BackupBroken, match=path.name):
            check(made, tmp_path)
    path.unlink()
    with pytest.raises(BackupBroken, match=path.name):
        check(made, tmp_path)


def test_a_manifest_that_cannot_be_read_is_told(made: Path, tmp_path: Path) -> None:
    manifest = made / MANIFEST
    content = json.loads(manifest.read_text())
    for wrong in ("{", json.dumps({**content, "format": 2})):
        manifest.write_text(wrong)
        with pytest.raises(BackupBroken, match=MANIFEST):
            check(made, tmp_path)
    manifest.unlink()
    with pytest.raises(BackupBroken, match="no backup"):
        check(made, tmp_path)


def test_a_manifest_leads_to_no_other_file(made: Path, tmp_path: Path) -> None:
    manifest = made / MANIFEST
    content = json.loads(manifest.read_text())
    content["files"][0]["key"] = "../../etc/passwd"
    manifest.write_text(json.dumps(content))
    with pytest.raises(BackupBroken, match="no file's key"):
        check(made, tmp_path)


def test_a_tar_that_is_cut_off_or_holds_something_else_is_refused(
    sqlite_office: Office, tmp_path: Path
) -> None:
    sqlite_office.send()
    whole = tmp_path / "whole.tar"
    back_up(sqlite_office, whole)
    cut = tmp_path / "cut.tar"
    cut.write_bytes(whole.read_bytes()[:-20_000])
    with pytest.raises(BackupBroken):
        check(cut, tmp_path)
    odd = tmp_path / "odd.tar"
    with tarfile.open(odd, "w") as tar:
        tar.add(whole, "../escaped")
    with pytest.raises(BackupBroken, match="no part"):
        check(odd, tmp_path)
    assert not (tmp_path.parent / "escaped").exists()


def test_a_backup_that_cannot_be_made_leaves_nothing_behind(
    sqlite_office: Office, tmp_path: Path
) -> None:
    sqlite_office.send()

    class Down:
        """A store that does not answer."""

        def read(self, key: str) -> object:
            raise StoreDown("down")

    target = tmp_path / "to" / "backup"
    target.parent.mkdir()
    with pytest.raises(StoreDown):
        make_backup(
            sqlite_office.engine,
            Down(),  # type: ignore[arg-type]
            target,
            version="1",
            erasures=0,
            clock=sqlite_office.services.clock,
        )
    assert list(target.parent.iterdir()) == []


def test_records_that_are_none_change_nothing(office: Office, tmp_path: Path) -> None:
    paper = office.send()
    wrong = tmp_path / "records"
    wrong.write_bytes(secrets.token_bytes(8192))
    with pytest.raises(DumpFailed):
        load_records(office.engine, wrong)
    assert paper.stored.review is ReviewState.SUBMITTED
    assert verify_log(office.services).is_whole


def test_files_of_some_submissions_can_be_left_out(
    office: Office, files: FolderFiles | S3Files, tmp_path: Path
) -> None:
    kept, left = office.send(), office.send()
    keys = attached(office, kept)
    back_up(office, tmp_path / "backup")
    for key in stored_keys(files):
        files.delete(key)
    with open_backup(tmp_path / "backup", tmp_path) as backup:
        backup.put_files(files, without={left.submission})
    assert stored_keys(files) == keys
