"""`doctor`: each thing that can be wrong is one line that says what to do."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.commands.installation import Installation
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.services.office import Office, stored_keys
from youcheng.services.delivering import Outcome, deliver
from youcheng.services.ports_files import file_key, new_folder


def problems(installation: Installation, *words: str) -> list[str]:
    """What the doctor finds wrong, each as `part: text`."""
    findings = installation.look("doctor", *words, code=1)["findings"]
    return [f"{one['part']}: {one['text']}" for one in findings if one["level"] == "problem"]


def test_an_installation_in_use_has_no_problem(installation: Installation) -> None:
    with installation.office() as office:
        office.send()
        office.begin().withdraw()
    installation.run("access-code", "list")
    findings = installation.look("doctor", "--deep")["findings"]
    assert {one["part"] for one in findings} == {
        *("disk", "secret", "mail server", "database", "forms", "files", "erasure list"),
        *("outbox", "clock", "log"),
    }


def test_damage_is_named_with_what_to_do_and_left_alone(small: Installation) -> None:
    with small.office() as office:
        office.send()
        missing, altered = sorted(stored_keys(office.services.files))
        office.services.files.delete(missing)
        file = small.var / "files" / altered
        file.write_bytes(b"x" * file.stat().st_size)
    assert any(missing in line and "is missing" in line for line in problems(small))
    found = problems(small, "--deep", "--repair")
    assert any(altered in line and "other content" in line for line in found)
    assert any(missing in line and "put" in line for line in found)


def orphan(office: Office) -> str:
    """A file that no row names, two hours old."""
    key = file_key(new_folder(), "0" * 64)
    path = office.services.files._folder / key  # type: ignore[attr-defined]
    path.parent.mkdir()
    path.write_bytes(b"left over")
    os.utime(path, (time.time() - 7200,) * 2)
    return key


def test_what_can_be_mended_is_mended(small: Installation) -> None:
    with small.office() as office:
        withdrawn, back, kept = office.begin(), office.send(), office.send()
        withdrawn.withdraw()
        (small.var / "erasures.jsonl").unlink()
        office.services.erasures.note(back.submission, "withdrawn", office.now)
        left = orphan(office)
        names = {paper.submission: str(paper.stored.code) for paper in (withdrawn, back, kept)}
    found = "\n".join(problems(small))
    assert left in found
    assert f"{names[withdrawn.submission]} is withdrawn and not listed" in found
    assert f"{names[back.submission]} is listed as ended and is back" in found
    assert names[kept.submission] not in found
    repaired = small.look("doctor", "--repair")["findings"]
    assert [one["part"] for one in repaired].count("repaired") == 3
    assert small.look("doctor")["ok"] is True
    with small.office() as office:
        assert left not in stored_keys(office.services.files)
        assert len(stored_keys(office.services.files)) == 2


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DROP TRIGGER event_stays", "run `python -m youcheng migrate`"),
        ("UPDATE alembic_version SET version_num = ''", "run `python -m youcheng migrate`"),
        ("UPDATE log_head SET sequence = 7", "the end of the log is missing"),
        ("UPDATE outbox SET state = 'failed'", "outbox --failed"),
        ("UPDATE submission SET programme = 'gone'", "1 submission needs the form gone"),
    ],
)
def test_what_is_wrong_with_the_records_is_named(
    small: Installation, statement: str, named: str
) -> None:
    with small.office() as office:
        office.send()
        with office.engine.connect() as connection:
            connection.execute(text(statement))
            connection.commit()
    assert any(named in line for line in problems(small))


def test_a_clock_that_went_back_is_named(small: Installation) -> None:
    with small.office() as office:
        office.wait(days=4000)
        office.begin()
    assert any(line.startswith("clock: ") and "set it" in line for line in problems(small))


def test_a_full_disk_and_a_missing_mail_server_are_named(small: Installation) -> None:
    settings = {
        "FREE_DISK": str(10**18),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(free_port()),
        "MAIL_FROM": "site@example.org",
    }
    found = "\n".join(problems(replace(small, settings=settings)))
    assert "make room" in found
    assert "does not answer" in found


def test_a_mail_server_that_lets_us_in_and_mails_that_are_late_are_told(
    small: Installation, mail_server: tuple[Postbox, int]
) -> None:
    with small.office() as office:
        office.now = office.now.replace(year=2025)
        paper = office.send()
        receipt = office.mail("receipt")
        deliver(office.services, mail_id=receipt.id, send=lambda mail: Outcome.TAKEN)
        assert paper.stored.sent_at
    settings = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail_server[1]),
        "SMTP_TLS": "none",
        "MAIL_FROM": "Youcheng <site@example.org>",
    }
    (found,) = problems(replace(small, settings=settings))
    assert found.startswith("outbox: 1 mail waits")


def test_a_secret_that_is_lost_or_open_is_named_and_not_drawn_anew(small: Installation) -> None:
    with small.office() as office:
        office.send()
    (small.var / "secret.key").unlink()
    assert any("put your copy back" in line for line in problems(small))
    assert not (small.var / "secret.key").exists()
    (small.var / "secret.key").write_text("x" * 64)
    (small.var / "secret.key").chmod(0o644)
    assert any("chmod 600" in line for line in problems(small))


def test_an_installation_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "YOUCHENG_VAR" in Installation(tmp_path / "var").fail("doctor")
