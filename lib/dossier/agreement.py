"""
How far coders agree, beyond what chance would give.

Units are rows, coders are columns, values are nominal; an empty cell (None or NaN) means that a coder
did not code the unit. A statistic that the data cannot give (one value only, nobody coded twice) is NaN,
shown as "undefined": perfect agreement on a label that nobody used says nothing.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dossier.annotations import coded_sentences

Coded = NDArray[np.int64]  # units × coders, values numbered from 0, -1 for not coded
_MIN_UNITS = 2


def number_values(codes: pd.DataFrame) -> Coded:
    """
    Number the values of `codes` from 0 in the order met; -1 stands for not coded.

    Examples
    --------
    >>> number_values(pd.DataFrame({"a": ["x", None], "b": ["y", "x"]})).tolist()
    [[0, 1], [-1, 0]]
    """
    flat, _ = pd.factorize(codes.to_numpy(dtype=object).ravel())
    return np.asarray(flat, dtype=np.int64).reshape(codes.shape)


def krippendorff_alpha(coded: Coded) -> float:
    """
    Krippendorff's alpha for nominal values, any number of coders, missing values allowed.

    Parameters
    ----------
    coded : array, units × coders
        As `number_values` makes it.

    Returns
    -------
    float
        1 is perfect, 0 what chance gives; NaN if fewer than two units were coded twice or one value only
        was used.

    Notes
    -----
    K. Krippendorff, Content Analysis, 4th ed., 2019, chapter 12.

    Examples
    --------
    >>> round(krippendorff_alpha(number_values(pd.DataFrame({"a": list("xxyy"), "b": list("xxyx")}))), 3)
    0.533
    """
    values = np.arange(coded.max(initial=-1) + 1)
    counts = (coded[:, :, None] == values).sum(axis=1)
    counts = counts[counts.sum(axis=1) >= 2]
    if len(counts) < _MIN_UNITS:
        return np.nan
    pairs = (counts * (counts - 1)).sum(axis=1) / (counts.sum(axis=1) - 1)
    totals = counts.sum(axis=0)
    n = totals.sum()
    expected = (totals * (totals - 1)).sum() / (n - 1)
    return float((pairs.sum() - expected) / (n - expected)) if expected < n else np.nan


def _shares(coded: Coded) -> tuple[float, NDArray[np.float64]]:
    """Observed agreement of two coders, and each coder's use of each value (2 × values)."""
    if coded.shape[1] != 2:
        raise ValueError(f"this statistic compares two coders, not {coded.shape[1]}")
    both = coded[(coded >= 0).all(axis=1)]
    if len(both) < _MIN_UNITS:
        return np.nan, np.zeros((2, 0))
    used = np.stack([np.bincount(both[:, coder], minlength=both.max() + 1) for coder in (0, 1)]) / len(both)
    return float((both[:, 0] == both[:, 1]).mean()), used[:, used.sum(axis=0) > 0]


def percent_agreement(coded: Coded) -> float:
    """Share of the units that two coders both coded on which they gave the same value; NaN below two."""
    return _shares(coded)[0]


def cohen_kappa(coded: Coded) -> float:
    """
    Cohen's kappa of two coders: chance agreement from each coder's own use of the values.

    Notes
    -----
    J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46.

    Examples
    --------
    >>> cohen_kappa(number_values(pd.DataFrame({"a": list("xxyy"), "b": list("xxyx")})))
    0.5
    """
    observed, used = _shares(coded)
    chance = float((used[0] * used[1]).sum())
    return (observed - chance) / (1 - chance) if used.shape[1] > 1 and chance < 1 else np.nan


def gwet_ac1(coded: Coded) -> float:
    """
    Gwet's AC1 of two coders: chance agreement that stays small when one value is rare.

    Notes
    -----
    K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48. With a value
    at 1 to 5 % prevalence kappa falls to .1-.3 while AC1 stays near .9: read both.

    Examples
    --------
    >>> round(gwet_ac1(number_values(pd.DataFrame({"a": list("xxyy"), "b": list("xxyx")}))), 3)
    0.529
    """
    observed, used = _shares(coded)
    if used.shape[1] < 2:
        return np.nan
    mean = used.mean(axis=0)
    chance = float((mean * (1 - mean)).sum() / (len(mean) - 1))
    return (observed - chance) / (1 - chance)


STATISTICS: dict[str, Callable[[Coded], float]] = {
    "alpha": krippendorff_alpha,
    "kappa": cohen_kappa,
    "ac1": gwet_ac1,
    "percent": percent_agreement,
}


def bootstrap_interval(
    coded: Coded, clusters: NDArray[np.int64], statistic: Callable[[Coded], float], *, runs: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """
    95 % percentile interval of an agreement statistic, drawing whole articles with replacement.

    Parameters
    ----------
    coded : array, units × coders
    clusters : array, one number per unit
        The article of each unit.
    statistic : callable
        One of `STATISTICS`.

    Returns
    -------
    tuple of float
        NaN, NaN below 5 articles, or if the statistic is undefined in more than half of the draws.
    """
    groups = [np.flatnonzero(clusters == cluster) for cluster in np.unique(clusters)]
    if len(groups) < 5:
        return np.nan, np.nan
    rng = np.random.default_rng(seed)
    draws = (rng.integers(0, len(groups), len(groups)) for _ in range(runs))
    drawn = np.array([statistic(coded[np.concatenate([groups[i] for i in draw])]) for draw in draws])
    known = drawn[~np.isnan(drawn)]
    if len(known) < runs / 2:
        return np.nan, np.nan
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def pair_codings(first: pd.DataFrame, second: pd.DataFrame, *, value: str) -> pd.DataFrame:
    """
    Set two coders' values for the sentences that both coded side by side.

    Parameters
    ----------
    first, second : DataFrame, one row per coded sentence
        Columns ``article_id``, ``sentence_no`` and the one that `value` names.

    Returns
    -------
    DataFrame
        Columns ``article_id``, ``sentence_no``, ``first``, ``second``, in order of articles and sentences.
    """
    key = ["article_id", "sentence_no"]
    one, two = (f[[*key, value]].rename(columns={value: n}) for f, n in ((first, "first"), (second, "second")))
    return one.merge(two, on=key, validate="one_to_one").sort_values(key, ignore_index=True)


def measure_agreement(pairs: pd.DataFrame, *, runs: int = 1000, seed: int = 1) -> dict[str, float]:
    """
    Every statistic of a paired table with its interval, the number of units and of articles.

    Parameters
    ----------
    pairs : DataFrame
        As `pair_codings` makes it.

    Returns
    -------
    dict
        ``n_units``, ``n_articles``, then for each of `STATISTICS` its value, ``<name>_low`` and ``<name>_high``.
    """
    coded = number_values(pairs[["first", "second"]])
    clusters = np.asarray(pd.factorize(pairs.article_id)[0])
    found: dict[str, float] = {"n_units": len(pairs), "n_articles": len(np.unique(clusters))}
    for name, statistic in STATISTICS.items():
        found[name] = statistic(coded)
        found[f"{name}_low"], found[f"{name}_high"] = bootstrap_interval(
            coded, clusters, statistic, runs=runs, seed=seed
        )
    return found


def compare_coders(first: pd.DataFrame, second: pd.DataFrame, *, themes: list[str], runs: int = 1000) -> pd.DataFrame:
    """
    Agreement of two coders on each theme, on stance where both saw the theme, and on the voice.

    Parameters
    ----------
    first, second : DataFrame, form ``schema.MARKS``
        The marks of one coder each; a coded sentence without theme has a row with an empty theme.
    themes : list of str
        Theme keys of the codebook.

    Returns
    -------
    DataFrame, one row per question
        ``what`` (theme, stance or voice), ``theme`` (empty for voice), ``n_first``, ``n_second`` (how often each
        coder used it), ``prevalence`` (0 to 1, mean of the two coders), then the columns of `measure_agreement`.
    """
    key = ["article_id", "sentence_no"]
    wide = [coded_sentences(marks, themes) for marks in (first, second)]
    rows = []
    for theme in themes:
        seen = [w.assign(seen=(w[theme] != "").astype(int)) for w in wide]
        pairs = pair_codings(seen[0], seen[1], value="seen")
        used = pairs[["first", "second"]].sum()
        rows.append(
            {"what": "theme", "theme": theme, "n_first": used["first"], "n_second": used["second"],
             "prevalence": used.mean() / max(len(pairs), 1)} | measure_agreement(pairs, runs=runs)
        )  # fmt: skip
        both = pair_codings(*(w[w[theme] != ""] for w in wide), value=theme)
        rows.append({"what": "stance", "theme": theme, "n_first": len(both), "n_second": len(both),
                     "prevalence": np.nan} | measure_agreement(both, runs=runs))  # fmt: skip
    # A voice is the same if it is the same name or description; without one, if it is the same kind of silence.
    spoken = [
        m.drop_duplicates(key).assign(said=lambda f: f.voice.where(f.voice != "", f.voice_kind))
        for m in (first, second)
    ]
    pairs = pair_codings(*spoken, value="said")
    used = (pairs[["first", "second"]] != "none").sum()
    rows.append({"what": "voice", "theme": "", "n_first": used["first"], "n_second": used["second"],
                 "prevalence": used.mean() / max(len(pairs), 1)} | measure_agreement(pairs, runs=runs))  # fmt: skip
    return pd.DataFrame(rows)


def list_disagreements(first: pd.DataFrame, second: pd.DataFrame, *, themes: list[str]) -> pd.DataFrame:
    """
    Return every sentence and theme that two coders saw differently.

    Returns
    -------
    DataFrame, one row per difference
        ``theme, article_id, sentence_no, first, second`` (a stance, or empty where the theme was not seen).
    """
    key = ["article_id", "sentence_no"]
    wide = [coded_sentences(marks, themes) for marks in (first, second)]
    parts = []
    for theme in themes:
        pairs = pair_codings(*wide, value=theme)
        parts.append(pairs[pairs["first"] != pairs["second"]].assign(theme=theme))
    return pd.concat(parts, ignore_index=True)[["theme", *key, "first", "second"]]


def disagreement_counts(differences: pd.DataFrame, *, themes: list[str]) -> pd.DataFrame:
    """
    Count differences by theme: ``theme, n``, of these ``n_seen_by_one`` and ``n_other_stance``.

    Examples
    --------
    >>> rows = pd.DataFrame({"theme": ["jobs", "jobs"], "first": ["threat", ""], "second": ["mixed", "threat"]})
    >>> disagreement_counts(rows, themes=["jobs"]).to_dict("list")
    {'theme': ['jobs'], 'n': [2], 'n_seen_by_one': [1], 'n_other_stance': [1]}
    """
    by_one = (differences["first"] == "") | (differences["second"] == "")
    counts = pd.DataFrame({"theme": differences.theme, "n": 1, "n_seen_by_one": by_one, "n_other_stance": ~by_one})
    return counts.groupby("theme").sum().reindex(themes, fill_value=0).astype(int).reset_index()
