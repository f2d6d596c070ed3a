"""The network drawn: actors as dots by stance, themes as squares; names only where there is room for them."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dossier.debate.network import keep_named, place_network, tabulate_positions
from dossier.strings import Words

_COLOURS = {"threat": "#b2452f", "opportunity": "#2f6f9f", "mixed": "#77736b"}
_LEAN = 0.25
_LETTER, _LINE = 0.0235, 0.062  # of a label, in data units of a figure 9 inches wide
_CORNERS = ((1, 1), (1, -1), (-1, 1), (-1, -1))


def plot_network(statements: pd.DataFrame, *, words: Words | None = None, labels: int = 40, seed: int = 1) -> Figure:
    """
    Draw who speaks of which theme, with which stance.

    Every actor is drawn; names are written from the most heard on, and only where they cover no other
    name, so that 5 and 300 actors both stay legible. The table of `place_network` says the same in text.

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS.
    words : Words, optional
        Language of the legend, English by default.
    labels : int
        Most names to write.
    seed : int
        Seed of the layout.

    Returns
    -------
    matplotlib.figure.Figure
        Not shown, not registered with pyplot.
    """
    words = words or Words("en")
    statements = keep_named(statements)
    places = place_network(statements, seed=seed)
    crowd = (places["kind"] == "actor").sum()
    figure = Figure(figsize=(9, 7) if crowd <= 60 else (12, 10), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(-1.25, 1.25)
    axes.set_ylim(-1.15, 1.15)
    _draw_ties(axes, places, tabulate_positions(statements), faint=crowd > 60)
    _draw_nodes(axes, places, words)
    _write_names(axes, places, labels)
    return figure


def lean_of(position: float) -> str:
    """Stance that a mean position (-1 to 1) leans to: within a quarter of nothing it is mixed."""
    return "threat" if position < -_LEAN else "opportunity" if position > _LEAN else "mixed"


def _draw_ties(axes: Axes, places: pd.DataFrame, positions: pd.DataFrame, *, faint: bool) -> None:
    spots = {(kind, node): (x, y) for node, kind, x, y in places[["node", "kind", "x", "y"]].itertuples(index=False)}
    for actor, theme, position, count in positions[["actor", "theme", "position", "statements"]].itertuples(
        index=False
    ):
        one, two = spots.get(("actor", actor)), spots.get(("theme", theme))
        if one and two:
            axes.plot([one[0], two[0]], [one[1], two[1]], color=_COLOURS[lean_of(position)], zorder=1,
                      lw=min(0.5 + 0.4 * count, 3.0) * (0.5 if faint else 1), alpha=0.25 if faint else 0.5)  # fmt: skip


def _draw_nodes(axes: Axes, places: pd.DataFrame, words: Words) -> None:
    actors = places[places["kind"] == "actor"]
    themes = places[places["kind"] == "theme"]
    sizes = 18 + 130 * (actors["statements"] / max(actors["statements"].max(), 1)) if len(actors) else []
    colours = [_COLOURS[lean_of(p)] for p in actors["position"]]
    axes.scatter(actors["x"], actors["y"], s=sizes, c=colours, zorder=3, edgecolors="white", linewidths=0.6)
    axes.scatter(themes["x"], themes["y"], s=120, marker="s", c="#222222", zorder=4)
    handles = [
        Line2D([], [], marker="o", ls="", color=colour, label=words(f"voices.lean_{name}"))
        for name, colour in _COLOURS.items()
    ]
    handles.append(Line2D([], [], marker="s", ls="", color="#222222", label=words("voices.theme")))
    axes.legend(handles=handles, loc="lower left", frameon=False, fontsize=8)


def _write_names(axes: Axes, places: pd.DataFrame, labels: int) -> None:
    """Themes first, then actors by number of statements, each only where no written name is covered."""
    written: list[tuple[float, float, float, float]] = []
    order = places.assign(first=places["kind"] == "theme").sort_values(
        ["first", "statements", "node"], ascending=[False, False, True]
    )
    left = labels
    for node, kind, x, y in order[["node", "kind", "x", "y"]].itertuples(index=False):
        name = node if len(node) <= 34 else node[:33] + "…"
        places_around = [_label_box(x, y, len(name), *corner) for corner in _CORNERS]
        free = [n for n, box in enumerate(places_around) if not any(_overlap(box, other) for other in written)]
        if kind == "actor" and (left <= 0 or not free):
            continue
        corner, box = _CORNERS[free[0] if free else 0], places_around[free[0] if free else 0]
        written.append(box)
        left -= kind == "actor"
        size, weight = (9, "bold") if kind == "theme" else (7.5, "normal")
        axes.annotate(
            name, (x, y), (5 * corner[0], 3 * corner[1]), textcoords="offset points", fontsize=size, fontweight=weight,
            zorder=5, ha="left" if corner[0] > 0 else "right", va="bottom" if corner[1] > 0 else "top",
        )  # fmt: skip


def _label_box(x: float, y: float, letters: int, right: int, up: int) -> tuple[float, float, float, float]:
    """Corners of a label beside a dot, in data units: left, bottom, right, top."""
    width, height = letters * _LETTER, _LINE
    low, left = (y if up > 0 else y - height), (x if right > 0 else x - width)
    return left, low, left + width, low + height


def _overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
