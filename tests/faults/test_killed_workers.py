"""A worker is killed in mid-work: a picture is taken all the same, and each mail leaves once."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

import httpx2 as httpx
import psutil
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.breakable_site import BreakableSite
from tests.conftest import mail_settings, run_mail_server
from tests.faults.conftest import Open
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.services.paintings import photo
from tests.waiting import wait_for
from youcheng.domain.outbox import LEASE, MailState, OutboxMail
from youcheng.services.drafts import mail_form_link

pytestmark = pytest.mark.in_turn("killed workers or idle sockets")

FORM, FIELD = "painting-2026", "image"
MAILS = 24
ROUNDS = 3
"""That of a start, that of a minute and one that was interrupted may send at once, a mail each."""


def clean_process(site: BreakableSite) -> psutil.Process:
    """The process that looks at pictures for the site."""

    def look() -> psutil.Process | None:
        for one in psutil.Process(site.pid).children():
            with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
                if "youcheng.media.worker_process" in one.cmdline():
                    return one
        return None

    return wait_for(look)


def send(site: BreakableSite, token: str, picture: bytes) -> httpx.Response:
    return httpx.post(
        f"{site.address}/uploads?lang=fr",
        content=picture,
        headers={
            "Origin": site.address,
            "X-Draft-Token": token,
            "X-Form-Field": FIELD,
            "X-File-Name": "IMG_0001.jpg",
        },
        timeout=120,
    )


def test_a_picture_whose_worker_is_killed_is_taken_by_the_next_one(open_site: Open) -> None:
    site = open_site({})
    first, second, third = (site.begin(FORM, {}, "fr") for _ in range(3))
    assert send(site, first, photo(1)).status_code == 200
    worker = clean_process(site)
    replies: list[httpx.Response] = []
    large = photo(2, width=9000, height=6000)
    sending = threading.Thread(target=lambda: replies.append(send(site, second, large)))
    sending.start()
    # Not by psutil, which looks through all processes: the child may be gone by then.
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children")
    wait_for(lambda: children.read_text("ascii"), pause=0.002)
    worker.kill()
    sending.join()
    assert replies[0].status_code == 200, replies[0].text
    assert send(site, third, photo(3)).status_code == 200
    assert clean_process(site).pid != worker.pid
    assert len(site.answers(second)[FIELD]) == 1  # type: ignore[arg-type]
    assert not site.traceback()


class SlowPostbox(Postbox):
    """Takes its time for each mail."""

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(0.2)
        return await super().handle_DATA(server, session, envelope)


def test_a_site_that_is_killed_while_it_mails_sends_each_mail_once(
    open_site: Open, tmp_path: Path
) -> None:
    postbox, port = SlowPostbox(), free_port()
    with run_mail_server(postbox, port):
        site = open_site(mail_settings(port))
        site.kill()
        for number in range(MAILS):
            address = f"anna{number}@example.org"
            token = site.begin("study", {"email": address, "given_names": "Anna"}, "fr")
            mail_form_link(site.services, token=token)
        site.start()
        wait_for(lambda: len(postbox.messages) >= MAILS // 4)
        site.kill()
        started = site.services.clock()
        site.start()
        left: list[OutboxMail] = []

        def all_tried() -> bool:
            with site.services.records.read() as uow:
                left[:] = uow.outbox.in_state(MailState.SENDING, limit=MAILS)
                waits = uow.outbox.count(MailState.QUEUED)
            return not waits and all(one.next_at <= started + LEASE for one in left)

        wait_for(all_tried, seconds=90)
        names = [one["Message-ID"] for one in postbox.messages]
        assert len(names) == len({*names})
        # What was on its way is tried again once its lease is over, under its old name: the server
        # may have taken it, and nobody knows.
        assert len(left) <= ROUNDS
        assert MAILS <= len(names) + len(left) <= MAILS + ROUNDS
        assert all(one.next_at <= site.services.clock() + LEASE for one in left)
        assert not site.traceback()
