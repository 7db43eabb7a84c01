"""Editions: their phases, the age that counts, and which one a visitor means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.deadlines import NANJING
from youcheng.domain.editions import (
    Award,
    Band,
    Criterion,
    Edition,
    Phase,
    age_at_deadline,
    band_of,
    current_edition,
    phase,
)

SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)

EDITION = Edition(
    id="2026",
    opens_at=datetime(2026, 11, 16, 9, tzinfo=NANJING),
    closes_at=datetime(2027, 4, 1, tzinfo=NANJING),
    reveals_at=datetime(2027, 6, 1, 10, tzinfo=NANJING),
    zone="Asia/Shanghai",
    bands=(Band("4-7", 4, 7), Band("8-10", 8, 10), Band("11-13", 11, 13), Band("14-17", 14, 17)),
    works_per_child=1,
    batch_limit=30,
    enters_alone_from=14,
    criteria=(Criterion("idea", 2),),
    awards=(Award("first", "band"),),
    entry_form="painting",
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EDITION.opens_at - SECOND, Phase.BEFORE),
        (EDITION.opens_at, Phase.OPEN),
        (EDITION.closes_at - SECOND, Phase.OPEN),
        (EDITION.closes_at, Phase.CLOSED),
        (EDITION.reveals_at - SECOND, Phase.CLOSED),
        (EDITION.reveals_at, Phase.REVEALED),
        (EDITION.reveals_at + YEAR, Phase.REVEALED),
    ],
)
def test_a_phase_begins_with_its_first_moment(moment: datetime, expected: Phase) -> None:
    assert phase(EDITION, moment) is expected
    assert phase(EDITION, moment.astimezone(UTC)) is expected


@pytest.mark.parametrize(
    ("born", "age", "band"),
    [
        ("2023-05", 3, None),
        ("2023-04", 4, "4-7"),
        ("2019-05", 7, "4-7"),
        ("2019-04", 8, "8-10"),
        ("2016-05", 10, "8-10"),
        ("2016-04", 11, "11-13"),
        ("2013-05", 13, "11-13"),
        ("2013-04", 14, "14-17"),
        ("2009-05", 17, "14-17"),
        ("2009-04", 18, None),
        ("2028-01", -1, None),
    ],
)
def test_the_month_of_the_deadline_in_nanjing_decides_the_band(
    born: str, age: int, band: str | None
) -> None:
    assert EDITION.closes_at.astimezone(UTC).month == 3
    assert age_at_deadline(EDITION, born) == age
    found = band_of(EDITION, born)
    assert (found.id if found else None) == band
    in_utc = replace(EDITION, closes_at=EDITION.closes_at.astimezone(UTC))
    assert band_of(in_utc, born) == found


@pytest.mark.parametrize(
    "born", ["", "2018", "2018-13", "2018-00", "2018-1", "18-01", "2018-01-02"]
)
def test_what_is_no_month_is_refused(born: str) -> None:
    with pytest.raises(ValueError, match="is no month"):
        band_of(EDITION, born)


def moved(edition_id: str, by: timedelta) -> Edition:
    return replace(
        EDITION,
        id=edition_id,
        opens_at=EDITION.opens_at + by,
        closes_at=EDITION.closes_at + by,
        reveals_at=EDITION.reveals_at + by,
    )


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EDITION.opens_at - SECOND, "2026"),
        (EDITION.opens_at, "2026"),
        (EDITION.closes_at, "2026"),
        (EDITION.reveals_at, "2027"),
        (EDITION.opens_at + YEAR, "2027"),
        (EDITION.reveals_at + YEAR, "2027"),
        (EDITION.reveals_at + 9 * YEAR, "2027"),
    ],
)
def test_a_visitor_means_the_edition_that_is_open_or_comes_next(
    moment: datetime, expected: str
) -> None:
    editions = (moved("2027", YEAR), EDITION)
    assert current_edition(editions, moment).id == expected


def test_the_open_edition_goes_before_one_that_is_still_judged() -> None:
    early = moved("2027", EDITION.closes_at - EDITION.opens_at + SECOND)
    assert phase(EDITION, early.opens_at) is Phase.CLOSED
    assert current_edition((EDITION, early), early.opens_at).id == "2027"


def test_without_an_edition_there_is_none_to_mean() -> None:
    with pytest.raises(ValueError, match="no edition"):
        current_edition((), EDITION.opens_at)
