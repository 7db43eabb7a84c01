"""Streamlit's frontend files as the site keeps and serves them."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from youcheng.web.middleware.compressed_static import CompressedStatic
from youcheng.web.static_files import StaticFiles, build_static_files

SCRIPT = b"export const name = 'a rather long line that compresses well';\n" * 40
PIXEL = bytes(range(256)) * 8


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "package" / "static"
    for name, content in {
        "js/index.AbCd-_12.js": SCRIPT,
        "js/plain.js": SCRIPT,
        "js/tiny.AAAAAAAA.js": b"1",
        "css/index.AbCd1234.css": b"p{color:red}" * 100,
        "media/picture.AbCd1234.png": PIXEL,
        "media/MaterialSymbols-Rounded.AbCd1234.woff2": b"no font at all",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def files(source: Path, tmp_path: Path) -> StaticFiles:
    return build_static_files(source, tmp_path / "made", ["menu"])[0]


async def _beyond(_request: Request) -> Response:
    return PlainTextResponse("beyond")


def _client(files: StaticFiles | None) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", _beyond, methods=["GET", "POST"])])
    client = TestClient(CompressedStatic(app, lambda: files))
    client.headers.clear()
    return client


SCRIPT_ADDRESS = "/static/js/index.AbCd-_12.js"


@pytest.mark.parametrize("encoding", ["br", "gzip", None])
def test_each_encoding_brings_the_same_content(files: StaticFiles, encoding: str | None) -> None:
    headers = {"Accept-Encoding": encoding or "identity"}
    with _client(files).stream("GET", SCRIPT_ADDRESS, headers=headers) as reply:
        raw = b"".join(reply.iter_raw())
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(raw) == SCRIPT
    assert reply.headers.get("content-encoding") == encoding
    assert reply.headers["content-length"] == str(len(raw))
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert encoding is None or len(raw) < len(SCRIPT) / 5


def test_a_name_with_a_hash_may_be_kept_for_ever_and_no_other(files: StaticFiles) -> None:
    client = _client(files)
    assert "immutable" in client.get(SCRIPT_ADDRESS).headers["cache-control"]
    assert client.get("/static/js/plain.js").headers["cache-control"] == "public, no-cache"


def test_pictures_are_sent_as_they_are(files: StaticFiles) -> None:
    reply = _client(files).get(
        "/static/media/picture.AbCd1234.png", headers={"Accept-Encoding": "br"}
    )
    assert reply.content == PIXEL
    assert reply.headers["content-type"] == "image/png"
    assert "content-encoding" not in reply.headers
    assert "vary" not in reply.headers


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_what_a_browser_has_is_not_sent_again(files: StaticFiles, encoding: str) -> None:
    client = _client(files)
    headers = {"Accept-Encoding": encoding}
    tag = client.get(SCRIPT_ADDRESS, headers=headers).headers["etag"]
    again = client.get(SCRIPT_ADDRESS, headers={**headers, "If-None-Match": f'"x", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert "content-length" not in again.headers


def test_encodings_have_tags_of_their_own(files: StaticFiles) -> None:
    client = _client(files)
    tags = {
        client.get(SCRIPT_ADDRESS, headers={"Accept-Encoding": name}).headers["etag"]
        for name in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_head_has_the_headers_of_get_and_no_content(files: StaticFiles) -> None:
    client = _client(files)
    headers = {"Accept-Encoding": "br"}
    with client.stream("GET", SCRIPT_ADDRESS, headers=headers) as got:
        expected = dict(got.headers)
    head = client.head(SCRIPT_ADDRESS, headers=headers)
    assert dict(head.headers) == expected
    assert head.content == b""


def test_a_part_of_a_file_is_not_sent(files: StaticFiles) -> None:
    headers = {"Range": "bytes=0-3", "Accept-Encoding": "identity"}
    reply = _client(files).get(SCRIPT_ADDRESS, headers=headers)
    assert reply.status_code == 200
    assert reply.content == SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/none.js",
        "/static/",
        "/static/js/",
        "/static/../files.json",
        "/static/js/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/js/index.AbCd-_12.js.br",
    ],
)
def test_there_is_nothing_else(files: StaticFiles, path: str) -> None:
    reply = _client(files).get(path)
    assert reply.status_code == 404 or reply.text == "beyond"
    assert b"root:" not in reply.content


def test_only_reading_is_allowed(files: StaticFiles) -> None:
    reply = _client(files).post(SCRIPT_ADDRESS)
    assert reply.status_code == 405
    assert reply.headers["allow"] == "GET, HEAD"


def test_everything_else_is_passed_on(files: StaticFiles) -> None:
    assert _client(files).get("/map").text == "beyond"


def test_if_the_made_files_are_gone_streamlit_answers(
    files: StaticFiles, caplog: pytest.LogCaptureFixture
) -> None:
    Path(files[SCRIPT_ADDRESS].brotli or "").unlink()
    with caplog.at_level(logging.ERROR):
        reply = _client(files).get(SCRIPT_ADDRESS, headers={"Accept-Encoding": "br"})
    assert reply.text == "beyond"
    assert "is gone" in caplog.text


def test_until_the_files_are_made_streamlit_answers() -> None:
    assert _client(None).get(SCRIPT_ADDRESS).text == "beyond"


def test_what_was_made_once_is_found_again(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    files, made = build_static_files(source, folder, [])
    assert made > 0
    assert build_static_files(source, folder, []) == (files, 0)


def test_only_what_changed_is_made_anew(source: Path, tmp_path: Path) -> None:
    before, _ = build_static_files(source, tmp_path / "made", [])
    (source / "js" / "plain.js").write_bytes(SCRIPT + b"// another line\n")
    after, made = build_static_files(source, tmp_path / "made", [])
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {"/static/js/plain.js"}
    assert made == 2


@pytest.mark.parametrize("damage", ["half", "gone", "list", "no list"])
def test_what_a_crash_left_behind_is_made_anew(source: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "made"
    files, _ = build_static_files(source, folder, [])
    packed = Path(files[SCRIPT_ADDRESS].brotli or "")
    if damage == "half":
        packed.write_bytes(packed.read_bytes()[:9])
    elif damage == "gone":
        packed.unlink()
    elif damage == "list":
        (folder / "list.json").write_text("[")
    else:
        (folder / "list.json").unlink()
    again, made = build_static_files(source, folder, [])
    assert again == files
    assert made >= 1
    assert brotli.decompress(packed.read_bytes()) == SCRIPT


def test_a_font_that_cannot_be_cut_is_served_whole(
    source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        files, _ = build_static_files(source, tmp_path / "made", [])
    font = files["/static/media/MaterialSymbols-Rounded.AbCd1234.woff2"]
    assert Path(font.plain).read_bytes() == b"no font at all"
    assert "is served whole" in caplog.text
