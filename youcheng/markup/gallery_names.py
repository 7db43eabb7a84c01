"""Names of what works are chosen by, and how a work is named under its picture."""

from __future__ import annotations

from youcheng.content.models import Content
from youcheng.content.subjects import entry_form_id
from youcheng.domain.gallery import AWARDED, Facet, Work
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import now


class Names:
    """Names of what works are chosen by, in one language."""

    def __init__(self, t: Translator, content: Content) -> None:
        self.translator = t
        self._content = content
        self._code = t.language.code
        edition = content.current_edition(now())
        self._form = content.form(entry_form_id(edition))
        self._themes = {
            theme.id: theme.name.get(self._code) for one in content.editions for theme in one.themes
        }
        self._awards = {
            award.id: award.name.get(self._code) for one in content.editions for award in one.awards
        }
        self._bands = {
            band.id: (band.youngest, band.oldest) for one in content.editions for band in one.bands
        }
        self._partners = {one.id: one.short.get(self._code) for one in content.partners}
        self._named: dict[tuple[Facet, str], str] = {}

    def facet(self, facet: Facet) -> str:
        """The name of a facet."""
        t = self.translator
        return {
            Facet.EDITION: t.gettext("Edition"),
            Facet.THEME: t.gettext("Theme"),
            Facet.COUNTRY: t.gettext("Country"),
            Facet.PLACE: t.gettext("City or partner"),
            Facet.BAND: t.gettext("Age group"),
            Facet.TECHNIQUE: t.gettext("Technique"),
            Facet.AWARD: t.pgettext("gallery", "Award"),
        }[facet]

    def value(self, facet: Facet, value: str) -> str:
        """The name of a value of a facet; an unknown value is its own name."""
        if (facet, value) not in self._named:
            self._named[facet, value] = self._name(facet, value)
        return self._named[facet, value]

    def _name(self, facet: Facet, value: str) -> str:
        t, code = self.translator, self._code
        match facet:
            case Facet.EDITION:
                known = {one.id: one.name.get(code) for one in self._content.editions}
                return known.get(value, value)
            case Facet.THEME:
                return self._themes.get(value, value)
            case Facet.PLACE:
                return self._place(value)
            case Facet.BAND:
                return self._band(value)
            case Facet.AWARD:
                return self._awards.get(value) or t.pgettext("gallery", "With an award")
        return self._form.field(str(facet)).name(value, code)

    def award(self, work: Work) -> str:
        """What a work won; empty where it is nothing."""
        return (self._awards.get(work.award) or self.facet(Facet.AWARD)) if work.award else ""

    def award_rank(self, value: str) -> int:
        """Where an award stands among all: every award first, then as the editions name them."""
        return 0 if value == AWARDED else [*self._awards, value].index(value) + 1

    def _place(self, value: str) -> str:
        return self._partners.get(value) or self._form.field("city").name(value, self._code)

    def _band(self, value: str) -> str:
        youngest, oldest = self._bands.get(value, (0, 0))
        if not oldest:
            return value
        return self.translator.gettext("{youngest} to {oldest} years").format(
            youngest=youngest, oldest=oldest
        )

    def byline(self, work: Work) -> str:
        """Name where one is shown, age group and place, as a museum writes them under a picture."""
        where = self.value(Facet.PLACE, work.place) if work.place else ""
        country = self.value(Facet.COUNTRY, work.country) if work.country else ""
        parts = [work.name, self.value(Facet.BAND, work.band) if work.band else "", where, country]
        return " · ".join(part for part in parts if part)
