"""The estimator: which themes a sentence carries, with which stance, and how sure that is."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from dossier.codebook import Codebook
from dossier.coding.calibrate import Calibration, fit_calibration
from dossier.coding.cues import CueReader
from dossier.coding.evidence import join_slices
from dossier.coding.features import Blocks, GramBlocks, QueryBlock, Standard, theme_cues
from dossier.coding.labels import word_weights
from dossier.coding.logits import VectorLogits
from dossier.coding.ridge import Block, RidgeLearner
from dossier.coding.sparing import choose_open, tell_spared
from dossier.coding.stance import StanceLearner
from dossier.coding.training import Examples
from dossier.coding.weak import fill_unknown
from dossier.encoder import Encoder
from dossier.progress import follow

LOGIT_WEIGHT = 0.07  # what a unit of log-odds adds to the kernels' scores
SPARING_FROM = 5000  # rows from which only open sentences are encoded
PIECE = 2000  # rows coded at a time: memory stays flat however long the table
Shares = npt.NDArray[np.float64]
CHEAP = (
    Block("words", "linear", 1.0),
    Block("chars", "linear", 0.5),
    Block("cues", "gaussian", 1.0, width=0.5),
    Block("cues", "linear", 5.0),
)
MEANING = (Block("vectors", "gaussian", 3.0, width=1.0), Block("queries", "gaussian", 3.0, width=1.0))


class ThemeCoder(BaseEstimator):  # type: ignore[misc]
    """
    Code sentences with the themes of a codebook.

    Parameters
    ----------
    codebook : Codebook
        Themes, terms, guards.
    encoder : Encoder, optional
        Sentence vectors; without it the coder is weaker.
    penalty : float
        Smoothness of the learner; larger is smoother.
    mark_weight : float
        How many constructed sentences an agreed mark counts for.

    Attributes
    ----------
    left_out_ : array, shape (n, themes)
        Probabilities of the training rows, each computed without the rows of its group.
    thresholds_ : array, shape (themes,)
        Probability from which a sentence is coded, chosen on `left_out_`.
    """

    def __init__(
        self,
        codebook: Codebook,
        encoder: Encoder | None = None,
        *,
        penalty: float = 10.0,
        mark_weight: float = 1.5,
    ):
        self.codebook = codebook
        self.encoder = encoder
        self.penalty = penalty
        self.mark_weight = mark_weight

    def fit(self, examples: Examples, y: Any = None) -> "ThemeCoder":
        """Learn from coded sentences (`training.load_examples`)."""
        del y
        self.examples_ = examples
        self.cheap_: ThemeCoder | None = None
        self.reader_ = CueReader(self.codebook)
        rows = examples.rows
        self.grams_ = GramBlocks(self.encoder).fit(list(rows["text"]))
        self.cue_scale_ = Standard().fit(theme_cues(self.reader_, rows))
        self.queries_ = None
        if self.encoder is not None:
            self.queries_ = QueryBlock(self.codebook, self.encoder).fit(list(rows["text"]))
        blocks = self._blocks(rows)
        weights = np.where(rows["source"] == "marks", self.mark_weight, 1.0)
        groups = list(rows["group"])
        kernels = (*CHEAP, *MEANING) if self.encoder is not None else CHEAP
        self.learner_ = RidgeLearner(kernels, penalty=self.penalty)
        targets, known = fill_unknown(examples, reader=self.reader_)
        self.learner_.fit(blocks, targets, groups=groups, weights=weights)
        scores = self.learner_.left_out
        self.logits_: VectorLogits | None = None
        if self.encoder is not None:
            self.logits_ = VectorLogits().fit(_spread(blocks), targets, groups=groups, known=known, weights=weights)
            scores = scores + LOGIT_WEIGHT * self.logits_.left_out
        self.calibration_: Calibration = fit_calibration(scores, known, targets)
        self.left_out_: Shares = self.calibration_.probabilities(scores)
        self.thresholds_: Shares = self.calibration_.thresholds
        self.weights_ = word_weights(self.grams_, self.learner_)
        self.stance_ = StanceLearner(self.reader_).fit(examples, blocks)
        return self

    def predict_proba(self, rows: pd.DataFrame) -> Shares:
        """
        Return the probability of each theme, shape (n, themes).

        Parameters
        ----------
        rows : DataFrame
            ``text``, ``before``, ``after``.
        """
        return self.predict_all(rows)[0]

    def predict(self, rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which themes each sentence is coded with, shape (n, themes)."""
        coded: npt.NDArray[np.bool_] = self.predict_proba(rows) >= self.thresholds_
        return coded

    def predict_all(self, rows: pd.DataFrame) -> tuple[Shares, Shares]:
        """Return probabilities of themes (n, themes) and, were the theme there, of stances (n, themes, 3)."""
        check_is_fitted(self, "learner_")
        count = len(self.codebook.themes)
        if rows.empty:
            return np.zeros((0, count)), np.zeros((0, count, 3))
        if self.encoder is not None and len(rows) >= SPARING_FROM:
            return self._predict_sparingly(rows)
        every = range(0, len(rows), PIECE)
        pieces = [self._predict_piece(rows.iloc[at : at + PIECE]) for at in follow(every, "coding", unit="piece")]
        return np.concatenate([piece[0] for piece in pieces]), np.concatenate([piece[1] for piece in pieces])

    def _predict_sparingly(self, rows: pd.DataFrame) -> tuple[Shares, Shares]:
        """Ask a coder without vectors first; encode the sentences only that it leaves open, the nearest first."""
        assert self.encoder is not None
        if self.cheap_ is None:
            self.cheap_ = ThemeCoder(self.codebook, penalty=self.penalty, mark_weight=self.mark_weight)
            self.cheap_.fit(self.examples_)
        shares, stances = self.cheap_.predict_all(rows)
        texts = rows["text"].to_numpy(object)
        opened = choose_open(shares, texts, thresholds=self.cheap_.thresholds_)
        places = opened.places
        tell_spared(opened)
        self.encoder.encode(sorted(set(texts[places])))  # all at once: one bar, and the pieces find them ready
        for at in follow(range(0, len(places), PIECE), "coding with vectors", unit="piece"):
            piece = places[at : at + PIECE]
            shares[piece], stances[piece] = self._predict_piece(rows.iloc[piece])
        return shares, stances

    def _predict_piece(self, rows: pd.DataFrame) -> tuple[Shares, Shares]:
        blocks = self._blocks(rows)
        scores = self.learner_.score(blocks)
        if self.logits_ is not None:
            scores = scores + LOGIT_WEIGHT * self.logits_.score(_spread(blocks))
        return self.calibration_.probabilities(scores), self.stance_.probabilities(rows, blocks)

    def evidence(self, rows: pd.DataFrame, coded: npt.NDArray[np.bool_]) -> list[list[str]]:
        """
        Return, for each row and theme, the slices that a code rests on, joined by `` | ``; empty where not coded.

        Parameters
        ----------
        rows : DataFrame
        coded : array of bool, shape (n, themes)
        """
        texts = list(rows["text"])
        return [
            [self._evidence(text, n) if yes else "" for n, yes in enumerate(row)]
            for text, row in zip(texts, coded, strict=True)
        ]

    def _evidence(self, text: str, theme: int) -> str:
        hits = self.reader_.read(text).hits[theme]
        strong = [(hit.start, hit.end) for hit, sure in hits if sure]
        weak = [(hit.start, hit.end) for hit, sure in hits if not sure]
        return join_slices(text, strong or weak or self.weights_.slices(text, theme))

    def _blocks(self, rows: pd.DataFrame) -> Blocks:
        blocks = self.grams_.transform(list(rows["text"]))
        blocks["cues"] = self.cue_scale_.transform(theme_cues(self.reader_, rows))
        if self.queries_ is not None:
            blocks["queries"] = self.queries_.transform(list(rows["text"]))
        return blocks


def _spread(blocks: Blocks) -> npt.NDArray[np.float32]:
    """Return the sentence vectors with a spread of 1 in each column."""
    vectors: npt.NDArray[np.float32] = blocks["vectors"] * np.float32(np.sqrt(blocks["vectors"].shape[1]))
    return vectors
