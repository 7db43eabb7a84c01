"""How long what is kept has still to be kept, in the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from youcheng.domain.retention import RETENTION
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_settings import Section, SettingsOutcome, frame
from youcheng.markup.environment import render
from youcheng.markup.privacy import Kept, days, kept
from youcheng.markup.status_words import state_title
from youcheng.services.desk_parts import DeskPart
from youcheng.services.desk_retention import HORIZONS, PurgeProblem, RetentionView
from youcheng.services.purging import Overdue

MOST_ROWS: Final = 200
"""So many of what goes are listed; all of them are counted."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kept: Kept
    counts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    code: str
    programme: str
    state: str
    since: Moment
    due: Moment
    left: str
    is_due: bool


def retention_page(
    view: RetentionView,
    programmes: Mapping[str, str],
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    outcome: SettingsOutcome | None = None,
) -> Markup:
    """What is kept, what goes when, and the list of what goes next.

    Args:
        view: as things stand.
        programmes: names by id.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
    """
    rules = [
        _Rule(words, _counts(view.counts.get(rule.data), t))
        for rule, words in zip(RETENTION, kept(t), strict=True)
    ]
    shown = view.coming[:MOST_ROWS]
    return render(
        "desk/settings_retention.html",
        t,
        rules=rules,
        horizons=[days(one.days, t) for one in HORIZONS[1:]],
        rows=[_row(one, programmes, view.at, t) for one in shown],
        left_out=len(view.coming) - len(shown),
        due=view.due,
        due_words=t.ngettext(
            "{number} record is due now.", "{number} records are due now.", view.due
        ).format(number=format_number(view.due, t.language)),
        stamp=view.stamp,
        purges=view.purges,
        outcome=outcome or SettingsOutcome(),
        **frame(Section.RETENTION, parts, t),
    )


def purge_trouble(problem: PurgeProblem, t: Translator) -> str:
    """Why nothing was erased."""
    return {
        "typed": t.gettext("Nothing was erased: the number that was typed is another."),
        "changed": t.gettext("Nothing was erased: the list has changed. You see it as it is now."),
        "nothing": t.gettext("Nothing was erased: nothing is due."),
    }[problem]


def _counts(found: Sequence[int] | None, t: Translator) -> list[str]:
    if found is None:
        return ["–" for _ in HORIZONS]
    return [format_number(one, t.language) for one in found]


def _row(one: Overdue, programmes: Mapping[str, str], now: datetime, t: Translator) -> _Row:
    is_due = one.due_at <= now
    return _Row(
        id=one.submission,
        code=one.code,
        programme=programmes.get(one.programme, one.programme),
        state=state_title(one.review, t),
        since=show_moment(one.since, t),
        due=show_moment(one.due_at, t),
        left="" if is_due else days(max(1, -((now - one.due_at).days)), t),
        is_due=is_due,
    )
