"""
Shares that say how far they can be trusted.

A share is the part of the sentences (or articles) of a group that carry a theme. Sentences of one
article, and of articles that repeat one another, are not independent: every interval is computed
between *clusters*. What a person has read counts as read; of the rest, the machine's count is corrected
for the machine's errors where the corpus holds sentences coded by hand at random; where it does not,
the share is a "machine count" and says so.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

MIN_CLUSTERS = 8  # below, a between-cluster spread has too few degrees of freedom to be believed
MIN_CODED = 30  # hand-coded random sentences in the group, below which its errors cannot be learnt
MIN_CODED_CLUSTERS = 8


@dataclass(frozen=True)
class Share:
    """
    A share with its interval.

    Parameters
    ----------
    value, low, high : float
        From 0 to 1; ``low`` and ``high`` are NaN where the interval cannot be estimated.
    machine : float
        What the machine counted over all units, uncorrected, those that a person read included.
    n, n_clusters : int
        Units in the denominator, and the independent clusters that they come from.
    read : float
        Part of the units that a person coded, from 0 to 1.
    method : str
        How the others were counted: ``"corrected"`` or ``"machine"``; ``"hand"`` where there are none.
    needed : int
        0, or about how many clusters would make the interval estimable.
    """

    value: float
    low: float
    high: float
    machine: float
    n: int
    n_clusters: int
    read: float
    method: str
    needed: int


def _cluster_totals(values: NDArray[np.float64], clusters: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.bincount(clusters, weights=values))


def clustered_variance(influence: NDArray[np.float64], clusters: NDArray[np.int64]) -> float:
    """
    Variance of a sum of `influence`, from its totals by cluster (with-replacement, first stage).

    Parameters
    ----------
    influence : array, one value per unit
        What each unit adds to the estimate minus its expectation; a ratio's linearised residuals.
    clusters : array of int from 0, one per unit

    Notes
    -----
    W. G. Cochran, Sampling Techniques, 3rd ed., 1977, chapters 9 and 11 (ratio of cluster totals).

    Examples
    --------
    >>> clustered_variance(np.array([0.1, 0.1, -0.2]), np.array([0, 0, 1]))
    0.16
    """
    totals = _cluster_totals(influence, clusters)
    g = len(totals)
    return float(np.round(g / (g - 1) * ((totals - totals.mean()) ** 2).sum(), 15)) if g > 1 else np.nan


def share_interval(
    share: float, variance: float, *, n: int, n_clusters: int, level: float = 0.95
) -> tuple[float, float]:
    """
    Interval of a clustered share that stays inside 0 to 1 and does not shrink to nothing at 0.

    The variance is turned into an effective number of independent units, made smaller for the few
    degrees of freedom that clusters leave, and read as a beta (Jeffreys) interval.

    Parameters
    ----------
    share, variance : float
        The estimate and its clustered variance. At a share of 0 or 1 the clusters stand for the units.
    n, n_clusters : int
        Units and clusters behind the estimate.

    Returns
    -------
    tuple of float
        From 0 to 1; NaN, NaN below `MIN_CLUSTERS` clusters.

    Notes
    -----
    E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201, with the Jeffreys interval of
    L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001), 101-133, in the place of
    Clopper and Pearson's, which covers too much.

    Examples
    --------
    >>> low, high = share_interval(0.0, 0.0, n=120, n_clusters=40)
    >>> low, round(high, 3)
    (0.0, 0.06)
    """
    if n_clusters < MIN_CLUSTERS or np.isnan(share):
        return np.nan, np.nan
    inside = share * (1 - share)
    if inside <= 0 or variance <= 0:
        effective = float(n_clusters)
    else:
        shrink = (stats.norm.ppf(0.5 + level / 2) / stats.t.ppf(0.5 + level / 2, n_clusters - 1)) ** 2
        effective = min(inside / variance, float(n)) * shrink
    tail = (1 - level) / 2
    yes, no = share * effective, (1 - share) * effective
    low = stats.beta.ppf(tail, yes + 0.5, no + 0.5) if share > 0 else 0.0
    high = stats.beta.ppf(1 - tail, yes + 0.5, no + 0.5) if share < 1 else 1.0
    return float(low), float(high)


def estimate_share(
    carries: NDArray[np.float64],
    clusters: NDArray[np.int64],
    *,
    by_hand: NDArray[np.float64] | None = None,
    read: NDArray[np.float64] | None = None,
) -> Share:
    """
    Share of the units that carry something, three ways.

    Parameters
    ----------
    carries : array of 0 and 1, one per unit
        The machine's codes.
    clusters : array of int, one per unit
        Units with the same number are not independent: one article and its family.
    by_hand : array, one per unit, optional
        0 or 1 for the units drawn *at random* and coded by hand, NaN for the others. With at least
        `MIN_CODED` of them in `MIN_CODED_CLUSTERS` clusters the machine's share is corrected by them.
    read : array, one per unit, optional
        0 or 1 for every unit that a person coded, however chosen, NaN for the others: these count as read, and
        the machine speaks for the others only.

    Returns
    -------
    Share

    Raises
    ------
    ValueError
        If the arrays differ in length.

    Notes
    -----
    The correction is prediction-powered inference, tuned so that a poor machine is not listened to:
    A. N. Angelopoulos and others, Science 382 (2023), 669-674; PPI++, arXiv 2311.01453. Its
    variance is taken between clusters, over machine and hand codes together. Units that were read form a
    stratum of their own, which needs no correction (Cochran, as above, chapter 5).

    Examples
    --------
    >>> share = estimate_share(np.tile([1.0, 0, 0, 0], 10), np.repeat(np.arange(10), 4))
    >>> share.value, share.method, share.n_clusters
    (0.25, 'machine', 10)
    """
    unknown = np.full(len(carries), np.nan)
    by_hand, read = (unknown if given is None else given for given in (by_hand, read))
    if not len(carries) == len(clusters) == len(by_hand) == len(read):
        raise ValueError("carries, clusters, by_hand and read must have one value per unit")
    _, numbered = np.unique(clusters, return_inverse=True)
    n, g = len(carries), int(numbered.max(initial=-1)) + 1
    if n == 0:
        return Share(np.nan, np.nan, np.nan, np.nan, 0, 0, 0.0, "machine", MIN_CLUSTERS)
    drawn, open_ = ~np.isnan(by_hand), np.isnan(read)
    enough = drawn.sum() >= MIN_CODED and len(set(numbered[drawn])) >= MIN_CODED_CLUSTERS
    method = "hand" if not open_.any() else "corrected" if enough else "machine"
    held = np.where(open_, carries, read)
    if method == "corrected":
        value, influence = _correct(carries, by_hand, held=held, open_=open_)
    else:
        value, influence = float(held.mean()), (held - held.mean()) / n
    units = int(drawn.sum() + (~open_ & ~drawn).sum()) if method == "corrected" else n
    variance = clustered_variance(influence, numbered)
    low, high = share_interval(value, variance, n=units if value in (0, 1) else n, n_clusters=g)
    needed = MIN_CLUSTERS if g < MIN_CLUSTERS else 0
    return Share(value, low, high, float(carries.mean()), n, g, float((~open_).mean()), method, needed)


def _correct(
    machine: NDArray[np.float64],
    by_hand: NDArray[np.float64],
    *,
    held: NDArray[np.float64],
    open_: NDArray[np.bool_],
) -> tuple[float, NDArray[np.float64]]:
    """Tuned prediction-powered mean over the units nobody read, plain over the others; what each adds to it."""
    drawn = ~np.isnan(by_hand)
    n, k, rest = len(machine), int(drawn.sum()), int(open_.sum())
    y, f = by_hand[drawn], machine[drawn]
    spread = float(np.var(machine))
    weight = float(np.clip(np.cov(y, f)[0, 1] / spread / (1 + k / rest), 0, 1)) if spread > 0 else 0.0
    rectifier = y - weight * f
    each = np.where(open_, weight * machine + rectifier.mean(), held)
    value = float(np.clip(each.mean(), 0, 1))
    influence = (each - each.mean()) / n
    influence[drawn] += rest / n * _one_more_error(rectifier - rectifier.mean()) / k
    return value, influence


def _one_more_error(residuals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread residuals as if one more error had been seen: where errors are rare, a small sample sees too few."""
    seen = float((residuals**2).sum())
    return residuals * np.sqrt((seen + 1) / seen) if seen else residuals


def estimate_shares(
    units: pd.DataFrame,
    *,
    by: list[str],
    carries: str,
    cluster: str,
    by_hand: str | None = None,
    read: str | None = None,
) -> pd.DataFrame:
    """
    `estimate_share` for every group.

    Parameters
    ----------
    units : DataFrame, one row per unit
        Columns named by `by`, `carries` (0 or 1), `cluster`, and, if given, `by_hand` and `read` (0, 1 or NaN).

    Returns
    -------
    DataFrame, one row per group, sorted
        The columns of `by`, then ``n`` (units that carry), ``share, low, high, machine, n_total`` (all units),
        ``n_clusters, read, method, needed``, as in `Share`.

    Examples
    --------
    >>> units = pd.DataFrame({"outlet": ["A"] * 4, "jobs": [1, 0, 0, 1], "article": [1, 1, 2, 2]})
    >>> estimate_shares(units, by=["outlet"], carries="jobs", cluster="article")[["outlet", "n", "n_total", "share"]]
      outlet  n  n_total  share
    0      A  2        4    0.5
    """
    rows = []
    for key, group in units.groupby(by, sort=True):
        share = estimate_share(
            group[carries].to_numpy(float),
            np.asarray(pd.factorize(group[cluster])[0]),
            by_hand=None if by_hand is None else group[by_hand].to_numpy(float),
            read=None if read is None else group[read].to_numpy(float),
        )
        held = group[carries] if read is None else group[read].fillna(group[carries])
        rows.append(dict(zip(by, key, strict=True)) | {"count": int(held.sum())} | vars(share))
    names = {"count": "n", "n": "n_total", "value": "share"}
    return pd.DataFrame(rows, columns=[*by, "count", *Share.__dataclass_fields__]).rename(columns=names)
