"""QR codes are read back as what they were made of."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.documents.qr_reading import read_svg
from youcheng.documents.qr import draw_qr

TEXTS = (
    "a",
    "https://youcheng.example/track",
    "https://youcheng.example/track?access=" + "3fJx_Zk-" * 5 + "abc",
    "https://youcheng.example/programmes?programme=friendship&draft=" + "x" * 43 + "&lang=zh",
)


@pytest.mark.parametrize("text", TEXTS)
def test_code_is_read_back(text: str) -> None:
    assert read_svg(draw_qr(text)) == text


def test_code_is_dark_on_light_with_a_quiet_zone_and_no_size_of_its_own() -> None:
    svg = ET.fromstring(draw_qr("https://youcheng.example/track"))
    ground, strokes = svg
    assert "width" not in svg.attrib
    assert svg.attrib["viewBox"] == "0 0 37 37"
    assert ground.attrib["fill"] == "#fff"
    assert ground.attrib["d"] == "M0 0h37v37h-37z"
    assert strokes.attrib["d"].startswith("M4 4.5h7")


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        draw_qr("x" * 2332)
