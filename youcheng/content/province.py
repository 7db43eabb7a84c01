"""The province whose site this is: where it lies, and how the maps show it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, model_validator

from youcheng.content.records import AnyYear, Latitude, Longitude
from youcheng.content.sources import Id
from youcheng.content.texts import Model

FILE: Final = "province.toml"

Zoom = Annotated[float, Field(ge=0, le=20)]
"""A zoom level of the map: 0 shows the whole world, each further one is twice as large."""


class Spot(Model):
    """A point in degrees (WGS 84)."""

    lon: Longitude
    lat: Latitude


class Box(Model):
    """What lies between these degrees, a little wider than the province."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude

    @model_validator(mode="after")
    def _check_sides(self) -> Box:
        if self.west >= self.east or self.south >= self.north:
            raise ValueError("west must be less than east, south less than north")
        return self

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies between the sides."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


class CloseUp(Spot):
    """The middle of a view of the map and how near it is, on wide and on narrow screens."""

    zoom: Zoom
    phone_zoom: Zoom


class Years(Model):
    """The ends of the map's slider: the first agreement, and the present."""

    first: AnyYear
    last: AnyYear

    @model_validator(mode="after")
    def _check_order(self) -> Years:
        if self.first >= self.last:
            raise ValueError("first must lie before last")
        return self


class Province(Model):
    """The province; its cities are those of jiangsu.toml, its name is a text of the catalogues.

    Attributes:
        seat: id of the city from which rings and arcs run out.
        box: where its cities and its ends of cooperation lie; catches swapped coordinates.
        label: where its name stands on the map page, clear of its cities.
        close_up: the view of the map page that shows the whole of it.
        years: the ends of the slider; no item begins or ends before the first.
    """

    seat: Id
    box: Box
    label: Spot
    close_up: CloseUp
    years: Years
