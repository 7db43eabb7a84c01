"""Paints a recipe: which scene, in which medium, with which paint box, by which hand."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from youcheng.samples.painter.hands import HANDS
from youcheng.samples.painter.mediums import MEDIUMS
from youcheng.samples.painter.palettes import PALETTES
from youcheng.samples.painter.scenes import SCENES
from youcheng.samples.painter.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a picture is made from. The same recipe gives the same pixels at the same size.

    Attributes:
        scene, medium, palette: names in SCENES, MEDIUMS and PALETTES.
        band: age band of the hand, such as "8-10".
        seed: everything that another child would have done otherwise.
    """

    scene: str
    medium: str
    palette: str
    band: str
    seed: int


def paint(recipe: Recipe, long_edge: int = 1400) -> Image.Image:
    """The picture, its long edge of so many pixels.

    Raises:
        KeyError: the recipe names something that there is not.
    """
    scene = SCENES[recipe.scene]
    sheet = Sheet(
        scene.width,
        scene.height,
        long_edge=long_edge,
        seed=recipe.seed,
        medium=MEDIUMS[recipe.medium],
        palette=PALETTES[recipe.palette],
        hand=HANDS[recipe.band],
        night=scene.night,
    )
    scene.draw(sheet)
    return sheet.finish()
