"""The mail server goes away and comes back: no mail is lost, none comes twice, and the page of the
receipt shows everything meanwhile."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx

from tests.browser.breakable_site import BreakableSite
from tests.browser.letters import Letters
from tests.commands.installation import Installation
from tests.conftest import mail_settings, run_mail_server
from tests.faults.conftest import Open
from tests.form_examples import EXAMPLES
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.services.clerks import ADMINISTRATOR
from tests.waiting import wait_for
from youcheng.domain.outbox import MailState
from youcheng.i18n.catalogues import translator
from youcheng.machine import reach_mail_server
from youcheng.services.health import Disk, Jobs, Level, Machine, Part, view_health
from youcheng.services.opening import open_form
from youcheng.services.submitting import submit
from youcheng.settings import Settings

EMAIL = "zoe.rochat@example.org"


def send_form(site: BreakableSite) -> tuple[str, str]:
    """A form that was sent; its token and its reference code."""
    answers = {name: one for name, one in EXAMPLES["sports"].items() if name != "attachment"}
    token = site.begin("sports", answers, "fr")
    page = open_form(site.services, token=token).form_token
    sent = submit(site.services, token=token, form_token=page, client="198.51.100.7")
    return token, str(sent.code)


def ask_for_code(site: BreakableSite, code: str) -> httpx.Response:
    """Ask for a one-time code by mail, which lets the site send whatever is due."""
    return httpx.post(
        f"{site.address}/track?lang=ne",
        data={"act": "ask", "code": code, "email": EMAIL},
        headers={"Origin": site.address},
        timeout=60,
    )


def waiting(site: BreakableSite) -> int:
    with site.services.records.read() as uow:
        return uow.outbox.count(MailState.QUEUED) + uow.outbox.count(MailState.SENDING)


def test_mails_wait_for_their_server_and_the_page_confirms_meanwhile(open_site: Open) -> None:
    postbox, port = Postbox(), free_port()
    site = open_site(mail_settings(port))
    token, code = send_form(site)
    asked = ask_for_code(site, code)
    assert asked.status_code == 303
    entering = httpx.get(site.address + asked.headers["location"], timeout=60)
    assert '<html lang="ne"' in entering.text
    assert parse_qs(urlsplit(asked.headers["location"]).query)["challenge"]
    receipt = httpx.get(
        f"{site.address}/programmes?programme=sports&draft={token}&lang=fr", timeout=60
    )
    assert receipt.status_code == 200
    assert code in receipt.text
    assert translator("fr").language.html in receipt.text
    tried = first_tried(site)
    assert waiting(site) >= 2
    assert_the_operator_sees_it(site, port)
    with run_mail_server(postbox, port):
        command(site, port).run("outbox", "--retry", tried)
        assert ask_for_code(site, code).status_code == 303
        letters = Letters(postbox)
        assert letters.wait_for(code)
        assert httpx.get(f"{site.address}/readyz", timeout=60).status_code == 200
    names = [one["Message-ID"] for one in postbox.messages]
    assert len(names) == len({*names})
    assert not site.traceback()


def command(site: BreakableSite, port: int) -> Installation:
    """The commands of the site's installation."""
    named = {name.removeprefix("YOUCHENG_"): value for name, value in mail_settings(port).items()}
    return Installation(Path(site.var), settings=named)


def first_tried(site: BreakableSite) -> str:
    """Id of a mail that was tried once and waits for the next time."""

    def look() -> str:
        with site.services.records.read() as uow:
            found = uow.outbox.in_state(MailState.QUEUED, limit=10)
        return next((one.id for one in found if one.attempts and one.error == "delayed"), "")

    return wait_for(look)


def assert_the_operator_sees_it(site: BreakableSite, port: int) -> None:
    """`doctor` names the server, and the desk's page of the site's health does."""
    found = command(site, port).look("doctor", code=1)["findings"]
    told = next(one for one in found if one["part"] == "mail server")
    assert (told["level"], "does not answer" in told["text"]) == ("problem", True)
    settings = Settings(
        var=site.var,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls="none",
        mail_from="x@example.org",
    )
    machine = Machine(
        check_database=lambda: None,
        reach_mail=lambda: reach_mail_server(settings),
        look_at_jobs=Jobs,
        measure_disk=lambda: Disk(free=1, floor=0),
        versions=dict,
    )
    health = view_health(site.services, actor=ADMINISTRATOR, machine=machine)
    assert health.levels[Part.MAIL_SERVER] is Level.BAD
