"""Sample entries whose pictures are small, so that many of them are made in a moment."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.services.office import Office
from youcheng.domain.audit import Via
from youcheng.sample_edition import sample_entries
from youcheng.services.sample_entries import SampleEntry
from youcheng.services.sampling import add_samples


def small_entries(office: Office, number: int) -> list[SampleEntry]:
    """The first `number` sample entries; each picture is small, and no two are alike."""
    return [replace(one, paint=_small) for one in sample_entries(office.services, number=number)]


def _small(folder: Path) -> Path:
    file = folder / "small.png"
    Image.frombytes("RGB", (8, 6), random.randbytes(144)).resize((320, 240)).save(file)
    return file


def fill(office: Office, *entries: SampleEntry) -> int:
    """Add sample entries; return how many were added."""
    return add_samples(office.services, entries=entries, via=Via.COMMAND, workers=2)
