"""
The words that a code rests on, as exact slices of the sentence.

First the codebook's terms that stand there; where there are none, the content words that weigh most in the
learner's linear part, with the words of grammar between two of them. Sentence vectors weigh on the
probability but cannot be quoted.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dossier.coding.grams import GramVectoriser, char_grams
from dossier.coding.terms import Word, fold_word, split_words

MOST = 4  # slices a sentence
_SHORTEST = 3  # letters of a word worth showing
_SHARE = 0.5  # of the heaviest word's weight that a word needs to be shown beside it

_PUNCTUATION = re.compile(r"[^\w\s'’-]")
_FUNCTION_WORDS = Path(__file__).parent / "data" / "function_words.toml"

Slices = list[tuple[int, int]]


@cache
def _function_words() -> frozenset[str]:
    with _FUNCTION_WORDS.open("rb") as file:
        return frozenset(word for words in tomllib.load(file).values() for word in words.split())


def content_words(words: Sequence[Word]) -> list[Word]:
    """
    Return the words that say something by themselves: no words of grammar, none under three letters.

    Examples
    --------
    >>> [word.form for word in content_words(split_words("Celui qui signe ce film"))]
    ['signe', 'film']
    """
    return [w for w in words if len(w.form) >= _SHORTEST and fold_word(w.form) not in _function_words()]


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
        """Return the slices of the content words that speak most for a label; the longest where none does."""
        words = split_words(text)
        content = content_words(words) or words
        if not content:
            return [(0, len(text))] if text else []
        weights = np.array([self.of(fold_word(word.form))[label] for word in content])
        if weights.max() <= 0:
            longest = max(content, key=lambda word: len(word.form))
            return [(longest.start, longest.end)]
        heavy = np.argsort(-weights, kind="stable")[:MOST]
        chosen = sorted(place for place in heavy if weights[place] >= _SHARE * weights.max())
        return _join_neighbours(text, content, chosen)


def _join_neighbours(text: str, words: Sequence[Word], places: Sequence[int]) -> Slices:
    """Return slices of the words at `places`; two that only words of grammar part become one phrase."""
    slices: Slices = []
    last = -2
    for place in places:
        word = words[place]
        if place == last + 1 and not _PUNCTUATION.search(text, words[last].end, word.start):
            slices[-1] = (slices[-1][0], word.end)
        else:
            slices.append((word.start, word.end))
        last = place
    return slices


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
