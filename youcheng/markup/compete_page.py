"""What the competition page shows: the edition of the day, how long is left, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup

from youcheng.content.editions import CompetitionEdition
from youcheng.content.models import Content
from youcheng.domain.deadlines import NANJING, time_left
from youcheng.domain.editions import HIGHEST_SCORE, LOWEST_SCORE, Phase, phase
from youcheng.domain.lifetimes import CONSENT, DRAFT
from youcheng.domain.site_map import BY_ID
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import render
from youcheng.markup.partner_clocks import PartnerClocks, partner_clocks

HOURLY: Final = timedelta(hours=48)
"""The last stretch, in which the countdown goes by the hour."""

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ShownMoment:
    """A moment of the edition.

    Attributes:
        kind: ``opens``, ``closes`` or ``reveals``.
        nanjing: the moment on Nanjing's clock.
        past: whether it has come.
        clocks: the moment for each partner whose clock is not Nanjing's.
    """

    kind: str
    nanjing: datetime
    past: bool
    clocks: PartnerClocks


def count_down(edition: CompetitionEdition, moment: datetime, t: Translator) -> str:
    """How long it is at `moment` (aware) until the next change; empty when none is to come.

    By the day, in the last 48 hours by the hour. What has begun is not counted: nobody has less
    time than they read.
    """
    stands = phase(edition.rules, moment)
    if stands is Phase.REVEALED:
        return ""
    coming = {
        Phase.BEFORE: edition.opens_at,
        Phase.OPEN: edition.closes_at,
        Phase.CLOSED: edition.reveals_at,
    }
    left = time_left(coming[stands], moment)
    if left > HOURLY:
        return _days(stands, left.days, t)
    return _hours(stands, left // _HOUR, t)


def _days(stands: Phase, days: int, t: Translator) -> str:
    if stands is Phase.BEFORE:
        text = t.ngettext("Opens in {number} day", "Opens in {number} days", days)
    elif stands is Phase.OPEN:
        text = t.ngettext("{number} day left", "{number} days left", days)
    else:
        text = t.ngettext("Results in {number} day", "Results in {number} days", days)
    return text.format(number=days)


def _hours(stands: Phase, hours: int, t: Translator) -> str:
    if stands is Phase.BEFORE:
        last = t.gettext("Opens in less than an hour")
        text = t.ngettext("Opens in {number} hour", "Opens in {number} hours", hours)
    elif stands is Phase.OPEN:
        last = t.gettext("Less than an hour left")
        text = t.ngettext("{number} hour left", "{number} hours left", hours)
    else:
        last = t.gettext("Results in less than an hour")
        text = t.ngettext("Results in {number} hour", "Results in {number} hours", hours)
    return text.format(number=hours) if hours else last


def compete_body(
    t: Translator, content: Content, moment: datetime, *, samples: bool = False
) -> Markup:
    """The body of the competition page as HTML.

    Args:
        t: the texts of the language.
        content: the site's content, with at least one edition.
        moment: when the page is looked at, aware.
        samples: whether the site shows a sample edition; the page then says so.
    """
    edition = content.current_edition(moment)
    dates = {"opens": edition.opens_at, "closes": edition.closes_at, "reveals": edition.reveals_at}
    return render(
        "compete.html",
        t,
        content=content,
        edition=edition,
        samples=samples,
        rules=edition.rules,
        phase=phase(edition.rules, moment),
        countdown=count_down(edition, moment, t),
        moments={
            kind: ShownMoment(
                kind, at.astimezone(NANJING), at <= moment, partner_clocks(at, content.partners)
            )
            for kind, at in dates.items()
        },
        scores=(LOWEST_SCORE, HIGHEST_SCORE),
        draft_days=DRAFT.length.days,
        consent_days=CONSENT.length.days,
        gallery=BY_ID.get("gallery"),
    )
