"""What is counted and timed, as Prometheus reads it from the private address."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from tests.ports import free_port
from tests.scraping import Scraped, scrape
from tests.services import paintings
from tests.services.office import Office, run_office
from tests.storage_servers import run_postgres
from youcheng.domain.outbox import MailState
from youcheng.domain.pictures import PictureRefused
from youcheng.metrics import watched_job
from youcheng.metrics_listener import serve_metrics
from youcheng.services.delivering import Outcome, deliver, due_mails
from youcheng.services.health import Jobs
from youcheng.services.pictures import prepare_picture
from youcheng.settings import SettingsError, get_settings
from youcheng.storage.files import open_files
from youcheng.storage.migration import migrate
from youcheng.web.in_flight import InFlight, TooManyAtOnce
from youcheng.web.logs import configure_logs

ENDED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
Look = Callable[[], Scraped]


@pytest.fixture
def look(office: Office) -> Iterator[Look]:
    """Scrapes the metrics of this process, with the records of the office."""
    address = f"127.0.0.1:{free_port()}"
    with serve_metrics(
        address,
        services=lambda: office.services,
        jobs=lambda: Jobs(running=True, waiting=2, failed=1, last_ended=ENDED),
    ):
        yield lambda: scrape(address)


def test_requests_are_counted_by_the_pattern_of_their_route(
    visitor: TestClient, look: Look
) -> None:
    asked = {"method": "GET", "route": "/art/{code}", "status": "4xx"}
    before = look()
    for code in ("JS-26-AAAA-A", "JS-26-BBBB-B"):
        assert visitor.get(f"/art/{code}").status_code == 404
    visitor.get("/map")
    after = look()
    counted = "youcheng_requests_total"
    assert after.value(counted, **asked) - before.value(counted, **asked) == 2
    timed = "youcheng_request_seconds_count"
    assert after.value(timed, route="/map") - before.value(timed, route="/map") == 1
    assert "JS-26" not in after.text


def test_what_a_client_makes_up_adds_no_label(visitor: TestClient, look: Look) -> None:
    for number in range(30):
        visitor.get(f"/made-up-{number}")
        visitor.request(f"MADE{number}", "/")
        visitor.get("/", headers={"Host": f"made{number}.example"})
        visitor.get(f"/static/made-up-{number}.js")
        visitor.get(f"/_stcore/made-up-{number}")
    found = look()
    assert "made" not in found.text.lower()
    assert found.value("youcheng_requests_total", route="other", status="4xx") >= 60
    assert found.labels("status") <= {"1xx", "2xx", "3xx", "4xx", "5xx"}
    assert len(found.labels("route")) < 100


def test_the_public_address_knows_no_metrics(visitor: TestClient, look: Look) -> None:
    assert visitor.get("/metrics").status_code == 404
    assert "youcheng_" not in visitor.get("/metrics").text
    assert visitor.get("/_stcore/metrics").status_code == 404


def test_mails_and_submissions_are_counted_in_the_records(office: Office, look: Look) -> None:
    before = look()
    assert before.value("youcheng_database_up") == 1
    assert before.value("youcheng_outbox_mails", state="queued") == 0
    for _ in range(2):
        office.send()
    written = len(office.mails())
    after = look()
    assert after.value("youcheng_outbox_mails", state="queued") == written > 0
    assert after.value("youcheng_queue_submissions", state="submitted") == 2
    assert after.value("youcheng_outbox_late") == 0
    office.wait(hours=2)
    assert look().value("youcheng_outbox_late") == written
    assert after.labels("state") >= set(map(str, MailState))


def test_attempts_at_sending_are_counted_by_what_the_server_said(
    office: Office, look: Look
) -> None:
    office.send()
    before = look()
    due = due_mails(office.services)
    outcomes = iter([Outcome.DELAYED, *[Outcome.TAKEN] * len(due)])
    for mail_id in due:
        deliver(office.services, mail_id=mail_id, send=lambda _mail: next(outcomes))
    after = look()

    def tried(outcome: Outcome) -> float:
        name = "youcheng_mails_tried_total"
        return after.value(name, outcome=outcome) - before.value(name, outcome=outcome)

    assert tried(Outcome.DELAYED) == 1
    assert tried(Outcome.TAKEN) == len(due) - 1


def test_the_intake_is_timed_by_its_outcome(office: Office, look: Look) -> None:
    good = office.write_file(paintings.photo())
    bad = office.write_file(b"\x89PNG\r\n\x1a\n not a picture")
    before = look()
    with prepare_picture(office.services, good):
        pass
    with pytest.raises(PictureRefused) as refused, prepare_picture(office.services, bad):
        pass
    after = look()
    for outcome in ("taken", refused.value.code):
        name = "youcheng_intake_seconds_count"
        assert after.value(name, outcome=outcome) - before.value(name, outcome=outcome) == 1


def test_jobs_are_counted_and_the_engine_is_looked_at(look: Look) -> None:
    before = look()
    with watched_job("every_minute"):
        pass
    with suppress(ZeroDivisionError), watched_job("every_minute"):
        raise ZeroDivisionError
    after = look()

    def ran(outcome: str) -> float:
        labels = {"job": "every_minute", "outcome": outcome}
        name = "youcheng_job_runs_total"
        return after.value(name, **labels) - before.value(name, **labels)

    assert (ran("done"), ran("failed")) == (1, 1)
    assert after.value("youcheng_job_last_success_timestamp_seconds", job="every_minute") > 0
    assert after.value("youcheng_jobs_running") == 1
    assert after.value("youcheng_jobs_waiting") == 2
    assert after.value("youcheng_jobs_failed") == 1
    assert after.value("youcheng_jobs_last_round_timestamp_seconds") == ENDED.timestamp()


def test_what_is_refused_at_once_is_counted_by_its_limit(look: Look) -> None:
    flight = InFlight("export", {"account": 1})
    before = look()
    with flight.enter(account="a"), pytest.raises(TooManyAtOnce), flight.enter(account="a"):
        pass
    labels = {"what": "export", "limit": "account"}
    name = "youcheng_refused_at_once_total"
    assert look().value(name, **labels) - before.value(name, **labels) == 1


def test_lines_of_errors_are_counted_once(look: Look) -> None:
    ours = logging.getLogger("youcheng")
    kept = (ours.handlers[:], ours.level, ours.propagate)
    try:
        configure_logs("INFO")
        before = look()
        logging.getLogger("youcheng.web").error("gone")
        logging.getLogger("youcheng.web").warning("nearly gone")
        after = look()
    finally:
        ours.handlers, ours.level, ours.propagate = kept
    name = "youcheng_log_errors_total"
    assert after.value(name, logger="youcheng") - before.value(name, logger="youcheng") == 1


def test_a_database_that_goes_away_is_told(tmp_path: Path) -> None:
    address, files = f"127.0.0.1:{free_port()}", open_files(tmp_path / "files", None)
    with ExitStack() as running:
        server = running.enter_context(run_postgres())
        with run_office(server.create(), files, tmp_path) as office:
            migrate(office.engine)
            with serve_metrics(address, services=lambda: office.services):
                assert scrape(address).value("youcheng_database_up") == 1
                running.close()
                found = scrape(address)
    assert found.has("youcheng_database_up")
    assert found.value("youcheng_database_up") == 0
    assert not found.has("youcheng_outbox_mails")
    assert found.value("youcheng_jobs_running") == 0


def test_an_address_that_is_held_already_stops_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"127.0.0.1:{free_port()}"
    with serve_metrics(address, services=lambda: office.services):
        with serve_metrics(address, services=lambda: office.services):
            assert scrape(address).value("youcheng_database_up") == 1
        assert scrape(address).value("youcheng_database_up") == 1
    assert f"no metrics: {address} cannot be listened on" in caplog.text
    with pytest.raises(httpx.TransportError):
        scrape(address)


@pytest.mark.parametrize("address", ["9464", "127.0.0.1", "127.0.0.1:0", "a@b:1", "a:1/metrics"])
def test_an_address_without_host_and_port_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("YOUCHENG_METRICS_ADDRESS", address)
    get_settings.cache_clear()
    with pytest.raises(SettingsError, match="YOUCHENG_METRICS_ADDRESS"):
        get_settings()
    monkeypatch.undo()
    get_settings.cache_clear()
