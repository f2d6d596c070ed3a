"""
Which sentences of a long table are worth a vector: those that the cheap coder leaves open, up to a bound.

Vectors take most of the time of a long table. A sentence whose every theme is far below the line is closed; of
the others, those nearest to the line of any theme go first, and the rest keep what the coder without vectors says.
"""

import sys
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CLOSED = 0.08  # probability of every theme below which a sentence is closed without being encoded
MOST_ENCODED = 12_000  # different texts encoded in one table: some six minutes on two cores


@dataclass(frozen=True)
class Opened:
    """Rows to code with vectors (`places`, ascending), how many of `rows` are open, how many texts that encodes."""

    places: npt.NDArray[np.intp]
    rows: int
    opened: int
    encoded: int

    @property
    def passed_over(self) -> int:
        """Open rows beyond the bound."""
        return self.opened - len(self.places)


def choose_open(
    shares: npt.NDArray[np.float64],
    texts: npt.NDArray[np.object_],
    *,
    thresholds: npt.NDArray[np.float64],
    most: int | None = None,
) -> Opened:
    """
    Choose the rows to code with vectors.

    Parameters
    ----------
    shares : array, shape (n, themes), 0 to 1
        What the cheap coder says.
    texts : array of str, shape (n,)
        A text that stands in several rows is encoded once and counts once.
    thresholds : array, shape (themes,)
        The cheap coder's lines.
    most : int, optional
        Different texts to encode at most; `MOST_ENCODED` where not given.

    Examples
    --------
    >>> shares = np.array([[0.01], [0.9], [0.45], [0.45], [0.6]])
    >>> texts = np.array(["a", "b", "c", "c", "d"], dtype=object)
    >>> chosen = choose_open(shares, texts, thresholds=np.array([0.5]), most=1)
    >>> chosen.places.tolist(), chosen.opened, chosen.passed_over
    ([2, 3], 4, 2)
    """
    bound = MOST_ENCODED if most is None else most
    open_rows = np.flatnonzero((shares >= CLOSED).any(axis=1))
    distance = np.abs(shares[open_rows] - thresholds).min(axis=1)
    ranked = open_rows[np.argsort(distance, kind="stable")]
    taken = set(list(dict.fromkeys(texts[ranked]))[:bound])
    places = np.array([place for place in open_rows if texts[place] in taken], dtype=np.intp)
    return Opened(places, rows=len(shares), opened=len(open_rows), encoded=len(taken))


def tell_spared(opened: Opened) -> None:
    """Say on the error channel what gets vectors and what does without."""
    print(
        f"coding: {opened.rows} sentences, {opened.opened} of them left open by the coder without vectors; "
        f"{opened.encoded} different texts get a vector, at some 20 to 40 a second",
        file=sys.stderr,
        flush=True,
    )
    if opened.passed_over:
        print(
            f"coding: {opened.passed_over} open sentences, those farthest from the line, are coded without vectors "
            f"(at most {MOST_ENCODED} texts are encoded); see docs/coding.md for what that costs",
            file=sys.stderr,
            flush=True,
        )
