"""A class that a teacher enters in an office: rows, photos, and what their guardians answer."""

from __future__ import annotations

from typing import Final

from tests.form_examples import BATCH, BATCH_ROW
from tests.services.office import Office, Paper
from tests.services.paintings import every_warning, photo
from youcheng.domain.submissions import Submission

FORM: Final = "painting-batch-2026"
LANGUAGES: Final = ("zh", "en", "fr", "ru", "ms", "ne")


def rows(count: int) -> list[dict[str, object]]:
    """Rows of as many children, each with a guardian of their own."""
    return [
        {
            **BATCH_ROW,
            "child_given_name": f"Child {number}",
            "title": f"Work {number}",
            "guardian_name": f"Guardian {number}",
            "guardian_email": f"guardian{number}@example.org",
            "guardian_language": LANGUAGES[number % len(LANGUAGES)],
        }
        for number in range(1, count + 1)
    ]


def fill_in(office: Office, count: int = 2, *, access_code: str = "", **changes: object) -> Paper:
    """A batch with a row and a photo for each child, ready to be sent."""
    paper = office.begin(FORM, access_code=access_code)
    answers = {name: one for name, one in BATCH.items() if name != "photos"}
    paper.save(**{**answers, "works": rows(count), **changes})
    for number in range(1, count + 1):
        paper.attach("photos", photo(number, width=1700, height=1275), f"{number:02d} scan.jpg")
    office.wait(minutes=1)
    return paper


def send(office: Office, count: int = 2, **changes: object) -> Paper:
    """A batch that was sent; its paintings are still to be made."""
    paper = fill_in(office, count, **changes)
    paper.send(confirmed=every_warning(paper))
    return paper


def entries(paper: Paper) -> list[Submission]:
    """The paintings that came of the batch, by title."""
    with paper.office.services.records.read() as uow:
        found = uow.submissions.of_batch(paper.submission)
    return sorted(found, key=lambda one: one.text("title"))


def entry(paper: Paper, number: int) -> Paper:
    """The painting of the row with this number, for the guardian's part."""
    (found,) = [one for one in entries(paper) if one.text("title") == f"Work {number}"]
    return Paper(paper.office, found.id, paper.token)
