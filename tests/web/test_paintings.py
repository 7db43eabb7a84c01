"""A painting on the wire: the guardian's page with the picture, and its public addresses."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from PIL import Image
from starlette.testclient import TestClient

from tests.services.exhibiting import exhibit
from tests.services.guardian import answer, link_in, request_of
from tests.services.office import Office, Paper, stored_keys, token_in
from tests.services.paintings import send
from tests.web.test_consents import LARGEST, NINE
from youcheng.domain.states import ReviewState
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.consenting import view_consent
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.withdrawing import withdraw

CANARIES = {
    "child_given_name": "Zwqxkanari",
    "child_family_name": "Vtqzkanari",
    "guardian_name": "Pqyzkanari",
    "school_name": "Kqwxkanari School",
    "guardian_2_email": "xqzkanari@example.org",
    "guardian_email": "yqzkanari@example.org",
}


@pytest.fixture
def entry(office: Office) -> Paper:
    return send(office, **CANARIES)


def _path(entry: Paper) -> str:
    return f"/consent/{link_in(request_of(entry))}"


def _answers(entry: Paper, **changes: str) -> Mapping[str, str]:
    token = link_in(request_of(entry))
    seen = view_consent(entry.office.services, token=token, language="en")
    given = dict.fromkeys((one.id for one in seen.fields), "agree")
    return {"language": "en", "words": seen.digest, **given, **changes}


def test_the_page_shows_the_picture_and_the_nine_headings_and_names_nobody(
    visitor: TestClient, entry: Paper
) -> None:
    for language in LANGUAGES:
        page = visitor.get(f"{_path(entry)}?lang={language.code}")
        assert page.status_code == 200
        for name in NINE:
            assert f'id="{name}"' in page.text
        assert not [one for one in CANARIES.values() if one in page.text]
        (address,) = re.findall(r'<img src="(/consent/[^"]+)"', page.text)
        picture = visitor.get(address)
        assert picture.status_code == 200
        assert picture.headers["cache-control"] == "no-store"
        assert max(Image.open(io.BytesIO(picture.content)).size) == 320
        assert len(page.content) + len(picture.content) <= LARGEST, language.code


def test_every_consent_is_asked_by_itself_and_none_is_ticked(
    visitor: TestClient, entry: Paper
) -> None:
    page = visitor.get(_path(entry))
    radios = re.findall(r'<input type="radio"[^>]*>', page.text)
    assert len(radios) == 2 * len(_answers(entry)) - 4
    assert not [one for one in radios if "checked" in one]


def test_a_picture_is_gone_with_its_link(visitor: TestClient, entry: Paper) -> None:
    path = _path(entry)
    sent = visitor.post(
        path,
        content=urlencode(_answers(entry)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert sent.status_code == 200
    assert entry.stored.review is ReviewState.SUBMITTED
    assert visitor.get(path).status_code == 410
    assert visitor.get(f"{path}/picture").status_code == 410
    assert visitor.get("/consent/nothing/picture").status_code == 404


def test_refusing_what_is_needed_ends_it_kindly(visitor: TestClient, entry: Paper) -> None:
    sent = visitor.post(
        _path(entry),
        content=urlencode(_answers(entry, consent_process="refuse")),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert "We have deleted the picture" in sent.text
    assert entry.stored.review is ReviewState.WITHDRAWN


def test_a_picture_that_is_not_on_show_is_not_there(visitor: TestClient, entry: Paper) -> None:
    with entry.office.services.records.read() as uow:
        (picture,) = uow.pictures.of(entry.submission)
    assert visitor.get(f"/img/{picture.address}/640.webp").status_code == 404
    assert visitor.get(f"/iiif/{picture.address}/info.json").status_code == 404


def test_a_picture_on_show_is_fetched_at_every_size_and_asked_for_again(
    visitor: TestClient, entry: Paper
) -> None:
    visitor.post(
        _path(entry),
        content=urlencode(_answers(entry)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    cut_due_tiles(entry.office.services)
    address = exhibit(entry).picture
    for name in ("320.webp", "480.webp", "640.webp", "960.webp", "1280.jpg", "2560.jpg"):
        found = visitor.get(f"/img/{address}/{name}")
        assert found.status_code == 200
        assert found.headers["cache-control"] == "private, max-age=60, must-revalidate"
        assert found.headers["x-content-type-options"] == "nosniff"
        assert Image.open(io.BytesIO(found.content)).format in {"WEBP", "JPEG"}
        again = visitor.get(
            f"/img/{address}/{name}", headers={"If-None-Match": found.headers["etag"]}
        )
        assert again.status_code == 304
    assert visitor.get(f"/img/{address}/999.webp").status_code == 404
    info = visitor.get(f"/iiif/{address}/info.json").json()
    assert (info["width"], info["height"], info["profile"]) == (2000, 1500, "level0")
    assert info["id"].endswith(f"/iiif/{address}")
    (tiles,) = info["tiles"]
    last = tiles["scaleFactors"][-1]
    wide, high = -(-2000 // last), -(-1500 // last)
    whole = visitor.get(f"/iiif/{address}/full/{wide},{high}/0/default.jpg")
    assert whole.status_code == 200
    assert Image.open(io.BytesIO(whole.content)).size == (wide, high)


def test_the_store_is_not_asked_for_what_a_browser_has_already(
    visitor: TestClient, entry: Paper
) -> None:
    answer(entry)
    picture = f"/img/{exhibit(entry).picture}/640.webp"
    tag = visitor.get(picture).headers["etag"]
    files = entry.office.services.files
    for key in stored_keys(files):
        files.delete(key)
    assert visitor.get(picture).status_code == 404
    kept = visitor.get(picture, headers={"If-None-Match": tag})
    assert (kept.status_code, kept.headers["etag"]) == (304, tag)


def test_a_link_preview_shows_the_card_of_a_work_once_it_is_drawn(
    visitor: TestClient, entry: Paper
) -> None:
    answer(entry)
    code = str(entry.stored.code)
    assert visitor.get(f"/art/{code}/card.jpg").status_code == 404
    work = exhibit(entry)
    assert visitor.get(f"/art/{code}/card.jpg").status_code == 404
    before = visitor.get(f"/art/{code}").text
    assert f"/img/{work.picture}/1280.jpg" in before[: before.index("</head>")]
    assert "card.jpg" not in before
    cut_due_tiles(entry.office.services)
    page = visitor.get(f"/art/{code}?country=CH&lang=fr").text
    found = {
        name: re.findall(rf'<meta property="og:image{name}" content="([^"]+)">', page)
        for name in ("", ":width", ":height", ":alt")
    }
    assert found[""] == [f"https://youcheng.example/art/{code}/card.jpg"]
    assert (found[":width"], found[":height"]) == (["1200"], ["630"])
    assert found[":alt"] == [work.alt_in("fr")[1]]
    card = visitor.get(urlsplit(found[""][0]).path)
    assert card.status_code == 200
    assert card.headers["content-type"] == "image/jpeg"
    assert card.headers["cache-control"] == "private, max-age=60, must-revalidate"
    assert len(card.content) <= 200_000
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    again = visitor.get(f"/art/{code}/card.jpg", headers={"If-None-Match": card.headers["etag"]})
    assert again.status_code == 304
    assert visitor.get("/art/JS-26-0000-0/card.jpg").status_code == 404
    assert visitor.get("/art/nothing/card.jpg").status_code == 404


def test_after_the_withdrawal_every_address_says_that_it_is_gone(
    visitor: TestClient, entry: Paper
) -> None:
    visitor.post(
        _path(entry),
        content=urlencode(_answers(entry)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    cut_due_tiles(entry.office.services)
    with entry.office.services.records.read() as uow:
        (picture,) = uow.pictures.of(entry.submission)
        names = [one.name for one in uow.attachments.of(entry.submission) if one.derived_from]
    work = exhibit(entry)
    mail = entry.mails("painting_consent_receipt")[-1]
    withdraw(entry.office.services, token=token_in(mail.facts["withdraw_link"]))
    addresses = [
        f"/art/{work.code}",
        f"/art/{work.code}/card.jpg",
        f"/iiif/{picture.address}/info.json",
        *(f"/img/{picture.address}/{name}" for name in names if "/" not in name),
        *(f"/iiif/{picture.address}/{name}" for name in names if "/" in name),
    ]
    assert len(addresses) > 5
    for address in addresses:
        gone = visitor.get(address)
        assert gone.status_code == 410, address
        assert "no-store" in gone.headers["cache-control"]
    entry.office.assert_log_is_whole()


def test_no_public_reply_holds_a_private_answer(visitor: TestClient, entry: Paper) -> None:
    visitor.post(
        _path(entry),
        content=urlencode(_answers(entry)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    cut_due_tiles(entry.office.services)
    work = exhibit(entry)
    address = work.picture
    paths = [
        f"/art/{work.code}/card.jpg",
        *("/gallery", "/gallery/list", f"/gallery?q={work.code}", "/gallery?country=CH&band=8-10"),
        *(f"/gallery/list?q={word}" for word in CANARIES.values()),
        *(f"/art/{work.code}?lang={one.code}" for one in LANGUAGES),
        *(
            f"/img/{address}/{name}"
            for name in ("320.webp", "480.webp", "640.webp", "960.webp", "1280.jpg", "2560.jpg")
        ),
        *("/", "/compete", "/about", "/map/list", "/sitemap.xml", "/calendar.ics"),
        *("/open-data/cooperation.json", "/robots.txt", f"/iiif/{address}/info.json"),
    ]
    for path in paths:
        reply = visitor.get(path)
        # What a visitor searches for is theirs; it is told back to them and to nobody else.
        asked = dict(parse_qsl(urlsplit(path).query)).get("q", "")
        everything = reply.content + str(reply.headers).encode()
        found = [one for one in CANARIES.values() if one != asked and one.encode() in everything]
        assert not found, path
        assert not asked or asked == work.code or "0 works" in reply.text, path
