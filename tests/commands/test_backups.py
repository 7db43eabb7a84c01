"""The drill: a backup of the running site, and restoring it after things have happened."""

from __future__ import annotations

import json
import secrets
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.commands.installation import Installation, finish
from tests.databases import Databases
from tests.services.desk import DECLINE, act
from tests.services.office import Office, Paper, make_file, stored_keys, token_in
from youcheng.domain.states import ReviewState
from youcheng.services.withdrawing import withdraw


def withdraw_by_mail(office: Office, paper: Paper) -> None:
    link = paper.mails("receipt")[0].facts["withdraw_link"]
    withdraw(office.services, token=token_in(link.partition("?")[0]))


def test_what_was_withdrawn_or_erased_since_a_backup_stays_gone(
    installation: Installation, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"
    with installation.office() as office:
        kept, withdrawn, erased = office.send(), office.send(), office.send()
        act(office, erased.submission, *DECLINE)
        draft = office.fill_in("talent")
        before = stored_keys(office.services.files)
        over, writing = Event(), Event()

        def write() -> None:
            while not over.is_set():
                office.begin(client=secrets.token_hex(4)).attach("portfolio", make_file())
                writing.set()

        writer = Thread(target=write)
        writer.start()
        assert writing.wait(60)
        code, out, said = finish(installation.start("backup", str(target)))
        over.set()
        writer.join()
        assert (code, said) == (0, "")
        assert str(target) in out

        withdraw_by_mail(office, withdrawn)
        code = str(erased.stored.code)
        assert code in installation.run("erase", code, "--reason", "legal-request", "--yes")
        late = office.send()

    refusal = installation.fail("restore", str(target))
    assert "--yes" in refusal
    with installation.office() as office:
        assert office.submission(late.submission).review is ReviewState.SUBMITTED

    out = installation.run("restore", str(target), "--yes")
    assert "ended again because the erasure list names them: 2" in out
    with installation.office() as office:
        states = {
            paper.submission: office.submission(paper.submission).review
            for paper in (kept, withdrawn, erased, draft)
        }
        assert states == {
            kept.submission: ReviewState.SUBMITTED,
            withdrawn.submission: ReviewState.WITHDRAWN,
            erased.submission: ReviewState.ERASED,
            draft.submission: ReviewState.DRAFT,
        }
        with office.services.records.read() as uow:
            assert uow.submissions.find(late.submission) is None
            gone = [withdrawn.submission, erased.submission]
            assert [row for one in gone for row in uow.attachments.of(one)] == []
            held = {row.key for row in uow.attachments.of(kept.submission)}
        assert held <= stored_keys(office.services.files) & before
        addresses = {mail.address for mail in office.mails() if mail.submission in gone}
        assert addresses == {""}
        office.assert_log_is_whole()
    # What was written after the backup is younger than the hour after which files count as orphans.
    assert installation.look("doctor", "--deep")["ok"] is True
    assert installation.look("verify-log")["whole"] is True


def test_a_backup_comes_to_life_on_another_machine_with_the_erasure_list(
    small: Installation, tmp_path: Path
) -> None:
    with small.office() as office:
        kept, withdrawn = office.send(), office.send()
        small.run("backup", str(tmp_path / "first"))
        withdraw_by_mail(office, withdrawn)
        small.run("backup", str(tmp_path / "second"))
    other = Installation(tmp_path / "other")
    line = other.fail("restore", str(tmp_path / "second"))
    assert "erasures.jsonl" in line
    assert not (other.var / "youcheng.sqlite3").exists()
    shutil.copy(small.var / "erasures.jsonl", other.var)
    other.run("restore", str(tmp_path / "first"))
    with other.office() as office:
        assert office.submission(kept.submission).review is ReviewState.SUBMITTED
        assert office.submission(withdrawn.submission).review is ReviewState.WITHDRAWN


def test_a_lost_erasure_list_can_be_gone_without_and_is_filled_from_the_backup(
    small: Installation, tmp_path: Path
) -> None:
    with small.office() as office:
        withdrawn = office.send()
        withdraw_by_mail(office, withdrawn)
    small.run("backup", str(tmp_path / "backup"))
    other = Installation(tmp_path / "other")
    other.run("restore", str(tmp_path / "backup"), "--without-erasures")
    line = json.loads((other.var / "erasures.jsonl").read_text())
    assert (line["submission"], line["what"]) == (withdrawn.submission, "withdrawn")


def test_restoring_twice_is_the_same_as_once(small: Installation, tmp_path: Path) -> None:
    with small.office() as office:
        paper = office.send()
    small.run("backup", str(tmp_path / "backup"))
    for _ in range(2):
        small.run("restore", str(tmp_path / "backup"), "--yes")
    with small.office() as office:
        assert office.submission(paper.submission).review is ReviewState.SUBMITTED
        assert len(office.events("backup.restored")) == 1
        office.assert_log_is_whole()


def test_a_damaged_backup_changes_nothing(small: Installation, tmp_path: Path) -> None:
    with small.office() as office:
        paper = office.send()
    target = tmp_path / "backup"
    small.run("backup", str(target))
    file = target / "records.sqlite3"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with small.office() as office:
        withdraw_by_mail(office, paper)
    assert "SHA-256" in small.fail("restore", str(target), "--yes")
    with small.office() as office:
        assert office.submission(paper.submission).review is ReviewState.WITHDRAWN


def test_a_link_is_no_part_of_a_backup(small: Installation, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    link = tarfile.TarInfo("manifest.json")
    link.type, link.linkname = tarfile.SYMTYPE, "nowhere"
    with tarfile.open(target, "w") as tar:
        tar.addfile(link)
    assert "no part of a backup" in small.fail("restore", str(target))


def test_neither_the_erasure_list_nor_the_secret_is_in_a_backup(
    small: Installation, tmp_path: Path
) -> None:
    with small.office() as office:
        withdraw_by_mail(office, office.send())
    out = small.run("backup", str(tmp_path / "backup"))
    assert "erasures.jsonl, secret.key" in out
    secret = (small.var / "secret.key").read_bytes()
    for path in (tmp_path / "backup").rglob("*"):
        assert path.name not in {"erasures.jsonl", "secret.key"}
        assert path.is_dir() or secret not in path.read_bytes()


def test_a_backup_never_takes_the_place_of_another(small: Installation, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    assert "exists already" in small.fail("backup", str(tmp_path / "backup"))
    assert "no folder" in small.fail("backup", str(tmp_path / "nowhere" / "backup"))


def test_a_backup_without_a_file_that_rows_name_is_made_and_says_so(
    small: Installation, tmp_path: Path
) -> None:
    with small.office() as office:
        office.send()
        key = sorted(stored_keys(office.services.files))[0]
        office.services.files.delete(key)
    code, out, said = small.call("backup", str(tmp_path / "backup"))
    assert code == 1
    assert str(tmp_path / "backup") in out
    assert key in said
    assert (tmp_path / "backup" / "manifest.json").exists()


def test_a_backup_of_another_database_or_version_is_refused(
    small: Installation, databases: Databases, tmp_path: Path
) -> None:
    small.run("backup", str(tmp_path / "backup"))
    url = databases.create("postgresql")
    other = replace(small, var=tmp_path / "other", database_url=url)
    assert "sqlite" in other.fail("restore", str(tmp_path / "backup"))
    databases.drop(url)
    manifest = tmp_path / "backup" / "manifest.json"
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**content, "revision": "9999"}))
    assert "9999" in small.fail("restore", str(tmp_path / "backup"))


def test_without_the_programs_of_postgresql_the_missing_one_is_named(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = databases.create("postgresql")
    (tmp_path / "empty").mkdir()
    installation = Installation(tmp_path / "var", url)
    installation.run("migrate")
    monkeypatch.setattr("tests.commands.installation.KEPT", {"PATH": str(tmp_path / "empty")})
    line = installation.fail("backup", str(tmp_path / "backup"))
    assert "pg_dump is not installed" in line
    assert not (tmp_path / "backup").exists()
    databases.drop(url)
