"""`staff`: the first account of an installation, its roles, and what ends it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.commands.installation import Installation
from tests.services.accounts import PASSWORD
from tests.services.office import Office, token_in
from youcheng.services.setting_passwords import set_password
from youcheng.services.signing_in import SignInRefused, sign_in
from youcheng.services.staff import SignedOut, find_actor

ADD = ("staff", "add", "Li@example.org", "--name", "Li Na", "--role", "lead")


def enter(office: Office, link: str = "") -> str:
    """The token of a session, after a password was set by a link."""
    office.now = datetime.now(UTC)
    if link:
        set_password(office.services, token=token_in(link), password=PASSWORD)
    return sign_in(
        office.services, email="li@example.org", password=PASSWORD, client="", device="Firefox"
    ).token


def test_the_first_account_comes_with_a_link_and_no_password(installation: Installation) -> None:
    assert installation.look("staff", "list") == []
    assert "staff add" in installation.run("staff", "list")
    shown = installation.run(*ADD)
    link = shown.split()[0]
    assert link.startswith("http://localhost:8501/staff/password/")
    assert "works once" in shown
    assert "assword" not in shown.replace("/staff/password/", "")
    (listed,) = installation.look("staff", "list")
    assert (listed["email"], listed["roles"], listed["language"]) == (
        "li@example.org",
        ["lead"],
        "zh",
    )
    assert "without a password" in installation.run("staff", "list")
    with installation.office() as office:
        session = enter(office, link)
        assert find_actor(office.services, session=session).roles == {"lead"}
    assert installation.look("staff", "list")[0]["has_password"]
    assert "works once" not in installation.run("staff", "list")


def test_an_account_is_changed_and_revoked_at_once(small: Installation) -> None:
    link = small.look(*ADD)["link"]
    with small.office() as office:
        session = enter(office, link)
        (listed,) = small.look("staff", "sessions", "li@example.org")
        assert listed["device"] == "Firefox"
        assert "Firefox" in small.run("staff", "sessions", "li@example.org")
        reach = ("--role", "officer", "--role", "liaison", "--programme", "study", "--city", "wuxi")
        assert "officer study wuxi" in small.run("staff", "roles", "LI@example.org", *reach)
        with pytest.raises(SignedOut):
            find_actor(office.services, session=session)
        session = enter(office)
        actor = find_actor(office.services, session=session)
        assert (actor.programmes, actor.city) == ({"study"}, "wuxi")
        assert "deactivated" in small.run("staff", "deactivate", "li@example.org")
        with pytest.raises(SignedOut):
            find_actor(office.services, session=session)
        with pytest.raises(SignInRefused):
            enter(office)
        assert "no active account" in small.fail("staff", "link", "li@example.org")
        assert "active" in small.run("staff", "deactivate", "li@example.org", "--undo")
        session = enter(office)
        assert small.look("staff", "sessions", "li@example.org", "--end") == {"ended": 1}
        assert small.run("staff", "sessions", "li@example.org") == "no sessions\n"
        assert small.run("staff", "sessions", "li@example.org", "--end") == "no sessions ended\n"
        with pytest.raises(SignedOut):
            find_actor(office.services, session=session)
        enter(office, small.look("staff", "link", "li@example.org")["link"])
        assert all(one.via == "command" for one in office.events("staff.changed"))
        office.assert_log_is_whole()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("staff", "add", "li", "--name", "Li", "--role", "lead"), "no e-mail address"),
        (("staff", "add", "l@x.example", "--name", " ", "--role", "lead"), "name"),
        (("staff", "add", "l@x.example", "--name", "Li", "--role", "officer"), "culture"),
        (("staff", "add", "l@x.example", "--name", "Li", "--role", "liaison"), "suzhou"),
        (
            ("staff", "add", "l@x.example", "--name", "Li", "--role", "juror", "--role", "lead"),
            "of their own",
        ),
        (("staff", "roles", "no@x.example", "--role", "lead"), "no active account"),
        (("staff", "deactivate", "no@x.example"), "staff list"),
        (("staff", "link", "no@x.example"), "staff list"),
        (("staff", "sessions", "no@x.example", "--end"), "staff list"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    small: Installation, words: tuple[str, ...], named: str
) -> None:
    assert named in small.fail(*words)
    assert small.look("staff", "list") == []


def test_one_address_has_one_account(small: Installation) -> None:
    small.run(*ADD)
    assert "staff list" in small.fail(*ADD)
