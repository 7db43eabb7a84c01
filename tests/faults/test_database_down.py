"""PostgreSQL goes away and comes back: what needs no records goes on, nothing typed is lost, and
nobody has to start the site again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import httpx2 as httpx
import pytest

from tests.app_socket import open_app
from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import KEPT
from tests.conftest import Site
from tests.faults.conftest import Open
from tests.storage_servers import Postgres, run_postgres
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.ports import StoreBusy

pytestmark = pytest.mark.in_turn("what is away or full")

WITHOUT_RECORDS = ("/", "/map", "/map/list", "/partners", "/programmes", "/about", "/open-data")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """One of this test's own, which it stops."""
    with run_postgres() as server:
        yield server


@pytest.fixture
def site_on(postgres: Postgres, open_site: Open) -> BreakableSite:
    return open_site({"YOUCHENG_DATABASE_URL": postgres.create()})


def get(site: Site, path: str, code: str) -> httpx.Response:
    joint = "&" if "?" in path else "?"
    return httpx.get(f"{site.address}{path}{joint}lang={code}", timeout=60)


def assert_not_now(reply: httpx.Response, code: str) -> None:
    """It says in this language that it may be tried again, and when."""
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
    t = translator(code)
    assert refusal_sentence(StoreBusy(), t) in reply.text
    assert f'<html lang="{t.language.html}"' in reply.text


def test_the_site_says_so_and_comes_back_by_itself(
    site_on: BreakableSite, postgres: Postgres
) -> None:
    site = site_on
    token = site.begin("study", {"given_names": "Anna"}, "fr")
    form = f"/programmes?programme=study&draft={token}"
    assert "Anna" in get(site, form, "fr").text
    postgres.server.stop()
    for path in WITHOUT_RECORDS:
        assert get(site, path, "ru").status_code == 200, path
    assert_not_now(get(site, form, "fr"), "fr")
    assert_not_now(get(site, "/gallery", "ru"), "ru")
    assert_not_now(get(site, f"/track?access={token}", "ne"), "ne")
    assert_not_now(get(site, f"/consent/{token}", "ms"), "ms")
    asked = httpx.post(
        f"{site.address}/track?lang=zh",
        data={"act": "ask", "code": "JS-26-7K3M-1", "email": "zoe.rochat@example.org"},
        headers={"Origin": site.address},
        timeout=60,
    )
    assert asked.status_code == 503
    assert refusal_sentence(StoreBusy(), translator("zh")) in asked.text
    with open_app(site.port, headers={"Cookie": "lang=ms"}) as app:
        app.rerun(page="programmes", query=f"programme=study&draft={token}&lang=ms")
        assert translator("ms").gettext(KEPT) in app.shown
        app.rerun(page="programmes", query="programme=study&start=1&lang=ms")
        assert refusal_sentence(StoreBusy(), translator("ms")) in app.shown
    staff = httpx.get(
        f"{site.address}/desk?lang=fr",
        headers={"Cookie": f"youcheng-staff={secrets.token_urlsafe(32)}"},
        timeout=60,
    )
    assert_not_now(staff, "fr")
    ready = httpx.get(f"{site.address}/readyz", timeout=60)
    assert ready.status_code == 503
    assert ready.json()["parts"]["database"]["state"] == "down"
    assert httpx.get(f"{site.address}/healthz", timeout=60).status_code == 200
    postgres.server.start()
    site.wait()
    assert "Anna" in get(site, form, "fr").text
    assert get(site, "/gallery", "ru").status_code == 200
