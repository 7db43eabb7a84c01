"""The scenes by name: what children of six countries paint."""

from __future__ import annotations

from typing import Final

from youcheng.samples.painter.scenes import (
    brunei,
    creatures,
    fancies,
    festivals,
    friendship,
    kathmandu,
    mogilev,
    ornaments,
    outings,
    pointe_noire,
    vaud,
    water_towns,
)
from youcheng.samples.painter.scenes.scene import Scene

SCENES: Final[dict[str, Scene]] = {
    **water_towns.SCENES,
    **festivals.SCENES,
    **mogilev.SCENES,
    **vaud.SCENES,
    **brunei.SCENES,
    **kathmandu.SCENES,
    **pointe_noire.SCENES,
    **friendship.SCENES,
    **fancies.SCENES,
    **ornaments.SCENES,
    **creatures.SCENES,
    **outings.SCENES,
}
