"""Evidence is content words or a phrase, never a word of grammar alone."""

import numpy as np
import pytest

from dossier.coding.evidence import WordWeights, join_slices
from dossier.coding.grams import GramVectoriser, word_forms

TEXTS = ["celui qui licencie most people", "qui licencie most workers", "un film qui sort", "un film rose"] * 2


def weights_of(**heavy):
    forms = [word_forms(text) for text in TEXTS]
    words, chars = GramVectoriser("word").fit(forms), GramVectoriser("char", min_df=3).fit(forms)
    column = np.zeros((len(words.vocabulary_), 1))
    for form, weight in heavy.items():
        column[words.vocabulary_[form]] = weight
    return WordWeights(words, chars, word_weights=column, char_weights=np.zeros((len(chars.vocabulary_), 1)))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Celui qui licencie", "licencie"),
        ("Who licencie most film", "licencie most film"),
        ("Il licencie, un film", "licencie | film"),
        ("Qui, most", "Qui | most"),  # nothing else stands there
        ("Qui est là, Rose ?", "Rose"),
        ("", ""),
    ],
)
def test_words_of_grammar_are_shown_only_inside_a_phrase(text, evidence):
    weights = weights_of(qui=9.0, most=9.0, licencie=2.0, film=1.5)
    assert join_slices(text, weights.slices(text, 0)) == evidence
