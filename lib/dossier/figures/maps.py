"""Things placed by likeness: a map of topics, a network of actors and themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import networkx as nx
import numpy as np
import pandas as pd

from dossier.figures.bars import keys_of
from dossier.figures.figure import Caption, Figure, as_finding
from dossier.figures.names import place_names
from dossier.figures.palette import CATEGORIES
from dossier.figures.sheet import SMALL, Sheet, fit_text, text_width
from dossier.findings.finding import Finding
from dossier.strings import Words

NODES_SHOWN = 40


@dataclass(frozen=True)
class Spot:
    """One thing on a map: place from 0 to 1, radius in pixels."""

    x: float
    y: float
    r: float
    label: str
    tip: str
    href: str
    colour: str


def dot_map(
    finding: Finding | pd.DataFrame,
    *,
    x: str = "x",
    y: str = "y",
    label: str | None = None,
    size: str | None = None,
    colour: str | None = None,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw things where two numbers place them; what is near is alike, the axes mean nothing else.

    Parameters
    ----------
    finding : Finding or DataFrame
        A row a thing; at most 40 are named, the largest first.
    x, y : str
        Columns of places, any scale.
    label, size, colour : str, optional
        Columns of the name, of the number that the area shows, and of a group that gets a colour.
    """
    source, words = as_finding(finding), caption["words"]
    table = source.table
    weights = table[size].astype(float) if size else pd.Series(1.0, index=table.index)
    spots = _spots(source, (_unit(table[x]), _unit(table[y])), weights, label, colour, words)
    alt = words("figures.alt_map", n=len(spots), names=words.join([s.label for s in spots[:8]]) if spots else "–")
    return Figure(source, lambda width: _draw(spots, [], width), alt, caption)


def network_map(
    nodes: Finding | pd.DataFrame,
    edges: pd.DataFrame,
    *,
    node: str,
    size: str | None = None,
    colour: str | None = None,
    **caption: Unpack[Caption],
) -> Figure:
    """
    Draw who is tied to whom, placed by a seeded spring layout (Fruchterman and Reingold, 1991).

    Parameters
    ----------
    nodes : Finding or DataFrame
        A row a node; `node` names it, `size` (a number) its area, `colour` its group. The 40 largest are drawn.
    edges : DataFrame
        Columns ``source``, ``target`` (values of `node`), ``weight`` (0 or more) and optionally ``stance``,
        which colours the tie.
    """
    finding, words = as_finding(nodes), caption["words"]
    table = finding.table
    weights = table[size].astype(float) if size else pd.Series(1.0, index=table.index)
    kept = set(weights.sort_values(ascending=False, kind="stable").index[:NODES_SHOWN])
    names = {table.loc[i, node]: i for i in table.index if i in kept}
    ties = edges[edges["source"].isin(names) & edges["target"].isin(names)]
    places = _layout(sorted(names, key=str), ties[["source", "target", "weight"]].itertuples(index=False, name=None))
    xs = pd.Series({i: places[name][0] for name, i in names.items()})
    ys = pd.Series({i: places[name][1] for name, i in names.items()})
    spots = _spots(finding, (_unit(xs), _unit(ys)), weights, node, colour, words, kept=kept)
    by_name = {table.loc[i, node]: (_unit(xs)[i], _unit(ys)[i]) for i in kept}
    stances = ties["stance"] if "stance" in ties else pd.Series("mixed", index=ties.index)
    top = float(ties["weight"].max()) if len(ties) else 1.0
    lines = [
        (by_name[a], by_name[b], float(w) / (top or 1), s if s in {"threat", "opportunity", "mixed"} else "mixed")
        for a, b, w, s in zip(ties["source"], ties["target"], ties["weight"], stances, strict=True)
    ]
    alt = words("figures.alt_network", n=len(spots), ties=len(lines),
                names=words.join([s.label for s in spots[:6]]) if spots else "–")  # fmt: skip
    return Figure(finding, lambda width: _draw(spots, lines, width), alt, caption)


def _layout(names: Sequence[Any], ties: Any) -> dict[Any, tuple[float, float]]:
    graph = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_weighted_edges_from(sorted(ties, key=str))
    places = nx.spring_layout(graph, seed=7, k=2.2 / max(len(names), 1) ** 0.5, iterations=200)
    return {name: (float(p[0]), float(p[1])) for name, p in places.items()}


def _unit(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Scale to 0…1, rounded so that the last digits of another processor do not show."""
    numbers = values.astype(float)
    span = float(np.ptp(numbers)) if len(numbers) else 0.0
    return ((numbers - numbers.min()) / (span or 1)).round(3) if span else numbers * 0 + 0.5


def _spots(finding: Finding, places: tuple[Any, Any], weights: "pd.Series[Any]", label: str | None, colour: str | None,
           words: Words, *, kept: set[Any] | None = None) -> list[Spot]:  # fmt: skip
    xs, ys = places
    groups = list(dict.fromkeys(finding.table[colour])) if colour else []
    top = float(weights.max()) if len(weights) else 1.0
    spots = []
    index: Any
    for (index, row), key in zip(finding.table.iterrows(), keys_of(finding), strict=True):
        if kept is not None and index not in kept:
            continue
        name = finding.label(label, row[label], words) if label else finding.row_label(key, words)
        # the first two colours are those of the stances, which the ties wear
        paint = CATEGORIES[(groups.index(row[colour]) + 2) % len(CATEGORIES)] if colour else "c3"
        r = 4 + 16 * (max(float(weights[index]), 0) / (top or 1)) ** 0.5 if len(weights.unique()) > 1 else 7.0
        href = finding.href(key) if finding.by else ""
        tip = " · ".join(part for part in (name, finding.n_text(key, words) if href else "") if part)
        spots.append(Spot(float(xs[index]), float(ys[index]), r, name, tip, href, paint))
    return sorted(spots, key=lambda s: (-s.r, s.label))


def _draw(spots: Sequence[Spot], ties: Sequence[tuple[Any, Any, float, str]], width: float) -> Sheet:
    height = width * (1.1 if width < 500 else 0.62)
    sheet = Sheet(width, height)
    pad = 46 if sheet.narrow else 72  # names stand in it

    def at(x: float, y: float) -> tuple[float, float]:
        return pad + x * (width - 2 * pad), 30 + (1 - y) * (height - 60)

    for a, b, strength, stance in ties:
        sheet.line([at(*a), at(*b)], stance, width=round(0.8 + 3.4 * strength, 1))
    marks = []
    for spot in spots:
        mark = sheet.mark(spot.href, spot.tip)
        marks.append(mark)
        sheet.dot(*at(spot.x, spot.y), spot.r, spot.colour, mark=mark)
    shown = [fit_text(s.label, 150 if sheet.narrow else 190, size=SMALL) for s in spots[:NODES_SHOWN]]
    places = place_names(
        [(*at(s.x, s.y), s.r) for s in spots], [text_width(name, size=SMALL) for name in shown],
        lines=[(at(*a), at(*b)) for a, b, _, _ in ties], size=(width, height),
    )  # fmt: skip
    for name, mark, place in zip(shown, marks, places, strict=False):
        if place is not None:  # else the tip has it, and the table
            sheet.name(*place[:2], name, anchor=place[2], mark=mark)
    return sheet
