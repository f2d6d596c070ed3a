"""Weights of words in texts, and of words for one another."""

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

_CHUNK = 2_000  # texts weighed at once, so that memory is bounded
SMOOTHING = 0.75  # power of the context distribution


def weigh(counts: sp.csr_matrix) -> sp.csr_matrix:
    """
    TF-IDF with sublinear term frequency, smooth idf and rows of length 1, as scikit-learn's defaults have it.

    Parameters
    ----------
    counts : sparse matrix, shape (n_texts, n_terms)

    Returns
    -------
    sparse matrix of the same shape, float32
        A text without a term keeps a row of zeros.

    Examples
    --------
    >>> np.round(weigh(sp.csr_matrix([[2.0, 1.0], [0.0, 1.0]])).toarray().astype(float), 2).tolist()
    [[0.92, 0.39], [0.0, 1.0]]
    """
    return weigh_with(counts, inverse_frequency(counts))


def inverse_frequency(counts: sp.csr_matrix) -> npt.NDArray[np.float32]:
    """Smooth inverse document frequency of each term, shape (n_terms,)."""
    n_texts, n_terms = counts.shape
    held = np.bincount(counts.indices, minlength=n_terms)
    return np.asarray(np.log((1 + n_texts) / (1 + held)) + 1, dtype=np.float32)


def weigh_with(counts: sp.csr_matrix, idf: npt.NDArray[np.float32]) -> sp.csr_matrix:
    """TF-IDF of `counts` with an idf that was learnt elsewhere."""
    weights = np.empty(counts.nnz, np.float32)
    for i in range(0, counts.shape[0], _CHUNK):
        ends = counts.indptr[i : i + _CHUNK + 1]
        part = slice(ends[0], ends[-1])
        own = (1 + np.log(counts.data[part], dtype=np.float32)) * idf[counts.indices[part]]
        rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        length = np.sqrt(np.bincount(rows, weights=own.astype(np.float64) ** 2, minlength=len(ends) - 1))
        weights[part] = own / np.where(length > 0, length, 1).astype(np.float32)[rows]
    return sp.csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)


def associate(counts: sp.csr_matrix, *, damping: float = 1.0) -> sp.csr_matrix:
    """
    Positive pointwise mutual information of terms that share texts, times a power of log(1 + texts shared).

    Parameters
    ----------
    counts : sparse matrix, shape (n_texts, n_terms)
    damping : float
        Power of the logarithm: 0 gives plain positive PMI, in which a pair met once can outweigh all;
        1 keeps rare pairs low.

    Returns
    -------
    sparse matrix, shape (n_terms, n_terms), float32

    Notes
    -----
    Context distribution smoothing of 0.75 after Levy, Goldberg and Dagan, "Improving distributional
    similarity with lessons learned from word embeddings", TACL 3 (2015).

    Examples
    --------
    >>> texts = sp.csr_matrix([[1.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]])
    >>> np.round(associate(texts, damping=0).toarray().astype(float), 2)[0].tolist()
    [0.0, 1.16, 0.0, 0.0]
    """
    present = sp.csr_matrix((np.ones(counts.nnz, np.float32), counts.indices, counts.indptr), shape=counts.shape)
    shared = (present.T @ present).tocsr()
    shared.setdiag(0)
    shared.eliminate_zeros()
    pairs = shared.tocoo()
    times = pairs.data.astype(np.float64)
    margin = np.bincount(pairs.row, weights=times, minlength=counts.shape[1])
    context = margin**SMOOTHING
    context /= max(context.sum(), 1e-12)
    total = margin.sum()
    value = np.log(times / (margin[pairs.row] * context[pairs.col])) * np.log1p(times) ** damping if total else times
    kept = value > 0
    return sp.csr_matrix((value[kept].astype(np.float32), (pairs.row[kept], pairs.col[kept])), shape=shared.shape)
