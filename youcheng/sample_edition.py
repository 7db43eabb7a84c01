"""The sample edition of this installation: the shipped works as entries of today’s edition."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from youcheng.content.subjects import entry_form_id
from youcheng.domain.audit import Via
from youcheng.domain.gallery import ALT_LANGUAGES, Words
from youcheng.samples.entries import PlannedEntry, plan_entries
from youcheng.samples.variation import vary
from youcheng.samples.works import SampleWork, load_works
from youcheng.services.ports import Services
from youcheng.services.sample_entries import SampleEntry
from youcheng.services.sampling import add_samples, lacks_samples, look_for_samples

WORKS: Final = 60
SEED: Final = 1
"""What an empty database is filled with."""
_QUALITY: Final = 88

_log = logging.getLogger(__name__)


def sample_entries(
    services: Services, *, number: int = WORKS, seed: int = SEED
) -> Iterator[SampleEntry]:
    """The first `number` entries of a seed, for the edition that a visitor means now.

    Beyond the number of shipped works each is varied: cropped, mirrored, in other colours.
    """
    edition = services.content.current_edition(services.clock())
    works = load_works()
    for one in plan_entries(works, edition.rules, number=number, seed=seed):
        varied = one.number >= len(works)
        yield SampleEntry(
            key=f"{edition.id}/{seed}/{one.number}",
            form=entry_form_id(edition),
            language=one.language,
            answers=one.answers,
            refused=one.refused,
            actions=one.walk,
            translations=_translations(one.work),
            name=f"{one.work.id}-{one.number}" if varied else one.work.id,
            paint=partial(_varied, one, seed) if varied else partial(_shipped, one),
        )


def _translations(work: SampleWork) -> Mapping[str, Words]:
    return {
        language: Words(work.title[language], work.see[language], work.story.get(language, ""))
        for language in ALT_LANGUAGES
    }


def _shipped(planned: PlannedEntry, _folder: Path) -> Path:
    return planned.work.picture


def _varied(planned: PlannedEntry, seed: int, folder: Path) -> Path:
    path = folder / "varied.jpg"
    vary(planned.work.picture, seed * 1_000_003 + planned.number).save(path, quality=_QUALITY)
    return path


def fill_with_samples(services: Services, over: Event, number: int = WORKS) -> int:
    """Make the sample edition where nothing real is; return how many works were added.

    What an earlier start has left undone is done. What goes wrong is logged and ends nothing.

    Args:
        services: of the site.
        over: set it to stop before all is done.
        number: how many works.
    """
    try:
        if not lacks_samples(services, number):
            return 0
        entries = sample_entries(services, number=number)
        added = add_samples(services, entries=entries, via=Via.JOB, over=over)
    except Exception:
        _log.exception("the sample edition could not be made: run `python -m youcheng sample`")
        return 0
    look_for_samples(services)
    _log.info("the sample edition was made: %d works", added)
    return added
