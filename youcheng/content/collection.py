"""All content of the site, with its lookups."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime

from youcheng.content.editions import CompetitionEdition
from youcheng.content.forms import Form
from youcheng.content.operator import Operator
from youcheng.content.province import Province
from youcheng.content.records import (
    City,
    Figure,
    Item,
    Partner,
    Programme,
    Story,
    TimelineEntry,
)
from youcheng.content.sources import Source
from youcheng.domain.editions import current_edition


@dataclass(frozen=True)
class Content:
    """All content of the site, checked as a whole.

    Partners, programmes and the programmes' forms come in their `order`, timeline entries by time
    (undated last), editions by their opening, all else as the files have it. The lookups raise
    KeyError for an unknown id.
    """

    operator: Operator
    province: Province
    sources: tuple[Source, ...]
    partners: tuple[Partner, ...]
    cities: tuple[City, ...]
    items: tuple[Item, ...]
    timeline: tuple[TimelineEntry, ...]
    figures: tuple[Figure, ...]
    stories: tuple[Story, ...]
    programmes: tuple[Programme, ...]
    editions: tuple[CompetitionEdition, ...]
    forms: tuple[Form, ...] = ()

    def source(self, source_id: str) -> Source:
        """Return the source `source_id`."""
        return self._sources_by_id[source_id]

    def partner(self, partner_id: str) -> Partner:
        """Return the partner `partner_id`."""
        return self._partners_by_id[partner_id]

    def city(self, city_id: str) -> City:
        """Return the city `city_id`."""
        return self._cities_by_id[city_id]

    @property
    def seat(self) -> City:
        """The city from which rings and arcs run out."""
        return self.city(self.province.seat)

    def item(self, item_id: str) -> Item:
        """Return the cooperation item `item_id`."""
        return self._items_by_id[item_id]

    def story(self, partner_id: str) -> Story:
        """Return the story of the partner `partner_id`."""
        return self._stories_by_partner[partner_id]

    def programme(self, programme_id: str) -> Programme:
        """Return the programme `programme_id`."""
        return self._programmes_by_id[programme_id]

    def form(self, programme_id: str) -> Form:
        """Return the form of the programme `programme_id`; not every programme has one."""
        return self._forms_by_id[programme_id]

    def edition(self, edition_id: str) -> CompetitionEdition:
        """Return the edition `edition_id` of the competition."""
        return self._editions_by_id[edition_id]

    def current_edition(self, now: datetime) -> CompetitionEdition:
        """Return the edition that a visitor means at `now` (aware).

        See `youcheng.domain.editions.current_edition`.
        """
        return self.edition(current_edition((one.rules for one in self.editions), now).id)

    def items_of(self, *, partner: str) -> tuple[Item, ...]:
        """Return the items of one partner."""
        return tuple(item for item in self.items if partner in item.partners)

    def timeline_of(self, *, partner: str) -> tuple[TimelineEntry, ...]:
        """Return the timeline entries of one partner."""
        return tuple(entry for entry in self.timeline if partner in entry.partners)

    @functools.cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @functools.cached_property
    def _partners_by_id(self) -> dict[str, Partner]:
        return {partner.id: partner for partner in self.partners}

    @functools.cached_property
    def _cities_by_id(self) -> dict[str, City]:
        return {city.id: city for city in self.cities}

    @functools.cached_property
    def _items_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @functools.cached_property
    def _stories_by_partner(self) -> dict[str, Story]:
        return {story.partner: story for story in self.stories}

    @functools.cached_property
    def _programmes_by_id(self) -> dict[str, Programme]:
        return {programme.id: programme for programme in self.programmes}

    @functools.cached_property
    def _editions_by_id(self) -> dict[str, CompetitionEdition]:
        return {edition.id: edition for edition in self.editions}

    @functools.cached_property
    def _forms_by_id(self) -> dict[str, Form]:
        return {form.id: form for form in self.forms}
