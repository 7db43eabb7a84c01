"""Recipes give pictures: the same one the same picture, another seed another one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.conftest import sample
from youcheng.samples.painter.hands import HANDS
from youcheng.samples.painter.mediums import MEDIUMS
from youcheng.samples.painter.palettes import PALETTES
from youcheng.samples.painter.scenes import SCENES
from youcheng.samples.painter.studio import Recipe, paint

SMALL = 120
"""Pixels of a long edge at which every scene is painted within a tenth of a second."""


def _contrast(picture: Image.Image) -> float:
    """Standard deviation of the lightness, 0 to 127."""
    return float(np.asarray(picture.convert("L"), np.float64).std())


def _age(band: str) -> int:
    return int(band.split("-")[0])


@pytest.mark.parametrize("medium", sorted(MEDIUMS))
def test_recipe_gives_same_pixels_again(medium: str) -> None:
    recipe = Recipe("water town", medium, "plain", "8-10", 7)
    assert paint(recipe, SMALL).tobytes() == paint(recipe, SMALL).tobytes()


@pytest.mark.parametrize("medium", sample(sorted(MEDIUMS), 3, "seeds"))
def test_seed_gives_another_picture(medium: str) -> None:
    one, other = (paint(Recipe("market", medium, "plain", "8-10", s), SMALL) for s in (1, 2))
    assert one.size == other.size
    apart = np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).mean()
    assert apart > 8


@pytest.mark.parametrize(
    ("place", "scene"), sample([*enumerate(sorted(SCENES))], 10, "painted scenes")
)
def test_scene_is_painted_by_a_young_and_an_old_hand(place: int, scene: str) -> None:
    mediums, shape = sorted(MEDIUMS), SCENES[scene]
    for i, band in enumerate((min(HANDS, key=_age), max(HANDS, key=_age))):
        medium = mediums[(place + 3 * i) % len(mediums)]
        picture = paint(Recipe(scene, medium, "plain", band, place), SMALL)
        assert max(picture.size) == SMALL
        assert picture.width / picture.height == pytest.approx(shape.width / shape.height, rel=0.02)
        assert _contrast(picture) > 6


@pytest.mark.parametrize("palette", sample(sorted(PALETTES), 4, "palettes"))
def test_palette_paints_by_day_and_by_night(palette: str) -> None:
    for scene in ("kites", "moon boat"):
        assert _contrast(paint(Recipe(scene, "gouache", palette, "11-13", 3), SMALL)) > 6


def test_print_of_one_ink_has_no_other_colour() -> None:
    picture = paint(Recipe("window flower", "print", "paper cut", "14-17", 5), 300)
    hue, saturation, _ = (np.asarray(part) for part in picture.convert("HSV").split())
    inked = hue[saturation > 130].astype(int)
    assert inked.size > 0.1 * hue.size
    assert (np.minimum(inked, 256 - inked) < 14).mean() > 0.99


def test_young_hand_leaves_more_paper_bare_than_an_old_one() -> None:
    young, old = (
        np.asarray(paint(Recipe("cow", "pencil", "plain", band, 4), 240).convert("L"))
        for band in ("4-7", "14-17")
    )
    assert (young > 225).mean() > 1.3 * (old > 225).mean()


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("a castle", "crayon", "plain", "8-10", 1),
        Recipe("cow", "oil", "plain", "8-10", 1),
        Recipe("cow", "crayon", "neon", "8-10", 1),
        Recipe("cow", "crayon", "plain", "18-99", 1),
    ],
)
def test_recipe_with_an_unknown_name_is_refused(recipe: Recipe) -> None:
    with pytest.raises(KeyError):
        paint(recipe, SMALL)
