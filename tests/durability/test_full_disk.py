"""A full disk: nothing is acknowledged, nothing that was acknowledged is lost, reading goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import FULL
from tests.databases import Databases
from tests.durability.full_disk import (
    assert_a_full_disk_is_survived,
    limited_files,
    limited_pages,
    prepare,
)
from tests.services.office import Office, Paper, make_file, open_office
from youcheng.bootstrap import build_services
from youcheng.domain.attachments import Attachment
from youcheng.paths import ROOT
from youcheng.services.attachments import add_attachment, open_slot, read_attachment
from youcheng.services.drafts import StoreFull, save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.services.ports_files import StoreDown
from youcheng.services.submitting import submit
from youcheng.services.tracking import view_status
from youcheng.services.upkeep import find_damage
from youcheng.settings import Settings
from youcheng.storage.tables import SubmissionRow

KILOBYTE = 1024


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office


def add(office: Office, paper: Paper, received: Path) -> Attachment:
    return add_attachment(
        office.services, token=paper.token, field="portfolio", name="x.pdf", source=received
    )


def files_in(folder: Path) -> set[Path]:
    return {path for path in (folder / "files").rglob("*") if path.is_file()}


@pytest.mark.parametrize("limit", ["pages", "files"])
def test_a_full_database_acknowledges_nothing_and_goes_on_once_there_is_room(
    office: Office, limit: str
) -> None:
    papers = prepare(office)
    size = Path(office.engine.url.database or "").stat().st_size
    full = limited_pages(office.engine, room=8) if limit == "pages" else limited_files(size)
    assert_a_full_disk_is_survived(office, papers, full)


def test_a_full_file_store_takes_no_file_and_leaves_no_trace_of_it(
    office: Office, tmp_path: Path
) -> None:
    paper = office.fill_in()
    received = office.write_file(make_file() + bytes(300 * KILOBYTE))
    before = paper.stored, files_in(tmp_path)
    with limited_files(200 * KILOBYTE), pytest.raises(StoreDown):
        add(office, paper, received)
    assert (paper.stored, files_in(tmp_path)) == before
    row = add(office, paper, received)
    assert paper.open().answers["portfolio"][-1]["key"] == row.id  # type: ignore[index]
    assert find_damage(office.services, deep=True) == ()


def test_below_the_floor_of_free_disk_nothing_is_taken_and_everything_is_read(
    office: Office, tmp_path: Path
) -> None:
    paper, sent = office.fill_in(), office.send()
    received = office.write_file(make_file())
    settings = Settings(var=tmp_path, free_disk=1 << 60)
    full = replace(office.services, has_space=build_services(settings, office.engine).has_space)
    acts: list[Callable[[], object]] = [
        lambda: start_draft(full, programme="culture", language="en", client="198.51.100.9"),
        lambda: save_draft(full, token=paper.token, changes={"title": "x"}, base=0),
        lambda: open_slot(full, token=paper.token, field="portfolio", client="198.51.100.9"),
        lambda: add_attachment(
            full, token=paper.token, field="portfolio", name="x.pdf", source=received
        ),
        lambda: submit(
            full, token=paper.token, form_token=paper.open().form_token, client="198.51.100.9"
        ),
    ]
    before = paper.stored, office.count(SubmissionRow), office.events()
    for act in acts:
        with pytest.raises(StoreFull):
            act()
    assert (paper.stored, office.count(SubmissionRow), office.events()) == before
    assert open_form(full, token=paper.token).answers == paper.stored.draft.answers
    assert view_status(full, token=sent.token).submission == sent.stored
    with office.services.records.read() as uow:
        rows = uow.attachments.of(sent.submission)
    assert len(rows) > 0
    for row in rows:
        _, chunks = read_attachment(full, token=sent.token, attachment=row.id)
        assert len(b"".join(chunks)) == row.bytes
    assert not paper.send().again


if FULL:

    @pytest.mark.full
    def test_a_disk_that_is_really_full_is_survived_as_well(tmp_path: Path) -> None:
        user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
        mount = (
            'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" -m tests.durability.full_disk "$1"'
        )
        subprocess.run(
            ["unshare", "--mount", *user, "sh", "-c", mount, "sh", tmp_path, sys.executable],
            cwd=ROOT,
            check=True,
        )
