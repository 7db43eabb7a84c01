"""What somebody asked for in the settings, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from youcheng.domain.actors import Actor
from youcheng.domain.deadlines import NANJING
from youcheng.domain.edition_dates import DatesRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_codes import issue_trouble
from youcheng.markup.desk_retention import purge_trouble
from youcheng.markup.desk_settings import (
    SettingsOutcome,
    dates_trouble,
    name_moments,
    write_minutes,
)
from youcheng.services.access_codes import (
    IssueRefused,
    issue_access_code,
    revoke_access_code,
)
from youcheng.services.desk_retention import PurgeRefused, purge_due
from youcheng.services.edition_dates import (
    SetDates,
    change_dates,
    plan_dates,
    view_dates,
)
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.desk.settings_texts import answer_text_act


def answer_settings_act(
    services: Services, asked: Asked, *, actor: Actor, t: Translator
) -> SettingsOutcome:
    """Do what was asked for; return what came of it. An unknown act does nothing.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    match asked.act:
        case "look" | "reset" | "set":
            return _dates(services, asked, actor, t)
        case "issue":
            return _issue(services, asked, actor, t)
        case "revoke":
            if revoke_access_code(services, actor=actor, digest=asked.text("digest")):
                return SettingsOutcome(said=t.gettext("The code is withdrawn."))
            return SettingsOutcome(trouble=t.gettext("This code is withdrawn already."))
        case "text_show" | "text_save" | "text_restore":
            return answer_text_act(services, asked, actor=actor, t=t)
        case "purge":
            return _purge(services, asked, actor, t)
    return SettingsOutcome()


def _dates(services: Services, asked: Asked, actor: Actor, t: Translator) -> SettingsOutcome:
    edition = asked.text("edition")
    found = {one.edition.id: one for one in view_dates(services, actor=actor)}.get(edition)
    if found is None:
        return SettingsOutcome()
    given = {name: asked.text(name) for name in ("edition", *found.moments)}
    try:
        if asked.act == "reset":
            plan = plan_dates(services, actor=actor, edition=edition, moments=found.delivered)
            return SettingsOutcome(plan=plan)
        moments = _read_moments(asked, found)
        if asked.act == "look":
            plan = plan_dates(services, actor=actor, edition=edition, moments=moments)
            return SettingsOutcome(plan=plan, given=given)
        change_dates(
            services, actor=actor, edition=edition, moments=moments, seen=asked.number("seen")
        )
    except DatesRefused as refused:
        return SettingsOutcome(
            trouble=dates_trouble(refused, name_moments(found, t), t), given=given
        )
    return SettingsOutcome(said=t.gettext("The dates apply from now on."))


def _read_moments(asked: Asked, dates: SetDates) -> Mapping[str, datetime]:
    """The moments that were filled in and differ, to the minute, from what holds now.

    Raises:
        DatesRefused: `missing`.
    """
    found: dict[str, datetime] = {}
    for name, now in dates.moments.items():
        if name not in asked.values or (text := asked.text(name)) == write_minutes(now, dates):
            continue
        delivered = dates.delivered.get(name)
        if delivered is not None and text == write_minutes(delivered, dates):
            found[name] = delivered
            continue
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise DatesRefused("missing", name) from None
        if local.tzinfo is not None:
            raise DatesRefused("missing", name)
        found[name] = local.replace(tzinfo=dates.edition.clock)
    return found


def _issue(services: Services, asked: Asked, actor: Actor, t: Translator) -> SettingsOutcome:
    given = {name: asked.text(name) for name in ("programme", "label", "limit", "until")}
    try:
        code = issue_access_code(
            services,
            actor=actor,
            programme=given["programme"],
            label=given["label"],
            expires_at=_end_of(given["until"], services.clock()),
            limit=asked.number("limit"),
        )
    except IssueRefused as refused:
        return SettingsOutcome(trouble=issue_trouble(refused.problem, t), given=given)
    except KeyError:
        return SettingsOutcome(trouble=t.gettext("Choose a programme."), given=given)
    return SettingsOutcome(
        said=t.gettext("The code is given out."), code=code, label=given["label"].strip()
    )


def _end_of(text: str, now: datetime) -> datetime:
    """The end of a day on Nanjing's clock; what is no day is over already."""
    with suppress(ValueError, OverflowError):
        following = date.fromisoformat(text) + timedelta(days=1)
        return datetime.combine(following, time(), NANJING)
    return now


def _purge(services: Services, asked: Asked, actor: Actor, t: Translator) -> SettingsOutcome:
    try:
        done = purge_due(
            services, actor=actor, typed=asked.text("typed"), stamp=asked.text("stamp")
        )
    except PurgeRefused as refused:
        return SettingsOutcome(trouble=purge_trouble(refused.problem, t))
    said = t.ngettext("{number} record is erased.", "{number} records are erased.", len(done))
    return SettingsOutcome(said=said.format(number=len(done)))
