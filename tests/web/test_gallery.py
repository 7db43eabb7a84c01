"""The gallery on the wire: the wall, its list, and the page of a work, without any script."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from tests.services.exhibiting import TRANSLATIONS, exhibit
from tests.services.guardian import answer
from tests.services.office import Office
from tests.services.paintings import send
from tests.services.samples import fill, small_entries
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.gallery import view_gallery

HEAVIEST = 100_000
"""Bytes of a page before its pictures."""


@pytest.fixture
def work(office: Office) -> Work:
    paper = send(office)
    answer(paper)
    return exhibit(paper)


@pytest.fixture
def samples(office: Office) -> list[Work]:
    fill(office, *small_entries(office, 60))
    return list(view_gallery(office.services, choice=Choice(), limit=100).works)


def codes(html: str) -> list[str]:
    return re.findall(r'<a href="/art/([0-9A-Z-]+)', html)


def words_of(html: str) -> list[str]:
    return re.findall(r'<img src="/img/[^>]* alt="([^"]*)"', html)


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
        assert re.search(r"320\.webp \d+w, [^ ]+640\.webp \d+w", one)
    assert sum('loading="lazy"' in one for one in pictures) == 20
    assert all(len(text) > 10 for text in words_of(page.text))
    assert f"{len(samples)} works" in page.text
    assert "painted by a program" in page.text
    assert len(page.content) < HEAVIEST


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
    assert re.findall("<script[^>]*>", page.text) == ['<script type="application/ld+json">']
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
    assert page.count("<script") == 1


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
