"""The guard before the real app: what an open socket may do, and from when on nothing more."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed

from tests.app_socket import AppSocket, open_app
from tests.ports import free_port
from tests.services.accounts import PASSWORD
from tests.services.office import token_in
from tests.web.conftest import wait_until_served
from youcheng.bootstrap import build_services, database_url
from youcheng.domain.actors import SYSTEM, Role
from youcheng.domain.staff import IDLE, LONGEST, Duties
from youcheng.paths import ROOT
from youcheng.services.accounts import add_account, change_roles, set_active
from youcheng.services.ports import Services
from youcheng.services.setting_passwords import set_password
from youcheng.services.signing_in import SignedIn, sign_in, sign_out, sign_out_everywhere
from youcheng.settings import Settings
from youcheng.storage.engine import WRITES, make_engine
from youcheng.storage.migration import migrate
from youcheng.storage.staff_tables import AccountRow, SessionRow
from youcheng.web.middleware.guard import SIGNED_OUT


@dataclass
class StaffedSite:
    """A running site with a page that notes what it does.

    Attributes:
        port: where it answers.
        ledger: file of what ran, a line each: what, and the id of who acts.
        services: over its records.
    """

    port: int
    ledger: Path
    services: Services

    def hire(self) -> SignedIn:
        """A new colleague who is signed in."""
        email = f"{secrets.token_hex(6)}@example.org"
        issued = add_account(
            self.services,
            actor=SYSTEM,
            name="Li",
            email=email,
            duties=Duties(frozenset({Role.LEAD})),
        )
        set_password(self.services, token=token_in(issued.link), password=PASSWORD)
        return sign_in(self.services, email=email, password=PASSWORD, client=secrets.token_hex(4))

    def ran(self) -> list[str]:
        """What has run until now."""
        return self.ledger.read_text("utf-8").split("\n")[:-1] if self.ledger.exists() else []

    def settle(self) -> None:
        """Wait until all that came before has run: a visitor's page is drawn after it."""
        with self.open() as visitor:
            visitor.rerun()

    @contextmanager
    def open(self, token: str = "", *, resumes: str = "", **headers: str) -> Iterator[AppSocket]:
        """The app's socket as a browser with this cookie opens it."""
        cookie = {"Cookie": f"theme=x; youcheng-staff={token}; lang=en"} if token else {}
        with open_app(self.port, resumes=resumes, headers={**cookie, **headers}) as app:
            yield app


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffedSite]:
    """The site, in a process of its own."""
    folder = tmp_path_factory.mktemp("staffed")
    port = free_port()
    settings = Settings(
        var=folder / "var", public_url=f"http://localhost:{port}", sample="off", free_disk=0
    )
    settings.var.mkdir(mode=0o700)
    engine = make_engine(database_url(settings))
    migrate(engine)
    services = build_services(settings, engine, wake=lambda: None)
    running = StaffedSite(port, folder / "ledger.txt", services)
    command = [sys.executable, "-m", "uvicorn", "tests.web.staffed_site:app", "--port", str(port)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "STAFFED_LEDGER": str(running.ledger),
        "YOUCHENG_VAR": str(settings.var),
        "YOUCHENG_PUBLIC_URL": settings.public_url,
        "YOUCHENG_SAMPLE": "off",
    }
    log = folder / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            wait_until_served(port, process, log)
            yield running
        finally:
            process.terminate()
            process.wait(30)
            engine.dispose()
    assert "Traceback" not in log.read_text("utf-8")


def age(site: StaffedSite, signed_in: SignedIn, *, by: timedelta, whole: bool) -> None:
    """Let a session be as old as if time had passed: its last activity, or all of it."""
    with site.services.records.read() as uow:
        (found,) = uow.sessions.of(signed_in.account.id)
    engine = site.services.records._engine  # type: ignore[attr-defined]
    moved = {"started_at": found.started_at - by}
    if not whole:
        moved["seen_at"] = found.seen_at - by
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(update(SessionRow).where(SessionRow.id == found.id).values(**moved))
        connection.execute(
            update(AccountRow)
            .where(AccountRow.id == found.account)
            .values(sessions_from=moved["started_at"])
        )
        connection.commit()


def test_who_is_signed_in_acts_in_run_callback_and_fragment(staffed: StaffedSite) -> None:
    signed_in = staffed.hire()
    before = len(staffed.ran())
    with staffed.open(signed_in.token) as browser:
        browser.rerun()
        browser.rerun("act")
        browser.rerun(fragment=browser.fragment)
    me = signed_in.account.id
    assert staffed.ran()[before:] == [
        *(f"run {me}", f"fragment {me}"),
        *(f"callback {me}", f"run {me}", f"fragment {me}"),
        f"fragment {me}",
    ]


def test_a_visitor_acts_as_nobody(staffed: StaffedSite) -> None:
    before = len(staffed.ran())
    with staffed.open() as browser:
        browser.rerun()
        browser.rerun("act")
    assert set(staffed.ran()[before:]) == {"run nobody", "fragment nobody", "callback nobody"}


@pytest.mark.parametrize(
    "ending",
    ["revoked", "signed out", "signed out everywhere", "other roles", "idle", "eight hours old"],
)
def test_nothing_runs_from_the_next_frame_on_when_a_session_is_over(
    staffed: StaffedSite, ending: str
) -> None:
    signed_in = staffed.hire()
    services, email, token = staffed.services, signed_in.account.email, signed_in.token
    with (
        staffed.open(token) as browser,
        staffed.open(token) as second,
        staffed.open(token) as third,
    ):
        for one in (browser, second, third):
            one.rerun()
            one.rerun("act")
        match ending:
            case "revoked":
                set_active(services, actor=SYSTEM, email=email, active=False)
            case "signed out":
                sign_out(services, session=token)
            case "signed out everywhere":
                sign_out_everywhere(services, session=token)
            case "other roles":
                change_roles(
                    services, actor=SYSTEM, email=email, duties=Duties(frozenset({Role.AUDITOR}))
                )
            case "idle":
                age(staffed, signed_in, by=IDLE, whole=False)
            case _:
                age(staffed, signed_in, by=LONGEST, whole=True)
        before = len(staffed.ran())
        browser.send("act")
        with suppress(ConnectionClosed):
            browser.send("act")
        second.send(fragment=second.fragment)
        third.send()
        for one in (browser, second, third):
            assert one.closed_with() == SIGNED_OUT
    staffed.settle()
    assert staffed.ran()[before:] == ["run nobody", "fragment nobody"]


def test_a_browser_that_comes_back_after_its_session_is_a_visitor_in_an_app_of_its_own(
    staffed: StaffedSite,
) -> None:
    signed_in = staffed.hire()
    with staffed.open(signed_in.token) as browser:
        browser.rerun()
        app = browser.session
        sign_out(staffed.services, session=signed_in.token)
        browser.send()
        assert browser.closed_with() == SIGNED_OUT
    before = len(staffed.ran())
    with staffed.open(signed_in.token, resumes=app) as back:
        back.rerun()
        assert back.session not in {"", app}
    assert staffed.ran()[before:] == ["run nobody", "fragment nobody"]


def test_who_knows_only_the_id_of_an_app_is_not_let_into_it(staffed: StaffedSite) -> None:
    signed_in, other = staffed.hire(), staffed.hire()
    with staffed.services.records.read() as uow:
        (session,) = uow.sessions.of(signed_in.account.id)
    with staffed.open(signed_in.token) as browser:
        browser.rerun()
        claims = {"X-Youcheng-Session": session.id}
        for token, headers in (("", {}), (other.token, {}), ("", claims), (other.token, claims)):
            with staffed.open(token, resumes=browser.session, **headers) as thief:
                thief.rerun()
                assert thief.session not in {"", browser.session}
        browser.rerun("act")
        app = browser.session
    assert staffed.ran()[-3:] == [
        f"{what} {signed_in.account.id}" for what in ("callback", "run", "fragment")
    ]
    with staffed.open(signed_in.token, resumes=app) as back:
        back.rerun()
        assert back.session == app


def test_frames_keep_a_session_alive(staffed: StaffedSite) -> None:
    signed_in = staffed.hire()
    with staffed.open(signed_in.token) as browser:
        browser.rerun()
        age(staffed, signed_in, by=timedelta(minutes=10), whole=False)
        browser.rerun("act")
    with staffed.services.records.read() as uow:
        (session,) = uow.sessions.of(signed_in.account.id)
    assert session.seen_at - session.started_at >= timedelta(minutes=9)


def test_the_log_holds_no_token_and_no_id_of_an_app(staffed: StaffedSite) -> None:
    signed_in = staffed.hire()
    with staffed.open(signed_in.token) as browser:
        browser.rerun()
        app = browser.session
    log = (staffed.ledger.parent / "log.txt").read_text("utf-8")
    assert signed_in.token not in log
    assert app not in log
