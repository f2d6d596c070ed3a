"""
How many topics: what comes back in other samples, how coherent it is, and how clearly texts belong.

Only a number at which at least four topics in five come back in half of the draws of articles or more is recommended;
the others are shown as unstable. One topic is an answer: where no two come back, the texts are one topic at this size.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from dossier.topics.choice import choose_model
from dossier.topics.fitting import FEWEST_TEXTS
from dossier.topics.quality import STABLE, clear_share, diversity, measure_stability, npmi, top_terms

CURVE_COLUMNS = ("k", "stable", "overlap", "npmi", "diversity", "clear", "gain", "recommended")
FIRM = 0.8  # part of the topics that must come back: ten draws tell a single one only roughly
_TRIED = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20)
_MOST_TEXTS = 2_000  # segments that the curve looks at
_PER_TOPIC = 3 * FEWEST_TEXTS  # segments a topic that the curve asks for


def trace_numbers(
    counts: sp.csr_matrix,
    *,
    groups: Sequence[object],
    resamples: int = 10,
    numbers: Sequence[int] = _TRIED,
    length: float | None = None,
) -> pd.DataFrame:
    """
    Fit every number of topics and its bootstraps.

    Parameters
    ----------
    counts : sparse matrix, shape (n_texts, n_terms)
        Texts that hold terms.
    groups : sequence, length n_texts
        Article of each text: bootstraps draw articles.
    resamples : int
        Bootstraps of each number.
    numbers : sequence of int
        Numbers to try; those that leave a topic fewer than 15 texts are passed over.
    length : float, optional
        Mean words of a text, see `choose_model`.

    Returns
    -------
    DataFrame
        One row a number: ``k``; ``stable`` (topics that came back in half of the bootstraps or more); ``overlap``
        (mean matched Jaccard of the top words, 0 to 1); ``npmi`` (own texts, -1 to 1); ``diversity``, ``clear``
        (0 to 1); ``gain`` (over topics, the share of bootstraps in which one came back less the share in which it did
        not, in sum; times the share of different words among the first ten, so that cutting one topic in two gains
        nothing); ``recommended``, true on one row: the one of most gain where at least `FIRM` of the topics are stable.

    Examples
    --------
    >>> texts = sp.csr_matrix(np.kron(np.eye(3), np.ones((20, 12))))
    >>> curve = trace_numbers(texts, groups=range(60), resamples=3, numbers=(2, 3))
    >>> curve.loc[curve["recommended"], "k"].tolist()
    [3]
    """
    if counts.shape[0] > _MOST_TEXTS:
        rows = np.sort(np.random.default_rng(0).choice(counts.shape[0], _MOST_TEXTS, replace=False))
        counts, groups = counts[rows], [groups[row] for row in rows]
    most = min(counts.shape[0] // _PER_TOPIC, counts.shape[1] - 1)
    rows_of = [_one(counts, k, groups, resamples, length) for k in numbers if k <= most]
    whole = {"k": 1, "stable": 1, "overlap": 1.0, "npmi": np.nan, "diversity": 1.0, "clear": 1.0, "gain": 1.0}
    curve = pd.DataFrame([whole, *rows_of], columns=CURVE_COLUMNS[:-1])
    firm = curve["stable"] >= FIRM * curve["k"]
    curve["recommended"] = curve.index == curve.loc[firm, "gain"].idxmax()
    return curve


def _one(
    counts: sp.csr_matrix, k: int, groups: Sequence[object], resamples: int, length: float | None
) -> dict[str, float]:
    model = choose_model(counts, n_topics=k, length=length)[0].fit(counts)
    stability = measure_stability(model, counts, groups=groups, resamples=resamples)
    shares = model.transform(counts)
    leads = np.bincount(shares.argmax(axis=1), minlength=k)
    returns = np.where(leads >= FEWEST_TEXTS, stability.returns, 0.0)  # a topic of hardly any text is none
    stable = int((returns >= STABLE).sum())
    return {
        "k": k,
        "stable": stable,
        "overlap": stability.overlap,
        "npmi": float(npmi(top_terms(model.components_), counts).mean()),
        "diversity": diversity(top_terms(model.components_, n=25)),
        "clear": clear_share(shares),
        "gain": float((2 * returns - 1).sum()) * diversity(top_terms(model.components_)),
    }
