"""What the settings show after an act, gathered from the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from youcheng.content.subjects import name_subject
from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_codes import codes_page
from youcheng.markup.desk_retention import retention_page
from youcheng.markup.desk_settings import Section, SettingsOutcome, dates_page
from youcheng.markup.desk_texts import text_page, texts_page
from youcheng.services.access_codes import list_access_codes
from youcheng.services.desk_parts import list_parts
from youcheng.services.desk_retention import view_retention
from youcheng.services.edition_dates import view_dates
from youcheng.services.mail_texts import list_mail_texts, view_mail_text
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.desk.settings_acts import answer_settings_act


def answer_settings(
    give_services: Callable[[], Services],
    asked: Asked | None,
    *,
    actor: Actor,
    section: str,
    t: Translator,
    letter: str = "",
) -> tuple[SettingsOutcome, str]:
    """Do what was asked for; return what came of it, and the page.

    Args:
        give_services: for everything, as they are then: an act may change the content of the site.
        asked: what was asked for; None for nothing.
        actor: who asks.
        section: as the address names it; the first for an unknown one.
        t: the texts of the language.
        letter: whose texts are looked at, as the address names it; all, for an unknown one.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    outcome = SettingsOutcome()
    if asked is not None:
        outcome = answer_settings_act(give_services(), asked, actor=actor, t=t)
    services, parts = give_services(), list_parts(actor)
    if section == Section.CODES:
        codes = list_access_codes(services, actor=actor)
        names, now = name_forms(services, t), services.clock()
        return outcome, str(codes_page(codes, names, parts, t, now=now, outcome=outcome))
    if section == Section.RETENTION:
        view = view_retention(services, actor=actor)
        return outcome, str(
            retention_page(view, name_forms(services, t), parts, t, outcome=outcome)
        )
    if section == Section.TEXTS:
        groups = list_mail_texts(services, actor=actor)
        if not any(letter in one.letters for one in groups):
            return outcome, str(texts_page(groups, parts, t, outcome=outcome))
        text = view_mail_text(services, actor=actor, template=letter)
        return outcome, str(text_page(text, parts, t, outcome=outcome))
    return outcome, str(dates_page(view_dates(services, actor=actor), parts, t, outcome=outcome))


def name_forms(services: Services, t: Translator) -> dict[str, str]:
    """What the forms belong to, by their ids; two of one name are told apart by these."""
    code, content = t.language.code, services.content
    names = {one.id: name_subject(content, one.id, code) for one in content.forms}
    often = Counter(names.values())
    return {one: name if often[name] == 1 else f"{name} ({one})" for one, name in names.items()}
