"""Ways for a disk to be full, and what a store must hold meanwhile and after.

`python -m` with a folder on a small file system does it on a disk that is really full.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.durability.ledger import Ledger, Told, digest_answers
from tests.durability.wholeness import assert_store_is_whole
from tests.services.office import Office, Paper, run_office
from youcheng.services.ports import StoreBusy
from youcheng.services.tracking import view_status
from youcheng.storage.engine import make_engine, sqlite_url
from youcheng.storage.files import open_files
from youcheng.storage.migration import migrate


@contextmanager
def limited_pages(engine: Engine, room: int) -> Iterator[None]:
    """SQLite takes so many more pages and then says that the disk is full."""

    def limit(connection: Any, _record: Any) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + room}").close()

    engine.dispose()
    event.listen(engine, "connect", limit)
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


@contextmanager
def limited_files(size: int) -> Iterator[None]:
    """The kernel lets no file of this process grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def ballast(folder: Path, room: int) -> Iterator[None]:
    """Another file takes all of the disk but `room` bytes."""
    free = os.statvfs(folder)
    file = folder / "ballast"
    file.write_bytes(bytes(free.f_bavail * free.f_bsize - room))
    yield
    file.unlink()


def prepare(office: Office) -> list[Paper]:
    """Forms that are filled in; the database is at rest."""
    # A mail to the staff would be one more trace of each.
    office.services = replace(office.services, staff_mail="")
    papers = [office.fill_in(client=f"198.51.100.{number}") for number in range(16)]
    office.engine.dispose()
    return papers


def assert_a_full_disk_is_survived(
    office: Office, papers: Sequence[Paper], full: AbstractContextManager[None]
) -> None:
    """Within `full` some papers are sent and the others refused; afterwards these are taken too."""
    ledger = Ledger()
    with full:
        refused = _send(office, ledger, papers)
        assert 0 < len(refused) < len(papers)
        assert _send(office, ledger, refused[-1:]) == refused[-1:]
        for paper in papers:
            assert view_status(office.services, token=paper.token).submission == paper.stored
            assert paper.open().is_sent is (paper not in refused)
        assert_store_is_whole(office.services, office.engine, ledger, ledger.possible)
    assert _send(office, ledger, refused) == []
    assert len(ledger.sent) == len(papers)
    assert_store_is_whole(office.services, office.engine, ledger, ledger.possible)


def _send(office: Office, ledger: Ledger, papers: Sequence[Paper]) -> list[Paper]:
    """Send one after the other; return those that were not acknowledged."""
    left = []
    for paper in papers:
        digest = digest_answers(paper.stored.draft.answers)
        office.wait(minutes=1)
        try:
            code = paper.send().code
        except StoreBusy:
            left.append(paper)
        else:
            ledger.note([Told("begun", paper.submission, digest)])
            ledger.note([Told("sent", paper.submission, digest, str(code))])
    return left


def main() -> None:
    """Fail where a disk that is really full is not survived."""
    folder = Path(sys.argv[1])
    url = sqlite_url(folder / "records.sqlite3")
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    with run_office(url, open_files(folder / "files"), folder) as office:
        papers = prepare(office)
        assert_a_full_disk_is_survived(office, papers, ballast(folder, room=300_000))


if __name__ == "__main__":
    main()
