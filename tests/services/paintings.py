"""Painting entries in an office: photos that the intake takes, and who enters them."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

from tests.form_examples import ENTRIES
from tests.services.office import Office, Paper
from youcheng.domain import forms
from youcheng.services.submitting import find_warnings, warning_key

FORM: Final = "painting-2026"


@cache
def photo(seed: int = 1, *, width: int = 2000, height: int = 1500) -> bytes:
    """A JPEG as a phone would send it: sharp, bright, and for each seed another picture."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height), (245, 240, 225))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = chance.randrange(width), chance.randrange(height)
        size = chance.randrange(60, 400)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def fill_in(office: Office, who: str = "guardian", *, seed: int = 1, **changes: object) -> Paper:
    """An entry with the example's answers and a photo, ready to be sent."""
    paper = office.begin(FORM)
    answers = {name: one for name, one in ENTRIES[who].items() if name != "image"}
    paper.save(**{**answers, **changes})
    paper.attach("image", photo(seed), "IMG_0001.jpg")
    office.wait(minutes=1)
    return paper


def send(office: Office, who: str = "guardian", *, seed: int = 1, **changes: object) -> Paper:
    """An entry that was filled in and sent; its guardian has been asked."""
    paper = fill_in(office, who, seed=seed, **changes)
    paper.send(confirmed=every_warning(paper))
    return paper


def every_warning(paper: Paper) -> list[str]:
    """What is asked about the answers, all of it confirmed."""
    found = paper.open()
    answers = forms.prune(found.form.definition, found.answers)
    return [warning_key(one, answers) for one in find_warnings(found, answers)]
