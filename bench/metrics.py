"""Measures of topics that no fitted model sees: coherence beside diversity, label agreement, matched stability."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import normalized_mutual_info_score

_EPSILON = 1e-12


class Coherence:
    """
    Normalised pointwise mutual information of word pairs, in whole texts and in sliding windows.

    Parameters
    ----------
    texts : sequence of sequence of str
        Tokens of each reference text, in order.
    window : int
        Tokens in a sliding window; a shorter text is one window.

    Notes
    -----
    The formula is that of gensim's ``c_npmi`` (epsilon 1e-12). A term that the reference texts lack counts
    as never seen with any other.
    """

    def __init__(self, texts: Sequence[Sequence[str]], *, window: int = 10):
        names = sorted({token for text in texts for token in text})
        self.place = {name: i for i, name in enumerate(names)}
        coded = [np.array([self.place[token] for token in text], dtype=np.int64) for text in texts]
        self.doc = self._count(coded)
        self.win = self._count(piece for text in coded for piece in _windows(text, window))

    def _count(self, pieces: Iterable[np.ndarray]) -> tuple[int, np.ndarray, sp.csr_matrix]:
        unique = [np.unique(piece) for piece in pieces]
        ends = np.concatenate([[0], np.cumsum([len(piece) for piece in unique])])
        columns = np.concatenate(unique) if unique else np.zeros(0, int)
        seen = sp.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(unique), len(self.place)))
        return len(unique), np.asarray(seen.sum(0)).ravel(), (seen.T @ seen).tocsr()

    def npmi(self, topics: Sequence[Sequence[str]], *, unit: str = "doc", top: int = 10) -> float:
        """Mean over topics of the mean NPMI of their first `top` terms; `unit` is ``"doc"`` or ``"win"``."""
        n, alone, together = self.doc if unit == "doc" else self.win
        return float(np.mean([self._one(terms[:top], n, alone, together) for terms in topics]))

    def _one(self, terms: Sequence[str], n: int, alone: np.ndarray, together: sp.csr_matrix) -> float:
        known = np.array([self.place[term] for term in terms if term in self.place], dtype=int)
        joint = together[known][:, known].toarray() / n
        product = np.outer(alone[known], alone[known]) / n**2
        score = np.log((joint + _EPSILON) / np.maximum(product, _EPSILON)) / -np.log(joint + _EPSILON)
        pairs = score[np.triu_indices(len(known), 1)]
        expected = len(terms) * (len(terms) - 1) // 2
        return float((pairs.sum() - (expected - len(pairs))) / max(expected, 1))


def _windows(text: np.ndarray, width: int) -> Iterable[np.ndarray]:
    if len(text) <= width:
        yield text
    else:
        yield from (text[i : i + width] for i in range(len(text) - width + 1))


def diversity(topics: Sequence[Sequence[str]], *, top: int = 25) -> float:
    """Share of distinct terms among the first `top` of all topics, 0 to 1."""
    terms = [term for topic in topics for term in topic[:top]]
    return len(set(terms)) / len(terms)


def label_nmi(labels: Sequence[object], topics: np.ndarray) -> float:
    """Normalised mutual information of known labels and each text's first topic, 0 to 1."""
    return float(normalized_mutual_info_score(np.unique(labels, return_inverse=True)[1], topics))


def matched_jaccard(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], *, top: int = 10) -> float:
    """Mean Jaccard index of topics' first `top` terms under the best one-to-one match, 0 to 1."""
    a, b = ([set(topic[:top]) for topic in topics] for topics in (left, right))
    overlap = np.array([[len(x & y) / len(x | y) for y in b] for x in a])
    rows, columns = linear_sum_assignment(-overlap)
    return float(overlap[rows, columns].mean())
