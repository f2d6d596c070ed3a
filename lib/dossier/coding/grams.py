"""
Word and character n-grams of sentences as TF-IDF rows.

Character n-grams do not cross words, so those of a word are computed once and kept: a sentence costs
a look-up a word, which is what makes coding without sentence vectors fast.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from dossier.coding.terms import fold_word, split_words

Sparse: TypeAlias = Any  # scipy.sparse.csr_matrix, which comes without types
_FEW = 100  # sentences: too few to tell that a gram says nothing
Ids = npt.NDArray[np.int32]


def word_forms(text: str) -> list[str]:
    """
    Folded words of a text.

    Examples
    --------
    >>> word_forms("L'Âme des métiers")
    ['l', 'ame', 'des', 'metiers']
    """
    return [fold_word(word.form) for word in split_words(text)]


def word_grams(forms: Sequence[str]) -> list[str]:
    """Single words and pairs of neighbours."""
    return [*forms, *(f"{a} {b}" for a, b in pairwise(forms))]


def char_grams(form: str, *, shortest: int = 2, longest: int = 5) -> list[str]:
    """
    Character n-grams of one word between spaces.

    Examples
    --------
    >>> char_grams("ia", longest=3)
    [' i', 'ia', 'a ', ' ia', 'ia ']
    """
    padded = f" {form} "
    lengths = range(shortest, min(longest, len(padded)) + 1)
    return [padded[at : at + n] for n in lengths for at in range(len(padded) - n + 1)]


class GramVectoriser(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """
    TF-IDF over n-grams: sublinear term frequency, smoothed idf, rows of length one.

    Parameters
    ----------
    kind : str
        ``"word"`` (one and two words) or ``"char"`` (2 to 5 characters within a word).
    min_df : int
        Sentences that a gram must stand in.
    max_df : float, 0 to 1
        Share of the sentences from which a gram says nothing; kept in any case up to 100 sentences.
    max_features : int
        At most so many grams, the most frequent.
    """

    def __init__(self, kind: str = "word", *, min_df: int = 2, max_df: float = 0.2, max_features: int = 60_000):
        self.kind = kind
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features

    def fit(self, forms: Sequence[Sequence[str]], y: Any = None) -> "GramVectoriser":
        """Learn the vocabulary and the weights from sentences given as folded words."""
        del y
        frequency: Counter[str] = Counter()
        for sentence in forms:
            frequency.update(set(self._grams(sentence)))
        most = max(self.max_df * len(forms), _FEW)
        common = [gram for gram, count in frequency.items() if self.min_df <= count <= most]
        common = sorted(sorted(common), key=lambda gram: -frequency[gram])[: self.max_features]
        self.vocabulary_ = {gram: n for n, gram in enumerate(sorted(common))}
        counts = np.array([frequency[gram] for gram in self.vocabulary_], dtype=np.float64)
        self.idf_ = (np.log((1 + len(forms)) / (1 + counts)) + 1).astype(np.float32)
        self._ids: dict[str, list[int]] = {}
        return self

    def transform(self, forms: Sequence[Sequence[str]]) -> Sparse:
        """Return a sparse matrix (sentences, grams)."""
        check_is_fitted(self, "vocabulary_")
        read: Callable[[Sequence[str]], list[int]] = self._word_ids if self.kind == "word" else self._char_ids
        return self._weigh([read(sentence) for sentence in forms])

    def _grams(self, forms: Sequence[str]) -> Iterable[str]:
        if self.kind == "word":
            return word_grams(forms)
        return (gram for form in forms for gram in char_grams(form))

    def _word_ids(self, forms: Sequence[str]) -> list[int]:
        known = self.vocabulary_
        return [known[gram] for gram in word_grams(forms) if gram in known]

    def _char_ids(self, forms: Sequence[str]) -> list[int]:
        ids: list[int] = []
        for form in forms:
            of_word = self._ids.get(form)
            if of_word is None:
                grams = (self.vocabulary_.get(gram) for gram in char_grams(form))
                of_word = self._ids[form] = [number for number in grams if number is not None]
            ids += of_word
        return ids

    def _weigh(self, rows: list[list[int]]) -> Sparse:
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        ids = np.fromiter((number for row in rows for number in row), dtype=np.int32, count=int(starts[-1]))
        shape = (len(rows), len(self.vocabulary_))
        matrix = sparse.csr_matrix((np.ones(len(ids), dtype=np.float32), ids, starts), shape=shape)
        matrix.sum_duplicates()
        matrix.data = (1 + np.log(matrix.data)) * self.idf_[matrix.indices]
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(lengths, 1e-12), np.diff(matrix.indptr)).astype(np.float32)
        return matrix
