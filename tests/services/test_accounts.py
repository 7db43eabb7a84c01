"""Accounts of the staff as they are made, changed and revoked, and who may do that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.accounts import PASSWORD, actor_of, hire, why_signed_out
from tests.services.office import Office, denied, token_in
from youcheng.domain.actors import ANYBODY, SYSTEM, Actor, Role
from youcheng.domain.passwords import PasswordRefused
from youcheng.domain.staff import LINK_LIFETIME, AccountRefused, Duties, SessionState
from youcheng.domain.tokens import TokenState
from youcheng.services.accounts import (
    add_account,
    change_roles,
    issue_link,
    list_accounts,
    list_sessions,
    revoke_sessions,
    set_active,
)
from youcheng.services.backing_up import settle_restored
from youcheng.services.desk_access import NotAllowed
from youcheng.services.ports import Services
from youcheng.services.setting_passwords import set_password, view_password_link
from youcheng.services.signing_in import SignInRefused, sign_in
from youcheng.storage.staff_tables import AccountRow, SessionRow
from youcheng.storage.tables import GrantRow

LEAD = Duties(frozenset({Role.LEAD}))
AUDITOR = Duties(frozenset({Role.AUDITOR}))


def refused_problem(call: Callable[[], object]) -> str:
    with pytest.raises(AccountRefused) as refused:
        call()
    return refused.value.problem


def test_an_account_has_no_password_before_its_owner_sets_one(office: Office) -> None:
    issued = add_account(
        office.services, actor=SYSTEM, name="王芳", email="Wang@Example.org", duties=LEAD
    )
    assert issued.account.email == "wang@example.org"
    for password in ("", PASSWORD, issued.account.id, token_in(issued.link)):
        with pytest.raises(SignInRefused):
            sign_in(office.services, email="wang@example.org", password=password, client="")
    set_password(office.services, token=token_in(issued.link), password=PASSWORD)
    token = sign_in(office.services, email=" WANG@example.org", password=PASSWORD, client="").token
    assert actor_of(office, token) == Actor(id=issued.account.id, roles=LEAD.roles)


def test_nothing_that_opens_an_account_is_stored_or_logged(office: Office) -> None:
    issued = add_account(
        office.services, actor=SYSTEM, name="Fang", email="wang@example.org", duties=LEAD
    )
    set_password(office.services, token=token_in(issued.link), password=PASSWORD)
    session = sign_in(
        office.services, email="wang@example.org", password=PASSWORD, client="198.51.100.9"
    ).token
    with office.engine.connect() as connection:
        stored = repr(
            [
                connection.execute(table.__table__.select()).all()
                for table in (AccountRow, GrantRow, SessionRow)
            ]
        )
    logged = repr(office.events())
    for secret in (token_in(issued.link), session, PASSWORD):
        assert secret not in stored
        assert secret not in logged
    for personal in ("wang@example.org", "Fang", "198.51.100.9"):
        assert personal not in logged
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in stored
    office.assert_log_is_whole()


def test_what_is_done_to_an_account_stands_in_the_log(office: Office) -> None:
    hire(
        office,
        roles=frozenset({Role.OFFICER, Role.LIAISON}),
        programmes=frozenset({"study", "culture"}),
        city="suzhou",
    )
    change_roles(office.services, actor=SYSTEM, email="wang@example.org", duties=LEAD)
    set_active(office.services, actor=SYSTEM, email="wang@example.org", active=False)
    told = [
        (one.kind, one.actor, one.via, one.fields, dict(one.details)) for one in office.events()
    ]
    subject = office.events()[0].subject
    assert all(one.subject == subject for one in office.events())
    reach = {"roles": "liaison,officer", "programmes": "culture,study", "city": "suzhou"}
    assert told == [
        ("staff.added", "system", "command", (), reach),
        ("staff.link_issued", "system", "command", (), {}),
        ("staff.password_set", subject, "link", (), {}),
        ("staff.changed", "system", "command", ("city", "programmes", "roles"), {"roles": "lead"}),
        ("staff.deactivated", "system", "command", (), {}),
    ]
    office.assert_log_is_whole()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"email": "wang"}, "email"),
        ({"name": "  "}, "name"),
        ({"duties": Duties(frozenset({Role.OFFICER}), frozenset({"chess"}))}, "programmes"),
        ({"duties": Duties(frozenset({Role.LIAISON}), city="vaud")}, "city"),
        ({"language": "de"}, "language"),
        ({"email": "WANG@example.org"}, "taken"),
    ],
)
def test_an_account_that_may_not_be_so_is_not_made(
    office: Office, changes: dict[str, object], problem: str
) -> None:
    hire(office)
    given = {"name": "Li", "email": "li@example.org", "duties": LEAD, **changes}
    assert (
        refused_problem(lambda: add_account(office.services, actor=SYSTEM, **given)) == problem  # type: ignore[arg-type]
    )
    assert office.count(AccountRow) == 1


def test_two_who_add_one_address_at_once_make_one_account(office: Office) -> None:
    outcomes = at_once(
        *[
            lambda: add_account(
                office.services, actor=SYSTEM, name="Li", email="li@example.org", duties=LEAD
            )
        ]
        * 2
    )
    assert sum(isinstance(one, Exception) for one in outcomes) == 1
    assert office.count(AccountRow) == 1


@pytest.mark.parametrize("role", [*Role, None])
def test_only_who_manages_accounts_changes_them(office: Office, role: Role | None) -> None:
    target = hire(office)
    actor = ANYBODY if role is None else Actor(id="7" * 32, roles=frozenset({role}))
    manages = role in {Role.ADMINISTRATOR, Role.SYSTEM}
    reads = manages or role is Role.LEAD
    services, email = office.services, target.email
    changes: list[Callable[[Services, Actor], object]] = [
        lambda s, a: add_account(s, actor=a, name="Li", email="li@example.org", duties=LEAD),
        lambda s, a: issue_link(s, actor=a, email=email),
        lambda s, a: change_roles(s, actor=a, email=email, duties=AUDITOR),
        lambda s, a: revoke_sessions(s, actor=a, email=email),
        lambda s, a: set_active(s, actor=a, email=email, active=False),
    ]
    looks: list[Callable[[Services, Actor], object]] = [
        lambda s, a: list_accounts(s, actor=a),
        lambda s, a: list_sessions(s, actor=a, email=email),
    ]
    before = office.events()
    for calls, may in ((changes, manages), (looks, reads)):
        for call in calls:
            with pytest.raises(NotAllowed):
                call(services, replace(actor, active=False))
            if may:
                call(services, actor)
            else:
                with pytest.raises(NotAllowed):
                    call(services, actor)
    assert (office.events() == before) is not manages


def test_other_roles_reach_as_far_as_they_say_from_the_next_call_on(office: Office) -> None:
    colleague = hire(office, roles=frozenset({Role.OFFICER}), programmes=frozenset({"study"}))
    session = colleague.sign_in()
    assert actor_of(office, session).programmes == {"study"}
    change_roles(
        office.services,
        actor=SYSTEM,
        email=colleague.email,
        duties=Duties(frozenset({Role.LIAISON}), city="wuxi"),
    )
    assert why_signed_out(office, session) is SessionState.ENDED
    again = actor_of(office, colleague.sign_in())
    assert (again.roles, again.programmes, again.city) == ({Role.LIAISON}, frozenset(), "wuxi")


def test_the_same_roles_again_end_nothing(office: Office) -> None:
    colleague = hire(office)
    session = colleague.sign_in()
    change_roles(office.services, actor=SYSTEM, email=colleague.email, duties=LEAD)
    assert why_signed_out(office, session) == "signed in"
    assert office.events("staff.changed") == []


def test_who_is_revoked_is_out_at_once_and_stays_out(office: Office) -> None:
    colleague = hire(office)
    sessions = [colleague.sign_in(), colleague.sign_in()]
    link = issue_link(office.services, actor=SYSTEM, email=colleague.email).link
    set_active(office.services, actor=SYSTEM, email=colleague.email, active=False)
    for session in sessions:
        assert why_signed_out(office, session) is SessionState.ENDED
    with pytest.raises(SignInRefused):
        colleague.sign_in()
    assert (
        denied(lambda: set_password(office.services, token=token_in(link), password=PASSWORD))
        is TokenState.REVOKED
    )
    assert (
        refused_problem(lambda: issue_link(office.services, actor=SYSTEM, email=colleague.email))
        == "unknown"
    )
    set_active(office.services, actor=SYSTEM, email=colleague.email, active=True)
    for session in sessions:
        assert why_signed_out(office, session) is SessionState.ENDED
    assert why_signed_out(office, colleague.sign_in()) == "signed in"


def test_sessions_are_listed_and_ended_for_a_colleague(office: Office) -> None:
    colleague = hire(office)
    first = colleague.sign_in(device="Firefox, Windows")
    office.wait(minutes=20)
    second = colleague.sign_in(device="Safari, iPhone")
    listed = list_sessions(office.services, actor=SYSTEM, email=colleague.email)
    assert [one.device for one in listed] == ["Safari, iPhone", "Firefox, Windows"]
    office.wait(minutes=20)
    assert len(list_sessions(office.services, actor=SYSTEM, email=colleague.email)) == 1
    assert revoke_sessions(office.services, actor=SYSTEM, email=colleague.email) == 1
    assert why_signed_out(office, first) is SessionState.ENDED
    assert why_signed_out(office, second) is SessionState.ENDED
    assert list_sessions(office.services, actor=SYSTEM, email=colleague.email) == []


def test_accounts_are_listed_by_name(office: Office) -> None:
    hire(office, "z@example.org", name="Anna", password="")
    hire(office, "a@example.org", name="Zoe", password="")
    assert [one.name for one in list_accounts(office.services, actor=SYSTEM)] == ["Anna", "Zoe"]


def test_nobody_is_found_by_an_address_that_no_account_has(office: Office) -> None:
    for call in (issue_link, list_sessions, revoke_sessions):
        assert (
            refused_problem(
                lambda call=call: call(office.services, actor=SYSTEM, email="no@example.org")  # type: ignore[misc]
            )
            == "unknown"
        )


def test_a_link_sets_a_password_once(office: Office) -> None:
    link = token_in(
        add_account(
            office.services, actor=SYSTEM, name="Fang", email="w@example.org", duties=LEAD
        ).link
    )
    for _ in range(3):
        assert view_password_link(office.services, token=link).email == "w@example.org"
    with pytest.raises(PasswordRefused):
        set_password(office.services, token=link, password="too short")
    outcomes = at_once(*[lambda: set_password(office.services, token=link, password=PASSWORD)] * 3)
    assert sum(one is None for one in outcomes) == 1
    assert denied(lambda: view_password_link(office.services, token=link)) is TokenState.USED
    assert len(office.events("staff.password_set")) == 1


def test_a_link_works_for_three_days_and_until_the_next_one(office: Office) -> None:
    colleague = hire(office)
    first = token_in(issue_link(office.services, actor=SYSTEM, email=colleague.email).link)
    second = token_in(issue_link(office.services, actor=SYSTEM, email=colleague.email).link)
    assert denied(lambda: view_password_link(office.services, token=first)) is TokenState.REVOKED
    office.now += LINK_LIFETIME - timedelta(seconds=1)
    assert view_password_link(office.services, token=second).id == colleague.account.id
    office.wait(seconds=1)
    assert denied(lambda: view_password_link(office.services, token=second)) is TokenState.EXPIRED
    for unknown in ("", "x" * 43, colleague.account.id):
        assert denied(lambda text=unknown: view_password_link(office.services, token=text)) is None  # type: ignore[misc]


def test_the_link_of_a_form_sets_no_password(office: Office) -> None:
    paper = office.fill_in()
    assert denied(lambda: view_password_link(office.services, token=paper.token)) is None


def test_a_new_password_ends_every_session_but_that_in_which_it_was_set(office: Office) -> None:
    colleague, other = hire(office), hire(office, "li@example.org", name="Li")
    here, there = colleague.sign_in(), colleague.sign_in()
    office.wait(minutes=1)
    later, stranger = colleague.sign_in(), other.sign_in()
    link = token_in(issue_link(office.services, actor=SYSTEM, email=colleague.email).link)
    new = "a violet kayak on the Yangtze"
    set_password(office.services, token=link, password=new, session=here)
    assert why_signed_out(office, here) == "signed in"
    for session in (there, later):
        assert why_signed_out(office, session) is SessionState.ENDED
    assert why_signed_out(office, stranger) == "signed in"
    with pytest.raises(SignInRefused):
        colleague.sign_in()
    assert why_signed_out(office, colleague.sign_in(new)) == "signed in"
    link = token_in(issue_link(office.services, actor=SYSTEM, email=colleague.email).link)
    set_password(office.services, token=link, password=PASSWORD, session=stranger)
    assert why_signed_out(office, here) is SessionState.ENDED
    assert why_signed_out(office, stranger) == "signed in"


def test_a_restored_backup_opens_no_session_again(office: Office) -> None:
    colleague = hire(office)
    session = colleague.sign_in()
    office.wait(seconds=1)
    settle_restored(office.services, made_at=office.now, submissions=0)
    assert why_signed_out(office, session) is SessionState.ENDED
    assert why_signed_out(office, colleague.sign_in()) == "signed in"


def administrator(office: Office, email: str) -> Actor:
    """Somebody who manages accounts in the desk."""
    return hire(office, email, roles=frozenset({Role.ADMINISTRATOR}), password="").account.actor


def test_nobody_takes_the_administrators_role_from_themselves(office: Office) -> None:
    own = administrator(office, "own@example.org")
    administrator(office, "other@example.org")
    services = office.services
    for call in (
        lambda: change_roles(services, actor=own, email="own@example.org", duties=AUDITOR),
        lambda: set_active(services, actor=own, email="own@example.org", active=False),
    ):
        assert refused_problem(call) == "own"
    both = Duties(frozenset({Role.ADMINISTRATOR, Role.LEAD}))
    change_roles(services, actor=own, email="own@example.org", duties=both)


def test_two_who_remove_one_another_at_once_leave_one(office: Office) -> None:
    first = administrator(office, "first@example.org")
    second = administrator(office, "second@example.org")
    services = office.services
    at_once(
        lambda: change_roles(services, actor=first, email="second@example.org", duties=AUDITOR),
        lambda: change_roles(services, actor=second, email="first@example.org", duties=AUDITOR),
    )
    left = [one for one in list_accounts(services, actor=SYSTEM) if one.is_administrator]
    assert len(left) == 1


def test_the_last_administrator_goes_by_the_command_alone(office: Office) -> None:
    administrator(office, "only@example.org")
    stale = Actor(id="7" * 32, roles=frozenset({Role.ADMINISTRATOR}))
    services = office.services
    assert (
        refused_problem(
            lambda: set_active(services, actor=stale, email="only@example.org", active=False)
        )
        == "last"
    )
    set_active(services, actor=SYSTEM, email="only@example.org", active=False)
