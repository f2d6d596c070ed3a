"""How well a coder does against coded sentences, with intervals that take whole articles as the units."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Flags = npt.NDArray[np.bool_]
DRAWS, SEED = 1000, 20240606
GOOD, USABLE, FEWEST = 0.80, 0.65, 30
TIERS = ("good", "usable", "weak")


class Score(NamedTuple):
    """Counts of rows and cases; precision, recall and F1 of the positive class (0 to 1) with a 95 % interval."""

    n: int
    n_positive: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def score_flags(truth: Flags, coded: Flags, *, groups: Sequence[object]) -> Score:
    """
    Score yes-or-no codes.

    Parameters
    ----------
    truth, coded : arrays of bool, shape (n,)
    groups : sequence of length n
        Articles: the interval is a bootstrap over them (Efron & Tibshirani 1993, percentile, 1,000 draws).

    Examples
    --------
    >>> score_flags(np.array([1, 1, 0, 0]) > 0, np.array([1, 0, 1, 0]) > 0, groups=list("abcd"))[:5]
    (4, 2, 0.5, 0.5, 0.5)
    """
    cells = np.stack([truth & coded, ~truth & coded, truth & ~coded], axis=1).astype(float)
    counts = _by_group(cells, groups)
    tp, fp, fn = counts.sum(axis=0)
    draws = _f1(_draw(counts))
    low, high = (np.nan, np.nan) if np.isnan(draws).all() else np.nanpercentile(draws, [2.5, 97.5])
    return Score(
        len(truth), int(truth.sum()), _ratio(tp, tp + fp), _ratio(tp, tp + fn), float(_f1(counts.sum(axis=0)[None])[0]),
        float(low), float(high),
    )  # fmt: skip


def score_classes(truth: Sequence[int], coded: Sequence[int], *, groups: Sequence[object], classes: int) -> Score:
    """
    Score one class a row: macro-F1 over the classes that occur; precision and recall are means over them.

    Examples
    --------
    >>> score_classes([0, 0, 1], [0, 1, 1], groups=list("abc"), classes=3).f1.__round__(3)
    0.667
    """
    right, said = np.asarray(truth), np.asarray(coded)
    parts = []
    for one in range(classes):
        hit, claim = right == one, said == one
        parts.append(_by_group(np.stack([hit & claim, ~hit & claim, hit & ~claim], axis=1).astype(float), groups))
    present = [part for part in parts if part[:, [0, 2]].sum() > 0]
    totals = [part.sum(axis=0) for part in present]
    rng_draws = np.nanmean(np.stack([_f1(_draw(part)) for part in present]), axis=0)
    return Score(
        len(right), len(right),
        float(np.mean([_ratio(t[0], t[0] + t[1]) for t in totals])),
        float(np.mean([_ratio(t[0], t[0] + t[2]) for t in totals])),
        float(np.mean([_f1(t[None])[0] for t in totals])),
        *(float(value) for value in np.percentile(rng_draws, [2.5, 97.5])),
    )  # fmt: skip


def tier(score: Score) -> str:
    """
    Return how far figures can be trusted: good from F1 0.80, usable from 0.65, else weak; weak below 30 cases.

    Examples
    --------
    >>> tier(Score(400, 60, 0.8, 0.9, 0.85, 0.78, 0.9)), tier(Score(40, 6, 1.0, 1.0, 1.0, 1.0, 1.0))
    ('good', 'weak')
    """
    if score.n_positive < FEWEST or np.isnan(score.f1) or score.f1 < USABLE:
        return "weak"
    return "good" if score.f1 >= GOOD else "usable"


def _by_group(cells: npt.NDArray[np.float64], groups: Sequence[object]) -> npt.NDArray[np.float64]:
    summed: npt.NDArray[np.float64] = pd.DataFrame(cells).groupby(list(groups), sort=False).sum().to_numpy()
    return summed


def _draw(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Sums over groups drawn with replacement, shape (draws, cells)."""
    number = len(counts)
    weights = np.random.default_rng(SEED).multinomial(number, np.full(number, 1 / number), size=DRAWS)
    drawn: npt.NDArray[np.float64] = weights @ counts
    return drawn


def _f1(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    tp, fp, fn = counts.T
    whole = 2 * tp + fp + fn
    shares: npt.NDArray[np.float64] = np.divide(2 * tp, whole, out=np.full(len(counts), np.nan), where=whole > 0)
    return shares


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
