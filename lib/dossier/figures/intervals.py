"""Several values of one row on one line: two halves of a corpus, two languages, several coders."""

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


@dataclass(frozen=True)
class Dot:
    """One value on a line."""

    row: str
    part: str
    value: float
    low: float | None
    high: float | None
    tip: str
    href: str
    colour: str


def dumbbell(
    finding: Finding | pd.DataFrame,
    *,
    row: str,
    part: str,
    value: str = "share",
    low: str | None = None,
    high: str | None = None,
    span: tuple[float, float] | None = None,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw a line a row with one dot a part, each with its interval and its link.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a pair of `row` and `part`.
    value, low, high : str
        Columns of the place of a dot and of its 95 % interval; missing values are left out.
    span : (float, float), optional
        Ends of the scale; by default 0 (or the lowest value below it) to the highest value.
    """
    source, words = as_finding(finding), caption["words"]
    parts = list(dict.fromkeys(source.table[part]))
    colours = {p: p if p in {"threat", "opportunity"} else CATEGORIES[i % 8] for i, p in enumerate(parts)}
    dots = []
    for record, key in zip(source.table.to_dict("records"), keys_of(source), strict=True):
        if pd.isna(record[value]):
            continue
        labels = source.label(row, record[row], words), source.label(part, record[part], words)
        ends = [None if c is None or pd.isna(record[c]) else float(record[c]) for c in (low, high)]
        shown = show_value(float(record[value]), value, words)
        interval = "" if None in ends else f" ({' – '.join(show_value(e, value, words) for e in ends)})"
        href = source.href(key) if source.by else ""
        tip = f"{labels[0]}, {labels[1]}: {shown}{interval}"
        dots.append(Dot(*labels, float(record[value]), ends[0], ends[1], tip, href, colours[record[part]]))
    rows = list(dict.fromkeys(source.label(row, r, words) for r in source.table[row]))
    legend = [(source.label(part, p, words), colours[p]) for p in parts]
    alt = words("figures.alt_dots", n=len(rows)) + " " + "; ".join(dot.tip for dot in dots[:12]) + "."
    return Figure(source, lambda width: _draw(rows, dots, legend, width, span, value, words), alt, caption)


def _draw(rows: Sequence[str], dots: Sequence[Dot], legend: Sequence[tuple[str, str]], width: float,
          span: tuple[float, float] | None, value: str, words: Words) -> Sheet:  # fmt: skip
    narrow = width < 500
    values = [v for d in dots for v in (d.value, d.low, d.high) if v is not None]
    bottom, top = span or (min([0.0, *values]), max(values, default=1.0) or 1.0)
    left = 8 if narrow else min(190, max((text_width(fit_text(r, 190)) for r in rows), default=0)) + 20
    lanes = {name: i for i, (name, _) in enumerate(legend)}
    gap = 9 if any(d.low is not None for d in dots) and len(lanes) > 1 else 0
    step = (22 if narrow else 0) + max(30, gap * len(lanes) + 16)
    sheet = Sheet(width, 30 + step * max(len(rows), 1) + 22)
    right = width - 14

    def x_of(v: float) -> float:
        return left + (min(max(v, bottom), top) - bottom) / ((top - bottom) or 1) * (right - left)

    _draw_scale(sheet, (bottom, top), x_of, value, words)
    _draw_names(sheet, legend, left)
    for place, row in enumerate(rows):
        y = 30 + place * step
        base = y + (22 if narrow else 0) + (step - (22 if narrow else 0)) / 2
        if narrow:
            sheet.text(0, y + 11, fit_text(row, width))
        else:
            sheet.text(left - 12, base, fit_text(row, left - 14), anchor="end")
        mine = [d for d in dots if d.row == row]
        if not gap and len(mine) > 1:
            sheet.line(
                [(x_of(min(d.value for d in mine)), base), (x_of(max(d.value for d in mine)), base)], "rule", width=4
            )
        for dot in mine:
            _draw_dot(sheet, dot, x_of, base + (lanes[dot.part] - (len(lanes) - 1) / 2) * gap)
    return sheet


def _draw_dot(sheet: Sheet, dot: Dot, x_of: Any, y: float) -> None:
    mark = sheet.mark(dot.href, dot.tip)
    if dot.low is not None and dot.high is not None:
        sheet.line([(x_of(dot.low), y), (x_of(dot.high), y)], dot.colour, width=2, mark=mark)
    sheet.dot(x_of(dot.value), y, 5.5, dot.colour, mark=mark)


def _draw_scale(sheet: Sheet, ends: tuple[float, float], x_of: Any, value: str, words: Words) -> None:
    bottom, top = ends
    for tick in (bottom, (bottom + top) / 2, top):
        sheet.line([(x_of(tick), 26), (x_of(tick), sheet.height - 20)], "rule")
        anchor = "start" if tick == bottom else "end" if tick == top else "middle"
        sheet.text(x_of(tick), sheet.height - 9, show_value(float(tick), value, words), size=SMALL, fill="soft",
                   anchor=anchor)  # fmt: skip
    if bottom < 0 < top:
        sheet.line([(x_of(0), 26), (x_of(0), sheet.height - 20)], "soft")


def _draw_names(sheet: Sheet, legend: Sequence[tuple[str, str]], left: float) -> None:
    x = max(left, 6.0)
    for name, colour in legend[:6]:
        shown = fit_text(name, 130, size=SMALL)
        sheet.dot(x + 5, 11, 5.5, colour)
        sheet.text(x + 15, 11, shown, size=SMALL)
        x += 15 + text_width(shown, size=SMALL) + 16
