"""Values by period: dots with intervals, joined where neighbours follow one another, dated events above."""

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import pandas as pd

from dossier.figures.bars import keys_of
from dossier.figures.figure import Caption, Figure, as_finding
from dossier.figures.palette import CATEGORIES
from dossier.figures.sheet import SMALL, Sheet, fit_text, text_width
from dossier.findings.cells import show_value
from dossier.findings.finding import Finding
from dossier.strings import Words

_HEIGHT, _PANEL, _EVENTS_SHOWN = 250, 172, 8
_NAMED = 12  # pixels that the name of a panel pushes its events down
Box = tuple[float, float, float, float]  # left, top, width, height in pixels


@dataclass(frozen=True)
class Point:
    """One value of one series in one period."""

    when: float
    series: str
    value: float
    low: float | None
    high: float | None
    tip: str
    href: str


def time_lines(
    finding: Finding | pd.DataFrame,
    *,
    period: str = "period",
    value: str = "share",
    low: str | None = None,
    high: str | None = None,
    series: str | None = None,
    events: Sequence[tuple[str, str]] = (),
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw values over time, a small multiple a series on one scale.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a period (and series).
    period : str
        Column of ISO periods: ``2024``, ``2024-H1``, ``2024-Q2``, ``2024-06`` or ``2024-06-13``; a period
        without value is left out, and its neighbours are not joined across more than one.
    value, low, high : str
        Columns of the value and of its 95 % interval.
    series : str, optional
        Column that tells several lines apart: one panel each.
    events : sequence of (date, label)
        Dated events, ISO.
    """
    source, words = as_finding(finding), caption["words"]
    points = []
    for record, key in zip(source.table.to_dict("records"), keys_of(source), strict=True):
        if pd.isna(record[value]):
            continue
        name = "" if series is None else source.label(series, record[series], words)
        ends = [None if c is None or pd.isna(record[c]) else float(record[c]) for c in (low, high)]
        shown = show_value(record[value], value, words)
        tip = f"{name + ', ' if name else ''}{show_period(str(record[period]), words)}: {shown}"
        href = source.href(key) if source.by else ""
        when = period_middle(str(record[period]))
        points.append(Point(when, name, float(record[value]), ends[0], ends[1], tip, href))
    first, last = _ends(points)
    dated = sorted((period_middle(date), label, date) for date, label in events)
    dated = [event for event in dated if first <= event[0] <= last][:_EVENTS_SHOWN]
    if dated:
        said = [f"{i} {label} ({words.date(date)})" for i, (_, label, date) in enumerate(dated, start=1)]
        caption["note"] = f"{caption.get('note', '')} {' · '.join(said)}".strip()
    events_drawn = [(when, label) for when, label, _ in dated]
    return Figure(source, lambda width: _draw(points, events_drawn, width, value, words), _alt(points, words), caption)


def period_middle(period: str) -> float:
    """
    Middle of a period in years.

    Raises
    ------
    ValueError
        If the text is no period.

    Examples
    --------
    >>> period_middle("2024"), period_middle("2024-H1"), period_middle("2024-Q2")
    (2024.5, 2024.25, 2024.375)
    """
    match = re.fullmatch(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?", period)
    if match is None:
        raise ValueError(f"{period!r} is no period: 2024, 2024-H1, 2024-Q2, 2024-06 or 2024-06-13")
    year, half, quarter, month, day = match.groups()
    if half or quarter:
        n, size = (int(half), 2) if half else (int(quarter), 4)
        return int(year) + (n - 0.5) / size
    if day:
        return int(year) + (datetime.date(int(year), int(month), int(day)).timetuple().tm_yday - 0.5) / 365.25
    return int(year) + ((int(month) - 0.5) / 12 if month else 0.5)


def show_period(period: str, words: Words) -> str:
    """
    Period in words.

    Examples
    --------
    >>> show_period("2024-Q2", Words("fr")), show_period("2024-06", Words("en"))
    ('T2 2024', 'June 2024')
    """
    if match := re.fullmatch(r"(\d{4})-([HQ])(\d)", period):
        return words(f"figures.period_{match[2].lower()}", number=match[3], year=match[1])
    return words.date(period)


def _ends(points: Sequence[Point]) -> tuple[float, float]:
    whens = [p.when for p in points] or [2000.0]
    return min(whens) - 0.12, max(whens) + 0.12


def _alt(points: Sequence[Point], words: Words) -> str:
    if not points:
        return words("figures.alt_empty")
    first, last = min(points, key=lambda p: p.when), max(points, key=lambda p: p.when)
    peak = max(points, key=lambda p: p.value)
    return words("figures.alt_lines", n=len(points), first=first.tip, last=last.tip, peak=peak.tip)


def _draw(
    points: Sequence[Point], events: Sequence[tuple[float, str]], width: float, value: str, words: Words
) -> Sheet:
    names = list(dict.fromkeys(p.series for p in points)) or [""]
    across = 1 if len(names) == 1 or width < 500 else 2
    down = -(-len(names) // across)
    high = _HEIGHT if len(names) == 1 else _PANEL
    sheet = Sheet(width, (high + 16) * down)
    ends = _ends(points)
    top = max([p.high if p.high is not None else p.value for p in points], default=1.0) or 1.0
    for place, name in enumerate(names):
        box_width = (width - 24 * (across - 1)) / across
        x, y = (place % across) * (box_width + 24), (place // across) * (high + 16)
        mine = [p for p in points if p.series == name]
        _draw_panel(sheet, mine, (x, y, box_width, high), (ends, top), CATEGORIES[place % 8], (name, value, words))
        below = _NAMED if name else 0
        _draw_events(sheet, events, (x, y + below, box_width, high - below), ends)
    return sheet


def _draw_panel(sheet: Sheet, points: Sequence[Point], box: Box, scale: tuple[tuple[float, float], float],
                colour: str, said: tuple[str, str, Words]) -> None:  # fmt: skip
    x0, y0, w, h = box
    (first, last), top = scale
    name, value, words = said
    head = 34 + _NAMED if name else 28
    base, left = y0 + h - 22, x0 + 38

    def at(when: float, v: float) -> tuple[float, float]:
        return left + (when - first) / ((last - first) or 1) * (w - 46), base - v / top * (h - 22 - head - 6)

    if name:
        sheet.text(x0, y0 + 10, fit_text(name, w, bold=True), bold=True, fill=colour)
    for tick in (0.0, top / 2, top):
        y = at(first, tick)[1]
        sheet.line([(left, y), (x0 + w, y)], "soft" if tick == 0 else "rule")
        sheet.text(left - 6, y, show_value(_round(tick), value, words), size=SMALL, fill="soft", anchor="end")
    _draw_years(sheet, (first, last), at, base)
    ordered = sorted(points, key=lambda p: p.when)
    gap = _usual_gap(ordered)
    band = [p for p in ordered if p.low is not None and p.high is not None]
    if len(band) > 1:
        sheet.area([at(p.when, p.high or 0) for p in band] + [at(p.when, p.low or 0) for p in reversed(band)], colour)
    for a, b in itertools.pairwise(ordered):
        if b.when - a.when <= 2.1 * gap:
            sheet.line([at(a.when, a.value), at(b.when, b.value)], colour, width=2)
    for point in ordered:
        sheet.dot(*at(point.when, point.value), 4.5, colour, mark=sheet.mark(point.href, point.tip))


def _round(value: float) -> float | int:
    return int(value) if float(value).is_integer() and value > 1 else value


def _usual_gap(points: Sequence[Point]) -> float:
    gaps = sorted(b.when - a.when for a, b in itertools.pairwise(points))
    return gaps[len(gaps) // 2] if gaps else 1.0


def _draw_years(sheet: Sheet, ends: tuple[float, float], at: Any, base: float) -> None:
    years = [
        y for y in range(int(ends[0]), int(ends[1]) + 2) if ends[0] <= y + 0.5 <= ends[1] or ends[0] <= y <= ends[1]
    ]
    room = text_width("2024", size=SMALL) + 10
    last = -room
    for year in years:
        x = at(min(max(year + 0.5, ends[0]), ends[1]), 0)[0]
        if x - last >= room:
            sheet.text(x, base + 14, str(year), size=SMALL, fill="soft", anchor="middle")
            last = x


def _draw_events(sheet: Sheet, events: Sequence[tuple[float, str]], box: Box, ends: tuple[float, float]) -> None:
    """Draw a numbered line for each event; the note below the figure says what happened."""
    x0, y0, w, h = box
    last = -20.0
    for number, (when, _) in enumerate(events, start=1):
        x = x0 + 38 + (when - ends[0]) / ((ends[1] - ends[0]) or 1) * (w - 46)
        raised = 11 if x - last < 11 else 0  # two events close to one another: their numbers on two lines
        sheet.line([(x, y0 + 26 - raised), (x, y0 + h - 22)], "soft", dashed=True)
        sheet.text(x, y0 + 20 - raised, str(number), size=10.5, fill="soft", anchor="middle")
        last = x if not raised else -20.0
