"""The page of the site's health: a line for each part, in words, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.markup_reading import Markup
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_health import health_page
from youcheng.services.desk_parts import DeskPart
from youcheng.services.health import Disk, Health, Jobs, Level, MailServer, Part
from youcheng.services.resending import Waiting

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
GOOD = Health(
    at=NOW,
    levels=dict.fromkeys(Part, Level.GOOD),
    versions={"Python": "3.11.9"},
    disk=Disk(free=52_340_000_000, floor=1_000_000_000),
    mail_server=MailServer.REACHED,
    outbox=Waiting(queued=3, late=0, failed=0),
    jobs=Jobs(running=True, waiting=1, last_ended=NOW),
)


def text(health: Health, code: str = "en") -> str:
    parts = (DeskPart.ACCOUNTS, DeskPart.HEALTH)
    return Markup(str(health_page(health, parts, translator(code)))).text


def test_a_good_day_is_told_with_its_figures() -> None:
    told = text(GOOD)
    for words in (
        "In order",
        "52.3 GB free; below 1 GB nothing more is taken.",
        "It takes e-mails from us.",
        "Waiting: 3; for more than an hour: 0; failed: 0.",
        "Under way: 1; failed lately: 0; last round: 23 November 2026, 16:00.",
        "Python 3.11.9",
    ):
        assert words in told
    assert "Out of order" not in told


def test_a_bad_day_says_what_is_wrong() -> None:
    bad = dict.fromkeys(Part, Level.BAD)
    told = text(Health(at=NOW, levels=bad, versions={}))
    assert told.count("Out of order") == len(Part)
    assert told.count("It does not answer. The log of the server says why.") == len(Part)
    assert "It does not run in this process." in text(replace(GOOD, jobs=Jobs()))
    assert "None is set" in text(replace(GOOD, mail_server=MailServer.NONE))
    assert "does not let us in" in text(replace(GOOD, mail_server=MailServer.LOGIN))


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_health_can_be_shown_in_every_language(code: str) -> None:
    assert "Python 3.11.9" in text(GOOD, code)
