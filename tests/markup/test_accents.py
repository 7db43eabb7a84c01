"""The partners' accents in the style sheet, and the proof that they can be read."""

from __future__ import annotations

import re

import pytest

from youcheng.content.colours import (
    DARK_PAPER,
    LEAST_CONTRAST,
    LIGHT_PAPER,
    measure_contrast,
    measure_luminance,
)
from youcheng.content.loader import load_content
from youcheng.content.models import Partner
from youcheng.markup.accents import accent_rules
from youcheng.markup.style_sheets import whole_stylesheet

PARTNERS = load_content().partners


def test_every_partner_has_one_accent_in_light_and_one_in_dark() -> None:
    light, dark = accent_rules(PARTNERS).split("@media (prefers-color-scheme:dark)")
    for partner in PARTNERS:
        assert light.count(f".p-{partner.id}{{--a:{partner.accent.light}}}") == 1
        assert dark.count(f".p-{partner.id}{{--a:{partner.accent.dark}}}") == 1


def test_the_style_sheet_holds_the_rules_and_names_no_partner_elsewhere() -> None:
    rules = accent_rules(PARTNERS)
    assert str(whole_stylesheet()).count(rules) == 1
    others = str(whole_stylesheet()).replace(rules, "")
    named = [partner.id for partner in PARTNERS if re.search(rf"[-.]{partner.id}\b", others)]
    assert named == []


def test_the_backgrounds_measured_are_those_of_the_style_sheet() -> None:
    assert re.findall(r"--paper:(#\w+)", str(whole_stylesheet())) == [LIGHT_PAPER, DARK_PAPER]


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner.id)
def test_every_accent_can_be_read_as_text(partner: Partner) -> None:
    accent = partner.accent
    assert measure_contrast(accent.light, LIGHT_PAPER) >= LEAST_CONTRAST
    assert measure_contrast(accent.dark, DARK_PAPER) >= LEAST_CONTRAST


def test_luminance_and_contrast_have_the_ends_that_the_guidelines_give() -> None:
    assert measure_luminance("#000000") == 0
    assert measure_luminance("#FFFFFF") == pytest.approx(1)
    assert measure_contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert measure_contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert measure_contrast("#FFFFFF", "#777777") == measure_contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize(
    ("count", "columns"), [(1, 1), (2, 2), (5, 5), (6, 3), (7, 4), (8, 4), (10, 5), (11, 4)]
)
def test_cards_fill_their_rows_alike(count: int, columns: int) -> None:
    partners = [PARTNERS[0]] * count
    assert accent_rules(partners).startswith(f":root{{--cards:{columns}}}")
