"""The bucket goes away and comes back: files are refused kindly, and the gallery stands."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from tests.browser.breakable_site import BreakableSite, Line
from tests.faults.conftest import Open
from tests.services.office import make_file
from tests.services.samples import small_entries
from youcheng.domain.audit import Via
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.gallery import list_codes
from youcheng.services.ports_files import StoreDown
from youcheng.services.sampling import add_samples
from youcheng.storage.files import S3Settings

pytestmark = pytest.mark.in_turn("what is away or full")


@pytest.fixture
def line(s3_settings: S3Settings) -> Iterator[Line]:
    """The way to the bucket, which the test cuts."""
    made = Line(int(urlsplit(s3_settings.endpoint).port or 0))
    yield made
    made.close()


@pytest.fixture
def site(open_site: Open, s3_settings: S3Settings, line: Line) -> BreakableSite:
    reached = replace(s3_settings, endpoint=f"http://127.0.0.1:{line.port}")
    return open_site(
        {
            "YOUCHENG_S3_BUCKET": reached.bucket,
            "YOUCHENG_S3_ENDPOINT": reached.endpoint,
            "YOUCHENG_S3_ACCESS_KEY": reached.access_key,
            "YOUCHENG_S3_SECRET_KEY": reached.secret_key,
            "YOUCHENG_S3_PREFIX": reached.prefix,
        }
    )


def send(site: BreakableSite, token: str, code: str) -> httpx.Response:
    """A file on its way to a form, from a page in this language."""
    return httpx.post(
        f"{site.address}/uploads?lang={code}",
        content=make_file(),
        headers={
            "Origin": site.address,
            "X-Draft-Token": token,
            "X-Form-Field": "portfolio",
            "X-File-Name": secrets.token_hex(4) + ".pdf",
        },
        timeout=120,
    )


def parts(site: BreakableSite) -> dict[str, str]:
    found = httpx.get(f"{site.address}/readyz", timeout=60).json()["parts"]
    return {name: part["state"] for name, part in found.items()}


def test_a_file_is_refused_kindly_and_what_was_typed_stays(site: BreakableSite, line: Line) -> None:
    token = site.begin("culture", {"title": "Kites over the lake"}, "ms")
    assert send(site, token, "ms").status_code == 200
    before = site.answers(token)
    line.cut()
    refused = send(site, token, "ms")
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.json()["message"] == refusal_sentence(StoreDown(), translator("ms"))
    assert site.answers(token) == before
    form = httpx.get(
        f"{site.address}/programmes?programme=culture&draft={token}&step=project&lang=ms",
        timeout=60,
    )
    assert form.status_code == 200
    assert (parts(site)["files"], parts(site)["database"]) == ("down", "ok")
    line.mend()
    assert send(site, token, "ms").status_code == 200
    assert len(site.answers(token)["portfolio"]) == 2  # type: ignore[arg-type]
    assert parts(site)["files"] == "ok"


def test_the_gallery_stands_and_a_picture_is_to_be_asked_for_again(
    site: BreakableSite, line: Line
) -> None:
    add_samples(site.services, entries=small_entries(site, 12), via=Via.COMMAND, workers=2)
    code = list_codes(site.services)[0]
    page = httpx.get(f"{site.address}/art/{code}?lang=fr", timeout=60)
    assert page.status_code == 200
    (picture, *_) = re.findall(r"/img/[^\s\"',]+", page.text)
    seen = httpx.get(f"{site.address}{picture}", timeout=60)
    assert seen.status_code == 200
    line.cut()
    for path in ("/", "/gallery?lang=ru", "/gallery/list?lang=ne", f"/art/{code}?lang=fr"):
        assert httpx.get(f"{site.address}{path}", timeout=60).status_code == 200, path
    away = httpx.get(f"{site.address}{picture}", timeout=60)
    assert away.status_code == 503
    assert int(away.headers["Retry-After"]) > 0
    assert away.headers["Cache-Control"] == "no-store"
    line.mend()
    again = httpx.get(f"{site.address}{picture}", timeout=60)
    assert again.content == seen.content
