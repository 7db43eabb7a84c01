"""The desk's numbers: charts that are drawn here, each with its figures as a table and as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from youcheng.content.collection import Content
from youcheng.content.subjects import name_subject
from youcheng.domain.numbers import PERIODS
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.environment import address, render
from youcheng.markup.status_words import state_title
from youcheng.services.desk_parts import DeskPart
from youcheng.services.numbers import Numbers

FILES: Final = "/desk/numbers"
CHARTS: Final = ("weeks", "programmes", "partners", "states", "waits")

_WIDTH: Final = 400
_ROW: Final = 44
_HEIGHT: Final = 190
_TOP: Final = 24
_BASE: Final = 160
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart's figures: what it is about, and a value for each series."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.

    Attributes:
        id: one of `CHARTS`.
        title: what it is about.
        description: what is in it, in a sentence, for who does not see it.
        subject: heading of the bars' labels.
        series: headings of the values.
        bars: in the order in which they stand.
        upright: bars stand beside one another, for what follows in time.
    """

    id: str
    title: str
    description: str
    subject: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing, and which series it belongs to."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a drawing; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    strong: bool = False


def build_charts(numbers: Numbers, content: Content, t: Translator) -> tuple[Chart, ...]:
    """The charts of a period, in order."""
    code = t.language.code
    sent = (t.gettext("Submissions"),)
    unknown = t.gettext("No answer")
    partners = {one.id: one.name.get(code) for one in content.partners}
    weeks = tuple(
        Bar(formats.format_date(day, t.language), (number,))
        for day, number in numbers.weeks.items()
    )
    programmes = _falling(
        (name_subject(content, one, code) or one, number)
        for one, number in numbers.programmes.items()
    )
    by_partner = _falling(
        (partners.get(one, one) or unknown, number) for one, number in numbers.partners.items()
    )
    states: dict[str, float] = {}
    for review, number in numbers.states.items():
        title = state_title(review, t)
        states[title] = states.get(title, 0) + number
    waits = tuple(
        Bar(
            name_subject(content, one, code) or one,
            (round(found.median / _DAY, 1), round(found.nine_in_ten / _DAY, 1)),
        )
        for one, found in numbers.waits.items()
    )
    total = formats.format_number(numbers.total, t.language)
    return (
        Chart(
            "weeks",
            t.gettext("Submissions by week"),
            t.gettext("How many submissions were sent in each week: {total} in all.").format(
                total=total
            ),
            t.gettext("Week from Monday"),
            sent,
            weeks,
            upright=True,
        ),
        Chart(
            "programmes",
            t.gettext("Submissions by programme"),
            t.gettext("How many submissions were sent to each programme."),
            t.gettext("Programme"),
            sent,
            programmes,
        ),
        Chart(
            "partners",
            t.gettext("Submissions by partner"),
            t.gettext("How many submissions came from each partner city or region."),
            t.gettext("Partner"),
            sent,
            by_partner,
        ),
        Chart(
            "states",
            t.gettext("Submissions by state"),
            t.gettext("Where the submissions of this time stand now."),
            t.gettext("State"),
            sent,
            _falling(states.items()),
        ),
        Chart(
            "waits",
            t.gettext("Days to the decision"),
            t.gettext(
                "Days from sending to the decision at which a submission stands now: half of them "
                "took no longer than the median, nine in ten no longer than the second value. "
                "Closed submissions are not counted."
            ),
            t.gettext("Programme"),
            (t.gettext("Median"), t.gettext("Nine in ten")),
            waits,
        ),
    )


def _falling(pairs: Iterable[tuple[str, float]]) -> tuple[Bar, ...]:
    found = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    return tuple(Bar(label, (number,)) for label, number in found)


def draw_chart(chart: Chart, t: Translator, *, alone: bool = False) -> Markup:
    """The chart as SVG; `alone` as a file of its own, with its colours in it."""
    height, boxes, labels = _draw_upright(chart, t) if chart.upright else _draw_lying(chart, t)
    return render(
        "desk/chart.svg",
        t,
        chart=chart,
        width=_WIDTH,
        height=height,
        boxes=boxes,
        labels=labels,
        alone=alone,
    )


def _most(bars: Sequence[Bar]) -> float:
    return max((value for bar in bars for value in bar.values), default=0) or 1


def _draw_upright(chart: Chart, t: Translator) -> tuple[float, list[Box], list[Label]]:
    bars, most = chart.bars, _most(chart.bars)
    step = _WIDTH / max(len(bars), 1)
    boxes: list[Box] = []
    labels: list[Label] = []
    for number, bar in enumerate(bars):
        tall = (_BASE - _TOP) * bar.values[0] / most
        boxes.append(Box(number * step + step * 0.1, _BASE - tall, step * 0.8, tall, 0))
        if bar.values[0] == most and not any(one.strong for one in labels):
            middle = min(max(number * step + step / 2, 16), _WIDTH - 16)
            said = formats.format_number(most, t.language)
            labels.append(Label(middle, _BASE - tall - 6, said, "middle", strong=True))
    if bars:
        labels.append(Label(0, _BASE + 20, bars[0].label))
        labels.append(Label(_WIDTH, _BASE + 20, bars[-1].label, "end"))
    return _HEIGHT, boxes, labels


def _draw_lying(chart: Chart, t: Translator) -> tuple[float, list[Box], list[Label]]:
    most = _most(chart.bars)
    boxes: list[Box] = []
    labels: list[Label] = []
    for number, bar in enumerate(chart.bars):
        top = number * _ROW
        said = " / ".join(formats.format_number(value, t.language) for value in bar.values)
        labels += [Label(0, top + 16, bar.label), Label(_WIDTH, top + 16, said, "end", strong=True)]
        thick = 14 / len(bar.values)
        boxes += [
            Box(0, top + 22 + series * thick, _WIDTH * value / most, thick - 1, series)
            for series, value in enumerate(bar.values)
        ]
    return max(len(chart.bars) * _ROW, 1), boxes, labels


def chart_rows(chart: Chart) -> tuple[tuple[str, ...], list[dict[str, str | int | None]]]:
    """The figures for a CSV file: headings, and the rows by heading."""
    heads = (chart.subject, *chart.series)
    rows: list[dict[str, str | int | None]] = []
    for bar in chart.bars:
        numbers = (int(one) if one == int(one) else str(one) for one in bar.values)
        rows.append(dict(zip(heads, (bar.label, *numbers), strict=True)))
    return heads, rows


def numbers_page(
    numbers: Numbers,
    weeks: int,
    content: Content,
    t: Translator,
    *,
    parts: Sequence[DeskPart] = (),
) -> Markup:
    """The part of the desk with the numbers; `parts` of the desk are the reader's."""
    code = t.language.code
    names = {one: name_subject(content, one, code) or one for one in numbers.choices}
    programmes = [("", t.gettext("All programmes")), *sorted(names.items(), key=lambda one: one[1])]
    spans = {
        one: t.ngettext("{number} week", "{number} weeks", one).format(number=one)
        for one in PERIODS
    }
    charts = build_charts(numbers, content, t)
    return render(
        "desk/numbers.html",
        t,
        programmes=[
            (name, numbers_address(programme, weeks, code), programme == numbers.programme)
            for programme, name in programmes
        ],
        periods=[
            (spans[one], numbers_address(numbers.programme, one, code), one == weeks)
            for one in PERIODS
        ],
        parts=part_links(parts, t, here=DeskPart.NUMBERS),
        total=numbers.total,
        charts=[(one, draw_chart(one, t)) for one in charts],
        files=FILES,
        asked=urlencode({"programme": numbers.programme, "weeks": weeks, "lang": code}),
    )


def numbers_address(programme: str, weeks: int, code: str) -> str:
    """Address of the numbers of a programme (empty for all) and a period."""
    part = str(DeskPart.NUMBERS)
    return address(DESK, code, part=part, programme=programme or None, weeks=weeks)
