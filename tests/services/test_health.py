"""The health of the site: what each part says, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.services.clerks import ADMINISTRATOR, EVERYBODY
from tests.services.office import Office
from youcheng.services.desk_access import NotAllowed
from youcheng.services.health import (
    LATE_ROUND,
    Disk,
    Health,
    Jobs,
    Level,
    Machine,
    MailServer,
    Part,
    view_health,
)
from youcheng.services.resending import LATE
from youcheng.storage.migration import check_schema

VERSIONS: Final = {"Python": "3.11"}


def look(office: Office, **given: Any) -> Health:
    """The health of an office on a machine that tells what is given."""
    jobs = Jobs(running=True, last_ended=office.now)
    told: Mapping[str, Any] = {
        "mail_server": MailServer.REACHED,
        "jobs": jobs,
        "disk": Disk(free=10, floor=3),
        **given,
    }
    machine = Machine(
        check_database=lambda: check_schema(office.engine),
        reach_mail=lambda: told["mail_server"],
        look_at_jobs=lambda: told["jobs"],
        measure_disk=lambda: told["disk"],
        versions=lambda: VERSIONS,
    )
    return view_health(office.services, actor=ADMINISTRATOR, machine=machine)


def test_all_is_in_order_on_a_good_day(office: Office) -> None:
    health = look(office)
    assert set(health.levels) == set(Part)
    assert set(health.levels.values()) == {Level.GOOD}
    assert (health.at, health.versions) == (office.now, VERSIONS)


@pytest.mark.parametrize(
    ("free", "level"), [(2, Level.BAD), (3, Level.WARNING), (5, Level.WARNING), (6, Level.GOOD)]
)
def test_a_disk_that_fills_up_is_told_before_nothing_is_taken(
    office: Office, free: int, level: Level
) -> None:
    assert look(office, disk=Disk(free=free, floor=3)).levels[Part.DISK] is level


def test_a_mail_server_that_is_not_set_is_a_warning_and_one_that_fails_is_none(
    office: Office,
) -> None:
    found = {one: look(office, mail_server=one).levels[Part.MAIL_SERVER] for one in MailServer}
    assert found == {
        MailServer.REACHED: Level.GOOD,
        MailServer.NONE: Level.WARNING,
        MailServer.LOGIN: Level.BAD,
        MailServer.SILENT: Level.BAD,
    }


def test_mails_that_wait_too_long_are_told(office: Office) -> None:
    office.send()
    early = look(office)
    assert early.outbox is not None
    assert early.outbox.queued > 0
    assert early.levels[Part.OUTBOX] is Level.GOOD
    office.now += LATE + timedelta(minutes=1)
    late = look(office)
    assert late.outbox is not None
    assert late.outbox.late == late.outbox.queued
    assert late.levels[Part.OUTBOX] is Level.WARNING


def test_jobs_that_do_not_run_or_stand_still_are_told(office: Office) -> None:
    for jobs, level in (
        (Jobs(), Level.BAD),
        (Jobs(running=True), Level.WARNING),
        (Jobs(running=True, last_ended=office.now - 2 * LATE_ROUND), Level.WARNING),
        (Jobs(running=True, last_ended=office.now, failed=1), Level.WARNING),
        (Jobs(running=True, last_ended=office.now, waiting=3), Level.GOOD),
    ):
        assert look(office, jobs=jobs).levels[Part.JOBS] is level


def test_a_part_that_fails_hides_no_other(office: Office) -> None:
    with office.engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        connection.commit()
    health = look(office)
    assert health.levels[Part.DATABASE] is Level.BAD
    assert health.levels[Part.FILES] is Level.GOOD


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_administrators_and_leads_read_the_health(office: Office, who: str) -> None:
    machine = Machine(
        check_database=lambda: None,
        reach_mail=lambda: MailServer.NONE,
        look_at_jobs=Jobs,
        measure_disk=lambda: Disk(free=1, floor=0),
        versions=lambda: VERSIONS,
    )
    if who in {"administrator", "lead"}:
        assert view_health(office.services, actor=EVERYBODY[who], machine=machine).levels
        return
    with pytest.raises(NotAllowed, match="role"):
        view_health(office.services, actor=EVERYBODY[who], machine=machine)
