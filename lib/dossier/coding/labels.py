"""The engine without a codebook: labels learnt from coded rows, whatever they mean."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from dossier.coding.calibrate import Calibration, fit_calibration
from dossier.coding.evidence import WordWeights
from dossier.coding.features import GramBlocks
from dossier.coding.ridge import Block, RidgeLearner
from dossier.encoder import Encoder

Shares = npt.NDArray[np.float64]
BLOCKS = (Block("words", "linear", 0.5), Block("chars", "linear", 0.25))
VECTORS = Block("vectors", "gaussian", 1.0, width=0.5)


class LabelCoder(BaseEstimator):  # type: ignore[misc]
    """
    Learn yes-or-no labels from coded texts.

    Parameters
    ----------
    encoder : Encoder, optional
        Sentence vectors.
    penalty : float
        Smoothness of the learner; larger is smoother.

    Attributes
    ----------
    left_out_ : array, shape (n, labels)
        Probabilities of the training rows, each computed without the rows of its group.
    """

    def __init__(self, encoder: Encoder | None = None, *, penalty: float = 1.5):
        self.encoder = encoder
        self.penalty = penalty

    def fit(self, texts: Sequence[str], y: Shares, *, groups: Sequence[object] | None = None) -> "LabelCoder":
        """
        Learn.

        Parameters
        ----------
        texts : sequence of str
        y : array, shape (n, labels)
            1, 0, or NaN where unknown.
        groups : sequence of length n, optional
            Rows that are left out together; each alone where not given.
        """
        self.grams_ = GramBlocks(self.encoder).fit(texts)
        known = ~np.isnan(y)
        targets = np.where(known, y, np.nansum(y, axis=0) / np.maximum(known.sum(axis=0), 1))
        self.learner_ = RidgeLearner((*BLOCKS, VECTORS) if self.encoder else BLOCKS, penalty=self.penalty)
        self.learner_.fit(
            self.grams_.transform(texts), targets, groups=list(range(len(texts))) if groups is None else groups
        )
        self.calibration_: Calibration = fit_calibration(self.learner_.left_out, known, targets)
        self.left_out_: Shares = self.calibration_.probabilities(self.learner_.left_out)
        self.thresholds_: Shares = self.calibration_.thresholds
        self.weights_ = word_weights(self.grams_, self.learner_)
        return self

    def predict_proba(self, texts: Sequence[str]) -> Shares:
        """Return the probability of each label, shape (n, labels)."""
        check_is_fitted(self, "learner_")
        return self.calibration_.probabilities(self.learner_.score(self.grams_.transform(texts)))

    def predict(self, texts: Sequence[str]) -> Any:
        """Return which labels each text gets, shape (n, labels)."""
        return self.predict_proba(texts) >= self.thresholds_


def word_weights(grams: GramBlocks, learner: RidgeLearner) -> WordWeights:
    """Return what each word weighs in a learner's linear part."""
    return WordWeights(
        grams.words, grams.chars, word_weights=learner.weights_of("words"), char_weights=learner.weights_of("chars")
    )
