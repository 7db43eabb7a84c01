"""What the pages of accounts show after an act, gathered from the services."""

from __future__ import annotations

from collections.abc import Mapping

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_accounts import AccountOutcome, Places, account_page, accounts_page
from youcheng.services.account_views import view_account, view_accounts
from youcheng.services.desk_parts import list_parts
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.desk.accounts_acts import answer_account_act, read_wanted
from youcheng.ui.desk.settings_gathering import name_forms


def answer_accounts(
    services: Services,
    asked: Asked | None,
    *,
    actor: Actor,
    given: Mapping[str, str],
    t: Translator,
) -> tuple[AccountOutcome, str]:
    """Do what was asked for; return what came of it, and the page.

    Args:
        services: for everything.
        asked: what was asked for; None for nothing.
        actor: who asks.
        given: parameters of the address: `text`, `role`, `active`, `account`.
        t: the texts of the language.

    Raises:
        NotAllowed: `role`, or `account`.
        StoreBusy: it cannot be told now.
    """
    outcome = AccountOutcome()
    if asked is not None:
        outcome = answer_account_act(services, asked, actor=actor, t=t)
    parts, places, now = list_parts(actor), _places(services, t), services.clock()
    if account := given.get("account", ""):
        one = view_account(services, actor=actor, account=account)
        return outcome, str(account_page(one, places, parts, t, now=now, outcome=outcome))
    wanted = read_wanted(given.get("text", ""), given.get("role", ""), given.get("active", ""))
    found = view_accounts(services, actor=actor, wanted=wanted)
    page = accounts_page(found, wanted, places, parts, t, now=now, outcome=outcome)
    return outcome, str(page)


def _places(services: Services, t: Translator) -> Places:
    code = t.language.code
    return Places(
        programmes=name_forms(services, t),
        cities={one.id: one.name.get(code) for one in services.content.cities},
    )
