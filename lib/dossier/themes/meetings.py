"""Which themes meet in a sentence or an article, and how two parts of the corpus differ."""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from dossier.estimates import MIN_CLUSTERS, clustered_variance


def theme_meetings(units: pd.DataFrame, themes: list[str], *, within: str = "sentence") -> pd.DataFrame:
    """
    How often two themes meet, against what chance would bring together.

    Parameters
    ----------
    within : str
        ``"sentence"`` or ``"article"``.

    Returns
    -------
    DataFrame, one row per pair of themes
        ``theme, other, n_both, n_theme, n_other, n`` and ``lift``: above 1 they meet more often than two
        independent themes would; NaN where one of them does not occur.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": list("aabb"), "jobs": [1, 1, 0, 0], "rules": [1, 1, 0, 0]})
    >>> theme_meetings(units, ["jobs", "rules"])[["n_both", "lift"]].values.tolist()
    [[2.0, 2.0]]
    """
    if within not in ("sentence", "article"):
        raise ValueError(f"themes meet within a sentence or an article, not {within!r}")
    table = units[themes] if within == "sentence" else units.groupby("article_id")[themes].max()
    n = len(table)
    rows = []
    for theme, other in combinations(themes, 2):
        one, two, both = table[theme].sum(), table[other].sum(), (table[theme] & table[other]).sum()
        expected = one * two / n if n else 0
        rows.append((theme, other, both, one, two, n, both / expected if expected else np.nan))
    return pd.DataFrame(rows, columns=["theme", "other", "n_both", "n_theme", "n_other", "n", "lift"])


def meeting_rows(units: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Return the sentences in which two themes meet: ``theme, other, article_id, sentence_no``."""
    parts = [
        units.loc[(units[a] == 1) & (units[b] == 1), ["article_id", "sentence_no"]].assign(theme=a, other=b)
        for a, b in combinations(themes, 2)
    ]
    return pd.concat(parts, ignore_index=True)[["theme", "other", "article_id", "sentence_no"]]


def compare_parts(units: pd.DataFrame, themes: list[str], *, part: pd.Series) -> pd.DataFrame:
    """
    Set two parts of the corpus side by side, theme by theme, allowing for the number of comparisons.

    Parameters
    ----------
    part : Series of bool, aligned with `units`
        True for the first part, false for the second: before and after a date, two outlets, two languages.

    Returns
    -------
    DataFrame, one row per theme
        ``theme, first, second`` (shares, 0 to 1), ``n_first, n_second`` (sentences), ``difference`` (first minus
        second), ``low, high`` (95 % interval between article families), ``p`` and ``p_adjusted`` (Holm); NaN where a
        part has fewer than `estimates.MIN_CLUSTERS` families.

    Notes
    -----
    S. Holm, Scandinavian Journal of Statistics 6 (1979), 65-70.
    """
    rows = [_difference(units[theme].to_numpy(float), part.to_numpy(bool), units.article_family) for theme in themes]
    table = pd.DataFrame(rows, columns=["first", "second", "n_first", "n_second", "difference", "low", "high", "p"])
    table.insert(0, "theme", themes)
    table["p_adjusted"] = adjust_holm(table.p.to_numpy(float))
    return table


def _difference(carries: np.ndarray, part: np.ndarray, family: pd.Series) -> tuple[float, ...]:
    shares = [carries[side].mean() if side.any() else np.nan for side in (part, ~part)]
    gap = shares[0] - shares[1]
    counts = int(part.sum()), int((~part).sum())
    clusters = [family[side].nunique() for side in (part, ~part)]
    if min(clusters) < MIN_CLUSTERS:
        return (*shares, *counts, gap, np.nan, np.nan, np.nan)
    influence = np.where(part, (carries - shares[0]) / counts[0], -(carries - shares[1]) / counts[1])
    error = np.sqrt(clustered_variance(influence, np.asarray(pd.factorize(family)[0])))
    freedom = min(clusters) - 1
    reach = stats.t.ppf(0.975, freedom) * error
    p = 2 * stats.t.sf(abs(gap) / error, freedom) if error > 0 else np.nan
    return (*shares, *counts, gap, gap - reach, gap + reach, p)


def adjust_holm(p: np.ndarray) -> np.ndarray:
    """
    Adjust p-values for their number by Holm's step-down rule; NaN stays NaN.

    Examples
    --------
    >>> adjust_holm(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    adjusted = np.full(len(p), np.nan)
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
