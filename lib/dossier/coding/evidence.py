"""
The words that a code rests on, as exact slices of the sentence.

First the codebook's terms that stand there; where there are none, the words that weigh most in the
learner's linear part. Sentence vectors weigh on the probability but cannot be quoted.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dossier.coding.grams import GramVectoriser, char_grams
from dossier.coding.terms import Word, fold_word, split_words

MOST = 4  # slices a sentence
_SHORTEST = 3  # letters of a word worth showing
_SHARE = 0.5  # of the heaviest word's weight that a word needs to be shown beside it

Slices = list[tuple[int, int]]


class WordWeights:
    """
    How much each word speaks for each label, from the linear part of a learner.

    Parameters
    ----------
    words, chars : GramVectoriser
        Fitted vectorisers.
    word_weights, char_weights : arrays, shape (grams, labels)
        The learner's weights of their columns.
    """

    def __init__(
        self,
        words: GramVectoriser,
        chars: GramVectoriser,
        *,
        word_weights: npt.NDArray[np.float64],
        char_weights: npt.NDArray[np.float64],
    ):
        self._parts = (
            (words, word_weights * words.idf_[:, None], False),
            (chars, char_weights * chars.idf_[:, None] * 0.3, True),
        )
        self._known: dict[str, npt.NDArray[np.float64]] = {}
        self._none = np.zeros(word_weights.shape[1])

    def of(self, form: str) -> npt.NDArray[np.float64]:
        """Return the weight of one folded word for each label."""
        known = self._known.get(form)
        if known is None:
            known = self._none.copy()
            for vectoriser, weights, split in self._parts:
                grams = char_grams(form) if split else [form]
                places = [vectoriser.vocabulary_[g] for g in grams if g in vectoriser.vocabulary_]
                known = known + weights[places].sum(axis=0)
            self._known[form] = known
        return known

    def slices(self, text: str, label: int) -> Slices:
        """Return the slices of the words that speak most for a label; the longest word where none does."""
        words = [word for word in split_words(text) if len(word.form) >= _SHORTEST]
        if not words:
            return [(0, len(text))] if text else []
        weights = np.array([self.of(fold_word(word.form))[label] for word in words])
        if weights.max() <= 0:
            longest = max(words, key=lambda word: len(word.form))
            return [(longest.start, longest.end)]
        chosen = [word for word, weight in zip(words, weights, strict=True) if weight >= _SHARE * weights.max()]
        order = np.argsort(-weights[weights >= _SHARE * weights.max()], kind="stable")[:MOST]
        return _slices_of([chosen[place] for place in sorted(order)])


def _slices_of(words: Sequence[Word]) -> Slices:
    return [(word.start, word.end) for word in words]


def join_slices(text: str, slices: Slices) -> str:
    """
    Return slices as evidence: overlapping ones joined, at most four, in the order of the text.

    Examples
    --------
    >>> join_slices("Le droit d'auteur recule", [(3, 8), (3, 17), (18, 24)])
    "droit d'auteur | recule"
    """
    merged: Slices = []
    for start, end in sorted(slices):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    found = list(dict.fromkeys(text[start:end] for start, end in merged))
    return " | ".join(found[:MOST])
