"""Which entries the sample edition is made of: a work, a language, a name, and what becomes of it.

Entry `number` of a seed is the same however many entries are made.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from youcheng.domain.editions import Edition
from youcheng.domain.states import Consent
from youcheng.samples.walks import WALKS, Walk, refused_on
from youcheng.samples.works import FOLDER, SampleWork

ENGLISH: Final = 6
"""Every so many entries one is written in English, which is no child's own language here."""
_FREE: Final = (
    Consent.SHOW_NAME,
    Consent.CREDIT_SCHOOL,
    Consent.MEDIA_USE,
    Consent.KEEP_IN_ARCHIVE,
    Consent.NEWS,
)
_REFUSED: Final = 0.35
"""How likely a guardian of the sample refuses what may be refused."""
_SHEETS: Final = ((30, 42), (42, 30), (38, 53), (21, 30))
"""Width and height in centimetres."""


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """An entry before it has a picture.

    Attributes:
        work: what it shows.
        number: from 0; from the number of works on, the work is varied.
        language: code of the language in which it is written.
        answers: to the entry form, by field id, without picture and addresses.
        refused: consents that its guardian refuses.
        walk: what becomes of it.
    """

    work: SampleWork
    number: int
    language: str
    answers: dict[str, object]
    refused: frozenset[Consent]
    walk: Walk


def plan_entries(
    works: Sequence[SampleWork], edition: Edition, *, number: int, seed: int, folder: Path = FOLDER
) -> Iterator[PlannedEntry]:
    """The first `number` entries of a seed, in order.

    Args:
        works: what there is to show, at least one.
        edition: what is entered for; ages are counted at its deadline.
        number: how many.
        seed: other seeds pair works, names and consents in another way.
        folder: holds names.toml.
    """
    with (folder / "names.toml").open("rb") as file:
        names = tomllib.load(file)
    order: list[SampleWork] = []
    for position in range(number):
        place = position % len(works)
        if place == 0:
            order = _mixed(works, random.Random(f"{seed}/order/{position}"))
        chance = random.Random(f"{seed}/{position}")
        work, walk = order[place], WALKS[position % len(WALKS)]
        language = "en" if position % ENGLISH == ENGLISH - 1 else work.language
        yield PlannedEntry(
            work=work,
            number=position,
            language=language,
            answers=_answers(work, edition, language, names[language], chance),
            refused=refused_on(walk) | {consent for consent in _FREE if chance.random() < _REFUSED},
            walk=walk,
        )


def _mixed(works: Sequence[SampleWork], chance: random.Random) -> list[SampleWork]:
    """All works in an order by chance in which every language comes early."""
    by_language: dict[str, list[SampleWork]] = {}
    for work in chance.sample(works, len(works)):
        by_language.setdefault(work.language, []).append(work)
    placed = [
        ((place + chance.random()) / len(group), work.id, work)
        for group in by_language.values()
        for place, work in enumerate(group)
    ]
    return [work for _, _, work in sorted(placed, key=lambda one: one[:2])]


def _answers(
    work: SampleWork, edition: Edition, language: str, names: dict[str, Any], chance: random.Random
) -> dict[str, object]:
    width, height = chance.choice(_SHEETS)
    choice = chance.choice(("anonymous", "first-name", "first-name", "alias"))
    return {
        "submitter_role": "guardian",
        "child_given_name": names["label"].format(name=chance.choice(names["names"])),
        "birth": _birth(work, edition, chance),
        "country": work.country,
        "city" if work.country == "CN" else "partner_city": work.place,
        "public_name_choice": choice,
        "alias": names["label"].format(name=chance.choice(names["aliases"])),
        "theme": work.theme,
        "title": work.title[language],
        "what_do_you_see": work.see[language],
        "story": work.story.get(language, ""),
        "technique": work.technique,
        "width_cm": width,
        "height_cm": height,
        "year_made": edition.opens_at.year,
        "picture_contains": ["none"],
        "originality": True,
        "child_assent": True,
        "guardian_name": names["adult"],
        "guardian_relation": "parent",
        "guardian_language": language,
    }


def _birth(work: SampleWork, edition: Edition, chance: random.Random) -> str:
    """A month of birth, "YYYY-MM", by which the child is in the work's band at the deadline."""
    band = next(one for one in edition.bands if one.id == work.band)
    age = chance.randint(band.youngest, band.oldest)
    closes = edition.closes_at.astimezone(ZoneInfo(edition.zone))
    months = closes.year * 12 + closes.month - 1 - 12 * age - chance.randrange(12)
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
