"""The cut fonts, made from those of the installed Streamlit."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.fonts import FACES, FONTS, SCRIPTS, Face, own_faces, streamlit_static
from youcheng.paths import DATA
from youcheng.web import fonts
from youcheng.web.static_files import build_static_files, used_icons

MEDIA = streamlit_static() / "static" / "media"


def _original(beginning: str) -> Path:
    (path,) = MEDIA.glob(f"{beginning}*")
    return path


@cache
def _cut(beginning: str) -> bytes:
    return fonts.cut_text_font(_original(beginning).read_bytes(), *fonts.TEXT_FONTS[beginning])


@cache
def _icons() -> bytes:
    return fonts.cut_icon_font(_original(fonts.ICON_FONT).read_bytes(), used_icons())


def _shape(font: bytes, text: str) -> list[int]:
    """Numbers of the glyphs that a browser would draw for the text."""
    opened = TTFont(io.BytesIO(font))
    opened.flavor = None
    plain = io.BytesIO()
    opened.save(plain)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(plain.getvalue())), buffer, {"liga": True})
    return [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize("beginning", sorted(fonts.TEXT_FONTS))
def test_the_installed_fonts_are_the_ones_that_are_cut(beginning: str) -> None:
    assert len(_cut(beginning)) < 0.45 * _original(beginning).stat().st_size


@pytest.mark.parametrize("beginning", sorted(fonts.TEXT_FONTS))
def test_every_letter_that_the_original_has_is_kept(beginning: str) -> None:
    original = set(TTFont(_original(beginning)).getBestCmap())
    cut = set(TTFont(io.BytesIO(_cut(beginning))).getBestCmap())
    assert original & fonts.LETTERS <= cut


@pytest.mark.parametrize("beginning", ["SourceSansVF-Upright.", "SourceSerifVariable-Roman."])
def test_weights_from_text_to_bold_are_kept_and_lines_are_as_high(beginning: str) -> None:
    original, cut = TTFont(_original(beginning)), TTFont(io.BytesIO(_cut(beginning)))
    (weight,) = [axis for axis in cut["fvar"].axes if axis.axisTag == "wght"]
    assert weight.minValue <= 400
    assert weight.maxValue >= 700
    for field in ("ascent", "descent", "lineGap"):
        assert getattr(cut["hhea"], field) == getattr(original["hhea"], field)
    assert cut["head"].unitsPerEm == original["head"].unitsPerEm


@pytest.mark.parametrize("beginning", ["SourceSansVF-Upright.", "SourceSerifVariable-Roman."])
@pytest.mark.parametrize(
    "text",
    [
        "Youcheng: sister regions, 5 – 12 July “1992”…",
        "Œuvre d’été à Vaud, çà et là, « où » ? Noël",
        "Могилёвская область — дружба, съёмка, №5",
        "Магілёўская вобласць, сяброўства",
        "Wilayah bandar persahabatan",
        "Nánjīng, Sūzhōu, Lǚ",
    ],
)
def test_the_sites_languages_are_drawn_without_a_missing_letter(beginning: str, text: str) -> None:
    assert 0 not in _shape(_cut(beginning), text)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_script_of_the_documents_has_its_letters_and_weights(face: Face, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    files, made = build_static_files(tmp_path / "empty", tmp_path / "kept", [], [face])
    address = FONTS + face.name
    assert any(f"url({address})" in own_faces(one.code) for one in LANGUAGES)
    assert made == 1
    font = TTFont(files[address].plain)
    original = set(TTFont(_original(face.source)).getBestCmap())
    assert (
        set(font.getBestCmap()) & SCRIPTS[face.script] == original & SCRIPTS[face.script] != set()
    )
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    first, *last = map(float, face.weights.split())
    if "Serif" in face.family:
        assert axes == {}
        assert font["OS/2"].usWeightClass == first
    else:
        assert (axes["wght"].minValue <= first, axes["wght"].maxValue >= last[0]) == (True, True)


@pytest.mark.parametrize(
    ("code", "text", "most"),
    [
        ("en", "Jiangsu’s partners – “one ripple” …", 32_000),
        ("fr", "Où l’été a été « bref »", 48_000),
    ],
)
def test_a_page_in_latin_letters_fetches_little_of_the_fonts(
    tmp_path: Path, code: str, text: str, most: int
) -> None:
    (tmp_path / "empty").mkdir()
    fetched = [
        face
        for face in FACES
        if FONTS + face.name in own_faces(code) and SCRIPTS[face.script] & set(map(ord, text))
    ]
    assert {face.family for face in fetched} == {"Youcheng Sans", "Youcheng Serif"}
    files, _ = build_static_files(tmp_path / "empty", tmp_path / "kept", [], fetched)
    assert sum(Path(files[FONTS + face.name].plain).stat().st_size for face in fetched) < most


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_a_light_document_fetches_fonts_for_its_headings_alone(code: str) -> None:
    rules = own_faces(code, light=True)
    fetched = [face for face in FACES if FONTS + face.name in rules]
    assert {face.family for face in fetched} == {"Youcheng Serif"}
    assert {face.name for face in fetched} == {
        face.name
        for face in FACES
        if face.family == "Youcheng Serif" and FONTS + face.name in own_faces(code)
    }


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_every_letter_comes_in_one_file_of_a_document(code: str) -> None:
    for family in ("Youcheng Sans", "Youcheng Serif"):
        scripts = [
            SCRIPTS[face.script]
            for face in FACES
            if face.family == family and FONTS + face.name in own_faces(code)
        ]
        letters = [letter for script in scripts for letter in script]
        assert sorted(letters) == sorted(fonts.LETTERS)


def _texts() -> Iterator[str]:
    for path in (*DATA.rglob("*.toml"), *DATA.rglob("*.po")):
        yield path.read_text("utf-8")


def test_no_latin_or_cyrillic_letter_of_the_content_was_cut_away() -> None:
    used = {sign for text in _texts() for sign in text if ord(sign) > 0x7F}
    european = {
        sign for sign in used if unicodedata.name(sign, "").startswith(("LATIN", "CYRILLIC"))
    }
    assert european
    assert {sign for sign in european if ord(sign) not in fonts.LETTERS} == set()


@pytest.mark.parametrize("beginning", sorted(fonts.TEXT_FONTS))
def test_changed_fonts_do_not_bear_the_reserved_name_and_keep_their_licence(
    beginning: str,
) -> None:
    names = TTFont(io.BytesIO(_cut(beginning)))["name"]
    for number in (1, 4, 6):
        assert "Source" not in names.getDebugName(number)
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)


def test_every_icon_that_is_used_is_still_spelled_by_its_name() -> None:
    had = set(TTFont(_original(fonts.ICON_FONT)).getGlyphOrder())
    known = sorted(used_icons() & had)
    assert {"menu", "keyboard_arrow_down", "check", "close", "error"} <= set(known)
    cut = _icons()
    assert len(cut) < 0.1 * _original(fonts.ICON_FONT).stat().st_size
    drawn = {name: _shape(cut, name) for name in known}
    assert {name for name, glyphs in drawn.items() if len(glyphs) != 1} == set()
    assert len({glyphs[0] for glyphs in drawn.values()}) == len(known)


def test_an_icon_that_nobody_uses_is_gone() -> None:
    assert "rocket_launch" not in used_icons()
    assert len(_shape(_icons(), "rocket_launch")) > 1


def test_unknown_icons_are_passed_over() -> None:
    content = _original(fonts.ICON_FONT).read_bytes()
    assert len(fonts.cut_icon_font(content, ["no_such_icon"])) > 0


def test_icons_are_found_in_texts() -> None:
    text = 'st.button("x", icon=":material/home:") + `:material/north_east:` + ":material/"'
    assert fonts.icons_in(text) == {"home", "north_east"}


def test_an_axis_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="XXXX"):
        fonts.cut_text_font(_original("SourceSansVF-Upright.").read_bytes(), "Name", {"XXXX": 1.0})
