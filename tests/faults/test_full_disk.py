"""A disk that is nearly full: visitors are told, everything is read, and nothing is taken."""

from __future__ import annotations

import httpx2 as httpx
import pytest

from tests.app_socket import open_app
from tests.commands.installation import Installation
from tests.faults.conftest import Open
from tests.services.office import make_file
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.drafts import StoreFull

pytestmark = pytest.mark.in_turn("what is away or full")

MORE_THAN_THERE_IS = str(1 << 60)


def test_visitors_are_told_and_what_is_there_is_read(open_site: Open) -> None:
    site = open_site({})
    token = site.begin("culture", {"title": "Kites over the lake"}, "ne")
    site.kill()
    site.settings["YOUCHENG_FREE_DISK"] = MORE_THAN_THERE_IS
    site.start(ready=False)
    t = translator("ne")
    sentence = refusal_sentence(StoreFull(), t)
    refused = httpx.post(
        f"{site.address}/uploads?lang=ne",
        content=make_file(),
        headers={
            "Origin": site.address,
            "X-Draft-Token": token,
            "X-Form-Field": "portfolio",
            "X-File-Name": "x.pdf",
        },
        timeout=60,
    )
    assert (refused.status_code, refused.json()["message"]) == (507, sentence)
    assert int(refused.headers["Retry-After"]) > 0
    with open_app(site.port) as app:
        app.rerun(page="programmes", query="programme=culture&start=1&lang=ne")
        assert sentence in app.shown
    for path in ("/", "/gallery", "/map", f"/programmes?programme=culture&draft={token}"):
        joint = "&" if "?" in path else "?"
        page = httpx.get(f"{site.address}{path}{joint}lang=ne", timeout=60)
        assert page.status_code == 200, path
        assert '<html lang="ne"' in page.text
    assert site.answers(token) == {"title": "Kites over the lake"}
    ready = httpx.get(f"{site.address}/readyz", timeout=60)
    assert (ready.status_code, ready.json()["parts"]["disk"]["state"]) == (200, "down")
    command = Installation(site.var, settings={"FREE_DISK": MORE_THAN_THERE_IS})
    found = command.look("doctor", code=1)["findings"]
    assert any(one["part"] == "disk" and one["level"] == "problem" for one in found)
