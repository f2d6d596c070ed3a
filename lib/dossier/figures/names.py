"""Names beside dots: for each the free place that covers least of dots, lines and other names."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
Place = tuple[float, float, str]  # x, middle of the line, anchor (start, middle or end)
Choice = tuple[float, Box, Place]  # with its cost
Numbers = npt.NDArray[Any]
_HALF = 7.0  # half the height of a line of small text
_GAPS = (4.0, 12.0)  # between dot and name
_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))  # the first are liked best
_LINE, _LATER = 2.0, 1.0  # cost of a pixel of line under a name, of each place further down the list
_ROUNDS = 12


def place_names(
    dots: Sequence[tuple[float, float, float]],
    widths: Sequence[float],
    *,
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    size: tuple[float, float],
) -> list[Place | None]:
    """
    Choose where the name of each dot stands.

    Eight ways round the dot and two distances are weighed. The first dots choose first; then whoever found no
    place chooses before the others, and of twelve such rounds that one is kept which names most, by size of dot
    ("squeaky wheel" optimisation, Joslin and Clements, 1999).

    Parameters
    ----------
    dots : sequence of (x, y, radius), pixels
    widths : sequence of float
        Pixels that the name of each dot needs; there may be fewer names than dots.
    lines : sequence of ((x, y), (x, y))
    size : (width, height)
        Of the sheet: no name leaves it.

    Returns
    -------
    list of (x, y, anchor) or None
        None where every place covers another name, or is as near to another dot.

    Examples
    --------
    >>> place_names([(50, 50, 5)], [30], lines=[((50, 50), (99, 50))], size=(100, 100))
    [(41.0, 50.0, 'end')]
    """
    options = [_options(dot, width, size) for dot, width in zip(dots, widths, strict=False)]
    spots, segments = np.array(dots, dtype=float).reshape(-1, 3), np.array(lines, dtype=float).reshape(-1, 4)
    weighed = [_weigh(choices, np.delete(spots, i, axis=0), segments) for i, choices in enumerate(options)]
    order, most = list(range(len(weighed))), (-1.0, 0.0)
    best: list[Place | None] = [None] * len(weighed)
    for _ in range(_ROUNDS):
        chosen = _choose(weighed, order)
        worth = (sum(dots[i][2] ** 2 for i, c in enumerate(chosen) if c), -sum(c[0] for c in chosen if c))
        if worth > most:
            best, most = [c and c[2] for c in chosen], worth
        order.sort(key=lambda i: chosen[i] is not None)  # who found none chooses first next time
    return best


def _choose(weighed: Sequence[list[Choice]], order: Sequence[int]) -> list[Choice | None]:
    """Give each name the cheapest place that covers no other; twice, since later choices free and block places."""
    chosen: list[Choice | None] = [None] * len(weighed)
    for i in [*order, *order]:
        others = [c[1] for n, c in enumerate(chosen) if c is not None and n != i]
        chosen[i] = next((c for c in weighed[i] if not any(_meet(c[1], other) for other in others)), None)
    return chosen


def _weigh(choices: list[tuple[int, tuple[Box, Place]]], dots: Numbers, lines: Numbers) -> list[Choice]:
    """Places that lie nearer to their own dot than to any other, cheapest first."""
    found: list[Choice] = []
    for rank, (box, place) in choices:
        if _distance(box, dots) > _GAPS[rank // len(_WAYS)]:  # else it seems another's
            found.append((_crossed(box, lines) * _LINE + rank * _LATER, box, place))
    return sorted(found)


def _options(
    dot: tuple[float, float, float], width: float, size: tuple[float, float]
) -> list[tuple[int, tuple[Box, Place]]]:
    """Places round a dot that lie inside the sheet, with their rank."""
    x, y, r = dot
    found = []
    for rank, (gap, (right, down)) in enumerate(product(_GAPS, _WAYS)):
        reach = (r + gap) * (0.72 if right and down else 1.0)
        at_x, at_y = x + right * reach, y + down * (reach + (_HALF if down and not right else _HALF / 2))
        start = at_x - {1: 0.0, 0: width / 2, -1: width}[right]
        box = (start, at_y - _HALF, start + width, at_y + _HALF)
        if box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]:
            found.append((rank, (box, (at_x, at_y, {1: "start", 0: "middle", -1: "end"}[right]))))
    return found


def _distance(box: Box, dots: Numbers) -> float:
    """Pixels from a box to the rim of the nearest of other dots, 0 or less where it touches."""
    x, y, r = dots.T
    aside, above = np.maximum(box[0] - x, x - box[2]).clip(0), np.maximum(box[1] - y, y - box[3]).clip(0)
    return float((np.hypot(aside, above) - r).min(initial=np.inf))


def _crossed(box: Box, lines: Numbers) -> float:
    """Pixels of lines inside a box (Liang and Barsky, 1984)."""
    begin, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    safe = np.where(np.abs(step) < 1e-9, 1e-9, step)
    sides = np.stack([(np.array(box[:2]) - begin) / safe, (np.array(box[2:]) - begin) / safe])
    enter, leave = sides.min(axis=0).max(axis=1).clip(0), sides.max(axis=0).min(axis=1).clip(max=1)
    return float(((leave - enter).clip(0) * np.hypot(step[:, 0], step[:, 1])).sum())


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
