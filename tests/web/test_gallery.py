"""The gallery on the wire: the wall, its list, and the page of a work, without any script."""

from __future__ import annotations

import html
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from tests.databases import Databases
from tests.services.exhibiting import MODERATOR, TRANSLATIONS, exhibit
from tests.services.guardian import answer
from tests.services.office import Office, run_office
from tests.services.paintings import send
from tests.services.samples import fill, small_entries
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.gallery import view_gallery
from youcheng.services.publishing import take_down_work
from youcheng.storage.files import open_files

HEAVIEST = 100_000
"""Bytes of a page before its pictures."""


class Edition(NamedTuple):
    """Where the records and the files of an edition lie."""

    database: str
    files: Path


@pytest.fixture
def work(office: Office) -> Work:
    paper = send(office)
    answer(paper)
    return exhibit(paper)


@pytest.fixture(scope="session")
def edition(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A sample edition that is made once: each test gets a copy of its own."""
    folder, url = tmp_path_factory.mktemp("edition"), databases.create("sqlite")
    with run_office(url, open_files(folder / "files", None), folder) as office:
        fill(office, *small_entries(office, 60))
        database = str(office.engine.url.database)
    yield Edition(database, folder / "files")
    databases.drop(url)


@pytest.fixture
def samples(office: Office, edition: Edition, tmp_path: Path) -> list[Work]:
    with (
        closing(sqlite3.connect(edition.database)) as made,
        closing(sqlite3.connect(str(office.engine.url.database))) as copy,
    ):
        made.backup(copy)
    shutil.copytree(edition.files, tmp_path / "files", dirs_exist_ok=True)
    return list(view_gallery(office.services, choice=Choice(), limit=100).works)


def codes(page: str) -> list[str]:
    return re.findall(r'<a href="/art/([0-9A-Z-]+)', page)


def words_of(page: str) -> list[str]:
    return re.findall(r'<img src="/img/[^>]* alt="([^"]*)"', page)


def test_the_wall_shows_the_first_works_with_sizes_and_words(
    visitor: TestClient, samples: list[Work]
) -> None:
    assert len(samples) > 24
    page = visitor.get("/gallery")
    assert page.status_code == 200
    assert codes(page.text) == [one.code for one in samples[:24]]
    pictures = re.findall(r'<img src="/img/[^>]*>', page.text)
    assert len(pictures) == 24
    for one in pictures:
        assert re.search(r'width="\d+" height="\d+"', one)
        assert re.search(r"320\.webp \d+w, [^ ]+480\.webp \d+w, [^ ]+640\.webp \d+w", one)
    assert sum('loading="lazy"' in one for one in pictures) == 20
    assert all(len(text) > 10 for text in words_of(page.text))
    assert f"{len(samples)} works" in page.text
    assert "painted by a program" in page.text
    assert len(page.content) < HEAVIEST


def test_the_wall_alone_is_the_wall_without_head_and_footer(
    visitor: TestClient, samples: list[Work]
) -> None:
    whole = visitor.get("/gallery?lang=fr&theme=water").text
    alone = visitor.get("/gallery?lang=fr&theme=water&part=wall").text
    assert alone.startswith(
        '<div class="wrap gallery" data-wall="/gallery?theme=water&amp;lang=fr"'
    )
    assert alone.strip() in whole
    assert codes(alone) == codes(whole) != []


@pytest.mark.parametrize("address", ["/gallery", "/gallery?part=wall", "/gallery/list"])
def test_a_page_that_was_asked_for_before_shows_no_work_that_is_gone(
    visitor: TestClient, office: Office, samples: list[Work], address: str
) -> None:
    number, *others = [one.code for one in samples]
    assert codes(visitor.get(address).text)[0] == number
    assert codes(visitor.get(address).text)[0] == number
    take_down_work(office.services, code=parse_reference_code(number), mover=MODERATOR)
    page = visitor.get(address)
    assert codes(page.text)[: len(others)] == others[:24]
    assert number not in page.text
    assert f"{len(others)} works" in page.text


def test_a_picture_from_before_a_size_is_shown_by_its_next_larger_copy(
    visitor: TestClient, office: Office, work: Work
) -> None:
    address = f"/img/{work.picture}/"
    assert visitor.get(address + "480.webp").content != visitor.get(address + "640.webp").content
    with office.engine.begin() as connection:
        gone = connection.execute(text("DELETE FROM attachment WHERE name = '480.webp'"))
        assert gone.rowcount == 1
    assert visitor.get(address + "480.webp").content == visitor.get(address + "640.webp").content
    assert visitor.get(address + "481.webp").status_code == 404


def test_the_pages_lead_through_every_work(visitor: TestClient, samples: list[Work]) -> None:
    for path in ("/gallery", "/gallery/list"):
        found, address = [], path
        while address:
            page = visitor.get(address).text
            found += codes(page)
            links = re.findall(r'rel="next" href="([^"]+)"', page)
            address = links[0].replace("&amp;", "&") if links else ""
        assert found == [one.code for one in samples]


@pytest.mark.parametrize("path", ["/gallery", "/gallery/list"])
def test_each_filter_leads_to_as_many_works_as_it_says(
    visitor: TestClient, samples: list[Work], path: str
) -> None:
    page = visitor.get(f"{path}?theme=water").text
    links = re.findall(rf'<a href="({path}\?[^"]+)"[^>]*>[^<]* <small>(\d+)</small>', page)
    assert len(links) > 15
    for address, count in links:
        found = visitor.get(address.replace("&amp;", "&")).text
        number = re.search(r'role="status">(\d+) work', found)
        assert number is not None
        assert number[1] == count, address


def test_a_search_finds_two_characters_and_goes_on_without_a_script(
    visitor: TestClient, samples: list[Work]
) -> None:
    page = visitor.get("/gallery", params={"q": "小桥", "lang": "zh", "country": "CN"}).text
    wanted = Choice({Facet.COUNTRY: "CN"}, "小桥")
    assert codes(page) == [one.code for one in samples if wanted.chooses(one)] != []
    form = page[page.index('<form class="find"') :]
    assert 'action="/gallery" method="get"' in form
    assert '<input type="hidden" name="country" value="CN">' in form
    assert 'value="小桥"' in form


def test_what_nobody_painted_is_said_kindly(visitor: TestClient, work: Work) -> None:
    for query in ("country=ZZ", "q=nothing+like+this", "band=99&technique=ink"):
        for path in ("/gallery", "/gallery/list"):
            page = visitor.get(f"{path}?{query}")
            assert page.status_code == 200
            assert "No work fits all of this" in page.text
            assert codes(page.text) == []


def test_a_work_has_a_page_that_a_link_preview_can_read(visitor: TestClient, work: Work) -> None:
    page = visitor.get(f"/art/{work.code}?country=CH")
    assert page.status_code == 200
    assert len(page.content) < HEAVIEST
    head, body = page.text.split("</head>")
    alt = TRANSLATIONS["en"].see
    assert "<title>Le lac s’endort · Gallery" in head
    assert f'<meta name="description" content="{work.alt_in("en")[1]}">' in head
    canonical = re.search(r'rel="canonical" href="([^"]+)"', head)
    assert canonical is not None
    assert canonical[1].endswith(f"/art/{work.code}?lang=en")
    assert len(re.findall(r'rel="alternate" hreflang=', head)) == len(LANGUAGES) + 1
    picture = re.search(r'og:image" content="[^"]*?(/img/[^"]+)"', head)
    assert picture is not None
    assert visitor.get(picture[1]).status_code == 200
    assert f'alt="{alt}"' in body
    assert body.index("The moon comes to drink.") < body.index("<h1")
    scripts = re.findall("<script[^>]*>", page.text)
    assert scripts[0] == '<script type="application/ld+json">'
    assert [one.startswith('<script type="module" src="/assets/') for one in scripts[1:]] == [True]
    for one in LANGUAGES:
        assert f'href="/art/{work.code}?lang={one.code}"' in body


def test_a_work_is_read_in_the_childs_words_and_in_a_translation(
    visitor: TestClient, work: Work
) -> None:
    page = visitor.get(f"/art/{work.code}?lang=zh").text
    assert f'alt="{TRANSLATIONS["zh"].see}"' in page
    _, said = page.split('<blockquote lang="en">')
    first, translated = said.split('<section class="translation">')
    assert work.words.see in first
    assert TRANSLATIONS["zh"].see in translated
    assert TRANSLATIONS["zh"].title in translated
    own = visitor.get(f"/art/{work.code}?lang=en").text
    assert "translation" not in own[own.index("<main") :]


def test_neighbours_keep_the_filter(visitor: TestClient, samples: list[Work]) -> None:
    chosen = [one for one in samples if one.country == "CN"]
    page = visitor.get(f"/art/{chosen[1].code}?country=CN").text
    beside = page[page.index('id="beside"') :]
    assert codes(beside) == [chosen[0].code, chosen[2].code]
    assert f'href="/art/{chosen[2].code}?country=CN&amp;lang=en"' in beside
    assert 'href="/gallery?country=CN&amp;lang=en"' in page


@pytest.mark.parametrize("code", ["JS-26-0000-0", "nothing", "%00", "JS-26-7K3M-1'"])
def test_an_unknown_work_is_not_found(visitor: TestClient, office: Office, code: str) -> None:
    page = visitor.get(f"/art/{code}")
    assert page.status_code == 404
    assert "noindex" in page.text


@pytest.mark.parametrize("path", ["/gallery", "/gallery/list"])
def test_an_empty_wall_says_when_pictures_come_and_leads_to_the_competition(
    visitor: TestClient, path: str
) -> None:
    page = visitor.get(f"{path}?lang=en").text
    assert "The wall is still empty" in page
    assert 'href="/compete?lang=en"' in page
    assert "No work fits all of this" not in page
    narrowed = visitor.get(f"{path}?lang=en&q=dragon").text
    assert "No work fits all of this" in narrowed
    assert "The wall is still empty" not in narrowed


def test_a_search_is_shown_without_what_no_page_can_show(visitor: TestClient) -> None:
    page = visitor.get("/gallery/list?lang=en&q=%00%01dragon%1B%0Amoon")
    assert 'value="dragon moon"' in page.text


def test_a_work_in_its_window_is_the_same_work_without_head_and_footer(
    visitor: TestClient, work: Work
) -> None:
    page = visitor.get(f"/art/{work.code}?lang=en")
    window = visitor.get(f"/art/{work.code}?lang=en&part=view")
    assert window.status_code == 200
    assert window.text.startswith("<article")
    assert "<header" not in window.text
    for words in (work.words.title, work.words.see, work.picture, work.alt_in("en")[1]):
        assert words.split("’")[0] in page.text
        assert words.split("’")[0] in window.text
    unknown = visitor.get("/art/JS-26-0000-0?part=view")
    assert unknown.status_code == 404
    assert "<header" not in unknown.text


def test_what_a_device_keeps_of_a_work_is_public(visitor: TestClient, work: Work) -> None:
    page = visitor.get(f"/art/{work.code}?lang=en").text
    found = re.search(r'data-record="([^"]+)"', page)
    assert found is not None
    record = json.loads(html.unescape(found[1]))
    assert record == {
        "code": work.code,
        "picture": work.picture,
        "ratio": round(work.width / work.height, 4),
        "title": work.words.title,
        "alt": TRANSLATIONS["en"].see,
        "byline": record["byline"],
        "lang": "en",
    }
    assert work.submission not in page


def test_the_hall_is_that_of_the_newest_edition_and_room_follows_room(
    visitor: TestClient, samples: list[Work]
) -> None:
    address, found = "/gallery/hall?lang=en", []
    while address:
        room = visitor.get(address)
        assert len(room.content) < HEAVIEST
        found += codes(room.text)
        links = re.findall(r'rel="next" href="([^"]+)"', room.text)
        address = html.unescape(links[0]) if links else ""
        if address:
            assert "edition=2026" in address
    assert found == [one.code for one in samples]


def test_an_empty_hall_says_so(visitor: TestClient) -> None:
    for path, words in (
        ("/gallery/hall", "The wall is still empty"),
        ("/gallery/hall?edition=1999", "No work fits all of this"),
    ):
        page = visitor.get(path)
        assert page.status_code == 200
        assert words in page.text


def test_a_shared_selection_shows_what_is_on_show_in_its_order(
    visitor: TestClient, samples: list[Work]
) -> None:
    wanted = [samples[5].code, samples[0].code, samples[9].code]
    named = ".".join([wanted[0], "JS-26-0000-0", wanted[1], "<script>", wanted[2], wanted[0]])
    page = visitor.get("/gallery/selection", params={"works": named, "lang": "en"})
    assert codes(page.text) == wanted
    assert "3 works" in page.text
    nothing = visitor.get("/gallery/selection", params={"works": "JS-26-0000-0"})
    assert codes(nothing.text) == []
    assert "None of these works is on show" in nothing.text


def test_a_selection_holds_sixty_works_at_most(visitor: TestClient, samples: list[Work]) -> None:
    many = ["JS-26-0000-0"] * 59 + [one.code for one in samples[:3]]
    page = visitor.get("/gallery/selection", params={"works": ".".join(many)})
    assert codes(page.text) == [samples[0].code]


def data_of(page: str) -> dict[str, object]:
    """What a page says of itself to machines."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data: dict[str, object] = json.loads(found)
    return data


def test_a_work_says_what_it_is_to_machines_and_names_nobody(
    visitor: TestClient, work: Work
) -> None:
    data = data_of(visitor.get(f"/art/{work.code}?lang=zh&country=CH").text)
    origin = "https://youcheng.example"
    assert data == {
        "@context": "https://schema.org",
        "@type": "VisualArtwork",
        "url": f"{origin}/art/{work.code}?lang=zh",
        "name": TRANSLATIONS["zh"].title,
        "description": TRANSLATIONS["zh"].see,
        "inLanguage": "zh-Hans",
        "image": f"{origin}/img/{work.picture}/1280.jpg",
        "artMedium": "水粉",
        "dateCreated": "2026",
        "isPartOf": {
            "@type": "Collection",
            "name": "国际青少年绘画赛",
            "url": f"{origin}/gallery?edition=2026&lang=zh",
        },
    }


def test_a_name_that_is_shown_is_told_to_machines(visitor: TestClient, office: Office) -> None:
    paper = send(office, public_name_choice="alias", alias="Little Fish")
    answer(paper)
    data = data_of(visitor.get(f"/art/{exhibit(paper).code}").text)
    assert data["creator"] == {"@type": "Person", "name": "Little Fish"}


def test_no_word_of_a_child_ends_the_data(visitor: TestClient, office: Office) -> None:
    title = "</script><script>alert(1)</script><!--&amp;"
    paper = send(office, title=title)
    answer(paper)
    page = visitor.get(f"/art/{exhibit(paper).code}?lang=en").text
    data = data_of(page)
    assert data["name"] == title
    assert page.count("<script") == 2


def test_the_home_page_shows_six_works_awarded_ones_first(
    visitor: TestClient, samples: list[Work]
) -> None:
    page = visitor.get("/?lang=en").text
    shown = codes(page)
    by_code = {one.code: one for one in samples}
    assert len({*shown}) == 6
    assert all(by_code[one].award for one in shown)
    assert len({by_code[one].country for one in shown}) > 3
    pictures = re.findall(r'<img src="/img/[^>]*>', page)
    assert len(pictures) == 6
    for one in pictures:
        assert re.search(r'width="\d+" height="\d+" alt="[^"]{10,}"', one)
        assert 'loading="lazy"' in one
    assert 'href="/gallery?lang=en">See all pictures' in page
    assert "painted by a program" in page


def test_the_home_page_says_nothing_of_a_gallery_that_is_empty(visitor: TestClient) -> None:
    page = visitor.get("/?lang=en")
    assert page.status_code == 200
    assert "From the gallery" not in page.text
