"""Palettes: the colours that things have, and the paint boxes that change them all."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from youcheng.samples.painter.colours import Colour, mix, nearest, parse, turned

THINGS: Final = {
    "sky": "#A9D4EC", "warm": "#F8DFA4", "sun": "#F8B62D", "white": "#FDFBF4",
    "water": "#4A9BC6", "deep": "#1F5F86", "foam": "#E2F1F5", "grass": "#86BF63",
    "meadow": "#5F9C48", "hill": "#6FA37A", "far": "#8E9CC4", "snow": "#FBFAF6",
    "tree": "#2F7D4F", "leaf": "#57A24B", "trunk": "#7A4B2A", "wall": "#F4EDDC",
    "roof": "#4A4F58", "wood": "#A8693A", "red": "#D8433A", "orange": "#F08A2C",
    "yellow": "#F6CB3C", "blue": "#3B78BF", "purple": "#7358A6", "pink": "#E8809A",
    "green": "#3F9A5C", "dark": "#2A262B", "stone": "#A9A198", "earth": "#C9834B",
    "gold": "#E5A824", "night": "#1E2B4A", "brown": "#6B4226", "grey": "#8B9298",
}  # fmt: skip
"""What a thing is coloured when no paint box says otherwise."""

SKINS: Final = ("#F3CDA8", "#E9B98D", "#D09A68", "#A8703F", "#7D4D30", "#5F3A25")
HAIRS: Final = ("#2A211C", "#1B1716", "#5B3620", "#8A5A2E", "#C99A4C", "#A5502A")


@dataclass(frozen=True, slots=True)
class Palette:
    """A paint box.

    Attributes:
        paper: the sheet's colour.
        night_paper: the sheet's colour when it is dark outside.
        things: what it colours otherwise than THINGS.
        saturation, value: factors on every colour.
        tint, tint_share: a colour that all colours lean to, and how far.
        inks: the only colours there are, as in a print; empty for any.
    """

    paper: str = "#FBF6EA"
    night_paper: str = "#1E2B4A"
    things: dict[str, str] = field(default_factory=dict)
    saturation: float = 1.0
    value: float = 1.0
    tint: str = "#FFFFFF"
    tint_share: float = 0.0
    inks: tuple[str, ...] = ()

    def colour(self, name: str, hue: float = 0, saturation: float = 1.0) -> Colour:
        """The colour of a thing, or of "#rrggbb", out of this box.

        Raises:
            KeyError: there is no such thing.
        """
        text = name if name.startswith("#") else self.things.get(name, THINGS.get(name, ""))
        if not text:
            raise KeyError(name)
        colour = mix(parse(text), parse(self.tint), self.tint_share)
        colour = turned(colour, hue, self.saturation * saturation, self.value)
        if self.inks:
            return nearest(colour, (*(parse(ink) for ink in self.inks), parse(self.paper)))
        return colour


PALETTES: Final[dict[str, Palette]] = {
    "bright": Palette(saturation=1.12),
    "plain": Palette(),
    "soft": Palette(saturation=0.72, value=1.03, tint="#FFF3DC", tint_share=0.16),
    "earth": Palette(
        paper="#F3E4C8",
        things={"sky": "#F2D7A0", "water": "#5F8F8C", "grass": "#A8A04E", "hill": "#8A8A4E",
                "meadow": "#7F8038", "far": "#B08968", "deep": "#2F5F62", "tree": "#5B6B34"},
        saturation=0.95, tint="#C98A4B", tint_share=0.1,
    ),
    "cool": Palette(
        paper="#F1F4F1",
        things={"sky": "#C3DDE8", "warm": "#E8EDDF", "grass": "#7FB08A", "far": "#7F93B8"},
        saturation=0.9, tint="#5F8FB8", tint_share=0.12,
    ),
    "dusk": Palette(
        paper="#F8DDB4",
        things={"sky": "#F3A766", "warm": "#FBD98C", "water": "#35708C", "deep": "#173F5C",
                "foam": "#F9C878", "cloud": "#FBE3B8", "far": "#8C6A94", "hill": "#4F7A68",
                "sun": "#F0542F", "grass": "#7F9A50"},
        saturation=1.08,
    ),
    "tropical": Palette(
        things={"sky": "#7FD3D8", "water": "#1F9AA0", "deep": "#0F6470", "foam": "#D8F3E4",
                "grass": "#7CC24A", "hill": "#2F8F63", "warm": "#FBCB62", "earth": "#E09A4A"},
        saturation=1.15,
    ),
    "spring": Palette(
        things={"sky": "#CBE6F2", "grass": "#A9D072", "hill": "#8FC48A", "meadow": "#86BF5A",
                "tree": "#6FB04F", "roof": "#7A6A78", "far": "#B9B4DA", "water": "#86C3DA"},
        saturation=0.95, value=1.04,
    ),
    "winter": Palette(
        paper="#EFF3F6",
        things={"sky": "#A9C3DA", "grass": "#E9F0F4", "hill": "#B9CCDA", "meadow": "#D9E5EC",
                "far": "#8FAFCE", "warm": "#D8E4EE", "tree": "#2C5F5A"},
    ),
    "kraft": Palette(paper="#C9A57A", night_paper="#3A2C3E", saturation=1.1),
    "violet": Palette(
        things={"sky": "#C9B8E0", "far": "#7F74B8", "water": "#5A6FB8", "deep": "#33407F",
                "grass": "#7FA88A", "warm": "#F6D3D8"},
        night_paper="#2A1F42",
    ),
    "ink": Palette(
        paper="#F4EEDD", night_paper="#F4EEDD",
        things={"sky": "#EAE6D8", "warm": "#EFE4C8", "water": "#CBD5D2", "deep": "#5F7378",
                "foam": "#9AABAD", "grass": "#B9C2A0", "meadow": "#94A584", "hill": "#93A09F",
                "far": "#A7B2B4", "tree": "#5F7A5A", "leaf": "#6E9457", "trunk": "#4A4038",
                "wall": "#F7F4EA", "roof": "#33393D", "wood": "#7B5B3F", "red": "#C5352B",
                "orange": "#CF7A4A", "yellow": "#E0B95A", "blue": "#5F7F96", "purple": "#7F6F8C",
                "pink": "#D8707A", "green": "#6B8F6B", "stone": "#9AA0A0", "earth": "#B99F7F",
                "gold": "#C9983A", "night": "#55616B", "snow": "#FBF9F2", "brown": "#5A4A3E"},
    ),
    "lino red": Palette(paper="#F3E9D6", night_paper="#F3E9D6", inks=("#9E2F3F", "#E0972B")),
    "lino blue": Palette(paper="#F4F1E6", night_paper="#F4F1E6", inks=("#1F4A7A", "#7FB0C4")),
    "lino green": Palette(
        paper="#F5EEDC", night_paper="#F5EEDC", inks=("#1F5245", "#D98A3C", "#8FB58A")
    ),
    "black cut": Palette(paper="#F7F2E6", night_paper="#F7F2E6", inks=("#24211F",)),
    "paper cut": Palette(paper="#F9F1DE", night_paper="#F9F1DE", inks=("#C4262C",)),
}  # fmt: skip


def shaken(palette: Palette, chance: random.Random) -> tuple[float, float]:
    """How one child's box differs from another's: degrees of hue, and a factor on saturation."""
    if palette.inks:
        return 0.0, 1.0
    return chance.uniform(-9, 9), chance.uniform(0.88, 1.1)
