"""Horizontal bars: a share (or count) a row, its interval as a whisker, its value written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import pandas as pd

from dossier.figures.figure import Caption, Figure, as_finding
from dossier.figures.palette import CATEGORIES
from dossier.figures.sheet import SMALL, TEXT, Sheet, fit_text, text_width
from dossier.findings.cells import show_value
from dossier.findings.finding import Finding, Key
from dossier.strings import Words

BARS_SHOWN, _LABEL = 15, 270


@dataclass(frozen=True)
class Bar:
    """One row as it is drawn: all texts in the reader's language, `href` empty without evidence."""

    label: str
    value: float
    low: float | None
    high: float | None
    text: str
    tip: str
    href: str
    colour: str
    panel: str = ""


def share_bars(  # noqa: PLR0913 - all but the finding and its caption have a default
    finding: Finding | pd.DataFrame,
    *,
    value: str = "share",
    low: str | None = None,
    high: str | None = None,
    label: str | Sequence[str] | None = None,
    colour: str = "c1",
    panel: str | None = None,
    weak: str | None = None,
    limit: int = BARS_SHOWN,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw one bar a row, in the table's order, each a link to its sentences.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a bar.
    value, low, high : str
        Columns of the length and of its 95 % interval; shares from 0 to 1 or counts. `low` and `high` are
        taken from columns of that name where the table has them and `value` is ``"share"``.
    label : str or sequence of str, optional
        Columns that name a bar; by default those that identify the row (without `panel`).
    colour : str
        A colour of the palette (``c1`` … ``c8``, ``threat``, ``opportunity``, ``mixed``), or a column whose
        values get one each.
    panel : str, optional
        Column that groups rows under headings: small multiples on one scale.
    weak : str, optional
        Column with the reason why a row is weakly supported; rows with a reason are greyed and say it.
    limit : int
        How many bars are drawn; a note says how many more rows the table has.
    **caption
        See `Caption`; ``title`` and ``words`` are needed.
    """
    source, words = as_finding(finding), caption["words"]
    if value == "share" and low is None and {"low", "high"} <= set(source.table.columns):
        low, high = "low", "high"
    columns = _label_columns(source, label, value, panel)
    colours = _colours(source.table, colour)
    bars = [
        _bar(source, (row, key), columns, (value, low, high), colours[place], panel, weak, words)
        for place, ((_, row), key) in enumerate(zip(source.table.iterrows(), keys_of(source), strict=True))
    ][:limit]
    if (more := len(source.table) - limit) > 0:
        note = caption.get("note", "")
        caption["note"] = f"{note} {words('figures.more_bars', n=more)}".strip()
    return Figure(source, lambda width: _draw(bars, width), bars_alt(bars, words), caption)


def keys_of(finding: Finding) -> list[Key]:
    """Key of each row; empty keys where rows are not told apart."""
    return finding.keys if finding.by else [()] * len(finding.table)


def _label_columns(finding: Finding, label: str | Sequence[str] | None, value: str, panel: str | None) -> list[str]:
    if isinstance(label, str):
        return [label]
    if label is not None:
        return list(label)
    named = [c for c in finding.by if c != panel]
    return named or [c for c in finding.table.columns if c not in {value, panel}][:1]


def _colours(table: pd.DataFrame, colour: str) -> list[str]:
    if colour not in table:
        return [colour] * len(table)
    if colour == "stance":
        return [str(v) if v in {"threat", "opportunity", "mixed"} else "c8" for v in table[colour]]
    order = {v: CATEGORIES[i % len(CATEGORIES)] for i, v in enumerate(dict.fromkeys(table[colour]))}
    return [order[v] for v in table[colour]]


def _bar(finding: Finding, at: tuple[Any, Key], columns: list[str], of: tuple[str, str | None, str | None], colour: str,
         panel: str | None, weak: str | None, words: Words) -> Bar:  # fmt: skip
    row, key = at
    value, low, high = of
    label = " · ".join(finding.label(c, row[c], words) for c in columns)
    text = show_value(row[value], value, words)
    ends = (None, None) if low is None or high is None else (_number(row[low]), _number(row[high]))
    reason = "" if weak is None or pd.isna(row[weak]) else str(row[weak])
    href = finding.href(key) if finding.by or len(finding.table) == 1 else ""
    return Bar(
        label=label,
        value=_number(row[value]) or 0.0,
        low=ends[0],
        high=ends[1],
        text=text,
        tip=_tip(label, text, ends, finding.n_text(key, words) if href else "", reason, words),
        href=href,
        colour="weak" if reason else colour,
        panel="" if panel is None else finding.label(panel, row[panel], words),
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _tip(label: str, text: str, ends: tuple[float | None, float | None], n: str, reason: str,
         words: Words) -> str:  # fmt: skip
    said = f"{label}: {text}"
    if ends[0] is not None and ends[1] is not None:
        said += f" ({words.percent(ends[0])}–{words.percent(ends[1])})" if ends[1] <= 1 else ""
    return " · ".join(part for part in (said, n, reason) if part)


def bars_alt(bars: Sequence[Bar], words: Words) -> str:
    """Alternative text: how many bars, the longest and the shortest."""
    if not bars:
        return words("figures.alt_empty")
    ranked = sorted(bars, key=lambda bar: -bar.value)
    top, bottom = ranked[0], ranked[-1]
    said = words("figures.alt_bars", n=len(bars), top=f"{top.label} ({top.text})")
    return said + (" " + words("figures.alt_lowest", label=f"{bottom.label} ({bottom.text})") if len(bars) > 1 else "")


def _draw(bars: Sequence[Bar], width: float) -> Sheet:
    narrow = width < 500
    top = max([bar.high or bar.value for bar in bars] + [bar.value for bar in bars], default=0) or 1.0
    widest = max((text_width(fit_text(bar.label, _LABEL)) for bar in bars), default=0)
    left = 0 if narrow else min(_LABEL, widest) + 12
    right = width - max((text_width(bar.text, bold=True) for bar in bars), default=30) - 14
    step = 40 if narrow else 28
    panels = list(dict.fromkeys(bar.panel for bar in bars if bar.panel))
    sheet = Sheet(width, max(step * len(bars) + 30 * len(panels) + 8, 24))
    y, panel = 4.0, ""
    for bar in bars:
        if bar.panel != panel:
            panel = bar.panel
            sheet.text(0, y + 16, fit_text(panel, width, bold=True), bold=True)
            y += 30
        _draw_bar(sheet, bar, y, (left, right), top, step)
        y += step
    sheet.line([(left, 2), (left, sheet.height - 4)], "soft") if not narrow and not panels else None
    return sheet


def _draw_bar(sheet: Sheet, bar: Bar, y: float, span: tuple[float, float], top: float, step: float) -> None:
    left, right = span
    mark = sheet.mark(bar.href, bar.tip)
    middle, thick = (y + 29, 13) if sheet.narrow else (y + step / 2, 17)
    label_fill = "soft" if bar.colour == "weak" else "ink"
    if sheet.narrow:
        sheet.text(0, y + 10, fit_text(bar.label, sheet.width), mark=mark, fill=label_fill)
    else:
        sheet.text(left - 10, middle, fit_text(bar.label, left - 10), mark=mark, anchor="end", fill=label_fill)
    scale = (right - left) / top
    end = left + bar.value * scale
    sheet.rect(left, middle - thick / 2, end - left, thick, bar.colour, mark=mark)
    if bar.low is not None and bar.high is not None:
        a, b = left + bar.low * scale, left + bar.high * scale
        sheet.line([(a, middle), (min(end, b), middle)], "paper", mark=mark, width=2)  # within the bar
        if b > end:
            sheet.line([(max(end, a), middle), (b, middle)], "soft", mark=mark, width=2)
        end = max(end, b)
    sheet.text(
        end + 7, middle, bar.text, mark=mark, bold=True, size=TEXT if not sheet.narrow else SMALL, fill=label_fill
    )
