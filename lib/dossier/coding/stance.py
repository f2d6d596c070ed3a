"""
The stance of a sentence towards a theme, were the theme there.

One learner serves all themes: a case is a sentence and a theme. Two cases are near when their words,
their meaning and the theme's stance terms are, and nearer when the theme is the same. As for the themes,
a logistic regression on the sentence vectors, here with the cues beside them, adds its log-odds.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.coding.cues import CueReader, Matrix
from dossier.coding.features import Blocks, Standard, general_cues, stance_cues
from dossier.coding.logits import VectorLogits
from dossier.coding.ridge import Block, RidgeLearner
from dossier.coding.training import Examples
from dossier.schema import STANCES

THEME_DISTANCE = 2.0  # squared distance that another theme adds between two cases
BLOCKS = (
    Block("words", "linear", 0.7),
    Block("chars", "linear", 0.4),
    Block("cues", "gaussian", 1.0, width=0.5),
    Block("cues", "linear", 0.5),
)
VECTORS = Block("vectors", "gaussian", 4.0, width=1.0)
LOGIT_WEIGHT = 0.07  # what a unit of log-odds adds to the kernels' scores
THEME_SPREAD = 3.0  # what the theme counts for beside columns of spread 1


class StanceLearner:
    """
    Learn threat, opportunity or mixed from coded cases.

    Parameters
    ----------
    reader : CueReader
        Finds the stance terms.
    penalty : float
        Smoothness of the learner.
    """

    def __init__(self, reader: CueReader, *, penalty: float = 3.0):
        self.reader = reader
        self.penalty = penalty

    def fit(self, examples: Examples, blocks: Blocks) -> "StanceLearner":
        """Learn; `left_out` then holds (case, stance) shares and `cases` the (row, theme) of each."""
        rows, themes = np.nonzero(examples.stances >= 0)
        self.cases = np.stack([rows, themes], axis=1)
        self.truth = examples.stances[rows, themes]
        self.learner: RidgeLearner | None = None
        if len(rows) == 0:
            return self
        cues = self._cues(examples.rows, rows, themes)
        self.scale = Standard().fit(cues)
        chosen = (*BLOCKS, VECTORS) if "vectors" in blocks else BLOCKS
        self.learner = RidgeLearner(chosen, penalty=self.penalty)
        targets, weights = np.eye(len(STANCES))[self.truth], _balance(self.truth)
        groups = examples.rows["group"].to_numpy()[rows].tolist()
        cases = self._case_blocks(blocks, cues, rows, themes)
        self.learner.fit(cases, targets, groups=groups, weights=weights)
        scores = self.learner.left_out
        self.logits: VectorLogits | None = None
        if "vectors" in blocks:
            self.logits = VectorLogits().fit(cases["columns"], targets, groups=groups, weights=weights)
            scores = scores + LOGIT_WEIGHT * self.logits.left_out
        self.left_out = _shares(scores)
        return self

    def probabilities(self, rows: pd.DataFrame, blocks: Blocks) -> npt.NDArray[np.float64]:
        """Return shares of the stances for every row and theme, shape (n, themes, 3)."""
        count = len(self.reader.codebook.themes)
        if self.learner is None:
            return np.full((len(rows), count, len(STANCES)), 1 / len(STANCES))
        every = np.arange(len(rows))
        shares = []
        for theme in range(count):
            themes = np.full(len(rows), theme)
            cases = self._case_blocks(blocks, self._cues(rows, every, themes), every, themes)
            scores = self.learner.score(cases)
            if self.logits is not None:
                scores = scores + LOGIT_WEIGHT * self.logits.score(cases["columns"])
            shares.append(_shares(scores))
        return np.stack(shares, axis=1)

    def _cues(self, rows: pd.DataFrame, places: npt.NDArray[np.int64], themes: npt.NDArray[np.int64]) -> Matrix:
        texts = rows["text"].to_numpy()[places].tolist()
        readings = [self.reader.read(text) for text in texts]
        return np.concatenate([stance_cues(readings, themes), general_cues(readings, texts)], axis=1)

    def _case_blocks(
        self, blocks: Blocks, cues: Matrix, places: npt.NDArray[np.int64], themes: npt.NDArray[np.int64]
    ) -> Blocks:
        theme = np.eye(len(self.reader.codebook.themes), dtype=np.float32)[themes] * np.sqrt(THEME_DISTANCE / 2)
        cases: dict[str, Any] = {"words": blocks["words"][places], "chars": blocks["chars"][places]}
        scaled = self.scale.transform(cues)
        cases["cues"] = np.concatenate([scaled, theme], axis=1)
        if "vectors" in blocks:
            vectors = blocks["vectors"][places]
            cases["vectors"] = np.concatenate([vectors, theme], axis=1)
            columns = [vectors * np.sqrt(vectors.shape[1]), scaled * np.sqrt(scaled.shape[1]), theme * THEME_SPREAD]
            cases["columns"] = np.concatenate(columns, axis=1).astype(np.float32)
        return cases


def _balance(truth: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Weights that lift rare stances half way to an equal part."""
    counts = np.maximum(np.bincount(truth, minlength=len(STANCES)), 1)
    weights = np.sqrt(counts.mean() / counts)
    found: npt.NDArray[np.float64] = weights[truth]
    return found


def _shares(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Least-squares scores to shares that add to 1."""
    sharp = np.exp(4.0 * (scores - scores.max(axis=1, keepdims=True)))
    shares: npt.NDArray[np.float64] = sharp / sharp.sum(axis=1, keepdims=True)
    return shares
