"""
How far topics can be trusted: coherence beside diversity, what comes back in other samples, what they cover.

Coherence is shown on the texts themselves and on texts that were not fitted: on few texts the first flatters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment
from sklearn.base import clone

from dossier.topics.models import TopicModel

TOP = 10  # words of a topic that coherence and stability look at
RETURNS = 1 / 3  # Jaccard index of the top words from which a topic has come back: half of the words are the same
STABLE = 0.5  # share of resamples below which a topic is unstable
_MOST_FITTED = 5_000  # texts of one resample

Top = npt.NDArray[np.int64]


def top_terms(weights: npt.NDArray[np.float64], *, n: int = TOP) -> Top:
    """Return the places of each topic's first `n` terms, shape (n_topics, n)."""
    return np.argsort(-weights, axis=1, kind="stable")[:, :n].astype(np.int64)


def npmi(tops: Top, counts: sp.csr_matrix) -> npt.NDArray[np.float64]:
    """
    Mean normalised PMI of each topic's pairs of terms over shared texts, -1 to 1, shape (n_topics,).

    Parameters
    ----------
    tops : array, shape (n_topics, n)
        Places of the terms in `counts`.
    counts : sparse matrix, shape (n_texts, n_terms)
        Reference texts. A pair that shares none scores -1.

    Notes
    -----
    Lau, Newman and Baldwin, "Machine reading tea leaves", EACL 2014.

    Examples
    --------
    >>> npmi(np.array([[0, 1], [1, 2]]), sp.csr_matrix([[1.0, 1, 0], [1, 1, 0], [0, 0, 1]])).round(6).tolist()
    [1.0, -1.0]
    """
    present = counts.copy()
    present.data = np.ones_like(present.data, dtype=np.float64)
    return np.array([_pair_mean(present[:, top]) for top in tops])


def _pair_mean(present: sp.csc_matrix) -> float:
    n_texts = max(present.shape[0], 1)
    shared = np.asarray((present.T @ present).todense()) / n_texts
    alone = np.diag(shared)
    first, second = np.triu_indices(len(alone), 1)
    joint, product = shared[first, second], alone[first] * alone[second]
    never, always = joint == 0, joint == 1
    plain = ~never & ~always
    score = np.where(always, 1.0, -1.0)
    score[plain] = np.log(joint[plain] / product[plain]) / -np.log(joint[plain])
    return float(score.mean()) if len(score) else 1.0


def diversity(tops: Top) -> float:
    """Share of different terms among all topics' terms, 0 to 1."""
    return float(len(np.unique(tops)) / max(tops.size, 1))


def match_topics(left: Top, right: Top) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """
    Match topics one to one so that the Jaccard index of their terms is largest in sum.

    Returns
    -------
    tuple of array of int64 and array of float64, shape (n_left,)
        Partner in `right` (-1 for none) and Jaccard index (0 for none).

    Examples
    --------
    >>> partner, overlap = match_topics(np.array([[0, 1], [2, 3]]), np.array([[2, 3], [0, 4]]))
    >>> partner.tolist(), overlap.round(2).tolist()
    ([1, 0], [0.33, 1.0])
    """
    overlap = np.array([[_jaccard(a, b) for b in right] for a in left]).reshape(len(left), len(right))
    rows, columns = linear_sum_assignment(-overlap)
    partner, value = np.full(len(left), -1), np.zeros(len(left))
    partner[rows], value[rows] = columns, overlap[rows, columns]
    return partner, value


def _jaccard(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> float:
    shared = len(np.intersect1d(left, right))
    return shared / (len(left) + len(right) - shared)


@dataclass(frozen=True)
class Stability:
    """
    What came back in other samples.

    Parameters
    ----------
    overlap : float
        Mean matched Jaccard index of the top words over resamples and topics, 0 to 1.
    returns : array, shape (n_topics,)
        Share of resamples in which each topic came back, 0 to 1.
    resamples : int
        How many.
    """

    overlap: float
    returns: npt.NDArray[np.float64]
    resamples: int


def measure_stability(
    model: TopicModel, counts: sp.csr_matrix, *, groups: Sequence[object], resamples: int = 10, seed: int = 0
) -> Stability:
    """
    Fit the model to bootstraps of articles and match the topics to the model's own.

    Parameters
    ----------
    model : TopicModel
        Fitted to `counts`.
    counts : sparse matrix, shape (n_texts, n_terms)
    groups : sequence, length n_texts
        The article of each text: articles are drawn, with replacement, each then counted once
        (a text met twice would look like company of its words).
    resamples : int
    seed : int

    Examples
    --------
    >>> from dossier.topics.models import PlainNMF
    >>> counts = sp.csr_matrix(np.kron(np.eye(2), np.ones((10, 10))))
    >>> measure_stability(PlainNMF(2).fit(counts), counts, groups=range(20), resamples=3).returns.tolist()
    [1.0, 1.0]
    """
    own = top_terms(model.components_)
    overlaps = []
    for n in range(resamples):
        rows = draw_rows(groups, seed=seed + n)
        if len(rows) < model.n_topics:
            overlaps.append(np.zeros(len(own)))
            continue
        again = clone(model).fit(counts[rows])
        overlaps.append(match_topics(own, top_terms(again.components_))[1])
    found = np.array(overlaps).reshape(resamples, len(own)) * ~_hollow(model.components_)
    return Stability(float(found.mean()), (found >= RETURNS).mean(axis=0), resamples)


def _hollow(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Whether a topic has no words of its own: factors beyond what the texts hold come out empty, each time."""
    own = np.sort(weights, axis=1)[:, -min(TOP, weights.shape[1])]
    return np.asarray(own <= 1e-5 * weights.max())


def draw_rows(groups: Sequence[object], *, seed: int) -> npt.NDArray[np.int64]:
    """Draw as many articles as there are, with replacement, and return the rows of those drawn, in order."""
    places: dict[object, int] = {}
    group = np.array([places.setdefault(name, len(places)) for name in groups], dtype=np.int64)
    random = np.random.default_rng(seed)
    drawn = np.unique(random.integers(0, len(places), len(places)))
    rows = np.flatnonzero(np.isin(group, drawn))
    if len(rows) > _MOST_FITTED:
        rows = np.sort(random.choice(rows, _MOST_FITTED, replace=False))
    return rows


def held_out_npmi(model: TopicModel, counts: sp.csr_matrix, *, groups: Sequence[object], seed: int = 0) -> float:
    """
    Coherence on articles that were not fitted: fit one half, score on the other, both ways.

    Returns
    -------
    float
        Mean NPMI, -1 to 1; nan where a half is too small for the topics.
    """
    places: dict[object, int] = {}
    group = np.array([places.setdefault(name, len(places)) for name in groups], dtype=np.int64)
    first = np.random.default_rng(seed).permutation(len(places)) < len(places) / 2
    halves = [np.flatnonzero(first[group] == side) for side in (True, False)]
    if min(map(len, halves)) < 2 * model.n_topics:
        return float("nan")
    scores = [npmi(top_terms(clone(model).fit(counts[a]).components_), counts[b]).mean()
              for a, b in (halves, halves[::-1])]  # fmt: skip
    return float(np.mean(scores))


def clear_share(shares: npt.NDArray[np.float64]) -> float:
    """Share of texts whose first topic weighs at least twice as much as their second, 0 to 1."""
    if shares.shape[1] < 2 or not len(shares):
        return 1.0
    ordered = np.sort(shares, axis=1)
    return float((ordered[:, -1] >= 2 * ordered[:, -2]).mean())
