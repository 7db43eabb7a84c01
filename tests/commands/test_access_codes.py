"""`access-code`: given out once, listed by its fingerprint, closed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import pytest

from tests.commands.installation import Installation
from youcheng.commands.parsing import read_moment, read_until
from youcheng.domain.deadlines import AccessRefused

ADD = ("access-code", "add", "culture", "--label", "Lycée du lac", "--uses", "1")


def test_a_code_that_is_given_out_lets_in_until_it_is_closed(small: Installation) -> None:
    code = small.look(*ADD, "--until", "2999-12-31")["code"]
    (listed,) = small.look("access-code", "list")
    assert (listed["label"], listed["state"], listed["limit"]) == ("Lycée du lac", "open", 1)
    assert code.replace("-", "") not in small.run("access-code", "list").replace("-", "")
    with small.office() as office:
        office.now = datetime.now(UTC)
        office.set_window("culture", closes=datetime(2020, 1, 1, tzinfo=UTC))
        office.begin(access_code=code)
        small.run("access-code", "revoke", listed["digest"][:12])
        with pytest.raises(AccessRefused):
            office.begin(access_code=code)
    assert small.look("access-code", "list")[0]["state"] == "revoked"
    assert "not exactly one" in small.fail("access-code", "revoke", listed["digest"])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((*ADD, "--until", "2020-01-01"), "lies ahead"),
        (("access-code", "add", "chess", "--label", "x", "--uses", "1", "--until", "2999-01-01"),
         "culture"),
    ],
)  # fmt: skip
def test_a_code_that_would_open_nothing_is_not_made(
    small: Installation, words: tuple[str, ...], named: str
) -> None:
    assert named in small.fail(*words)
    assert small.look("access-code", "list") == []


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2027-03-31", (2027, 3, 30, 16), (2027, 3, 31, 16)),
        ("2027-03-31T18:00", (2027, 3, 31, 10), (2027, 3, 31, 10)),
        ("2027-03-31T18:00+02:00", (2027, 3, 31, 16), (2027, 3, 31, 16)),
        ("2027-03-31T00:00Z", (2027, 3, 31), (2027, 3, 31)),
    ],
)
def test_a_time_is_nanjings_unless_it_names_a_zone(
    text: str, begins: tuple[int, ...], ends: tuple[int, ...]
) -> None:
    assert read_moment(text) == datetime(*begins, tzinfo=UTC)  # type: ignore[arg-type, misc]
    assert read_until(text) == datetime(*ends, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("text", ["", "soon", "31.3.2027", "2027-02-30", "2027-03-31T25:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        read_moment(text)
