"""`sample` on a real installation."""

from __future__ import annotations

from dataclasses import replace

from tests.commands.installation import Installation
from tests.services import paintings
from tests.services.office import Office
from youcheng.domain.pictures import DERIVATIVES
from youcheng.domain.states import Visibility
from youcheng.storage.tables import AttachmentRow, SubmissionRow, WorkAddressRow

PUBLIC = {
    "PROFILE": "production",
    "PUBLIC_URL": "https://youcheng.example",
    "SECRET_KEY": "nobody knows these many characters",
}


def _flagged(office: Office) -> int:
    with office.services.records.read() as uow:
        return len(uow.submissions.flagged("sample"))


def test_a_sample_edition_is_made_once_and_grows(installation: Installation) -> None:
    assert "added 3 sample works; 0 were there" in installation.run("sample", "--works", "3")
    assert "added no sample works; 3 were there" in installation.run("sample", "--works", "3")
    assert "added 1 sample work; 3 were there" in installation.run("sample", "--works", "4")
    with installation.office() as office:
        assert _flagged(office) == office.count(SubmissionRow) == 4
        assert office.mails() == []
        with office.services.records.read() as uow:
            shown = [state.visibility for _, _, state in uow.submissions.states()]
        assert Visibility.PUBLIC in shown
    assert installation.look("verify-log")["whole"] is True


def test_another_seed_makes_another_edition(small: Installation) -> None:
    small.run("sample", "--works", "1")
    assert "added 1 sample work" in small.run("sample", "--works", "1", "--seed", "2")


def test_samples_are_removed_and_real_entries_stay(installation: Installation) -> None:
    with installation.office() as office:
        real = paintings.send(office)
        files = office.file_keys()
    installation.run("sample", "--works", "2")
    assert "removed 2 sample works" in installation.run("sample", "--remove")
    assert "removed no sample works" in installation.run("sample", "--remove")
    with installation.office() as office:
        assert office.count(SubmissionRow) == office.count(WorkAddressRow) == 1
        assert office.count(AttachmentRow) == len(files) == 1 + len(DERIVATIVES)
        assert office.file_keys() == files
        assert office.submission(real.submission).sent
    assert installation.look("verify-log")["whole"] is True
    assert installation.look("doctor")["ok"] is True


def test_production_makes_no_samples_and_takes_them_away(small: Installation) -> None:
    small.run("sample", "--works", "1")
    public = replace(small, settings=PUBLIC)
    code, out, said = public.call("sample", "--works", "5")
    assert (code, out) == (2, "")
    (line,) = said.splitlines()
    assert "production" in line
    with small.office() as office:
        assert office.count(SubmissionRow) == 1
    assert "removed 1 sample work" in public.run("sample", "--remove")
    with small.office() as office:
        assert office.count(SubmissionRow) == 0


def test_a_number_of_works_that_is_none_is_refused(small: Installation) -> None:
    for number in ("0", "-3", "many"):
        code, out, said = small.call("sample", "--works", number)
        assert (code, out) == (2, "")
        assert "--works" in said
