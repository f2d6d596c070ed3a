"""
Topic models of one form: counts in, shares out, deterministic.

`fit` takes counts (texts by terms) and sets ``components_`` (topics by terms: the weights that rank a topic's words);
`transform` gives each text's shares, which add to 1. Topics are in order of the texts that they lead.
`SemanticNMF` and `KeyTermNMF` are the defaults (see `dossier.topics.choice`); the others are for comparison.
"""

import warnings
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from dossier.topics.association import associate, inverse_frequency, weigh_with

Array = npt.NDArray[np.float64]
_SHARPNESS = 2  # power of the scores before they become shares: a text's second-best topic then weighs what it reads as
_RARE = 1 / 400  # share of texts (10 texts at most) below which a word's rank is lowered
_OWN = 0.3  # part of a key term's own loading beside the refined one
_CHUNK = 20_000  # texts that are projected at once


class TopicModel(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """
    What the models share; a model says how words load on topics.

    Parameters
    ----------
    n_topics : int
        Topics to find, at most the number of terms and of texts.
    seed : int
        Seed of the one random step that some models have.

    Attributes
    ----------
    components_ : array, shape (n_topics, n_terms)
        Weight of each term in each topic, for ranking.
    loadings_ : array, shape (n_terms, n_topics)
        Weight of each term in the projection of texts.
    """

    components_: Array
    loadings_: Array

    def __init__(self, n_topics: int = 10, *, seed: int = 0):
        self.n_topics = n_topics
        self.seed = seed

    def fit(self, counts: sp.csr_matrix, y: None = None) -> Self:  # noqa: ARG002
        """
        Find the topics.

        Parameters
        ----------
        counts : sparse matrix, shape (n_texts, n_terms)
        y : None
            Not used.

        Raises
        ------
        ValueError
            If there are fewer texts or terms than topics.
        """
        counts = sp.csr_matrix(counts, dtype=np.float32)
        if self.n_topics > min(counts.shape) or self.n_topics < 1:
            raise ValueError(f"{self.n_topics} topics of {counts.shape[0]} texts and {counts.shape[1]} terms")
        self.idf_ = inverse_frequency(counts)
        weights = weigh_with(counts, self.idf_)
        # More threads make NMF slower, and its last digits depend on their number; a perfect fit takes a root of -0.
        with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the steps are bounded on purpose
            words, loadings = self._load(counts, weights)
            self.loadings_ = loadings
            shares = self._score(weights)
        leads = np.bincount(shares.argmax(1)[shares.sum(1) > 0], minlength=self.n_topics)
        order = np.argsort(-leads, kind="stable")
        typical = np.asarray(weights.T @ shares).T / max(counts.shape[0], 1)
        self.components_ = (words * _commonness(counts) + 1e-6 * typical)[order]
        self.loadings_ = loadings[:, order]
        self._n_features_out = self.n_topics
        self._order(order)
        return self

    def transform(self, counts: sp.csr_matrix) -> Array:
        """
        Return the shares of topics in texts, shape (n_texts, n_topics); each row adds to 1.

        A text without any term of the vocabulary gets equal shares: nothing is known of it.
        """
        check_is_fitted(self, "components_")
        counts = sp.csr_matrix(counts, dtype=np.float32)
        with threadpool_limits(1):
            parts = [self._score(weigh_with(counts[i : i + _CHUNK], self.idf_))
                     for i in range(0, counts.shape[0], _CHUNK)]  # fmt: skip
        scores = np.vstack(parts) if parts else np.zeros((0, self.n_topics))
        total = scores.sum(axis=1, keepdims=True)
        known = total > 0
        return np.where(known, scores / np.where(known, total, 1), 1 / self.n_topics)

    def _load(self, counts: sp.csr_matrix, weights: sp.csr_matrix) -> tuple[Array, Array]:
        """Return word weights (n_topics, n_terms) and loadings (n_terms, n_topics)."""
        raise NotImplementedError

    def _score(self, weights: sp.csr_matrix) -> Array:
        """Return a score of each text for each topic, 0 and more, from its TF-IDF row."""
        return np.asarray(weights @ self.loadings_, dtype=np.float64) ** _SHARPNESS

    def _order(self, order: npt.NDArray[np.int64]) -> None:
        """Bring what a model keeps besides into the topics' order."""


class SemanticNMF(TopicModel):
    """
    Factorise the association of words: best for many texts, and for short ones.

    Words load on topics by NMF of the words' positive PMI damped by log(1 + count); texts are projected on loadings
    refined on a less damped matrix; words are ranked by loading times the square root of log(1 + texts).

    Notes
    -----
    After Shi et al., "Short-text topic modeling via non-negative matrix factorization enriched with local word-context
    correlations" (2018); damping, refinement and ranking measured in ``docs/topics.md``.
    """

    def _load(self, counts: sp.csr_matrix, weights: sp.csr_matrix) -> tuple[Array, Array]:  # noqa: ARG002
        found = _nmf(self.n_topics, self.seed, max_iter=300, tol=1e-3).fit_transform(associate(counts))
        words = _columns(found)
        loadings = _refined(words, associate(counts, damping=0.5), steps=20)
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        return (words * np.sqrt(np.log1p(held))[:, None]).T, loadings


class KeyTermNMF(TopicModel):
    """
    Factorise each text's key terms: best words for few texts, and for long ones.

    A text keeps the `n_keys` of its words that are nearest to it in the space of a latent semantic analysis, with their
    cosines; NMF of that matrix gives the topics' words. Texts are projected on those loadings refined on the words'
    association, which reads words that are no key terms as well.

    Parameters
    ----------
    n_topics, seed
        As for every model.
    n_dimensions : int
        Dimensions of the latent space.
    n_keys : int
        Key terms of a text.

    Notes
    -----
    KeyNMF (Kristensen-McLachlan et al., 2024) with the corpus's own latent semantic space in the place of a
    transformer's; the refined projection is ours.
    """

    def __init__(self, n_topics: int = 10, *, seed: int = 0, n_dimensions: int = 200, n_keys: int = 25):
        super().__init__(n_topics, seed=seed)
        self.n_dimensions = n_dimensions
        self.n_keys = n_keys

    def _load(self, counts: sp.csr_matrix, weights: sp.csr_matrix) -> tuple[Array, Array]:
        keys = key_terms(weights, n_dimensions=self.n_dimensions, n_keys=self.n_keys, seed=self.seed)
        model = _nmf(self.n_topics, self.seed, max_iter=300, tol=1e-4)
        model.fit(keys)
        words = np.asarray(model.components_, dtype=np.float64)
        own = _columns(words.T)
        return words, _columns(_refined(own, associate(counts, damping=0.5), steps=50) + _OWN * own)


class PlainNMF(TopicModel):
    """NMF of TF-IDF: the baseline."""

    def _load(self, counts: sp.csr_matrix, weights: sp.csr_matrix) -> tuple[Array, Array]:  # noqa: ARG002
        model = _nmf(self.n_topics, self.seed, max_iter=200, tol=1e-4)
        model.fit(weights)
        self.factors_ = model
        return np.asarray(model.components_, dtype=np.float64), np.asarray(model.components_.T, dtype=np.float64)

    def _score(self, weights: sp.csr_matrix) -> Array:
        size = np.linalg.norm(self.factors_.components_, axis=1)
        return np.asarray(self.factors_.transform(weights) * size, dtype=np.float64)

    def _order(self, order: npt.NDArray[np.int64]) -> None:
        self.factors_.components_ = np.ascontiguousarray(self.factors_.components_[order])


class LdaTopics(TopicModel):
    """Latent Dirichlet allocation, for comparison; it needs some thousand texts."""

    def fit(self, counts: sp.csr_matrix, y: None = None) -> Self:  # noqa: ARG002
        """Find the topics; see `TopicModel.fit`."""
        counts = sp.csr_matrix(counts)
        model = LatentDirichletAllocation(self.n_topics, random_state=self.seed, learning_method="batch")
        shares = model.fit_transform(counts)
        leads = np.bincount(shares.argmax(1), minlength=self.n_topics)
        model.components_ = model.components_[np.argsort(-leads, kind="stable")]
        model.exp_dirichlet_component_ = model.exp_dirichlet_component_[np.argsort(-leads, kind="stable")]
        self.model_ = model
        self.components_ = model.components_ / model.components_.sum(axis=1, keepdims=True)
        self.loadings_ = self.components_.T
        self._n_features_out = self.n_topics
        return self

    def transform(self, counts: sp.csr_matrix) -> Array:
        """Return the shares of topics in texts, shape (n_texts, n_topics)."""
        return np.asarray(self.model_.transform(sp.csr_matrix(counts)), dtype=np.float64)


def key_terms(weights: sp.csr_matrix, *, n_dimensions: int = 200, n_keys: int = 25, seed: int = 0) -> sp.csr_matrix:
    """
    Keep each text's words nearest to it in the latent semantic space.

    Parameters
    ----------
    weights : sparse matrix, shape (n_texts, n_terms)
        TF-IDF rows.

    Returns
    -------
    sparse matrix of the same shape
        Cosine of text and word for at most `n_keys` words a text; none below 0.
    """
    size = min(n_dimensions, min(weights.shape) - 1)
    if size < 2:
        return weights
    reduced = TruncatedSVD(size, random_state=seed)
    texts = normalize(reduced.fit_transform(weights)).astype(np.float32)
    words = normalize(reduced.components_.T).astype(np.float32)
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    near = np.empty(weights.nnz, np.float32)
    for i in range(0, weights.nnz, 1 << 18):
        part = slice(i, i + (1 << 18))
        near[part] = np.einsum("ij,ij->i", texts[rows[part]], words[weights.indices[part]])
    order = np.lexsort((-near, rows))
    rank = np.arange(len(order)) - np.repeat(weights.indptr[:-1], np.diff(weights.indptr))
    kept = order[(rank < n_keys) & (near[order] > 0)]
    return sp.csr_matrix((near[kept], (rows[kept], weights.indices[kept])), shape=weights.shape)


def _commonness(counts: sp.csr_matrix) -> Array:
    """Return what lowers a word that hardly any text holds: it can help to place a text, but not to name a topic."""
    n_texts, n_terms = counts.shape
    held = np.bincount(counts.indices, minlength=n_terms)
    return np.asarray(np.minimum(1.0, held / np.clip(n_texts * _RARE, 1, 10)), dtype=np.float64)


def _nmf(n_topics: int, seed: int, **settings: Any) -> NMF:
    return NMF(n_topics, init="nndsvda", random_state=seed, **settings)


def _columns(loadings: Array) -> Array:
    """Give each topic's loadings length 1."""
    length = np.linalg.norm(loadings, axis=0)
    return np.asarray(loadings / np.where(length > 0, length, 1), dtype=np.float64)


def _refined(loadings: Array, association: sp.csr_matrix, *, steps: int) -> Array:
    """Continue from `loadings` for some steps of NMF of the association."""
    start = np.ascontiguousarray(loadings.astype(np.float32) + np.float32(1e-6))
    model = NMF(loadings.shape[1], init="custom", max_iter=steps, tol=0)
    return _columns(model.fit_transform(association, W=start, H=np.ascontiguousarray(start.T)))
