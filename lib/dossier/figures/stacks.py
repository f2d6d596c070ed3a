"""Bars in parts: only where the parts add up. Stances part at a middle line, threat to the left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import pandas as pd

from dossier.figures.bars import keys_of
from dossier.figures.figure import Caption, Figure, as_finding
from dossier.figures.palette import CATEGORIES
from dossier.figures.sheet import SMALL, Sheet, fit_text, text_width
from dossier.findings.finding import Finding
from dossier.schema import STANCES
from dossier.strings import Words

_GUTTER = 240  # pixels at most for the names of rows
_STANCE_ORDER = ("threat", "mixed", "opportunity")


@dataclass(frozen=True)
class Part:
    """One part of a bar: its share of the bar (0 to 1), count, words and address."""

    row: str
    part: str
    share: float
    n: float
    tip: str
    href: str
    colour: str


def stacked_bars(
    finding: Finding | pd.DataFrame,
    *,
    row: str,
    part: str,
    value: str = "n",
    parts: Sequence[Any] | None = None,
    colours: Mapping[Any, str] | None = None,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw one bar of full length a row, cut into parts.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a pair of `row` and `part`.
    value : str
        Column of counts of things that belong to exactly one part, or of shares that add to 1 per row.
    parts : sequence, optional
        Order of the parts; by default as they occur.

    Raises
    ------
    ValueError
        If shares of a row do not add up to 1: what overlaps must not be stacked.
    """
    source, words = as_finding(finding), caption["words"]
    _refuse_overlap(source.table, row, value)
    order = list(parts) if parts is not None else list(dict.fromkeys(source.table[part]))
    paint = colours or {p: CATEGORIES[i % len(CATEGORIES)] for i, p in enumerate(order)}
    cut = _parts(source, (row, part, value), order, paint, words)
    legend = [(source.label(part, p, words), paint[p]) for p in order]
    return Figure(source, lambda width: _draw(cut, legend, width, diverging=False), _alt(cut, words), caption)


def stance_bars(
    finding: Finding | pd.DataFrame,
    *,
    row: str = "theme",
    stance: str = "stance",
    value: str = "n",
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw stances on either side of a line: threat left, opportunity right, mixed across the line.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a pair of `row` and `stance`; each counted thing has exactly one stance.
    value : str
        Column of counts (or of shares that add to 1 per row).
    """
    source, words = as_finding(finding), caption["words"]
    _refuse_overlap(source.table, row, value)
    order = [s for s in _STANCE_ORDER if s in set(source.table[stance])]
    cut = _parts(source, (row, stance, value), order, {s: s for s in STANCES}, words)
    legend = [(source.label(stance, s, words), s) for s in order]
    return Figure(source, lambda width: _draw(cut, legend, width, diverging=True), _alt(cut, words), caption)


def _refuse_overlap(table: pd.DataFrame, row: str, value: str) -> None:
    if table[value].dtype.kind != "f":
        return
    sums = table.groupby(row, sort=False)[value].sum()
    wrong = sums[(sums - 1).abs() > 0.005]
    if len(wrong):
        raise ValueError(f"the parts of {wrong.index[0]!r} add up to {wrong.iloc[0]:.2f}, not to 1: do not stack them")


def _parts(finding: Finding, columns: tuple[str, str, str], order: Sequence[Any], paint: Mapping[Any, str],
           words: Words) -> list[Part]:  # fmt: skip
    row, part, value = columns
    totals = finding.table.groupby(row, sort=False)[value].sum()
    keyed = {
        (record[row], record[part]): (record, key)
        for record, key in zip(finding.table.to_dict("records"), keys_of(finding), strict=True)
    }
    cut = []
    for name, total in totals.items():
        for p in order:
            record, key = keyed.get((name, p), ({}, ()))
            n = float(record.get(value, 0) or 0)
            share = n / total if total else 0.0
            labels = finding.label(row, name, words), finding.label(part, p, words)
            count = f" ({words.number(n)})" if n.is_integer() else ""
            tip = f"{labels[0]}, {labels[1]}: {words.percent(share)}{count}"
            cut.append(Part(*labels, share, n, tip, finding.href(key) if key else "", paint[p]))
    return cut


def _alt(cut: Sequence[Part], words: Words) -> str:
    if not cut:
        return words("figures.alt_empty")
    rows: dict[str, list[str]] = {}
    for part in cut:
        rows.setdefault(part.row, []).append(f"{part.part} {words.percent(part.share)}")
    said = [f"{row}: {', '.join(parts)}" for row, parts in list(rows.items())[:8]]
    return words("figures.alt_parts", n=len(rows)) + " " + "; ".join(said) + "."


def _draw(cut: Sequence[Part], legend: Sequence[tuple[str, str]], width: float, *, diverging: bool) -> Sheet:
    rows = list(dict.fromkeys(part.row for part in cut))
    narrow = width < 500
    widest = max((text_width(fit_text(row, _GUTTER)) for row in rows), default=0)
    left = 0 if narrow else widest + 22
    step = 46 if narrow else 34
    sheet = Sheet(width, 30 + step * max(len(rows), 1) + 6)
    reach = _reach(cut, rows) if diverging else (0.0, 1.0)
    scale = (width - left - 2) / ((reach[0] + reach[1]) or 1)
    zero = left + reach[0] * scale
    _draw_legend(sheet, legend, left)
    if diverging:  # beneath the bars: seen between them
        sheet.line([(zero, 26), (zero, sheet.height)], "ink", width=1.2)
    for place, row in enumerate(rows):
        y = 30 + place * step
        middle = y + 31 if narrow else y + step / 2
        if narrow:
            sheet.text(0, y + 11, fit_text(row, width))
        else:
            sheet.text(left - 10, middle, fit_text(row, left - 10), anchor="end")
        x = zero - _before(cut, row) * scale if diverging else left
        for part in (p for p in cut if p.row == row):
            x = _draw_part(sheet, part, x, middle, scale)
    return sheet


def _before(cut: Sequence[Part], row: str) -> float:
    """How far a row reaches to the left of the line: its threats and half of what is mixed."""
    return sum(p.share * {"threat": 1.0, "mixed": 0.5}.get(p.colour, 0.0) for p in cut if p.row == row)


def _reach(cut: Sequence[Part], rows: Sequence[str]) -> tuple[float, float]:
    lefts = [_before(cut, row) for row in rows]
    whole = [sum(p.share for p in cut if p.row == row) for row in rows]
    return max(lefts, default=0.5), max((w - b for w, b in zip(whole, lefts, strict=True)), default=0.5)


def _draw_part(sheet: Sheet, part: Part, x: float, middle: float, scale: float) -> float:
    long = part.share * scale
    if long <= 0:
        return x
    mark = sheet.mark(part.href, part.tip)
    sheet.rect(x, middle - 11, max(long - 1.5, 0.5), 22, part.colour, mark=mark)
    said = part.tip.rsplit(": ", 1)[1].split(" (")[0]
    if text_width(said, size=SMALL, bold=True) + 8 < long:
        fill = "ink" if part.colour == "mixed" else "on-dark"
        sheet.text(x + long / 2, middle, said, mark=mark, size=SMALL, anchor="middle", fill=fill, bold=True)
    return x + long


def _draw_legend(sheet: Sheet, legend: Sequence[tuple[str, str]], left: float) -> None:
    """Name the parts above the bars, in their order."""
    x = left
    for name, colour in legend:
        shown = fit_text(name, 130, size=SMALL)
        sheet.rect(x, 5, 11, 11, colour)
        sheet.text(x + 16, 10.5, shown, size=SMALL)
        x += 16 + text_width(shown, size=SMALL) + 16
