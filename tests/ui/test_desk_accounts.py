"""The pages of accounts as each role reads them, and what comes of every act there."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.markup_reading import Markup
from tests.services.accounts import Colleague, actor_of, hire, why_signed_out
from tests.services.clerks import ADMINISTRATOR, AUDITOR, CULTURE, EVERYBODY, LEAD
from tests.services.office import Office, token_in
from tests.ui.page_reading import acts
from youcheng.domain.actors import Actor, Role
from youcheng.domain.staff import AccountProblem, AccountRefused, SessionState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.desk_accounts import account_trouble
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_parts import DeskPart, list_parts
from youcheng.services.setting_passwords import view_password_link
from youcheng.ui.asked import Asked
from youcheng.ui.desk.accounts_gathering import answer_accounts


def page(
    office: Office,
    asked: Asked | None = None,
    *,
    actor: Actor = ADMINISTRATOR,
    code: str = "en",
    **given: str,
) -> str:
    """The page's HTML after an act."""
    t = translator(code)
    return answer_accounts(office.services, asked, actor=actor, given=given, t=t)[1]


def ask(office: Office, act: str, actor: Actor = ADMINISTRATOR, **values: str | list[str]) -> str:
    """What an act comes to, in words."""
    outcome, _ = answer_accounts(
        office.services, Asked(act, values), actor=actor, given={}, t=translator("en")
    )
    return outcome.said or outcome.trouble


def seen_of(colleague: Colleague) -> dict[str, str | list[str]]:
    """What the form for other roles says that its reader saw."""
    duties = colleague.stored.duties
    return {
        "seen_role": sorted(map(str, duties.roles)),
        "seen_programme": sorted(duties.programmes),
        "seen_city": duties.city,
        "seen_school": duties.school,
    }


def test_the_list_tells_who_is_what_and_how_far_it_reaches(office: Office) -> None:
    one = hire(office, "a@example.org", name="王芳", roles=frozenset({Role.LIAISON}), city="wuxi")
    hire(
        office,
        "b@example.org",
        name="Mo",
        roles=frozenset({Role.OFFICER}),
        programmes=frozenset({"culture"}),
        password="",
    )
    html = page(office)
    text = Markup(html).text
    for words in (
        "2 accounts",
        "王芳",
        "a@example.org",
        "City liaison · Wuxi",
        "Programme officer · Charm of Jiangsu",
        "Without a password yet",
        "Never",
    ):
        assert words in text
    assert f"account={one.account.id}" in html
    assert "b@example.org" not in Markup(page(office, role="liaison")).text
    assert "No account fits all of this." in page(office, text="nobody at all")
    assert "Mo" in Markup(page(office, role="no such role")).text


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_both_pages_can_be_shown_in_every_language(office: Office, code: str) -> None:
    one = hire(office, name="Fang")
    one.sign_in(device="Firefox")
    assert "Fang" in page(office, code=code)
    assert "Firefox" in page(office, code=code, account=one.account.id)


def test_a_lead_reads_the_accounts_and_changes_none(office: Office) -> None:
    one = hire(office)
    assert acts(page(office, actor=LEAD)) == {"filter"}
    assert acts(page(office, actor=LEAD, account=one.account.id)) == set()
    for act in ("add", "link", "change", "end", "deactivate", "activate"):
        with pytest.raises(NotAllowed, match="role"):
            ask(office, act, LEAD, email=one.email, name="X", role="lead")
    for actor in (AUDITOR, CULTURE):
        with pytest.raises(NotAllowed, match="role"):
            page(office, actor=actor)


def test_an_account_is_added_and_its_link_is_shown_this_once(office: Office) -> None:
    given = {"name": "Li", "email": "Li@example.org", "language": "zh", "role": "officer"}
    asked = Asked("add", {**given, "programme": ["culture", "study"]})
    html = page(office, asked)
    (link,) = re.findall(r'value="(https://youcheng\.example/staff/password/[^"]+)"', html)
    account = view_password_link(office.services, token=token_in(link))
    assert (account.email, account.language) == ("li@example.org", "zh")
    assert account.programmes == {"culture", "study"}
    assert "It is shown only now." in html
    assert "/staff/password/" not in page(office)
    assert token_in(link) not in repr(office.events())


def test_what_cannot_be_is_said_in_words(office: Office) -> None:
    hire(office, "li@example.org")
    good: dict[str, str | list[str]] = {
        "name": "Li",
        "email": "mo@example.org",
        "language": "en",
        "role": "lead",
    }
    for wrong, words in (
        ({"name": " "}, "Enter a name"),
        ({"email": "nowhere"}, "Enter an e-mail address"),
        ({"email": "li@example.org"}, "There is an account with this e-mail address"),
        ({"role": []}, "at least one role"),
        ({"role": "king"}, "at least one role"),
        ({"role": ["juror", "lead"]}, "A juror holds no other role"),
        ({"role": "officer"}, "A programme officer has programmes"),
        ({"programme": "culture"}, "nobody else has any"),
        ({"role": "liaison"}, "A city liaison has a city"),
        ({"school": "no-3"}, "Only a moderator or a juror"),
        ({"language": "tlh"}, "Choose a language"),
    ):
        assert words in ask(office, "add", **{**good, **wrong})  # type: ignore[dict-item]
    assert ask(office, "add", **good) == "The account is added."


def test_every_refusal_has_words() -> None:
    t = translator("en")
    for problem in get_args(AccountProblem):
        assert account_trouble(AccountRefused(problem), t)


def test_roles_that_are_changed_hold_at_the_next_act_of_the_colleague(office: Office) -> None:
    one = hire(office, roles=frozenset({Role.OFFICER}), programmes=frozenset({"culture"}))
    session = one.sign_in()
    values = {"email": one.email, "role": "auditor", **seen_of(one)}
    assert ask(office, "change", **values) == "The roles hold from now on."
    assert why_signed_out(office, session) is SessionState.ENDED
    assert actor_of(office, one.sign_in()).roles == {Role.AUDITOR}
    assert "somebody else has changed this account" in ask(office, "change", **values)


def test_a_colleague_who_is_deactivated_can_do_nothing_more_and_comes_back(office: Office) -> None:
    one = hire(office)
    session = one.sign_in()
    assert "deactivated" in ask(office, "deactivate", email=one.email)
    assert why_signed_out(office, session) is SessionState.ENDED
    html = page(office, account=one.account.id)
    assert acts(html) == {"activate", "change"}
    assert ask(office, "link", email=one.email) == "There is no such active account."
    assert "active again" in ask(office, "activate", email=one.email)
    assert "deactivate" in acts(page(office, account=one.account.id))


def test_sessions_are_listed_and_ended(office: Office) -> None:
    one = hire(office)
    session = one.sign_in(device="Safari, iPhone")
    html = page(office, account=one.account.id)
    assert "Safari, iPhone" in html
    assert "end" in acts(html)
    assert ask(office, "end", email=one.email) == "1 session is ended."
    assert why_signed_out(office, session) is SessionState.ENDED
    assert "None is open." in page(office, account=one.account.id)


def test_an_administrator_takes_neither_themselves_nor_the_last_one_out(office: Office) -> None:
    own = hire(office, "a@example.org", roles=frozenset({Role.ADMINISTRATOR}))
    me = own.account.actor
    assert "deactivate" not in acts(page(office, actor=me, account=me.id))
    values = {"email": own.email, "role": "lead", **seen_of(own)}
    for act in ("change", "deactivate"):
        assert "from yourself" in ask(office, act, me, **values)
        assert "the last administrator" in ask(office, act, **values)
    assert own.stored.is_administrator


def test_an_account_that_there_is_not_is_not_for_anybody(office: Office) -> None:
    with pytest.raises(NotAllowed, match="account"):
        page(office, account="0" * 32)


def test_everybody_begins_where_they_have_something_to_do() -> None:
    found = {who: list_parts(actor) for who, actor in EVERYBODY.items()}
    assert {who: parts[0] for who, parts in found.items() if parts} == {
        "officer of culture": DeskPart.QUEUE,
        "officer of health": DeskPart.QUEUE,
        "moderator": DeskPart.QUEUE,
        "liaison of Nanjing": DeskPart.QUEUE,
        "liaison of Wuxi": DeskPart.QUEUE,
        "lead": DeskPart.QUEUE,
        "auditor": DeskPart.NUMBERS,
        "administrator": DeskPart.ACCOUNTS,
        "juror": DeskPart.SCORING,
    }
    assert found["lead"] == tuple(one for one in DeskPart if one is not DeskPart.SCORING)
    assert found["auditor"] == (DeskPart.NUMBERS, DeskPart.LOG)
    assert found["administrator"] == (
        DeskPart.ACCOUNTS,
        DeskPart.SETTINGS,
        DeskPart.HEALTH,
    )
