"""A work on paper: one sheet with its picture, its words, its label and its address."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route
from starlette.testclient import TestClient

from tests.databases import Databases
from tests.documents.pdf_reading import read_text, squeeze
from tests.services.exhibiting import MODERATOR, exhibit
from tests.services.guardian import answer
from tests.services.office import Office
from tests.services.paintings import send
from tests.waiting import wait_for
from tests.web.called_routes import routed_office, visitor_of_routes
from youcheng.domain.gallery import Words
from youcheng.services.publishing import translate_work

SEE = "На картине озеро, две лодки и красная луна над горами. " * 5
STORY = "Мы с дедушкой ждали луну до самой ночи, а она пришла пить воду. " * 9


def _print(chromium: Browser, visitor: TestClient, path: str) -> bytes:
    """What Chromium makes of a page on A4 when its button is pressed."""

    def reply(route: Route) -> None:
        parts = urlsplit(route.request.url)
        found = visitor.get(f"{parts.path}?{parts.query}")
        kind = found.headers.get("content-type", "")
        route.fulfill(status=found.status_code, content_type=kind, body=found.content)

    context = chromium.new_context()
    try:
        page = context.new_page()
        page.route("**/*", reply)
        page.add_init_script("window.print = () => { window.printed = true; }")
        page.goto(f"http://localhost{path}", wait_until="load")
        page.locator("[data-do=print]").click()
        wait_for(
            lambda: page.evaluate("window.printed"),
            seconds=20,
            sleep=lambda length: page.wait_for_timeout(1000 * length),
        )
        return page.pdf(format="A4")
    finally:
        context.close()


def _pages(pdf: bytes) -> int:
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout
    found = re.search(rb"Pages:\s+(\d+)", told)
    assert found is not None
    return int(found[1])


def _pictures(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of the pictures in a PDF, in pixels."""
    told = subprocess.run(
        ["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return [(int(row[3]), int(row[4])) for row in map(str.split, told.splitlines()[2:])]


@pytest.fixture
def desk(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose services are those of the routes."""
    with routed_office(databases, tmp_path, monkeypatch) as office:
        yield office


def test_a_work_with_the_longest_words_fits_on_one_sheet(chromium: Browser, desk: Office) -> None:
    paper = send(desk, what_do_you_see=SEE.strip(), story=STORY.strip())
    answer(paper)
    work = exhibit(paper)
    for language in ("zh", "en"):
        translate_work(
            desk.services,
            code=paper.stored.code,
            language=language,
            words=Words("The lake falls asleep", SEE, STORY),
            mover=MODERATOR,
        )
    pdf = _print(chromium, visitor_of_routes(), f"/art/{work.code}?lang=fr")
    assert _pages(pdf) == 1
    text = squeeze(read_text(pdf))
    shown = [work.words.title, SEE, STORY, work.code, "Suisse", f"/art/{work.code}"]
    for one in shown:
        assert squeeze(one) in text, one
    assert (1280, 960) in _pictures(pdf)
