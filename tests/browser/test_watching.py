"""A whole journey, from the first word to the desk, as the log and the metrics tell of it.

Whoever writes has a name, an address and a title that exist nowhere else: none of these words may
stand in any line of the log, at its most talkative.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.form_filling import fill_step, go_on, press
from tests.browser.letters import Letters
from tests.browser.served_office import office_behind
from tests.browser.visits import Visit, Visits
from tests.conftest import Site, free_port, mail_settings, serve
from tests.form_examples import EXAMPLES
from tests.mail.postbox import Postbox
from tests.scraping import Scraped, scrape
from tests.services.accounts import PASSWORD, hire
from tests.services.office import Office, make_file
from youcheng.content.loader import load_content
from youcheng.domain.actors import Role
from youcheng.domain.outbox import OutboxMail

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
WAIT_SECONDS: Final = 30


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
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            for line in self.lines():
                if holds(line):
                    return line
            time.sleep(0.2)
        pytest.fail("the log has no such line")


@pytest.fixture(scope="module")
def journey(
    tmp_path_factory: pytest.TempPathFactory,
    mail_server: tuple[Postbox, int],
    letters: Letters,
    chromium: Browser,
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
        visits = Visits(site.address, chromium)
        visit = visits(width=390)
        reference = send(visit, folder)
        letters.wait_for(reference)
        receipt = sent_mail(office, reference)
        while_open = scrape(address)
        token = parse_qs(urlsplit(visit.page.url).query)["draft"][0]
        look_at(visits(), office, reference)
        visits.close()
        assert visits.problems() == []
        assert httpx.get(f"{site.address}/metrics").status_code == 404
        yield Journey(site, token, receipt, while_open)


def send(visit: Visit, folder: Path) -> str:
    """Fill the form in, from the programme's page on, and send it; return its reference code."""
    for kind in ("pdf", "jpg"):
        (folder / f"paper.{kind}").write_bytes(make_file(kind))
    form = load_content().form(PROGRAMME)
    answers = {**EXAMPLES[PROGRAMME], **WORDS, "form_language": "en"}
    visit.enter(f"/programmes?programme={PROGRAMME}&lang=en")
    visit.page.locator("#root a.btn.primary").first.click()
    expect(visit.page.locator("#form-title")).to_be_visible()
    visit.page.wait_for_url("**draft=**")
    titles = [*(step.title.get("en") for step in form.steps[1:]), "Check your answers"]
    for step, following in zip(form.steps, titles, strict=True):
        fill_step(visit.page, form, step.id, answers, folder)
        go_on(visit.page, following)
    press(visit.page, "send")
    value = visit.page.locator("#root .rvalue")
    expect(value).to_have_text(re.compile(r"JS-\d\d-\w{4}-\w"), timeout=60_000)
    return value.inner_text()


def sent_mail(office: Office, reference: str) -> OutboxMail:
    """The receipt, once the records say that it has left."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        for mail in office.mails("receipt"):
            if mail.sent_at is not None:
                return mail
        time.sleep(0.2)
    pytest.fail(f"the receipt of {reference} has not left")


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
