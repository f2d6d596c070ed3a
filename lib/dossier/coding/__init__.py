"""
The machine coder: themes and stances of sentences, with evidence and doubt.

    terms, cues        the codebook's terms found in a sentence, with guards and negation
    grams, features    n-grams, cues and sentence vectors as blocks of numbers
    training, weak     what the coder learns from, and what it makes of cells that nobody coded
    ridge, calibrate   the learner: a sum of kernels; scores to probabilities and thresholds
    stance             threat, opportunity or mixed, were the theme there
    model, labels      the estimators: with a codebook, and for any labels
    sparing            which sentences of a long table get a vector
    evidence           the words that a code rests on
    scores             precision, recall, F1 with intervals by article; tiers
    codes, tables      a corpus's codes; plain tables coded
    flips              which codes a change of codebook or marks turned
    settled            people's codes where there are some, else the machine's
"""

from dossier.coding.codes import (
    code_sentences,
    fit_coder,
    gather_examples,
    load_codes,
    load_scores,
    score_coder,
)  # fmt: skip
from dossier.coding.flips import find_flips
from dossier.coding.labels import LabelCoder
from dossier.coding.model import ThemeCoder
from dossier.coding.scores import score_classes, score_flags, tier
from dossier.coding.settled import load_settled_codes, load_settled_voices, settle_codes
from dossier.coding.training import Examples, load_examples
from dossier.coding.weak import tell_wanted, wanted_examples

__all__ = [
    "Examples", "LabelCoder", "ThemeCoder", "code_sentences", "find_flips", "fit_coder", "gather_examples",
    "load_codes", "load_examples", "load_scores", "load_settled_codes", "load_settled_voices", "score_classes",
    "score_coder", "score_flags", "settle_codes", "tell_wanted", "tier", "wanted_examples",
]  # fmt: skip
