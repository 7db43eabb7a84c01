"""The entries of the files under data/, as frozen typed objects.

Every object that states something carries `source` (where it is written) and, where it matters,
`standing` (how far it is proved). Where sources disagree, the other value stays in `conflicts`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from youcheng.content.colours import Accent
from youcheng.content.sources import (
    Conflict,
    Id,
    Sources,
    Standing,
    check_address,
    check_date_in_year,
    check_unique,
)
from youcheng.content.texts import Model, Text
from youcheng.domain.selection import Status, Theme

PartnerId = Id
"""The partners are those of partners.toml; a new one needs no change here."""
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
HistoricYear = Annotated[int, Field(ge=1300, le=2035)]
AnyYear = Annotated[int, Field(ge=1978, le=2035)]
"""Of an agreement or an item; the first between sister cities and provinces are of the 1970s."""


class Fact(Model):
    """A labelled value about a partner, such as its population with the year of the count."""

    id: Id
    label: Text
    value: Text
    source: Sources
    standing: Standing
    conflicts: tuple[Conflict, ...] = ()


class Signing(Model):
    """When and how the partnership was agreed; year and date stay empty where no source says."""

    year: AnyYear | None = None
    date: dt.date | None = None
    text: Text
    source: Sources
    conflicts: tuple[Conflict, ...] = ()

    @model_validator(mode="after")
    def _check_date_in_year(self) -> Signing:
        check_date_in_year(self.year, self.date)
        return self


class Partner(Model):
    """One of the partners. `lon`, `lat` in degrees (WGS 84), `outline` a map feature id.

    `label_side` says on which side of its point the name stands on the home page's map,
    `map_label` on which side on the map page, `map_zoom` at which zoom level (0 the whole world,
    +1 twice as large) the map page shows all of it; without one, the map page has its own.
    """

    id: PartnerId
    order: Annotated[int, Field(ge=1)]
    kind: Literal["region", "city"]
    name: Text
    short: Text
    local_name: Annotated[str, StringConstraints(min_length=1)]
    local_lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    country_name: Text
    jiangsu_side: Text
    lon: Longitude
    lat: Latitude
    label_side: Literal["n", "e", "s", "w"] = "e"
    map_label: Literal["above", "below"] = "above"
    map_zoom: Annotated[float, Field(ge=0, le=20)] | None = None
    accent: Accent
    timezone: str
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    line: Text
    intro: Text
    signing: Signing
    facts: tuple[Fact, ...]
    outline: str | None = None
    outline_label: Text | None = None
    take_part: Text

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+", value):
            raise ValueError("must be an IANA zone such as Asia/Brunei")
        return value

    @model_validator(mode="after")
    def _check_outline_is_labelled(self) -> Partner:
        if (self.outline is None) != (self.outline_label is None):
            raise ValueError("outline and outline_label belong together")
        return self


class City(Model):
    """A city of the province; the point is its seat of government, approximate.

    `adcode` is its number among China's divisions (GB/T 2260), as geo/jiangsu.geojson has it.
    """

    id: Id
    adcode: Annotated[int, Field(ge=110000, le=829999)]
    name: Text
    lon: Longitude
    lat: Latitude


class Place(Model):
    """A point of an item on the map, in Jiangsu (`city`) or at the partner's end (`partner`).

    `precision` says whether the point is meant for the site or only for the city that it lies in;
    `verified` is true only where a source gives the position.
    """

    name: Text
    side: Literal["jiangsu", "partner"]
    lon: Longitude
    lat: Latitude
    precision: Literal["site", "city"]
    verified: bool
    partner: PartnerId | None = None
    city: Id | None = None

    @model_validator(mode="after")
    def _check_owner(self) -> Place:
        if self.side == "jiangsu" and (self.city is None or self.partner is not None):
            raise ValueError("a place on the side of Jiangsu names its city and no partner")
        if self.side == "partner" and (self.partner is None or self.city is not None):
            raise ValueError("a place on the partner's side names the partner and no city")
        return self


class Item(Model):
    """One cooperation item. Both years empty means that no source dates it."""

    id: Id
    title: Text
    summary: Text
    theme: Theme
    status: Status
    partners: Annotated[tuple[PartnerId, ...], Field(min_length=1)]
    cities: tuple[Id, ...] = ()
    year_from: AnyYear | None = None
    year_to: AnyYear | None = None
    places: tuple[Place, ...] = ()
    source: Sources
    standing: Standing
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[str, ...] = ()

    @field_validator("links")
    @classmethod
    def _check_links(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(check_address(link) for link in value)

    @model_validator(mode="after")
    def _check_together(self) -> Item:
        if self.theme == "plans" and self.status != "announced":
            raise ValueError("an item of the theme plans has the status announced")
        if self.year_to is not None and self.year_from is None:
            raise ValueError("year_to needs year_from")
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValueError("year_to lies before year_from")
        check_unique("partners", self.partners)
        check_unique("cities", self.cities)
        for place in self.places:
            if place.city is not None and place.city not in self.cities:
                raise ValueError(f"a place lies in {place.city}, which cities does not name")
            if place.partner is not None and place.partner not in self.partners:
                raise ValueError(f"a place lies in {place.partner}, which partners does not name")
        return self


class TimelineEntry(Model):
    """Something that happened, by year or by day; neither means undated."""

    id: Id
    year: HistoricYear | None = None
    date: dt.date | None = None
    partners: Annotated[tuple[PartnerId, ...], Field(min_length=1)]
    text: Text
    item: Id | None = None
    source: Sources
    standing: Standing

    @model_validator(mode="after")
    def _check_date_in_year(self) -> TimelineEntry:
        check_date_in_year(self.year, self.date)
        return self


class Figure(Model):
    """A number shown large. Never unverified."""

    id: Id
    value: Text
    label: Text
    source: Sources
    standing: Literal["verified", "article"]


class Step(Model):
    """One step of a story, with the items that it tells of."""

    id: Id
    heading: Text
    body: Text
    items: tuple[Id, ...] = ()
    source: Sources


class Story(Model):
    """The story of one partner in six steps."""

    partner: PartnerId
    steps: Annotated[tuple[Step, ...], Field(min_length=6, max_length=6)]

    @model_validator(mode="after")
    def _check_step_ids(self) -> Story:
        check_unique("steps", (step.id for step in self.steps))
        return self


class StepsAhead(Model):
    """What somebody should know before beginning a form.

    `minutes` is how long it takes, an estimate; `needs` is what to have at hand, `readers` who
    reads the answers.
    """

    minutes: Annotated[int, Field(ge=1, le=240)]
    needs: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    readers: Text


class Programme(Model):
    """A programme: introduction, lattice window and its Chinese character.

    `window` names the drawing ``assets/window-<window>.svg``; `items` are what has been done
    together or is planned in its field; `after` tells what happens once a form has come in.
    """

    id: Id
    order: Annotated[int, Field(ge=1)]
    name: Text
    line: Text
    intro: Text
    who: Text
    window: Id
    character: Annotated[str, StringConstraints(pattern=r"^[\u4e00-\u9fff]$")]
    source: Sources
    items: tuple[Id, ...] = ()
    steps_ahead: StepsAhead
    after: Annotated[tuple[Text, ...], Field(min_length=3, max_length=3)]

    @model_validator(mode="after")
    def _check_items(self) -> Programme:
        check_unique("items", self.items)
        return self
