"""The jury on the desk: the rounds of the editions, and one round while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.rounds import RoundState
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_arming import arming_parts
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_jury_results import award_parts, result_parts
from youcheng.markup.desk_jury_words import (
    JuryNames,
    figure,
    quorum_words,
    round_state_words,
    rule_words,
)
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.environment import address, render
from youcheng.markup.jury_words import round_name
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.arming import ArmingView
from youcheng.services.arming_plan import ArmingPlan
from youcheng.services.desk_parts import DeskPart
from youcheng.services.jury_access import LONGEST_REASON
from youcheng.services.jury_looks import Look
from youcheng.services.jury_sheets import Results
from youcheng.services.jury_view import AwardLine, JurorLine, RoundLine, RoundList, RoundView

RULES = (Rule.PUPIL, Rule.COUNTRY, Rule.SCHOOL, Rule.TEACHER)
"""What a lead may put down about conflicts, in order."""


@dataclass(frozen=True, slots=True)
class JuryOutcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done, or found.
        trouble: why it was refused.
        look: what an act would come to, which `act` then does with `given`.
        act: name of that act.
        given: its values.
        seats: countries of the jurors who would join.
        arming: what would happen with the results.
    """

    said: str = ""
    trouble: str = ""
    look: Look | None = None
    act: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    arming: ArmingPlan | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    line: RoundLine
    name: str
    edition: str
    opens: Moment
    closes: Moment
    quorum: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class _JurorRow:
    line: JurorLine
    country: str
    last: Moment | None


def round_address(round_id: str, code: str) -> str:
    """The address of a round."""
    return address(DESK, code, part=str(DeskPart.JURY), round=round_id)


def rounds_page(
    shown: RoundList,
    names: Mapping[str, JuryNames],
    parts: Sequence[DeskPart],
    t: Translator,
    outcome: JuryOutcome | None = None,
) -> Markup:
    """The rounds of every edition.

    Args:
        shown: them.
        names: by id of the edition.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
    """
    done = outcome or JuryOutcome()
    chosen = names.get(done.given.get("edition", ""))
    rows = [_row(one, names[one.edition.id], t) for one in shown.lines]
    return render(
        "desk/jury.html",
        t,
        rows=rows,
        openable=[one for one in rows if one.line.may_open],
        jurors=shown.jurors,
        countries={one: found.countries for one, found in names.items()},
        outcome=done,
        look=_look(done, shown.jurors, chosen.countries if chosen else {}, {}, t),
        **_common(parts, t),
    )


def round_page(
    view: RoundView,
    results: Results | None,
    awards: Sequence[AwardLine] | None,
    names: JuryNames,
    parts: Sequence[DeskPart],
    t: Translator,
    outcome: JuryOutcome | None = None,
    arming: ArmingView | None = None,
) -> Markup:
    """One round.

    Args:
        view: it.
        results: of a closed round.
        awards: of the last one, once it is closed.
        names: of its edition.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
        arming: what goes with the results; beside the awards.
    """
    code, record, done = t.language.code, view.record, outcome or JuryOutcome()
    people = {one.id: one.name for one in view.jurors} | dict(view.free)
    seated = {one.id: one.country for one in view.jurors}
    return render(
        "desk/jury_round.html",
        t,
        view=view,
        names=names,
        title=round_name(names.rounds[record.name], t),
        state=round_state_words(record, t, signed=view.signed),
        is_open=record.state is RoundState.OPEN,
        opens=show_moment(view.rules.opens_at, t),
        closes=show_moment(view.rules.closes_at, t),
        quorum=quorum_words(view.rules.quorum, t),
        tasks=(sum(one.scored for one in view.jurors), sum(one.load for one in view.jurors)),
        jurors=[
            _JurorRow(
                one,
                names.countries.get(one.country, one.country),
                None if one.last is None else show_moment(one.last, t),
            )
            for one in view.jurors
        ],
        rules=[(str(one), rule_words(one, t)) for one in RULES],
        discuss=[(one, figure(found.deviation, t)) for one, found in view.discuss],
        objections=[
            (people.get(one.juror, ""), rule_words(one.rule, t), one.code, one.reason)
            for one in view.objections
        ],
        longest=LONGEST_REASON,
        outcome=done,
        look=_look(done, people, names.countries, seated, t),
        back=address(DESK, code, part=str(DeskPart.JURY)),
        results=None if results is None else result_parts(view, results, names, t),
        awards=None if awards is None else award_parts(view, awards, names, t),
        arming=None if arming is None else arming_parts(arming, done.arming, t),
        **_common(parts, t),
    )


def _common(parts: Sequence[DeskPart], t: Translator) -> dict[str, object]:
    return {
        "links": part_links(parts, t, here=DeskPart.JURY),
        "own_sessions": address(SESSIONS, t.language.code),
    }


def _row(one: RoundLine, names: JuryNames, t: Translator) -> _Row:
    return _Row(
        line=one,
        name=round_name(names.rounds[one.rules.id], t),
        edition=names.edition,
        opens=show_moment(one.rules.opens_at, t),
        closes=show_moment(one.rules.closes_at, t),
        quorum=quorum_words(one.rules.quorum, t),
        state=round_state_words(one.record, t, signed=one.signed),
        address="" if one.record is None else round_address(one.record.id, t.language.code),
    )


def _look(
    outcome: JuryOutcome,
    people: Mapping[str, str],
    countries: Mapping[str, str],
    seated: Mapping[str, str],
    t: Translator,
) -> dict[str, object] | None:
    """What an act would come to, for the page."""
    look = outcome.look
    if look is None:
        return None
    yes = {
        "open": t.gettext("Open the round"),
        "lose": t.gettext("Let this juror leave"),
        "add": t.gettext("Give them a seat"),
    }
    home = {**seated, **outcome.seats}
    everybody = sorted(look.before.keys() | look.after.keys(), key=lambda one: people.get(one, one))
    return {
        "act": outcome.act,
        "given": outcome.given,
        "yes": yes[outcome.act],
        "entries": look.entries,
        "moved": look.moved,
        "short": look.short,
        # A round is not opened without a quorum; one that runs may lose a juror all the same.
        "may": not (look.short and outcome.act == "open"),
        "rows": [
            (
                people.get(one, one),
                countries.get(home.get(one, ""), ""),
                look.before.get(one),
                look.after.get(one),
                look.barred.get(one),
            )
            for one in everybody
        ],
    }
