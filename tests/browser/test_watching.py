"""A whole journey, from the first word to the desk, as the log and the metrics tell of it.

Whoever writes has a name, an address and a title that exist nowhere else: none of these words may
stand in any line of the log, at its most talkative.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.form_filling import begin_programme, fill_form, send_form, token_of
from tests.browser.letters import Letters
from tests.browser.served_office import office_behind
from tests.browser.visits import Visit, open_visits
from tests.conftest import Site, mail_settings, serve
from tests.form_examples import EXAMPLES
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.scraping import Scraped, scrape
from tests.services.accounts import PASSWORD, hire
from tests.services.office import Office
from tests.waiting import wait_for
from youcheng.content.loader import load_content
from youcheng.domain.actors import Role
from youcheng.domain.outbox import OutboxMail

pytestmark = pytest.mark.in_turn("what an operator reads")

PROGRAMME: Final = "culture"
WORDS: Final = {
    "given_names": "Kanarqazwy",
    "family_name": "Kanarqbzwy",
    "email": "kanarqczwy@example.org",
    "organisation_name": "Kanarqdzwy Choir",
    "title": "Kanarqezwy",
    "safeguarding_name": "Kanarqfzwy",
    "safeguarding_email": "kanarqgzwy@example.org",
}
STAFF: Final = "kanarqhzwy@example.org"


@dataclass(frozen=True)
class Journey:
    """What is known of the journey once it is over.

    Attributes:
        site: where it was; its log goes on.
        token: of the form.
        receipt: the mail that it caused, as the records hold it.
        while_open: the metrics while the page of the form was open.
    """

    site: Site
    token: str
    receipt: OutboxMail
    while_open: Scraped

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the log that are JSON; Streamlit's greeting is not."""
        text = self.site.log.read_text("utf-8")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def wait_for(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first line of which something holds."""
        return wait_for(lambda: next(filter(holds, self.lines()), None))


@pytest.fixture(scope="module")
def journey(
    tmp_path_factory: pytest.TempPathFactory,
    mail_server: tuple[Postbox, int],
    letters: Letters,
    chromium: Browser,
    papers: Path,
) -> Iterator[Journey]:
    """A form that was filled in, sent and receipted, and looked at by staff."""
    folder, address = tmp_path_factory.mktemp("watched"), f"127.0.0.1:{free_port()}"
    settings = {
        **mail_settings(mail_server[1]),
        "YOUCHENG_LOG_LEVEL": "DEBUG",
        "YOUCHENG_LOG_FORMAT": "json",
        "YOUCHENG_METRICS_ADDRESS": address,
    }
    with serve(folder, settings) as site, office_behind(site, folder) as office:
        with open_visits(site.address, chromium) as visits:
            visit = visits(width=390)
            begin_programme(visit, PROGRAMME)
            answers = {**EXAMPLES[PROGRAMME], **WORDS}
            fill_form(visit.page, load_content().form(PROGRAMME), answers, papers)
            reference = send_form(visit.page)
            letters.wait_for(reference)
            receipt = wait_for(lambda: sent_receipt(office))
            while_open = scrape(address)
            token = token_of(visit.page)
            look_at(visits(), office, reference)
        assert httpx.get(f"{site.address}/metrics").status_code == 404
        yield Journey(site, token, receipt, while_open)


def sent_receipt(office: Office) -> OutboxMail | None:
    """The receipt, if the records say that it has left."""
    return next((mail for mail in office.mails("receipt") if mail.sent_at), None)


def look_at(visit: Visit, office: Office, reference: str) -> None:
    """Read the submission in the desk, its name among it."""
    officer = {"roles": frozenset({Role.OFFICER}), "programmes": frozenset({PROGRAMME})}
    hire(office, STAFF, name="Kanarqizwy", **officer)  # type: ignore[arg-type]
    visit.sign_in(f"/desk?submission={reference}&lang=en", STAFF, PASSWORD)
    expect(visit.page.locator("h1 .refcode")).to_have_text(reference, timeout=60_000)
    assert WORDS["title"] in visit.page.content()


def test_no_line_of_the_log_tells_who_it_was(journey: Journey) -> None:
    lines = journey.lines()
    assert {line["level"] for line in lines} >= {"DEBUG", "INFO"}
    assert {line["route"] for line in lines if "route" in line} >= {"/programmes", "/uploads"}
    text = journey.site.log.read_text("utf-8")
    assert "kanarq" not in text.lower()
    assert PASSWORD not in text
    assert journey.token not in text


def test_the_mail_is_found_by_the_request_of_the_page(journey: Journey) -> None:
    sent = journey.wait_for(lambda line: journey.receipt.id in line["message"])
    assert sent["job"] == "deliver_mails"
    assert sent["request"] == journey.receipt.request != ""
    socket = journey.wait_for(
        lambda line: line["request"] == sent["request"] and line["logger"] == "youcheng.access"
    )
    assert (socket["method"], socket["route"]) == ("WEBSOCKET", "/_stcore/stream")


def test_the_metrics_tell_of_the_journey(journey: Journey) -> None:
    found = journey.while_open
    assert found.value("youcheng_sessions_open") == 1
    assert found.value("youcheng_websockets_open") == 1
    assert found.value("youcheng_script_run_seconds_count", part="page") >= 1
    assert found.value("youcheng_requests_total", route="/uploads", status="2xx") == 2
    assert found.value("youcheng_mails_tried_total", outcome="taken") >= 1
    assert found.value("youcheng_outbox_mails", state="sent") >= 1
    assert found.value("youcheng_queue_submissions", state="submitted") == 1
    assert found.value("youcheng_job_runs_total", job="deliver_mails", outcome="done") >= 1
    assert found.value("youcheng_jobs_running") == found.value("youcheng_database_up") == 1
    assert "kanarq" not in found.text.lower()
    assert journey.token not in found.text
