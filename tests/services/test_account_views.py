"""Accounts as the desk shows them: what is looked for, who comes in, and when they did last."""

from __future__ import annotations

import pytest

from tests.services.accounts import hire
from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.office import Office
from youcheng.domain.actors import SYSTEM, Actor, Role
from youcheng.domain.staff import AccountRefused, Duties
from youcheng.services.account_views import Entry, Wanted, view_account, view_accounts
from youcheng.services.accounts import change_roles, set_active
from youcheng.services.desk_access import NotAllowed

AUDITOR = Duties(frozenset({Role.AUDITOR}))


def names(office: Office, **wanted: object) -> list[str]:
    found = view_accounts(
        office.services,
        actor=ADMINISTRATOR,
        wanted=Wanted(**wanted),  # type: ignore[arg-type]
    )
    return [one.name for one in found.lines]


def test_accounts_are_found_by_text_role_and_whether_they_are_active(office: Office) -> None:
    hire(office, "li@example.org", name="Li", password="")
    hire(office, "mo@example.org", name="Mo", roles=frozenset({Role.AUDITOR}), password="")
    hire(office, "an@example.org", name="An", roles=frozenset({Role.AUDITOR}), password="")
    set_active(office.services, actor=SYSTEM, email="an@example.org", active=False)
    assert names(office) == ["An", "Li", "Mo"]
    assert names(office, text=" MO@ex") == ["Mo"]
    assert names(office, role=Role.AUDITOR) == ["An", "Mo"]
    assert names(office, role=Role.AUDITOR, active=True) == ["Mo"]
    assert names(office, active=False) == ["An"]
    assert view_accounts(office.services, actor=ADMINISTRATOR).total == 3


def test_an_account_says_who_comes_in_and_when_they_did_last(office: Office) -> None:
    colleague = hire(office)
    invited = hire(office, "li@example.org", name="Li", password="")
    first = view_account(office.services, actor=ADMINISTRATOR, account=colleague.account.id)
    assert (first.line.entry, first.line.last_started) == (Entry.OPEN, None)
    colleague.sign_in()
    office.wait(minutes=5)
    colleague.sign_in(device="Firefox, Windows")
    shown = view_account(office.services, actor=ADMINISTRATOR, account=colleague.account.id)
    assert shown.line.last_started == office.now
    assert [one.device for one in shown.sessions] == ["Firefox, Windows", ""]
    set_active(office.services, actor=SYSTEM, email=colleague.email, active=False)
    lines = view_accounts(office.services, actor=ADMINISTRATOR).lines
    assert {one.id: one.entry for one in lines} == {
        colleague.account.id: Entry.CLOSED,
        invited.account.id: Entry.INVITED,
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_no_accounts_sees_none_and_a_lead_changes_none(office: Office, who: str) -> None:
    one, actor = hire(office), EVERYBODY[who]
    if who in {"administrator", "lead"}:
        assert view_accounts(office.services, actor=actor).manages is (who == "administrator")
        shown = view_account(office.services, actor=actor, account=one.account.id)
        assert shown.manages is (who == "administrator")
        return
    for call in (
        lambda: view_accounts(office.services, actor=actor),
        lambda: view_account(office.services, actor=actor, account=one.account.id),
    ):
        with pytest.raises(NotAllowed, match="role"):
            call()


def test_an_account_that_there_is_not_is_not_found(office: Office) -> None:
    with pytest.raises(NotAllowed, match="account"):
        view_account(office.services, actor=LEAD, account="0" * 32)


def test_ones_own_account_is_known_as_such(office: Office) -> None:
    own = hire(office, roles=frozenset({Role.ADMINISTRATOR})).account
    assert view_account(office.services, actor=own.actor, account=own.id).own
    assert not view_account(office.services, actor=ADMINISTRATOR, account=own.id).own


def test_what_somebody_else_has_changed_is_not_overwritten(office: Office) -> None:
    colleague = hire(office)
    seen = colleague.account.duties
    services, email = office.services, colleague.email
    officer = Duties(frozenset({Role.OFFICER}), programmes=frozenset({"study"}))
    change_roles(services, actor=ADMINISTRATOR, email=email, duties=AUDITOR, seen=seen)
    with pytest.raises(AccountRefused, match="changed"):
        change_roles(services, actor=ADMINISTRATOR, email=email, duties=officer, seen=seen)
    assert colleague.stored.duties == AUDITOR
    assert len(office.events("staff.changed")) == 1


@pytest.mark.parametrize(
    ("roles", "school", "fits"),
    [
        ({Role.MODERATOR}, "no-3-school", True),
        ({Role.JUROR}, "第三中学", True),
        ({Role.LEAD}, "no-3-school", False),
        ({Role.MODERATOR}, "x" * 65, False),
        ({Role.MODERATOR}, "a\nb", False),
    ],
)
def test_only_a_moderator_or_juror_has_a_school(
    office: Office, roles: set[Role], school: str, fits: bool
) -> None:
    def make() -> object:
        return hire(office, roles=frozenset(roles), school=school, password="")

    if fits:
        make()
        return
    with pytest.raises(AccountRefused, match="school"):
        make()


def test_a_revoked_administrator_changes_nothing_more(office: Office) -> None:
    actor = Actor("9" * 32, roles=frozenset({Role.ADMINISTRATOR}), active=False)
    with pytest.raises(NotAllowed, match="role"):
        view_accounts(office.services, actor=actor)
