"""Access codes in the desk: given out, listed and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from youcheng.domain.deadlines import AccessCode
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_settings import Section, SettingsOutcome, frame
from youcheng.markup.environment import render
from youcheng.services.access_codes import LONGEST_LABEL, MOST_USES, IssueProblem
from youcheng.services.desk_parts import DeskPart


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    label: str
    programme: str
    uses: str
    until: Moment
    state: str
    is_open: bool


def codes_page(
    codes: Sequence[tuple[AccessCode, str, str]],
    programmes: Mapping[str, str],
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    now: datetime,
    outcome: SettingsOutcome | None = None,
) -> Markup:
    """The access codes.

    Args:
        codes: each with its programme and label, the newest first.
        programmes: names by id, of those that codes can be given out for.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        now: the server's clock.
        outcome: of the last act.
    """
    done = outcome or SettingsOutcome()
    return render(
        "desk/settings_codes.html",
        t,
        rows=[_row(one, programmes, now, t) for one in codes],
        programmes=programmes.items(),
        most_uses=MOST_USES,
        longest_label=LONGEST_LABEL,
        given=done.given or {},
        outcome=done,
        **frame(Section.CODES, parts, t),
    )


def issue_trouble(problem: IssueProblem, t: Translator) -> str:
    """Why an access code may not be so."""
    return {
        "label": t.gettext("Say in a few words whom the code is for."),
        "limit": t.gettext("Enter a number from 1 to {most}.").format(
            most=format_number(MOST_USES, t.language)
        ),
        "ends": t.gettext("Choose a last day that is still to come."),
    }[problem]


def _row(
    given: tuple[AccessCode, str, str], programmes: Mapping[str, str], now: datetime, t: Translator
) -> _Row:
    code, programme, label = given
    problem = code.problem(now)
    words = {
        None: t.pgettext("code", "Open"),
        "not_yet": t.pgettext("code", "Not open yet"),
        "expired": t.pgettext("code", "Expired"),
        "used_up": t.pgettext("code", "Used up"),
        "revoked": t.pgettext("code", "Withdrawn"),
    }
    uses = t.pgettext("code", "{uses} of {limit}")
    return _Row(
        id=code.digest[:16],
        label=label,
        programme=programmes.get(programme, programme),
        uses=uses.format(
            uses=format_number(code.uses, t.language), limit=format_number(code.limit, t.language)
        ),
        until=show_moment(code.expires_at, t),
        state=words[problem],
        is_open=code.revoked_at is None and now < code.expires_at,
    )
