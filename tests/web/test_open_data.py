"""The open data and the calendar, read by the tools that their users have."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar, Event
from starlette.applications import Starlette
from starlette.testclient import TestClient

from youcheng.content.loader import load_content
from youcheng.i18n.languages import LANGUAGES
from youcheng.paths import ROOT
from youcheng.services.open_data import COLUMNS, LICENCE
from youcheng.web.routes import calendar, open_data

OPEN = ("", "/", "/cooperation.csv", "/cooperation.json", "/partners.geojson")


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[*open_data.routes, *calendar.routes]))


def _table(client: TestClient) -> list[dict[str, str]]:
    content = client.get("/open-data/cooperation.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _json(client: TestClient, name: str) -> Any:
    return client.get(f"/open-data/{name}").json()


@pytest.mark.parametrize("path", OPEN)
def test_other_sites_may_read_it(client: TestClient, path: str) -> None:
    headers = client.get(f"/open-data{path}", headers={"Origin": "https://else.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cache-control"] == "public, max-age=3600"
    assert 'rel="license"' in headers["link"]
    assert "set-cookie" not in headers


def test_the_calendar_is_not_for_other_sites_scripts(client: TestClient) -> None:
    assert "access-control-allow-origin" not in client.get("/calendar.ics").headers


def test_table_has_every_item_and_the_columns_that_are_described(client: TestClient) -> None:
    rows = _table(client)
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [row["id"] for row in rows] == [item.id for item in load_content().items]


def test_table_opens_in_a_spreadsheet_with_its_chinese_whole(client: TestClient) -> None:
    reply = client.get("/open-data/cooperation.csv")
    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert reply.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert "youcheng-cooperation.csv" in reply.headers["content-disposition"]
    for row, item in zip(_table(client), load_content().items, strict=True):
        for language in LANGUAGES:
            assert row[f"title_{language.code}"].removeprefix("'") == item.title.get(language.code)
        assert row["year_from"] == ("" if item.year_from is None else str(item.year_from))


def test_no_cell_is_a_formula(client: TestClient) -> None:
    for row in _table(client):
        for cell in row.values():
            assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)


def test_json_has_the_same_items_and_resolves_every_id(client: TestClient) -> None:
    data = _json(client, "cooperation.json")
    assert data["licence"] == LICENCE
    assert [item["id"] for item in data["items"]] == [row["id"] for row in _table(client)]
    for item in data["items"]:
        assert set(item["partners"]) <= set(data["partners"])
        assert set(item["cities"]) <= set(data["cities"])
        assert item["sources"]
        assert {ref["id"] for ref in item["sources"]} <= set(data["sources"])
        assert set(item["title"]) == {language.code for language in LANGUAGES}


def test_partners_are_points_and_outlines_that_say_where_they_come_from(
    client: TestClient,
) -> None:
    reply = client.get("/open-data/partners.geojson")
    assert reply.headers["content-type"] == "application/geo+json"
    data = reply.json()
    assert data["type"] == "FeatureCollection"
    points = [f for f in data["features"] if f["properties"]["shape"] == "point"]
    outlines = [f for f in data["features"] if f["properties"]["shape"] == "outline"]
    partners = load_content().partners
    assert [f["properties"]["partner"] for f in points] == [partner.id for partner in partners]
    assert [f["geometry"]["coordinates"] for f in points] == [[p.lon, p.lat] for p in partners]
    assert len(outlines) == len([partner for partner in partners if partner.outline])
    for feature in outlines:
        assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
        assert feature["properties"]["outline_source"]
        assert feature["properties"]["outline_licence"]
        assert feature["properties"]["outline_en"]
    assert len({f["id"] for f in data["features"]}) == len(data["features"])


def test_index_describes_each_file(client: TestClient) -> None:
    data = _json(client, "")
    paths = [file["url"].partition("/open-data/")[2] for file in data["files"]]
    for path, file in zip(paths, data["files"], strict=True):
        reply = client.get(f"/open-data/{path}")
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith(file["media_type"])
    (table,) = [file for file in data["files"] if file["media_type"] == "text/csv"]
    assert [column["name"] for column in table["columns"]] == list(_table(client)[0])


def test_the_description_for_readers_names_every_column() -> None:
    text = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    for column in COLUMNS:
        shown = re.sub(r"_(?:zh|en|fr|ru|ms|ne)$", "_<language>", column.name)
        assert f"`{shown}`" in text


def test_data_holds_no_internal_path(client: TestClient) -> None:
    for path in OPEN:
        assert str(ROOT) not in client.get(f"/open-data{path}").text


def _events(client: TestClient, address: str = "/calendar.ics") -> list[Event]:
    read = Calendar.from_ical(client.get(address).content)
    assert isinstance(read, Calendar)
    assert read.errors == []
    return [event for event in read.events if not event.errors]


def _signings(client: TestClient, address: str = "/calendar.ics") -> list[Event]:
    return [one for one in _events(client, address) if str(one["uid"]).startswith("signing-")]


def test_calendar_holds_the_one_agreement_whose_day_is_known(client: TestClient) -> None:
    (event,) = _signings(client)
    assert event["dtstart"].dt == date(2019, 10, 13)
    assert event["dtend"].dt == date(2019, 10, 14)
    assert event["dtstart"].params["value"] == "DATE"
    assert event["rrule"]["freq"] == ["YEARLY"]
    assert event["uid"] == "signing-kathmandu-2019-10-13@youcheng"
    known = [p.id for p in load_content().partners if p.signing.date]
    assert known == ["kathmandu"]


def test_calendar_lines_follow_the_format(client: TestClient) -> None:
    content = client.get("/calendar.ics?lang=zh").content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert b"TZID" not in content


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_calendar_speaks_the_language_asked_for(client: TestClient, code: str) -> None:
    (event,) = _signings(client, f"/calendar.ics?lang={code}")
    assert load_content().partner("kathmandu").name.get(code) in str(event["summary"])
    assert str(event["url"]).endswith(f"/partners?partner=kathmandu&lang={code}")


def test_calendar_asks_the_program_when_the_address_does_not_say(client: TestClient) -> None:
    reply = client.get("/calendar.ics", headers={"Accept-Language": "fr-CH,en;q=0.5"})
    assert reply.headers["content-language"] == "fr"
    assert "Accept-Language" in reply.headers["vary"]
    odd = client.get("/calendar.ics?lang=%00" + "x" * 5000, headers={"Accept-Language": "ru"})
    assert odd.headers["content-language"] == "ru"


def test_an_event_keeps_its_id_in_every_language(client: TestClient) -> None:
    ids = {
        tuple(str(one["uid"]) for one in _events(client, f"/calendar.ics?lang={language.code}"))
        for language in LANGUAGES
    }
    assert len(ids) == 1


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_calendar_holds_deadline_and_results_of_each_edition(client: TestClient, code: str) -> None:
    events = {str(one["uid"]): one for one in _events(client, f"/calendar.ics?lang={code}")}
    for edition in load_content().editions:
        deadline = events[f"edition-{edition.id}-deadline@youcheng"]
        results = events[f"edition-{edition.id}-results@youcheng"]
        assert (deadline["dtstart"].dt, results["dtstart"].dt) == (
            edition.closes_at,
            edition.reveals_at,
        )
        for event in (deadline, results):
            assert edition.name.get(code) in str(event["summary"])
            assert str(event["url"]).endswith(f"/compete?lang={code}")
            assert str(event["status"]) == ("TENTATIVE" if edition.provisional else "CONFIRMED")


def test_json_is_sent_as_it_reads(client: TestClient) -> None:
    content = client.get("/open-data/cooperation.json").content.decode("utf-8")
    assert "加德满都" in content
    assert json.loads(content)["version"] == "1"
