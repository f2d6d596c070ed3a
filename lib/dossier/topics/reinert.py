"""
Reinert's descending hierarchical classification, as French researchers know it from Alceste and IRaMuTeQ.

All segments are one class; the largest class is cut in two where the chi-square of words by halves is greatest, first
along the leading axis of a correspondence analysis, then by moving segments one by one; and so on. Presence of words
counts, not how often.

M. Reinert, "Une méthode de classification descendante hiérarchique", Cahiers de l'analyse des données 8 (1983).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.linalg import svds
from threadpoolctl import threadpool_limits

from dossier.topics.models import TopicModel

_PASSES = 10  # rounds of moving segments
_SMALLEST = 5  # segments of a class


@dataclass
class _Node:
    parent: int
    rows: npt.NDArray[np.int64]
    chi2: float = float("nan")


class ReinertClasses(TopicModel):
    """
    Classes by successive cuts.

    Parameters
    ----------
    n_topics : int
        Final classes wished; fewer come out where no class can be cut further.
    seed : int
        Of the start vector of the axis.

    Attributes
    ----------
    labels_ : array, shape (n_texts,)
        Class of each text, from 0, largest first; -1 for a text without terms.
    components_ : array, shape (n_topics, n_terms)
        Signed chi-square (one degree of freedom) of each term and class: below 0 the term is avoided.
    tree_ : DataFrame
        The dendrogram: ``node, parent, texts, chi2`` (of the cut, nan for a leaf), ``label`` (class, -1 above).
    """

    def fit(self, counts: sp.csr_matrix, y: None = None) -> Self:  # noqa: ARG002
        """Cut the texts; see `TopicModel.fit`."""
        present = sp.csr_matrix(counts, dtype=np.float64, copy=True)
        present.data[:] = 1.0
        nodes = [_Node(-1, np.flatnonzero(np.diff(present.indptr)))]
        leaves, dead = {0}, set[int]()
        with threadpool_limits(1):
            while len(leaves) < self.n_topics and leaves - dead:
                node = max(leaves - dead, key=lambda i: (len(nodes[i].rows), -i))
                rows = nodes[node].rows
                side, chi2 = split_in_two(present[rows], seed=self.seed)
                if min(side.sum(), (~side).sum()) < _SMALLEST:
                    dead.add(node)
                    continue
                nodes[node].chi2 = chi2
                nodes += [_Node(node, rows[half]) for half in (side, ~side)]
                leaves = leaves - {node} | {len(nodes) - 2, len(nodes) - 1}
        self._finish(present, nodes, sorted(leaves, key=lambda i: (-len(nodes[i].rows), i)))
        return self

    def _finish(self, present: sp.csr_matrix, nodes: "list[_Node]", leaves: list[int]) -> None:
        self.labels_ = np.full(present.shape[0], -1)
        for label, leaf in enumerate(leaves):
            self.labels_[nodes[leaf].rows] = label
        place = {leaf: label for label, leaf in enumerate(leaves)}
        self.tree_ = pd.DataFrame(
            [(i, node.parent, len(node.rows), node.chi2, place.get(i, -1)) for i, node in enumerate(nodes)],
            columns=["node", "parent", "texts", "chi2", "label"],
        )
        self.components_ = signed_chi2(present, self.labels_, n_classes=len(leaves))
        self.loadings_ = np.maximum(self.components_, 0).T
        self.idf_ = np.ones(present.shape[1], np.float32)
        self._n_features_out = len(leaves)

    def _score(self, weights: sp.csr_matrix) -> npt.NDArray[np.float64]:
        present = weights.copy()
        present.data = np.ones_like(present.data)
        return np.asarray(present @ self.loadings_, dtype=np.float64)

    def transform(self, counts: sp.csr_matrix) -> npt.NDArray[np.float64]:
        """Return the share of each class in the chi-square of a text's terms; equal without any."""
        scores = self._score(sp.csr_matrix(counts, dtype=np.float64))
        total = scores.sum(axis=1, keepdims=True)
        return np.where(total > 0, scores / np.where(total > 0, total, 1), 1 / self.components_.shape[0])


def split_in_two(present: sp.csr_matrix, *, seed: int = 0) -> tuple[npt.NDArray[np.bool_], float]:
    """
    Cut texts in two so that the chi-square of the table of halves by terms is large.

    Parameters
    ----------
    present : sparse matrix of 0 and 1, shape (n_texts, n_terms)
        Texts without terms must be gone.
    seed : int

    Returns
    -------
    tuple of array of bool, shape (n_texts,), and float
        Whether each text is in the first half, and the chi-square; one empty half where no cut is possible.
    """
    totals = np.asarray(present.sum(axis=0)).ravel()
    present = present[:, totals > 0]
    totals = totals[totals > 0]
    sizes = np.asarray(present.sum(axis=1)).ravel()
    if present.shape[0] < 2 * _SMALLEST or present.shape[1] < 2:
        return np.zeros(present.shape[0], dtype=bool), 0.0
    order = np.argsort(_axis(present, sizes, totals, seed), kind="stable")
    side = np.zeros(len(sizes), dtype=bool)
    held, taken, best, cut = np.zeros(len(totals)), 0.0, -1.0, 0
    for position, row in enumerate(order[:-1].tolist(), start=1):
        held[_terms(present, row)] += 1
        taken += sizes[row]
        chi2 = _chi2(held, taken, totals)
        if chi2 > best and _SMALLEST <= position <= len(order) - _SMALLEST:
            best, cut = chi2, position
    side[order[:cut]] = True
    return _move(present, sizes, totals, side)


def _axis(
    present: sp.csr_matrix, sizes: npt.NDArray[np.float64], totals: npt.NDArray[np.float64], seed: int
) -> npt.NDArray[np.float64]:
    """Return the texts' coordinates on the first axis of a correspondence analysis."""
    scaled = sp.diags(1 / np.sqrt(sizes)) @ present @ sp.diags(1 / np.sqrt(totals))
    start = np.random.default_rng(seed).standard_normal(min(scaled.shape))
    left, value, _ = svds(scaled, k=min(2, min(scaled.shape) - 1), v0=start)
    axis = np.asarray(left[:, np.argsort(-value)[-1]] / np.sqrt(sizes))
    return np.asarray(axis * np.sign(axis[np.argmax(np.abs(axis))]), dtype=np.float64)


def _terms(present: sp.csr_matrix, row: int) -> npt.NDArray[np.int32]:
    return np.asarray(present.indices[present.indptr[row] : present.indptr[row + 1]])


def _chi2(held: npt.NDArray[np.float64], taken: float, totals: npt.NDArray[np.float64]) -> float:
    """Chi-square of two halves by terms, from the first half's counts."""
    n = totals.sum()
    return float(n**2 / (taken * (n - taken)) * ((held**2 / totals).sum() - taken**2 / n)) if 0 < taken < n else 0.0


def _move(
    present: sp.csr_matrix, sizes: npt.NDArray[np.float64], totals: npt.NDArray[np.float64], side: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], float]:
    """Move texts to the other half one by one while that raises the chi-square."""
    held = np.asarray(present[side].sum(axis=0)).ravel()
    taken = float(sizes[side].sum())
    chi2 = _chi2(held, taken, totals)
    for _ in range(_PASSES):
        moved = False
        for row in range(len(sizes)):
            sign = -1 if side[row] else 1
            if (side.sum() if side[row] else (~side).sum()) <= _SMALLEST:
                continue
            terms = _terms(present, row)
            held[terms] += sign
            now = _chi2(held, taken + sign * sizes[row], totals)
            if now > chi2 + 1e-9:
                side[row], taken, chi2, moved = not side[row], taken + sign * sizes[row], now, True
            else:
                held[terms] -= sign
        if not moved:
            break
    return side, chi2


def signed_chi2(present: sp.csr_matrix, labels: npt.NDArray[np.int64], *, n_classes: int) -> npt.NDArray[np.float64]:
    """
    Chi-square (one degree of freedom, texts with and without) of each class and term, below 0 where it is avoided.

    Examples
    --------
    >>> table = sp.csr_matrix([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 4)
    >>> signed_chi2(table, np.array([0] * 4 + [1] * 4), n_classes=2).tolist()
    [[8.0, -8.0], [-8.0, 8.0]]
    """
    used = labels >= 0
    n = float(used.sum())
    inside = sp.csr_matrix((np.ones(int(n)), (labels[used], np.flatnonzero(used))), shape=(n_classes, len(labels)))
    both = np.asarray((inside @ present).todense())
    size = np.asarray(inside.sum(axis=1))
    term = both.sum(axis=0, keepdims=True)
    expected = size * term / n
    spread = expected * (n - size) * (n - term) / n**2
    value = np.divide((both - expected) ** 2, spread, out=np.zeros_like(both), where=spread > 0)
    return np.asarray(np.sign(both - expected) * value)
