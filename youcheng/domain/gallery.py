"""What is public of a work: exactly these fields, and how works are chosen, searched and ordered.

Which answers may be shown is read from the form's definition (`public_answers`); nothing else of a
submission comes here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from youcheng.domain.consents import consent_of
from youcheng.domain.form_conditions import prune
from youcheng.domain.form_definitions import FormDefinition, VisibilityClass
from youcheng.domain.states import Consent

ALT_LANGUAGES: Final = ("zh", "en")
"""Codes of the languages in which every work on show is described."""
LONGEST_QUERY: Final = 80
"""Characters of a search; what is longer is cut."""
MOST_TERMS: Final = 6
GRAM: Final = 2
"""Characters of a gram."""
_CURSOR: Final = re.compile(r"(\d{1,2})~(\d{1,17})~([0-9A-Z-]{1,16})")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Facet(StrEnum):
    """What works are chosen by; the value is the name of the column and of the address's parameter.

    The place is the city of Jiangsu, or the partner, in which the child lives.
    """

    EDITION = "edition"
    THEME = "theme"
    COUNTRY = "country"
    PLACE = "place"
    BAND = "band"
    TECHNIQUE = "technique"
    AWARD = "award"


AWARDED: Final = "awarded"
"""Value of the facet `AWARD` by which every work with an award is found, and that of a work whose
award has no id."""


def fits(facet: Facet, value: str, wanted: str) -> bool:
    """Whether a work with this value of a facet is found by `wanted`."""
    return value == wanted or (facet is Facet.AWARD and wanted == AWARDED and value != "")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a work in one language: the child's own words, or a translation by staff.

    Attributes:
        title: what the work is called.
        see: what is seen in it; a translation of it is the alternative text of the picture.
        story: what belongs to it; may be empty.
    """

    title: str
    see: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work on show.

    Attributes:
        submission: id of its submission; never shown.
        code: its reference code, which is its name in the public address.
        edition, theme, country, place, band, technique: ids; empty where nothing was answered.
        award: id of its award, `AWARDED` where that has none, or empty.
        year: in which it was made; 0 where nothing was answered.
        width_cm, height_cm: of the sheet; 0 where nothing was answered.
        name: of the child, as chosen and agreed to; mostly empty.
        language: code of the language of the child's own words.
        words: the child's own.
        translations: by staff, by code of the language: at least `ALT_LANGUAGES`.
        picture: address of the picture.
        width, height: its pixels.
        colour: its dominant colour, "#rrggbb".
        placeholder: a tiny picture as a data address.
        published_at: since when it has been on show.
        sample: no child made it.
    """

    submission: str
    code: str
    edition: str
    theme: str
    country: str
    place: str
    band: str
    technique: str
    award: str
    year: int
    width_cm: int
    height_cm: int
    name: str
    language: str
    words: Words
    translations: Mapping[str, Words]
    picture: str
    width: int
    height: int
    colour: str
    placeholder: str
    published_at: datetime
    sample: bool = False

    def words_in(self, code: str) -> tuple[str, Words]:
        """The words for a reader of the language `code`, and the language that they are in: the
        child's own where it is the same, else a translation, in English at worst."""
        if code == self.language:
            return code, self.words
        found = code if code in self.translations else "en"
        return found, self.translations.get(found, self.words)

    def alt_in(self, code: str) -> tuple[str, str]:
        """The alternative text of the picture for a reader of the language `code`, and the language
        that it is in; never empty. Where staff have not written it in that language, the child may
        have."""
        language = code if code in {*self.translations, self.language} else "en"
        words = self.translations.get(language)
        return (self.language, self.words.see) if words is None else (language, words.see)

    @property
    def position(self) -> Position:
        """Where it stands among all works."""
        return Position(0 if self.award else 1, self.published_at, self.code)

    @property
    def search(self) -> str:
        """Everything that a search looks through, as `search_text` gives it."""
        every = (self.words, *self.translations.values())
        texts = [text for one in every for text in (one.title, one.see, one.story)]
        return search_text(" ".join([*texts, self.name, self.code]))


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a work stands: awarded ones first, then the longest on show, then by code.

    Works that are added later come after those of their kind, so that pages stay as they are.
    """

    rank: int
    published_at: datetime
    code: str

    def __str__(self) -> str:
        """The position as it stands in an address."""
        return (
            f"{self.rank}~{(self.published_at - _EPOCH) // timedelta(microseconds=1)}~{self.code}"
        )


def read_position(text: str) -> Position | None:
    """The position that an address holds; None for what is none."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return None
    moment = _EPOCH + timedelta(microseconds=int(found[2]))
    return Position(int(found[1]), moment, found[3])


@dataclass(frozen=True, slots=True)
class Choice:
    """Which works are asked for.

    Attributes:
        facets: the one value asked for, by facet.
        query: what is searched for.
    """

    facets: Mapping[Facet, str] = field(default_factory=dict)
    query: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """What each work must hold, one by one."""
        return search_terms(self.query)

    def without(self, facet: Facet) -> Choice:
        """The same choice with any value of `facet`."""
        kept = {one: value for one, value in self.facets.items() if one is not facet}
        return Choice(kept, self.query)

    def chooses(self, work: Work) -> bool:
        """Whether `work` is asked for."""
        fit = (fits(facet, getattr(work, facet), asked) for facet, asked in self.facets.items())
        return all(fit) and all(term in work.search for term in self.terms)


def mix(works: Sequence[Work], number: int) -> list[Work]:
    """The first `number` works, in an order in which each country has its turn.

    Works with an award come first; of the others, and of these, one of each country in the order in
    which the countries come, then a second one of each.
    """
    seen: Counter[tuple[bool, str]] = Counter()
    ranked = []
    for place, work in enumerate(works):
        key = (not work.award, work.country)
        ranked.append((key[0], seen[key], place))
        seen[key] += 1
    return [works[place] for _, _, place in sorted(ranked)[:number]]


def search_text(text: str) -> str:
    """`text` as it is searched: letters, marks and digits, without case; one space for all else."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in plain)
    return " ".join("".join(kept).split())


def search_terms(query: str) -> tuple[str, ...]:
    """The words of a search, each once, at most `MOST_TERMS`; what is found holds all of them."""
    return tuple(dict.fromkeys(search_text(query[:LONGEST_QUERY]).split()))[:MOST_TERMS]


def grams(term: str) -> frozenset[str]:
    """What a work that holds `term` is found by: each two characters that follow one another, so
    that Chinese words, most of which have two, need no dictionary. One character is found alone."""
    return frozenset(map("".join, pairwise(term))) if len(term) > 1 else frozenset(term)


def index_grams(search: str) -> frozenset[str]:
    """Every gram by which a work with this search text can be found."""
    words = search.split()
    return frozenset().union(*map(grams, words), *map(frozenset, words))


def public_answers(
    definition: FormDefinition, answers: Mapping[str, object], agreed: Iterable[Consent]
) -> dict[str, object]:
    """The answers that everybody may see: those to fields of class PUB whose consent stands.

    Args:
        definition: the form.
        answers: as they were sent.
        agreed: the consents that stand.
    """
    standing = {*agreed}
    return {
        name: value
        for name, value in prune(definition, answers).items()
        if VisibilityClass.PUB in (asked := definition.field(name)).visibility
        and consent_of(asked.public_with or "") in standing
    }
