"""What is private of a work on show is in no byte that the public can have.

A painting whose private answers are words that exist nowhere else is brought on show. Then every
public address that can be reached is fetched, and every page of the app is opened: no reply, no
header and no message of a websocket may hold one of these words.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2 as httpx
import pytest
from playwright.sync_api import Response, WebSocket, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.served_office import office_of
from tests.browser.visits import Visits
from tests.conftest import FULL
from tests.services.exhibiting import moderate, reveal, schedule, shown, translate
from tests.services.guardian import answer
from tests.services.paintings import FORM, send
from youcheng.content.loader import load_content
from youcheng.domain.form_definitions import Kind, VisibilityClass
from youcheng.domain.gallery import Work
from youcheng.domain.site_map import APP_PAGES, LIGHT_PAGES, PAGES
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.pictures import cut_due_tiles

FEEDS: Final = (
    "/sitemap.xml",
    "/robots.txt",
    "/calendar.ics",
    "/open-data/partners.geojson",
    "/open-data/cooperation.csv",
    "/open-data/cooperation.json",
    "/healthz",
    "/readyz",
)
BUSY: Final = 30
"""How often a crawler comes again to a page that is busy, a second later each time."""
LIMIT: Final = 1500 if FULL else 200
"""Addresses that are fetched at most beside those that the test names."""
_LINKS: Final = re.compile(r"""(?:href|src|action|data-[a-z-]+|content)=["']([^"']+)["']""")
_SETS: Final = re.compile(r"""srcset=["']([^"']+)["']""")


def private_words() -> Mapping[str, str]:
    """A word of its own for each question of the entry whose answer is free and not public."""
    definition = load_content().form(FORM).definition
    found = {}
    for number, asked in enumerate(definition.fields):
        if VisibilityClass.PUB in asked.visibility:
            continue
        word = f"kanarq{chr(97 + number // 26)}{chr(97 + number % 26)}zwy"
        if asked.kind in {Kind.TEXT, Kind.TEXTAREA}:
            found[asked.id] = word.capitalize()
        elif asked.kind is Kind.EMAIL:
            found[asked.id] = f"{word}@example.org"
    return found


WORDS: Final = private_words()


@pytest.fixture(scope="module")
def work(museum: BreakableSite, tmp_path_factory: pytest.TempPathFactory) -> Work:
    """A work on show whose private answers are these words."""
    with office_of(museum, tmp_path_factory.mktemp("canary")) as office:
        paper = send(office, **WORDS)
        answer(paper)
        moderate(paper)
        translate(paper)
        schedule(paper)
        # Samples that wait for the same reveal come on show with it.
        assert reveal(office) >= 1
        # The samples' pictures wait for their tiles as well.
        while cut_due_tiles(office.services):
            pass
        found = shown(paper)
    assert found is not None
    return found


def told(text: bytes) -> list[str]:
    """The private words in it."""
    lower = text.lower()
    words = (word.split("@")[0].lower() for word in WORDS.values())
    return [word for word in words if word.encode() in lower]


def crawl(address: str, first: list[str]) -> Iterator[tuple[str, httpx.Response]]:
    """The first public addresses, then those that can be reached from them, each once."""
    seen, waiting, found_there = set(first), deque(first), deque[str]()
    most, fetched = len(first) + LIMIT, 0
    with httpx.Client(timeout=30) as client:
        while (waiting or found_there) and fetched < most:
            path = (waiting or found_there).popleft()
            fetched += 1
            reply = client.get(address + path)
            for _ in range(BUSY):  # whoever is asked to come again does
                if reply.status_code != 503:
                    break
                time.sleep(1)
                reply = client.get(address + path)
            yield path, reply
            if "html" not in reply.headers.get("content-type", ""):
                continue
            found = _LINKS.findall(reply.text)
            found += [
                one.split()[0] for text in _SETS.findall(reply.text) for one in text.split(",")
            ]
            for link in found:
                parts = urlsplit(urljoin(address + path, link.replace("&amp;", "&").strip()))
                whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
                is_here = f"{parts.scheme}://{parts.netloc}" == address
                if is_here and whole not in seen and not whole.startswith("/static/"):
                    seen.add(whole)
                    # What belongs to the work comes first, should the crawl have to end early.
                    put = (
                        found_there.appendleft
                        if whole.startswith(("/art/", "/img/"))
                        else found_there.append
                    )
                    put(whole)


def test_the_words_stand_in_the_records(museum: BreakableSite, work: Work) -> None:
    assert len(WORDS) >= 6
    with museum.services.records.read() as uow:
        submission = uow.submissions.find(work.submission)
        assert submission is not None
        assert len(told(repr(submission.sent).encode())) >= 5


@pytest.mark.timeout(900)
def test_no_public_address_tells_them(museum: BreakableSite, work: Work) -> None:
    tiles = httpx.get(f"{museum.address}/iiif/{work.picture}/info.json")
    assert tiles.status_code == 200
    with museum.services.records.read() as uow:
        (picture,) = uow.pictures.of(work.submission)
        names = [one.name for one in uow.attachments.of(work.submission) if one.derived_from]
        assert picture.address == work.picture
    first = [
        *(f"/art/{work.code}?lang={one.code}" for one in LANGUAGES),
        *(f"/art/{work.code}?part=view&lang={one.code}" for one in LANGUAGES),
        *(f"/img/{work.picture}/{name}" for name in names if "/" not in name),
        *(f"/iiif/{work.picture}/{name}" for name in names if "/" in name),
        f"/iiif/{work.picture}/info.json",
        f"/gallery/selection?works={work.code}",
        f"/gallery/list?q={work.code}",
        *(page.path for page in (*PAGES, *LIGHT_PAGES)),
        *FEEDS,
    ]
    told_by, fetched, naming, failed = [], 0, 0, []
    for path, reply in crawl(museum.address, first):
        fetched += 1
        if work.code in path and not reply.is_success:
            failed.append((path, reply.status_code, reply.text[:200]))
        naming += work.code in reply.text if "html" in reply.headers.get("content-type", "") else 0
        if words := told(reply.content + repr(reply.headers).encode()):
            told_by.append((path, words))
    assert told_by == []
    assert failed == []
    assert fetched > len(first)
    assert naming >= len(LANGUAGES) + 2


def test_no_message_of_the_app_tells_them(museum: BreakableSite, work: Work, come: Visits) -> None:
    visit = come(new=True)
    heard: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(_bytes(frame)))
        socket.on("framesent", lambda frame: heard.append(_bytes(frame)))

    replies: list[Response] = []
    visit.page.on("websocket", listen)
    visit.page.on("response", lambda reply: replies.append(reply))
    for page in APP_PAGES:
        visit.enter(f"{page.path}?lang=en")
    visit.enter(f"/gallery?lang=en&q={work.code}")
    visit.page.locator("#root .wall li a").click()
    expect(visit.page.locator(f'dialog[open] [data-work="{work.code}"]')).to_be_visible()
    everything = b"\n".join([*heard, *(one.body() for one in replies if "part=" in one.url)])
    assert work.code.encode() in everything
    assert work.picture.encode() in everything
    assert told(everything) == []
    assert told(visit.page.content().encode()) == []
    assert parse_qs(urlsplit(visit.page.url).fragment) == {"work": [work.code]}


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
