"""The mediums by name. Each says in its own module how it fills a shape and how it draws a line."""

from __future__ import annotations

from typing import Final

from youcheng.samples.painter.mediums.collage import Collage
from youcheng.samples.painter.mediums.crayon import Crayon
from youcheng.samples.painter.mediums.gouache import Gouache
from youcheng.samples.painter.mediums.ink import Ink
from youcheng.samples.painter.mediums.medium import Medium
from youcheng.samples.painter.mediums.pencil import Pencil
from youcheng.samples.painter.mediums.print import Print
from youcheng.samples.painter.mediums.watercolour import Watercolour

MEDIUMS: Final[dict[str, Medium]] = {
    "watercolour": Watercolour(),
    "gouache": Gouache(),
    "crayon": Crayon(),
    "pencil": Pencil(),
    "ink": Ink(),
    "print": Print(),
    "collage": Collage(),
}
