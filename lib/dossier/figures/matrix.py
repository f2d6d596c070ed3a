"""Two variables crossed: a cell for each pair, tinted by its value, which is also written in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import pandas as pd

from dossier.figures.bars import keys_of
from dossier.figures.figure import Caption, Figure, as_finding
from dossier.figures.palette import ON_STEP, step_of
from dossier.figures.sheet import SMALL, Sheet, fit_text, text_width
from dossier.findings.cells import show_value
from dossier.findings.finding import Finding
from dossier.strings import Words

ROWS_SHOWN, COLUMNS_SHOWN = 30, 10


@dataclass(frozen=True)
class Cell:
    """One pair; `value` is missing where the pair does not occur in the table."""

    row: str
    column: str
    value: float | None
    text: str
    tip: str
    href: str
    weak: bool


def matrix_heat(
    finding: Finding | pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str = "share",
    weak: str | None = None,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw a table of tinted cells, each a link to its sentences; at most 30 rows and 10 columns.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a pair of `row` and `column`.
    value : str
        Column of shares or counts, 0 or more.
    weak : str, optional
        Column with the reason why a pair is weakly supported: its cell is bordered, not filled.
    """
    source, words = as_finding(finding), caption["words"]
    cells = {}
    for record, key in zip(source.table.to_dict("records"), keys_of(source), strict=True):
        names = source.label(row, record[row], words), source.label(column, record[column], words)
        text = show_value(record[value], value, words)
        reason = "" if weak is None or pd.isna(record[weak]) else str(record[weak])
        number = None if pd.isna(record[value]) else float(record[value])
        tip = f"{names[0]}, {names[1]}: {text}" + (f" · {reason}" if reason else "")
        cells[names] = Cell(*names, number, text, tip, source.href(key) if source.by else "", bool(reason))
    rows = list(dict.fromkeys(c.row for c in cells.values()))[:ROWS_SHOWN]
    columns = list(dict.fromkeys(c.column for c in cells.values()))[:COLUMNS_SHOWN]
    alt = _alt(list(cells.values()), rows, columns, words)
    return Figure(source, lambda width: _draw(cells, rows, columns, width), alt, caption)


def _alt(cells: Sequence[Cell], rows: Sequence[str], columns: Sequence[str], words: Words) -> str:
    known = [c for c in cells if c.value is not None]
    if not known:
        return words("figures.alt_empty")
    top = max(known, key=lambda c: c.value or 0)
    return words("figures.alt_matrix", rows=len(rows), columns=len(columns), top=top.tip)


def _draw(cells: dict[tuple[str, str], Cell], rows: Sequence[str], columns: Sequence[str], width: float) -> Sheet:
    narrow = width < 500
    left = min(100 if narrow else 190, max((text_width(fit_text(r, 190)) for r in rows), default=0)) + 10
    wide = min((width - left) / max(len(columns), 1), 120)
    size = next((s for s in (SMALL, 10.5, 9.5) if all(text_width(c, size=s) <= wide - 2 for c in columns)), 9.5)
    slanted = any(text_width(c, size=size) > wide - 2 for c in columns)
    head = 24 * (2 if slanted else 1) + 4
    tall = 30
    top = max((c.value or 0 for c in cells.values()), default=0)
    sheet = Sheet(width, head + tall * max(len(rows), 1) + 4)
    for place, name in enumerate(columns):
        x = left + (place + 0.5) * wide
        for line, part in enumerate(_in_lines(name, wide - 2, size) if slanted else [name]):
            sheet.text(
                x, head - 12 - (15 * (1 - line) if slanted else 0), part, size=SMALL, anchor="middle", fill="soft"
            )
    for i, row in enumerate(rows):
        y = head + i * tall
        sheet.text(left - 10, y + tall / 2, fit_text(row, left - 10), anchor="end")
        for j, column in enumerate(columns):
            if (cell := cells.get((row, column))) is not None:
                _draw_cell(sheet, cell, (left + j * wide, y, wide, tall), top)
    return sheet


def _in_lines(name: str, width: float, size: float) -> list[str]:
    """Return a heading on two lines, broken at a space where that helps."""
    words = name.split(" ")
    best = min(range(1, len(words) + 1), key=lambda i: max(len(" ".join(words[:i])), len(" ".join(words[i:]))))
    lines = [" ".join(words[:best]), " ".join(words[best:])]
    shown = [fit_text(line, width, size=size) if line else "" for line in lines]
    return shown if shown[1] else ["", shown[0]]


def _draw_cell(sheet: Sheet, cell: Cell, box: tuple[float, float, float, float], top: float) -> None:
    x, y, w, h = box
    mark = sheet.mark(cell.href, cell.tip)
    step = "q0" if cell.value is None or cell.weak else step_of(cell.value, top=top)
    sheet.rect(x + 1, y + 1, w - 2, h - 2, step, mark=mark)
    fill = "soft" if cell.weak else ON_STEP[step]
    sheet.text(x + w / 2, y + h / 2, fit_text(cell.text, w - 2, size=SMALL), size=SMALL, anchor="middle", mark=mark,
               fill=fill)  # fmt: skip
