"""Every content type under one name: what the files under data/ hold, as frozen typed objects."""

from __future__ import annotations

from youcheng.content.collection import Content
from youcheng.content.editions import CompetitionEdition
from youcheng.content.operator import Operator
from youcheng.content.province import Province
from youcheng.content.records import (
    City,
    Fact,
    Figure,
    Item,
    Partner,
    Place,
    Programme,
    Signing,
    Step,
    StepsAhead,
    Story,
    TimelineEntry,
)
from youcheng.content.sources import Conflict, Section, Source, SourceRef, Standing
from youcheng.content.texts import Text
from youcheng.domain.selection import Status, Theme

__all__ = [
    "City",
    "CompetitionEdition",
    "Conflict",
    "Content",
    "Fact",
    "Figure",
    "Item",
    "Operator",
    "Partner",
    "Place",
    "Programme",
    "Province",
    "Section",
    "Signing",
    "Source",
    "SourceRef",
    "Standing",
    "Status",
    "Step",
    "StepsAhead",
    "Story",
    "Text",
    "Theme",
    "TimelineEntry",
]
