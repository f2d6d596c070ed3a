"""The map drawn: small SVG for the lab, a mouse that brushes it, and the table that says the same."""

from html import escape as quote
from pathlib import Path

import pandas as pd

from dossier.explorer.mapping import LETTERS, SIDE, read_box
from dossier.explorer.rendering import wrap
from dossier.figures.palette import CATEGORIES, LIGHT
from dossier.findings.cells import escape, shorten
from dossier.strings import Words

STEP = 44  # pixels of a square
EDGE = 22  # pixels of the margin, where letters and numbers stand
BRUSH = (Path(__file__).parent / "brush.js").read_text("utf-8")


def draw_map(points: pd.DataFrame, groups: "pd.Series[str]", *, box: str, words: Words) -> str:
    """
    Return the map as HTML: points coloured by group, the squares, the brushed rectangle, a legend.

    Parameters
    ----------
    points : DataFrame
        As `mapping.place_points` makes it.
    groups : Series of str
        As `mapping.group_points` makes it.
    box : str
        The squares that are brushed; may be empty.
    """
    sizes = groups.value_counts()
    paints = {name: LIGHT[colour] for name, colour in zip(sizes.index, CATEGORIES, strict=False)}
    others = (words("explorer.others"), words("explorer.none"))
    paints |= {name: LIGHT["weak"] for name in others if name in paints}
    dots = "".join(_dots(points[groups == name], paints[name]) for name in sizes.index)
    side = SIDE * STEP + EDGE + 2
    handlers = "".join(f' onpointer{event}="{quote(BRUSH)}"' for event in ("down", "move", "up"))
    told = escape(words("explorer.map_told", n=len(points)))
    drawn = (
        f'<svg class="map" viewBox="0 0 {side} {side}" role="img" aria-label="{told}"{handlers}'
        f' data-edge="{EDGE}" data-step="{STEP}" data-side="{SIDE}">{_grid()}{dots}{_frame(box)}</svg>'
    )
    keys = "".join(
        f'<li><span style="background:{paints[name]}"></span>{escape(shorten(name, limit=60))} ({n})</li>'
        for name, n in sizes.items()
    )
    return wrap(f'{drawn}<ul class="key">{keys}</ul>')


def _dots(points: pd.DataFrame, paint: str) -> str:
    """Return all points of one colour as one path: a thousand of them weigh fifteen kilobytes."""
    xs, ys = EDGE + points.x * SIDE * STEP, EDGE + (1 - points.y) * SIDE * STEP
    places = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in zip(xs, ys, strict=True))
    return f'<path d="{places}" stroke="{paint}" stroke-width="6" stroke-linecap="round" stroke-opacity=".75"/>'


def _grid() -> str:
    ends = EDGE + SIDE * STEP
    lines = "".join(f"M{at} {EDGE}V{ends}M{EDGE} {at}H{ends}" for at in range(EDGE, ends + 1, STEP))
    named = "".join(
        f'<text x="{EDGE + n * STEP + STEP // 2}" y="{EDGE - 7}">{LETTERS[n]}</text>'
        f'<text x="{EDGE // 2}" y="{EDGE + n * STEP + STEP // 2 + 4}">{n + 1}</text>'
        for n in range(SIDE)
    )
    return f'<path class="grid" d="{lines}"/><g class="names">{named}</g>'


def _frame(box: str) -> str:
    left, right, top, bottom = read_box(box) if box.strip() else (0, -1, 0, -1)
    return (
        f'<rect class="brush" x="{EDGE + left * STEP}" y="{EDGE + top * STEP}" '
        f'width="{(right - left + 1) * STEP}" height="{(bottom - top + 1) * STEP}"/>'
    )


def count_squares(points: pd.DataFrame, groups: "pd.Series[str]") -> pd.DataFrame:
    """
    Count the points of each square: what the map says, as a table.

    Returns
    -------
    DataFrame
        ``square, n`` and ``lead`` (the commonest group), fullest first.

    Examples
    --------
    >>> count_squares(pd.DataFrame({"square": ["A1", "A1", "B2"]}), pd.Series(["x", "x", "y"])).values.tolist()
    [['A1', 2, 'x'], ['B2', 1, 'y']]
    """
    grouped = points.assign(lead=groups).groupby("square")
    table = pd.DataFrame({"n": grouped.size(), "lead": grouped.lead.agg(lambda names: names.mode().iloc[0])})
    return table.reset_index().sort_values(["n", "square"], ascending=[False, True], ignore_index=True)


def name_topic_keys(topics: pd.DataFrame) -> dict[str, str]:
    """Return number and label of each topic, by its number as text."""
    return {str(number): f"{number} {label}" for number, label in zip(topics.topic, topics.label, strict=True)}
