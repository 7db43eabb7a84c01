"""The sample edition of an installation: what it is made of, and when it is made by itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from tests.databases import Databases
from tests.services.office import Office, open_office
from youcheng.content.loader import load_content
from youcheng.domain import forms
from youcheng.domain.pictures import distance
from youcheng.media.pictures import take_in
from youcheng.sample_edition import WORKS, fill_with_samples, sample_entries
from youcheng.samples.works import load_works
from youcheng.services.sampling import shows_samples
from youcheng.settings import Settings
from youcheng.storage.tables import SubmissionRow

NO_PERSON = {("guardian_email", "required"), ("image", "required")}
"""What the form finds in a sample's answers: it has no address, and its picture comes by itself."""


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office


def test_every_entry_answers_the_form_as_a_family_would(office: Office) -> None:
    form = load_content().form("painting-2026").definition
    found = set()
    for entry in sample_entries(office.services, number=4 * WORKS):
        typed = {"form_language": entry.language, **entry.answers}
        answers = forms.prune(form, forms.normalise(form, typed))
        for one in forms.validate(form, answers, today=dt.date(2026, 11, 23)):
            found.add((one.field, one.code))
    assert found == NO_PERSON


def test_a_shown_name_says_that_it_is_a_sample(office: Office) -> None:
    words = {"zh": "示例", "en": "sample", "fr": "exemple", "ru": "образец", "ms": "contoh"}
    words["ne"] = "नमुना"
    for entry in sample_entries(office.services):
        for field in ("child_given_name", "alias", "guardian_name"):
            assert words[entry.language] in str(entry.answers[field]).casefold(), field


def test_the_same_seed_gives_the_same_entries_however_many(office: Office) -> None:
    few = list(sample_entries(office.services, number=5))
    many = list(sample_entries(office.services, number=200))
    assert [one.answers for one in few] == [one.answers for one in many[:5]]
    other = list(sample_entries(office.services, number=5, seed=2))
    assert [one.answers for one in few] != [one.answers for one in other]
    assert len({one.key for one in many} | {one.key for one in other}) == 205


def test_sixty_works_are_all_shown_and_further_ones_are_varied(
    office: Office, tmp_path: Path
) -> None:
    entries = list(sample_entries(office.services, number=WORKS + 1))
    shipped = {one.picture for one in load_works()}
    assert {one.paint(tmp_path) for one in entries[:WORKS]} == shipped
    varied = entries[WORKS].paint(tmp_path)
    assert varied.parent == tmp_path
    copies = tmp_path / "copies"
    marks = []
    for number, path in enumerate((varied, *sorted(shipped)[:5])):
        folder = copies / str(number)
        folder.mkdir(parents=True)
        marks.append(take_in(path, folder, sample=True).fingerprint)
    assert min(distance(marks[0], other) for other in marks[1:]) > 0
    with Image.open(varied) as picture:
        assert min(picture.size) > 400


def test_an_empty_site_fills_itself_and_says_so(office: Office) -> None:
    assert fill_with_samples(office.services, Event(), 2) == 2
    assert office.count(SubmissionRow) == 2
    assert {event.via for event in office.events()} == {"job"}
    assert shows_samples()
    assert fill_with_samples(office.services, Event(), 2) == 0


def test_a_start_goes_on_where_an_earlier_one_was_ended(office: Office) -> None:
    assert fill_with_samples(office.services, Event(), 1) == 1
    assert fill_with_samples(office.services, Event(), 3) == 2
    office.begin()
    assert fill_with_samples(office.services, Event(), 9) == 0
    assert office.count(SubmissionRow) == 4


def test_a_site_that_holds_anything_is_left_alone(office: Office) -> None:
    office.begin()
    assert fill_with_samples(office.services, Event(), 2) == 0
    assert office.count(SubmissionRow) == 1


def test_a_site_goes_on_when_the_samples_cannot_be_made(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "files"
    folder.rename(tmp_path / "gone")
    folder.touch()
    with caplog.at_level(logging.ERROR):
        assert fill_with_samples(office.services, Event(), 2) == 0
    assert "python -m youcheng sample" in caplog.text
    assert office.count(SubmissionRow) == 0


@pytest.mark.parametrize(
    ("profile", "sample", "fills"),
    [("local", "auto", True), ("local", "off", False), ("production", "auto", False)],
)
def test_only_a_local_site_fills_itself(profile: str, sample: str, fills: bool) -> None:
    given = {"profile": profile, "sample": sample, "public_url": "https://youcheng.example"}
    assert Settings.model_validate(given).fills_with_samples is fills
