"""Files of the site and their addresses."""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from youcheng.markup.assets import AssetError, asset_address, asset_inside, assets, read_assets

HOSTS = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)


def test_address_holds_the_hash_of_the_content() -> None:
    seal = assets()["seal.svg"]
    digest = hashlib.sha256(seal.content).hexdigest()[:8]
    assert seal.address == f"/assets/seal.{digest}.svg"
    assert seal.media_type == "image/svg+xml"
    assert asset_address("seal.svg") == seal.address


def test_a_picture_inside_its_address_is_the_same_drawing_and_ends_no_attribute() -> None:
    kind, _, within = asset_inside("seal.svg").partition(",")
    assert kind == "data:image/svg+xml"
    assert not set(within) & set('"<>&#')
    served = ElementTree.canonicalize(assets()["seal.svg"].content.decode())
    assert ElementTree.canonicalize(unquote(within)) == served.replace("\n", "")


def test_address_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p{}")
    before = read_assets((tmp_path,))["a.css"].address
    (tmp_path / "a.css").write_text("p{color:red}")
    assert read_assets((tmp_path,))["a.css"].address != before


def test_a_script_names_others_by_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js"; import("./c.js");')
    (tmp_path / "b.js").write_text("export const b = 1;")
    (tmp_path / "c.js").write_text("export const c = 1;")
    found = read_assets((tmp_path,))
    assert found["a.js"].content.decode() == (
        f'import {{ b }} from "{found["b.js"].address}"; import("{found["c.js"].address}");'
    )
    before = found["a.js"].address
    (tmp_path / "b.js").write_text("export const b = 2;")
    assert read_assets((tmp_path,))["a.js"].address != before


@pytest.mark.parametrize("other", ['import "./a.js";', 'import "./nowhere.js";'])
def test_scripts_that_cannot_name_one_another_are_an_error(tmp_path: Path, other: str) -> None:
    (tmp_path / "a.js").write_text('import "./b.js";')
    (tmp_path / "b.js").write_text(other)
    with pytest.raises(AssetError, match=r"b\.js names"):
        read_assets((tmp_path,))


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(AssetError, match=r"nothing\.svg"):
        asset_address("nothing.svg")


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.css").write_text("p{}")
    with pytest.raises(AssetError, match=r"a\.css"):
        read_assets((tmp_path / "one", tmp_path / "two"))


@pytest.mark.parametrize("name", ["run.py", "UPPER.svg", "two words.svg"])
def test_a_file_that_cannot_be_served_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(AssetError):
        read_assets((tmp_path,))


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".note").write_text("x")
    (tmp_path / "folder").mkdir()
    assert read_assets((tmp_path,)) == {}


@pytest.mark.parametrize("name", sorted(n for n in assets() if n.endswith(".svg")))
def test_drawings_are_well_formed_and_hold_no_script_and_no_other_host(name: str) -> None:
    text = assets()[name].content.decode("utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") or (root.get("width") and root.get("height"))
    assert not HOSTS.search(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "foreignObject", "image", "text", "use"}


@pytest.mark.parametrize(
    ("name", "size", "most"), [("card.png", (1200, 630), 120_000), ("favicon.png", (64, 64), 5_000)]
)
def test_pictures_have_the_size_that_their_readers_expect(
    name: str, size: tuple[int, int], most: int
) -> None:
    content = assets()[name].content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == size
    assert len(content) < most
